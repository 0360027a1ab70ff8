// What the rooms and threads on this page hold, kept as the sandbox has it. Panes read it and hear when it changes.

import { get } from "./api.js";
import { desk } from "./desk.js";
import { on } from "./stream.js";

/**
 * @typedef {{ts: string, user?: string, text: string, blocks?: object[], thread_ts?: string, subtype?: string,
 *   reactions?: {name: string, users: string[], count: number}[], reply_count?: number, latest_reply?: string,
 *   reply_users?: string[], edited?: {user: string, ts: string}, files?: object[], root?: object, bot_id?: string}} Message
 * @typedef {{messages: Map<string, Message>, more: boolean, reading: Promise<void> | null, ready: boolean}} Shelf
 */

const PAGE = 60;
/** @type {Map<string, Shelf>} channel → what it shows outside its threads */
const rooms = new Map();
/** @type {Map<string, Shelf>} "channel ts" → a thread with its parent */
const threads = new Map();
const listeners = new Set();

/** Hear that something of a channel changed; `fn("")` is: everything. */
export function onHistory(fn) {
  listeners.add(fn);
  return () => listeners.delete(fn);
}

const tell = (channel) => [...listeners].forEach((fn) => fn(channel));
const sorted = (shelf) => (shelf ? [...shelf.messages.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1)) : []);
const inThread = (message) => Boolean(message.thread_ts && message.thread_ts !== message.ts);
const byTs = (messages) => new Map(messages.map((message) => [message.ts, message]));

function shelfOf(shelves, key) {
  if (!shelves.has(key)) shelves.set(key, { messages: new Map(), more: false, reading: null, ready: false });
  return shelves.get(key);
}

/** Oldest first; `more`: there are older ones to read; `ready`: it was read at all. */
export function room(channel) {
  const shelf = rooms.get(channel);
  return { messages: sorted(shelf), more: shelf?.more ?? false, ready: shelf?.ready ?? false };
}

/** The parent (unless it is gone) and its replies. */
export function thread(channel, ts) {
  const shelf = threads.get(`${channel} ${ts}`);
  return { messages: sorted(shelf), ready: shelf?.ready ?? false };
}

/** A message this page knows, wherever it stands. */
export function messageOf(channel, ts) {
  const found = rooms.get(channel)?.messages.get(ts);
  if (found) return found;
  for (const [key, shelf] of threads) if (key.startsWith(`${channel} `) && shelf.messages.has(ts)) return shelf.messages.get(ts);
  return null;
}

/** Read the newest of a room, once. */
export function readRoom(channel) {
  const shelf = shelfOf(rooms, channel);
  if (shelf.ready) return Promise.resolve();
  shelf.reading ??= read(shelf, "read/messages", { channel, limit: PAGE }, channel);
  return shelf.reading;
}

/** Read a thread, once. */
export function readThread(channel, ts) {
  const shelf = shelfOf(threads, `${channel} ${ts}`);
  if (shelf.ready) return Promise.resolve();
  shelf.reading ??= read(shelf, "read/thread", { channel, ts }, channel);
  return shelf.reading;
}

async function read(shelf, path, params, channel) {
  try {
    const answer = await get(path, params);
    shelf.messages = byTs(answer.messages);
    shelf.more = answer.more ?? false;
    shelf.ready = true;
  } finally {
    shelf.reading = null;
  }
  tell(channel);
}

/** Read the page before the oldest one known. */
export async function readOlder(channel) {
  const shelf = rooms.get(channel);
  if (!shelf?.more || shelf.reading) return;
  const before = sorted(shelf)[0]?.ts;
  shelf.reading = get("read/messages", { channel, limit: PAGE, before })
    .then((answer) => {
      for (const message of answer.messages) shelf.messages.set(message.ts, message);
      shelf.more = answer.more;
    })
    .finally(() => (shelf.reading = null));
  await shelf.reading;
  tell(channel);
}

// --- following what changes ---------------------------------------------------------------------------------

const asked = new Map(); // channel → ts to be read again
let planned = false;

function note(change) {
  if (change.workspace && change.workspace !== desk.app.workspace) return;
  if (!change.channel || !change.ts) return;
  if (!asked.has(change.channel)) asked.set(change.channel, new Set());
  asked.get(change.channel).add(change.ts);
  if (change.thread_ts) asked.get(change.channel).add(change.thread_ts);
  if (planned) return;
  planned = true;
  queueMicrotask(readChanged);
}

async function readChanged() {
  planned = false;
  const wanted = [...asked];
  asked.clear();
  await Promise.all(wanted.map(([channel, ts]) => readSome(channel, [...ts])));
}

const shelvesOf = (channel) => [
  ...(rooms.has(channel) ? [rooms.get(channel)] : []),
  ...[...threads].filter(([key]) => key.startsWith(`${channel} `)).map(([, shelf]) => shelf),
];

async function readSome(channel, wanted) {
  const shelves = shelvesOf(channel);
  if (!shelves.length) return;
  await Promise.all(shelves.map((shelf) => shelf.reading));
  const { messages } = await get("read/some", { channel, ts: wanted.join(",") });
  for (const [ts, message] of Object.entries(messages)) place(channel, ts, message);
  tell(channel);
}

function place(channel, ts, message) {
  if (!message) {
    for (const shelf of shelvesOf(channel)) shelf.messages.delete(ts);
    return;
  }
  const home = threads.get(`${channel} ${message.thread_ts ?? ts}`) ?? threads.get(`${channel} ${ts}`);
  if (home?.ready) home.messages.set(ts, message);
  const shelf = rooms.get(channel);
  if (shelf?.ready && (!inThread(message) || message.root) && isInReach(shelf, ts)) shelf.messages.set(ts, message);
}

/** Older messages that were not read yet come with their page. */
const isInReach = (shelf, ts) => !shelf.more || ts >= (sorted(shelf)[0]?.ts ?? "");

for (const kind of ["message", "message_changed", "message_deleted", "reaction_added", "reaction_removed"]) on(kind, note);

/** Forget everything: another state was loaded, or changes were missed. Panes read again what they show. */
function forget() {
  rooms.clear();
  threads.clear();
  tell("");
}

on("loaded", forget);
on("missed", forget);
