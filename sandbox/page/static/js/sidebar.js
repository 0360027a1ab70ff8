// The list of places: rooms, direct messages, the app's home; what is new stands out and leads there.

import { get } from "./api.js";
import { desk, drawingOf } from "./desk.js";
import { choose } from "./dialogs.js";
import { fill, h, icon, keyed } from "./dom.js";
import { draftOf, onDrafts } from "./drafts.js";
import { departmentOf, face } from "./faces.js";
import { onPlace, openChannel, openDirect, openHome, openSplit, openThread, place } from "./places.js";
import { on } from "./stream.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";
import { countAll, countOf, newsOf, onUnread } from "./unread.js";

/** What one has with the app alone; a group that it belongs to is a group. */
const withApp = (channel) => channel.kind === "im" && channel.members.includes(desk.app.bot_user_id);
const isDirect = (channel) => channel.kind === "im" || channel.kind === "mpim";
const mine = (channel) => channel.members.includes(desk.me.id);

/** Rooms and direct messages in the order in which they stand; keys go through them. */
export function placesInOrder() {
  const all = [...desk.channels.values()].filter((one) => mine(one) && !one.archived);
  return [...all.filter((one) => !isDirect(one)), ...all.filter((one) => isDirect(one) && !withApp(one)), ...all.filter((one) => isDirect(one) && withApp(one))];
}

/** Open a place; if all that is new in it is in a thread, that thread, too. */
export function follow(channel) {
  const { unread, threads } = newsOf(channel);
  openChannel(channel);
  if (!unread && threads.length) openThread(channel, threads.reduce((a, b) => (a.latest > b.latest ? a : b)).ts);
}

export function start() {
  const pane = document.getElementById("sidebar");
  const sections = ["rooms", "other", "directs", "apps"].map((id) => ({ id, list: h("ul"), title: h("h2") }));
  const byId = Object.fromEntries(sections.map((one) => [one.id, one]));
  const split = h("button", { type: "button", class: "place", data: { guide: "split" }, onclick: openSplit });
  const write = h("button", { type: "button", class: "quiet", onclick: writeToSomebody }, icon("plus", 16));
  const workspace = h("p", { class: "workspace" });
  fill(
    pane,
    workspace,
    split,
    sections.map((one) => h("section", { class: `section-${one.id}` }, h("div", { class: "section-head" }, one.title, one.id === "directs" && write), one.list)),
    h("p", { class: "honest" }),
  );

  const draw = () => {
    if (!desk.me) return;
    pane.setAttribute("aria-label", t("side.label"));
    workspace.textContent = desk.app.workspace_name;
    for (const one of sections) one.title.textContent = t(`side.${one.id}`);
    for (const [name, text] of [["aria-label", t("side.new_direct")], ["title", t("side.new_direct")]]) write.setAttribute(name, text);
    fill(split, icon("split", 18), h("span", { class: "place-name" }, t("side.split")));
    mark(split, place.view === "split");
    const all = [...desk.channels.values()];
    drawList(byId.rooms, all.filter((one) => !isDirect(one) && mine(one) && (!one.archived || one.id === place.channel)));
    drawList(byId.other, all.filter((one) => one.kind === "channel" && !mine(one) && !one.archived));
    drawList(byId.directs, all.filter((one) => isDirect(one) && mine(one) && !withApp(one)), true);
    drawApps(byId.apps.list);
    pane.querySelector(".honest").textContent = t("shell.honest");
    const n = countAll();
    document.title = `${n ? `(${n}) ` : ""}${titleOf()} – ${t("shell.title")}`;
  };
  desk.on(draw);
  onUnread(draw);
  onPlace(draw);
  onDrafts(draw);
  on("sockets", async () => {
    desk.app.connected = (await get("app")).connected;
    draw();
  });
  draw();
}

function titleOf() {
  if (place.view === "split") return t("side.split");
  if (place.view === "home") return desk.app.name;
  return place.channel ? desk.channelName(place.channel) : desk.app.workspace_name;
}

function mark(button, is) {
  button.classList.toggle("chosen", is);
  if (is) button.setAttribute("aria-current", "page");
  else button.removeAttribute("aria-current");
}

function drawList({ list }, channels, evenEmpty = false) {
  list.parentElement.hidden = !channels.length && !evenEmpty;
  keyed(
    list,
    channels,
    (one) => one.id,
    (one) => updatePlace(h("li", null, h("button", { type: "button", class: "place", data: { channel: one.id }, onclick: () => follow(one.id) })), one),
    updatePlace,
  );
}

