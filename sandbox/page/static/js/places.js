// Where one is: a room, App Home or the split view, and beside it perhaps a thread. The address holds it.

import { act } from "./api.js";
import { desk } from "./desk.js";

/** @typedef {{view: "room"|"home"|"split"|"list", channel: string, thread: string}} Place */

/** @type {Place} */
export const place = { view: "list", channel: "", thread: "" };

const listeners = new Set();

/**
 * @param {(place: Place, before: Place) => void} fn
 * @returns {() => void} stop
 */
export function onPlace(fn) {
  listeners.add(fn);
  return () => listeners.delete(fn);
}

function go(change, { replace = false } = {}) {
  const before = { ...place };
  Object.assign(place, change);
  const address = new URL(location.href);
  for (const name of ["view", "at", "thread"]) address.searchParams.delete(name);
  if (place.view === "split" || place.view === "home") address.searchParams.set("view", place.view);
  if (place.channel) address.searchParams.set("at", desk.channels.get(place.channel)?.key || place.channel);
  if (place.thread) address.searchParams.set("thread", place.thread);
  if (String(address) !== location.href) history[replace ? "replaceState" : "pushState"](null, "", address);
  tell(before);
}

function tell(before) {
  for (const fn of [...listeners]) fn(place, before);
}

/** Show a room or a direct message. */
export function openChannel(id) {
  go({ view: "room", channel: id, thread: "" });
}

/** Show a thread beside its room (in the split view: beside the threads). */
export function openThread(channel, ts) {
  go({ view: place.view === "split" ? "split" : "room", channel, thread: ts });
}

export function closeThread() {
  if (place.thread) go({ thread: "" });
}

export function openHome() {
  go({ view: "home", thread: "" });
}

export function openSplit() {
  go({ view: "split", thread: "" });
}

/** Show the direct message with somebody ("@app": the app). */
export async function openDirect(user) {
  const { channel } = await act("open", { with: user });
  if (!desk.channels.has(channel)) await desk.readChannels();
  openChannel(channel);
}

/** On a phone: back to the list of rooms. */
export function openList() {
  go({ view: "list", thread: "" });
}

/** Narrow enough for one pane at a time. */
export const isPhone = () => matchMedia("(max-width: 760px)").matches;

/** On a wide window there is always something to look at: the person's first room. */
function firstRoom() {
  if (isPhone()) return null;
  return [...desk.channels.values()].find((one) => one.kind !== "im" && one.members.includes(desk.me?.id) && !one.archived);
}

/** Take the place from the address; without one, the first room on a wide window, the list on a phone. */
export function placeFromAddress() {
  const given = new URLSearchParams(location.search);
  const before = { ...place };
  const wanted = given.get("at") ?? "";
  const channel = [...desk.channels.values()].find((one) => wanted && [one.id, one.key, one.name].includes(wanted));
  const view = given.get("view");
  const special = view === "split" || view === "home";
  const shown = channel ?? (special ? null : firstRoom());
  Object.assign(place, {
    view: special ? view : shown ? "room" : "list",
    channel: shown?.id ?? "",
    thread: channel ? given.get("thread") ?? "" : "",
  });
  tell(before);
}

addEventListener("popstate", placeFromAddress);
