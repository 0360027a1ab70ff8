// A thread: in the pane beside its room, or as a column of the split view.

import { makeComposer } from "./composer.js";
import { desk } from "./desk.js";
import { fill, h, icon } from "./dom.js";
import { hear } from "./heard.js";
import { onHistory, readThread, thread } from "./history.js";
import { makeList } from "./list.js";
import { closeThread, openChannel } from "./places.js";
import { onPrivate, privateOf } from "./private.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";
import { markRead, newInThread, onUnread } from "./unread.js";

/** The pane beside the room. */
export function mountThread(pane, channel, ts) {
  const body = h("div", { class: "thread-body" });
  fill(
    pane,
    h(
      "header",
      { class: "pane-head" },
      h("button", { type: "button", class: "quiet back", "aria-label": t("shell.back"), onclick: closeThread }, icon("back")),
      h("h2", null, t("thread.title")),
      h("button", { type: "button", class: "link where", onclick: () => openChannel(channel) }, icon(desk.channels.get(channel)?.kind === "group" ? "lock" : "hash", 14), desk.channelName(channel)),
      h("button", { type: "button", class: "quiet close", "aria-label": t("shell.close"), onclick: closeThread }, icon("close")),
    ),
    body,
  );
  return mountReplies(body, channel, ts, composerOf);
}

/**
 * The messages of a thread and, if one may write there, its composer.
 * @param {(pane: HTMLElement, channel: string, ts: string, list: object) => any} foot what stands under them
 * @returns {() => void} stop following it
 */
export function mountReplies(pane, channel, ts, foot) {
  const name = desk.channelName(channel);
  const list = makeList({ channel, inThread: true, label: `${t("thread.title")}: ${name}`, atEnd: () => seen() });
  let known = false;
  const seen = () => {
    if (known && document.visibilityState === "visible") markRead(channel, thread(channel, ts).messages.at(-1)?.ts, ts);
  };
  const draw = () => {
    const { messages, ready } = thread(channel, ts);
    if (!ready) {
      readThread(channel, ts).catch(explainTrouble);
      return;
    }
    if (!messages.length || messages[0].ts !== ts) fill(list.head, h("p", { class: "beginning" }, t("thread.gone")));
    else fill(list.head);
    list.draw({ messages, private: privateOf(channel, ts) });
    hear(`${channel} ${ts}`, messages);
  };
  const takeNews = () => {
    const fresh = newInThread(channel, ts);
    if (!known || (document.visibilityState !== "visible" && fresh)) list.setNew(fresh?.first);
    known = true;
    draw();
    if (list.isAtEnd()) seen();
  };
  fill(pane, list.element, h("div", { class: "foot" }, foot(pane, channel, ts, list)));
  const stops = [onHistory((changed) => (changed === channel || changed === "") && draw()), onPrivate(draw), onUnread(takeNews)];
  const visible = () => list.isAtEnd() && seen();
  document.addEventListener("visibilitychange", visible);
  takeNews();
  return () => {
    stops.forEach((stop) => stop());
    document.removeEventListener("visibilitychange", visible);
  };
}

/** The composer of a thread, if the person at this window may write there. */
export function composerOf(pane, id, ts, list) {
  const channel = desk.channels.get(id);
  if (channel?.archived) return h("p", { class: "foot-note" }, t("room.archived"));
  if (!channel?.members.includes(desk.me.id)) return h("p", { class: "foot-note" }, t("room.not_in"));
  const label = t("compose.to_thread");
  return makeComposer(pane, { channel: id, thread: ts, label, editLast: list.editLast, sent: () => list.toEnd() });
}
