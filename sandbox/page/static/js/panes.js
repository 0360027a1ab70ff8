// Which pane shows what: follows the place, and draws anew when somebody else sits down.

import { desk } from "./desk.js";
import { fill, h } from "./dom.js";
import { hearAnew } from "./heard.js";
import { drawHome } from "./home.js";
import { onPlace, place } from "./places.js";
import { appHead, mountRoom, paneHead } from "./room.js";
import { mountSplit } from "./split.js";
import { t } from "./texts.js";
import { mountThread } from "./thread.js";

let stopRoom = null;
let stopThread = null;

export function start() {
  onPlace((now, before) => {
    const room = now.view !== before.view || (now.view === "room" && now.channel !== before.channel);
    if (room) drawRoom();
    if (room || now.thread !== before.thread || now.channel !== before.channel) drawThread();
    moveFocus(before);
  });
  desk.on((what) => {
    if (what === "me" || what === "all") {
      hearAnew();
      drawRoom();
      drawThread();
    } else if (what === "channels" && place.view === "room" && shape() !== drawnShape) drawRoom();
  });
  drawRoom();
  drawThread();
}

/** What of a room decides how its pane is drawn. */
function shape() {
  const channel = desk.channels.get(place.channel);
  return channel && JSON.stringify([channel.name, channel.topic, channel.archived, channel.members]);
}

let drawnShape;

function drawRoom() {
  stopRoom?.();
  stopRoom = null;
  const pane = document.getElementById("room");
  document.body.dataset.view = place.view;
  drawnShape = shape();
  if (place.view === "room") stopRoom = mountRoom(pane, place.channel);
  else if (place.view === "split") stopRoom = mountSplit(pane);
  else if (place.view === "home") stopRoom = mountHome(pane);
  else fill(pane, paneHead(t("shell.title")), h("p", { class: "nothing" }, t("room.choose")));
}

function mountHome(pane) {
  const container = h("div", { class: "home-pane scroller" });
  fill(pane, appHead("home"), container);
  const stop = drawHome(container);
  return typeof stop === "function" ? stop : null;
}

function drawThread() {
  stopThread?.();
  stopThread = null;
  const pane = document.getElementById("thread");
  pane.hidden = !place.thread;
  pane.setAttribute("aria-label", t("thread.title"));
  document.body.dataset.pane = place.thread ? "thread" : place.view === "list" ? "list" : "room";
  document.body.classList.toggle("with-thread", Boolean(place.thread));
  if (place.thread) stopThread = mountThread(pane, place.channel, place.thread);
  else fill(pane);
}

/** Where one writes next; on touch screens the keyboard stays down until somebody wants it. */
function moveFocus(before) {
  if (place.thread && place.thread === before.thread) return;
  if (!matchMedia("(hover: hover)").matches) return;
  const pane = place.thread ? "#thread" : "#room";
  if (place.view === "room") document.querySelector(`${pane} .composer .field`)?.focus({ preventScroll: true });
}

