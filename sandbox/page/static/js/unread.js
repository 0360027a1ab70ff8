// What is new to the person at this window: counted by the sandbox, which also keeps how far they have read.

import { act, get } from "./api.js";
import { desk } from "./desk.js";
import { on } from "./stream.js";

/**
 * @typedef {{channel: string, read: string, unread: number, first: string | null, latest: string | null,
 *   mentions: number, threads: {ts: string, unread: number, first: string, latest: string}[]}} News
 */

/** @type {Map<string, News>} */
let news = new Map();
const listeners = new Set();
let reading = false;
let again = false;

export function onUnread(fn) {
  listeners.add(fn);
  return () => listeners.delete(fn);
}

const NOTHING = { read: "", unread: 0, first: null, latest: null, mentions: 0, threads: [] };

/** @returns {News} */
export const newsOf = (channel) => news.get(channel) ?? { channel, ...NOTHING };

export const newInThread = (channel, ts) => newsOf(channel).threads.find((one) => one.ts === ts) ?? null;

/** Messages and replies that are new in a conversation. */
export function countOf(channel) {
  const { unread, threads } = newsOf(channel);
  return unread + threads.reduce((sum, one) => sum + one.unread, 0);
}

export const countAll = () => [...news.keys()].reduce((sum, channel) => sum + countOf(channel), 0);

/** Read what is new; while one reading is under way, the next waits for it. */
export async function readNews() {
  again = true;
  if (reading || !desk.me) return;
  reading = true;
  try {
    while (again) {
      again = false;
      const user = desk.me.id;
      const { conversations } = await get("read/unread", { user });
      if (user === desk.me.id) news = new Map(conversations.map((one) => [one.channel, one]));
      else again = true;
    }
  } finally {
    reading = false;
  }
  for (const fn of [...listeners]) fn();
}

const marked = new Map();

/** The person has seen the room (or the thread) up to ts. */
export function markRead(channel, ts, threadTs) {
  const key = `${desk.me.id} ${channel} ${threadTs ?? ""}`;
  if (!ts || ts <= (marked.get(key) ?? "")) return;
  const fresh = threadTs ? newInThread(channel, threadTs) : newsOf(channel);
  if (!fresh?.unread || ts < fresh.first) return;
  marked.set(key, ts);
  act("read", { channel, ts, thread_ts: threadTs }).catch(() => marked.delete(key));
}

for (const kind of ["message", "message_deleted", "joined", "left"]) on(kind, readNews);
on("read", (change) => {
  if (change.user === desk.me?.id) readNews();
});
desk.on((what) => {
  if (what === "me" || what === "all") {
    marked.clear();
    readNews();
  }
});
