// The app's newest threads of several rooms side by side, so that one sees what goes between them.

import { get } from "./api.js";
import { desk } from "./desk.js";
import { fill, h, icon } from "./dom.js";
import { calledName, face } from "./faces.js";
import { openChannel, openThread } from "./places.js";
import { paneHead } from "./room.js";
import { on } from "./stream.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";
import { composerOf, mountReplies } from "./thread.js";

const MOST = 6;
const SAME_SECONDS = 600;

/**
 * The threads that belong together: what the app opened in several rooms within minutes, the newest such.
 * @param {{channel: string, ts: string}[]} found newest first
 */
export function together(found) {
  const groups = found.map((one) => found.filter((other) => other.ts <= one.ts && Number(one.ts) - Number(other.ts) < SAME_SECONDS));
  const one = (group) => new Map(group.toReversed().map((thread) => [thread.channel, thread]));
  const best = groups.map(one).find((group) => group.size > 1) ?? one(groups[0] ?? []);
  return [...best.values()].slice(0, MOST);
}

/** @returns {() => void} stop */
export function mountSplit(pane) {
  const columns = h("div", { class: "columns" });
  const open = new Map(); // channel → {ts, element, stop}
  fill(pane, paneHead(t("split.title"), { before: icon("split"), after: h("p", { class: "topic" }, t("split.explain")) }), columns);

  const look = async () => {
    const { threads } = await get("read/app_threads");
    const order = [...desk.channels.keys()];
    const shown = together(threads).sort((a, b) => order.indexOf(a.channel) - order.indexOf(b.channel));
    for (const [channel, column] of open) if (!shown.some((one) => one.channel === channel && one.ts === column.ts)) close(channel);
    for (const one of shown) if (!open.has(one.channel)) open.set(one.channel, makeColumn(one));
    fill(columns, shown.length ? shown.map((one) => open.get(one.channel).element) : h("p", { class: "nothing" }, t("split.none")));
  };
  const close = (channel) => {
    open.get(channel).stop();
    open.delete(channel);
  };
  let waiting = null;
  const lookSoon = () => {
    waiting ??= setTimeout(() => {
      waiting = null;
      look().catch(explainTrouble);
    }, 150);
  };
  look().catch(explainTrouble);
  const isRootOfApp = (change) => !change.thread_ts || !open.size;
  const stops = [on("message", (change) => isRootOfApp(change) && lookSoon()), on("message_deleted", lookSoon), on("loaded", lookSoon)];
  return () => {
    clearTimeout(waiting);
    stops.forEach((stop) => stop());
    for (const channel of [...open.keys()]) close(channel);
  };
}

function makeColumn({ channel, ts }) {
  const body = h("div", { class: "thread-body" });
  const element = h(
    "section",
    { class: "column", "aria-label": desk.channelName(channel), data: { channel } },
    h(
      "header",
      { class: "pane-head" },
      icon(desk.channels.get(channel)?.kind === "group" ? "lock" : "hash", 18),
      h("h2", null, desk.channelName(channel)),
      h("button", { type: "button", class: "quiet", "aria-label": t("split.open"), title: t("split.open"), onclick: () => leaveTo(channel, ts) }, icon("thread", 18)),
    ),
    body,
  );
  return { ts, element, stop: mountReplies(body, channel, ts, footOf) };
}

function leaveTo(channel, ts) {
  openChannel(channel);
  openThread(channel, ts);
}

/** Whoever is not in the room is offered to be somebody who is. */
function footOf(pane, id, ts, list) {
  const channel = desk.channels.get(id);
  if (!channel || channel.members.includes(desk.me.id)) return composerOf(pane, id, ts, list);
  const member = channel.members.map((one) => desk.users.get(one)).find((one) => one && !one.bot_id && !one.deleted);
  return h(
    "div",
    { class: "foot-note" },
    h("p", null, t("split.not_in", { name: calledName(desk.me.id) })),
    member && h("button", { type: "button", onclick: () => desk.become(member.key) }, face(member.id, 20), t("split.write_as", { name: calledName(member.id) })),
  );
}