function updatePlace(item, channel) {
  const button = item.firstElementChild;
  const n = mine(channel) ? countOf(channel.id) : 0;
  const { mentions } = newsOf(channel.id);
  const name = desk.channelName(channel.id);
  const draft = draftOf(channel.id) && place.channel !== channel.id;
  const other = channel.members.find((member) => member !== desk.me.id) ?? desk.me.id;
  fill(
    button,
    channel.kind === "im" ? face(other, 20) : icon(drawingOf(channel), 18),
    h("span", { class: "place-name" }, name),
    channel.archived && h("small", null, t("side.archived")),
    draft && icon("edit", 14),
    n > 0 && h("span", { class: ["count", mentions && "to-me"] }, n > 99 ? "99+" : n),
  );
  const said = [n ? t("side.unread", { name, n }) : name, channel.kind === "group" && t("side.private"), mentions && t("side.mention"), draft && t("side.draft")];
  button.setAttribute("aria-label", said.filter(Boolean).join("、"));
  button.classList.toggle("new", n > 0);
  button.classList.toggle("outside", !mine(channel));
  mark(button, place.view === "room" && place.channel === channel.id);
  return item;
}

function drawApps(list) {
  keyed(list, [desk.app], () => "app", () => h("li", null, h("button", { type: "button", class: "place", data: { guide: "sidebar-app" }, onclick: openApp })));
  const button = list.querySelector("button");
  const direct = [...desk.channels.values()].find((one) => mine(one) && withApp(one));
  const n = direct ? countOf(direct.id) : 0;
  const { connected, name } = desk.app;
  const state = connected === undefined || connected === null ? "" : t(connected ? "side.online" : "side.offline");
  fill(button, face(desk.app.bot_user_id, 20), h("span", { class: "place-name" }, name), state && h("span", { class: ["lamp", connected && "on"], title: state }), n > 0 && h("span", { class: "count" }, n));
  button.setAttribute("aria-label", [n ? t("side.unread", { name, n }) : desk.app.home_tab ? t("side.home", { app: name }) : name, state].filter(Boolean).join("、"));
  button.classList.toggle("new", n > 0);
  mark(button, place.view === "home" || (place.view === "room" && place.channel === direct?.id));
}

/** The app's home; what it has newly written to the person goes first. */
function openApp() {
  const direct = [...desk.channels.values()].find((one) => mine(one) && withApp(one));
  if (direct && countOf(direct.id)) openChannel(direct.id);
  else if (desk.app.home_tab) openHome();
  else openDirect("@app").catch(explainTrouble);
}

async function writeToSomebody() {
  const user = await choose({
    title: t("side.new_direct_title"),
    hint: t("who.search"),
    items: desk.people().filter((one) => one.id !== desk.me.id),
    textOf: (one) => [desk.name(one.id), one.real_name, one.name, one.department].join(" "),
    groupOf: (one) => one.department || t("who.other"),
    draw: (one) => [face(one.id, 28), h("span", { class: "entry-label" }, desk.name(one.id)), h("small", null, one.title)],
  });
  if (user) openDirect(user.id).catch(explainTrouble);
}

/** Go to a room or person by a part of its name. */
export async function jump() {
  const items = [
    ...placesInOrder().map((channel) => ({ name: desk.channelName(channel.id), detail: countOf(channel.id) ? t("message.new_replies", { n: countOf(channel.id) }) : channel.topic, drawing: () => (isDirect(channel) ? face(channel.members.find((one) => one !== desk.me.id) ?? desk.me.id, 22) : icon("hash", 18)), go: () => follow(channel.id) })),
    { name: desk.app.name, detail: t("shell.app"), drawing: () => face(desk.app.bot_user_id, 22), go: openApp },
    { name: t("side.split"), detail: "", drawing: () => icon("split", 18), go: openSplit },
    ...desk.people().filter((one) => one.id !== desk.me.id).map((one) => ({ name: desk.name(one.id), detail: departmentOf(one), drawing: () => face(one.id, 22), go: () => openDirect(one.id).catch(explainTrouble) })),
  ];
  const chosen = await choose({ title: t("side.jump"), hint: t("side.jump_hint"), items, textOf: (one) => `${one.name} ${one.detail}`, draw: (one) => [one.drawing(), h("span", { class: "entry-label" }, one.name), h("small", null, one.detail)] });
  chosen?.go();
}

