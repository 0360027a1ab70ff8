// What somebody has begun to write: kept for each person and place, in this window, over a reload.

import { desk } from "./desk.js";

const listeners = new Set();
const keyOf = (channel, thread) => `draft ${desk.me?.key} ${channel} ${thread}`;

export const onDrafts = (fn) => listeners.add(fn);

export const draftOf = (channel, thread = "") => sessionStorage.getItem(keyOf(channel, thread)) ?? "";

export function keepDraft(channel, thread, text) {
  const before = draftOf(channel, thread);
  if (text) sessionStorage.setItem(keyOf(channel, thread), text);
  else sessionStorage.removeItem(keyOf(channel, thread));
  if (Boolean(before) !== Boolean(text)) for (const fn of listeners) fn();
}
