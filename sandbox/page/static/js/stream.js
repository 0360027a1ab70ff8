// Hearing of changes: /control/stream, held open and opened again when it breaks.

import { get, onUnanswered } from "./api.js";

const listeners = new Map();
let lastSeq = null; // the number of the last change we know of
let unanswered = false; // something could not be read
const AGAIN_MS = 1000;
const PATIENCE_MS = 2000;

/**
 * Call `fn(change)` for every change of this kind ("*": any). Kinds are the sandbox's own (`message`,
 * `message_changed`, `reaction_added`, `view`, `ephemeral`, `clock`, `loaded` …), and three of the page:
 * `online` and `offline` (the stream itself), `missed` (changes may have been lost while it was broken: read anew).
 * @param {string} kind
 * @param {(change: {seq?: number, what: string, workspace?: string, channel?: string, ts?: string, user?: string}) => void} fn
 * @returns {() => void} stop listening
 */
export function on(kind, fn) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(fn);
  return () => listeners.get(kind).delete(fn);
}

/**
 * What `read` finds; null where a change of this kind was told in the meantime, for the change may be the newer word.
 * @template T
 * @param {string} kind
 * @param {() => Promise<T>} read
 * @returns {Promise<T | null>}
 */
export async function readUnlessTold(kind, read) {
  let told = false;
  const stop = on(kind, () => (told = true));
  try {
    const found = await read();
    return told ? null : found;
  } finally {
    stop();
  }
}

function tell(change) {
  for (const kind of [change.what, "*"]) for (const fn of [...(listeners.get(kind) ?? [])]) fn(change);
}

/** The sandbox greets whoever listens with the number of the last change; another than ours: we missed some. */
function greeted({ seq }) {
  const missed = lastSeq !== null && seq !== lastSeq;
  lastSeq = seq;
  if (missed || unanswered) readAnew();
  tell({ what: "online" });
}

function readAnew() {
  unanswered = false;
  tell({ what: "missed" });
}

/** A reading may fail while the stream stays open: ask until there is an answer again. */
async function knock() {
  if (!unanswered) return;
  const isBack = await get("clock").then(() => true, () => false);
  if (!isBack) setTimeout(knock, AGAIN_MS);
  else if (unanswered) readAnew();
}

onUnanswered(() => {
  if (!unanswered) setTimeout(knock, AGAIN_MS);
  unanswered = true;
});

function open() {
  const source = new EventSource("/control/stream");
  source.addEventListener("message", (event) => {
    const change = JSON.parse(event.data);
    if (change.what === "hello") return greeted(change);
    lastSeq = change.seq;
    tell(change);
  });
  source.addEventListener("error", () => {
    tell({ what: "offline" });
    if (source.readyState === EventSource.CLOSED) setTimeout(open, AGAIN_MS);
  });
}

let listening = null;

/** Open the stream; done once nothing that changes from now on is missed, or after a while without the sandbox. */
export function listen() {
  listening ??= new Promise((resolve) => {
    on("online", resolve);
    setTimeout(resolve, PATIENCE_MS);
    open();
  });
  return listening;
}
