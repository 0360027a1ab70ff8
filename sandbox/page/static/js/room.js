// The middle pane: a room or a direct message, with its messages and the composer.

import { act } from "./api.js";
import { makeComposer } from "./composer.js";
import { desk, drawingOf } from "./desk.js";
import { choose } from "./dialogs.js";
import { fill, h, icon } from "./dom.js";
import { calledName, departmentOf, face } from "./faces.js";
import { hear } from "./heard.js";
import { onHistory, readOlder, readRoom, room } from "./history.js";
import { makeList } from "./list.js";
import { openDirect, openHome, openList, openThread, place } from "./places.js";
import { onPrivate, privateOf } from "./private.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";
import { countOf, markRead, newsOf, onUnread } from "./unread.js";

/**
 * Draw a room into the pane.
 * @returns {() => void} stop following it
 */
export function mountRoom(pane, id) {
  const channel = desk.channels.get(id);
  if (!channel) {
    fill(pane, paneHead(t("shell.title")), h("p", { class: "nothing" }, t("room.gone")));
    return () => {};
  }
  const isMember = channel.members.includes(desk.me.id);
  const list = makeList({ channel: id, inThread: false, label: t("room.label", { name: desk.channelName(id) }), older: () => readOlder(id), atEnd: () => seen() });
  const news = h("div", { class: "news", hidden: true });
  const foot = h("div", { class: "foot" });
  let known = false;
  let above = null;

  const seen = () => {
    if (!known || document.visibilityState !== "visible") return;
    markRead(id, room(id).messages.at(-1)?.ts);
  };
  const draw = () => {
    const { messages, more, ready } = room(id);
    if (!ready) {
      readRoom(id).catch(explainTrouble);
      return;
    }
    list.draw({ messages, private: privateOf(id) });
    fill(list.head, more ? h("button", { type: "button", class: "link", onclick: () => readOlder(id) }, t("room.older")) : beginning(channel, messages));
    hear(id, messages);
    drawNews();
  };
  const takeNews = () => {
    const { first, unread } = newsOf(id);
    if (!known || (document.visibilityState !== "visible" && first)) {
      list.setNew(first);
      above = first ? { ts: first, n: unread } : null;
    }
    known = true;
    draw();
    if (list.isAtEnd()) seen();
  };
  const goToNew = async () => {
    while (above && !list.element.querySelector(".between.new") && room(id).more) await readOlder(id);
    list.element.querySelector(".between.new")?.scrollIntoView({ block: "start" });
    above = null;
    drawNews();
  };
  const drawNews = () => {
    const line = list.element.querySelector(".between.new");
    const isAbove = above && (!line || line.getBoundingClientRect().bottom < list.element.getBoundingClientRect().top);
    const threads = newsOf(id).threads.filter((one) => !(place.thread === one.ts && place.channel === id));
    const n = threads.reduce((sum, one) => sum + one.unread, 0);
    news.hidden = !isAbove && !n;
    fill(
      news,
      isAbove && h("button", { type: "button", class: "to-new", onclick: goToNew }, icon("up", 16), t("room.new_above", { n: above.n })),
      n > 0 && h("button", { type: "button", class: "to-new", onclick: () => openThread(id, threads.at(-1).ts) }, icon("thread", 16), t("room.new_in_thread", { n })),
    );
  };

  fill(pane, roomHead(channel), news, list.element, foot);
  const sent = () => {
    above = null; // whoever writes has read, or does not want to
    list.toEnd();
  };
  fill(foot, footOf(pane, channel, isMember, list, sent));
  const stops = [
    onHistory((changed) => (changed === id || changed === "") && draw()),
    onPrivate(draw),
    onUnread(takeNews),
  ];
  const visible = () => list.isAtEnd() && seen();
  document.addEventListener("visibilitychange", visible);
  list.element.querySelector(".scroller").addEventListener("scroll", drawNews, { passive: true });
  draw();
  if (countOf(id) || newsOf(id).latest) takeNews();
  return () => {
    stops.forEach((stop) => stop());
    document.removeEventListener("visibilitychange", visible);
  };
}

