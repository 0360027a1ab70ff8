// Ephemerals: what only the person at this window sees.

import { get } from "./api.js";
import { desk } from "./desk.js";
import { on } from "./stream.js";

let found = [];
const listeners = new Set();
let whose = "";

export function onPrivate(fn) {
  listeners.add(fn);
  return () => listeners.delete(fn);
}

/** Those of a room, or with a ts those of one of its threads. */
export const privateOf = (channel, threadTs = "") =>
  found.filter((one) => one.channel === channel && (one.thread_ts ?? "") === threadTs);

async function read() {
  const user = desk.me?.id;
  if (!user) return;
  if (whose !== user) found = [];
  whose = user;
  const { ephemerals } = await get("read/ephemerals", { user });
  if (user !== desk.me.id) return;
  found = ephemerals;
  for (const fn of [...listeners]) fn();
}

on("ephemeral", (change) => {
  if (change.user === desk.me?.id) read();
});
desk.on((what) => {
  if (what === "me" || what === "all") read();
});