function footOf(pane, channel, isMember, list, sent) {
  const note = (text, ...more) => h("div", { class: "foot-note" }, h("p", null, text), ...more);
  const withApp = channel.kind === "im" && channel.members.includes(desk.app.bot_user_id);
  if (channel.archived) return note(t("room.archived"));
  if (withApp && (desk.app.messages_read_only || !desk.app.messages_tab))
    return note(t("room.read_only", { app: desk.app.name }), desk.app.home_tab && h("button", { type: "button", onclick: openHome }, icon("home", 16), t("room.open_home")));
  if (!isMember && channel.kind === "channel")
    return note(t("room.not_in"), h("button", { type: "button", class: "primary", onclick: () => act("join", { channel: channel.id }).catch(explainTrouble) }, t("room.join")));
  if (!isMember) return note(t("room.not_in_private"));
  const direct = channel.kind === "im";
  const label = t(direct ? "compose.to_person" : "compose.to_room", { name: direct ? calledName(otherIn(channel)) : desk.channelName(channel.id) });
  return makeComposer(pane, {
    channel: channel.id,
    label,
    editLast: list.editLast,
    sent,
  });
}

/** The head of a pane; on a phone with the way back. */
export function paneHead(title, { back = openList, before, after } = {}) {
  return h(
    "header",
    { class: "pane-head" },
    back && h("button", { type: "button", class: "quiet back", "aria-label": t("shell.back"), onclick: back }, icon("back")),
    before,
    h("h1", null, title),
    after,
  );
}

const otherIn = (channel) => channel.members.find((member) => member !== desk.me.id) ?? desk.me.id;

function roomHead(channel) {
  const alone = channel.kind === "im";
  if (alone && channel.members.includes(desk.app.bot_user_id)) return appHead("messages");
  const other = otherIn(channel);
  return paneHead(desk.channelName(channel.id), {
    before: alone ? face(other, 28) : icon(drawingOf(channel)),
    after: alone ? h("p", { class: "topic" }, departmentOf(desk.users.get(other) ?? {})) : [h("p", { class: "topic" }, channel.topic), h("button", { type: "button", class: "quiet members", onclick: () => showMembers(channel) }, icon("people", 18), t("room.members", { n: channel.members.length }))],
  });
}

/** The head over what one has with the app: its home tab and its messages. */
export function appHead(tab) {
  const button = (id, label, run) => h("button", { type: "button", role: "tab", class: "tab", "aria-selected": String(tab === id), onclick: run }, label);
  return paneHead(desk.app.name, {
    before: face(desk.app.bot_user_id, 28),
    after: h(
      "div",
      { role: "tablist", class: "tabs" },
      desk.app.home_tab && button("home", t("room.app_home_tab"), openHome),
      desk.app.messages_tab && button("messages", t("room.app_messages_tab"), () => openDirect("@app").catch(explainTrouble)),
    ),
  });
}

async function showMembers(channel) {
  const members = channel.members.map((id) => desk.users.get(id)).filter(Boolean);
  const user = await choose({
    title: `${desk.channelName(channel.id)} · ${t("room.members", { n: members.length })}`,
    hint: t("who.search"),
    items: members,
    textOf: (one) => [desk.name(one.id), one.real_name, one.department, one.title].join(" "),
    draw: (one) => [face(one.id, 28), h("span", { class: "entry-label" }, desk.name(one.id)), h("small", null, one.bot_id ? t("shell.app") : departmentOf(one))],
  });
  if (!user) return;
  if (user.bot_id) openHome();
  else openDirect(user.id).catch(explainTrouble);
}

function beginning(channel, messages) {
  const name = desk.channelName(channel.id);
  if (channel.kind === "im") return h("p", { class: "beginning" }, t("room.empty_direct", { name: calledName(otherIn(channel)) }));
  return h("div", { class: "beginning" }, h("p", null, t("room.start", { name })), channel.purpose && h("p", { class: "faint" }, channel.purpose), !messages.length && h("p", { class: "faint" }, t("room.empty")));
}
