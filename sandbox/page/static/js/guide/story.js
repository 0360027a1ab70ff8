// How far the story "Start here" has come: each step finds out by itself whether it was done, from what people
// and app can read. What was reached is kept for a reload of this window.

import { get, put } from "../api.js";
import { desk } from "../desk.js";
import { now } from "../now.js";
import { onPlace, place } from "../places.js";
import { together } from "../split.js";
import { on } from "../stream.js";
import { STEPS } from "./steps.js";
import { tellWaiting } from "./waiting.js";

const KEPT = "entaku-story";
const SOON_MS = 200;
const PAUSE_MS = 700; // long enough to see that a step is done
const DIALOGUE_MINUTES = 30;
const SLOW_FROM_MINUTE = 20;
const DAY = 86_400;
/** "Two weeks later" is the morning of that day, half an hour before the next dialogue would open. */
const LATER = 14 * DAY - 1800;
/** What is pressed, and which form is sent, by whoever decides. */
const PROPOSE = "improvement.propose";
const PICTURE = "watchword.card";
const MEASURE = "watchwords.measure";
const TRAIL = "trail.open";
const DECIDES = new Set(["improvement.vote", "improvement.take"]);
/** Steps for which the dialogue has to stay open; time slows down while one of them is under way. */
const IN_DIALOGUE = new Set(["write", "talk", "across", "pin", "improve"]);

const fresh = () => ({ voices: 0, dialogue: null, hasWritten: false, hasTalked: false, hasLookedAcross: false, hasPinned: false, isDeciding: false, hasDecided: false, isAdopted: false, hasPicture: false, hasMeasured: false, wins: 0, hasWrittenDirectly: false, hasLookedUp: false, isAnotherOpen: false, laterAt: Infinity, isLater: false, hasTraced: false, hasReport: false });

export const story = {
  /** Where the traffic and the clock were when it began; null before that. */
  begun: /** @type {{traffic: number, at: number} | null} */ (null),
  /** The dialogue of the story opens after this instant: when the first step was left behind. */
  since: /** @type {number | null} */ (null),
  /** The dialogue that the story came to the end of; those that come later are not its own. */
  sat: /** @type {{threads: {channel: string, ts: string}[], openedAt: number} | null} */ (null),
  at: 0,
  /** The ids of steps that were done, or passed over. */
  done: new Set(),
  skipped: new Set(),
  hasSlowedDown: false,
  seen: fresh(),
};

const listeners = new Set();

export function onStory(fn) {
  listeners.add(fn);
  return () => listeners.delete(fn);
}

function tell() {
  keep();
  for (const fn of [...listeners]) fn();
}

export const isOver = () => Boolean(story.begun) && story.at >= STEPS.length;

// --- going through it ------------------------------------------------------------------------------------

export async function begin() {
  const { seq } = await get("traffic", { limit: 1 });
  Object.assign(story, { begun: { traffic: seq, at: now() / 1000 }, since: null, sat: null, at: 0, done: new Set(), skipped: new Set(), hasSlowedDown: false, seen: fresh() });
  await put("clock", { rate: 10, paused: false, by_hand: true });
  tell();
  look();
}

export function goTo(number) {
  story.at = Math.max(0, Math.min(STEPS.length, number));
  leaveFirst();
  tell();
  lookSoon();
}

export function skip() {
  story.skipped.add(STEPS[story.at].id);
  forward();
}

export function end() {
  story.begun = null;
  sessionStorage.removeItem(KEPT);
  tell();
}

/** To the next step that is neither done nor passed over. */
function forward() {
  do story.at += 1;
  while (story.at < STEPS.length && story.done.has(STEPS[story.at].id));
  leaveFirst();
  tell();
}

function leaveFirst() {
  if (story.at > 0) story.since ??= now() / 1000;
}

// --- looking ---------------------------------------------------------------------------------------------

let soon = null;
let isLooking = false;
let again = false;

function lookSoon() {
  if (story.begun) soon ??= setTimeout(look, SOON_MS);
}

/** Read what has happened; if the step under way is done by that, go on to the next. */
async function look() {
  clearTimeout(soon);
  soon = null;
  if (isLooking) return lookSoon();
  isLooking = true;
  try {
    story.seen = await read();
  } catch {
    // the sandbox is away for a moment: looked at again with the next change
  }
  isLooking = false;
  if (!story.begun) return undefined;
  tellWaiting(story.seen);
  keepPace();
  for (const step of STEPS) if (step.isDone(story.seen)) story.done.add(step.id);
  const step = STEPS[story.at];
  if (step && !again && step.isDone(story.seen)) {
    again = true;
    setTimeout(() => {
      again = false;
      if (STEPS[story.at] === step && story.begun) forward();
    }, PAUSE_MS);
  }
  tell();
  return undefined;
}

async function read() {
  const { traffic, at } = story.begun;
  const since = story.since ?? Infinity;
  const [commands, forms, { threads }, { messages }] = await Promise.all([
    get("traffic", { after: traffic, kind: "command", limit: 500 }),
    get("traffic", { after: traffic, kind: "interactive", limit: 500 }),
    get("read/app_threads"),
    get("read/directs", { user: desk.me.id }),
  ]);
  const seen = { ...story.seen, voices: sent(commands, forms, "/voice", "voice.submit"), wins: sent(commands, forms, "/wins", "win.submit") };
  const ofMine = forms.entries.filter((one) => one.body.user?.id === desk.me.id && reached(one)).map((one) => one.body);
  seen.hasWritten ||= ofMine.some((body) => submits(body, "note.write"));
  seen.hasDecided ||= ofMine.some((body) => submits(body, PROPOSE) || body.actions?.some((one) => DECIDES.has(one.action_id)));
  const brought = messages.filter((one) => one.files?.length && one.user !== desk.me.id && Number(one.ts) > at);
  seen.hasPicture ||= brought.some((one) => !hasPage(one));
  seen.hasReport ||= brought.some(hasPage) && isWithApp();
  seen.hasTraced ||= ofMine.some((body) => body.actions?.some((one) => one.action_id === TRAIL));
  seen.hasMeasured ||= ofMine.some((body) => body.type === "message_action" && body.callback_id === MEASURE);
  seen.hasWrittenDirectly ||= messages.some((one) => one.user === desk.me.id && Number(one.ts) > at);
  const hasBrought = seen.voices > 0 || seen.hasWrittenDirectly;
  seen.hasLookedUp ||= hasBrought && (place.view === "home" || commands.entries.some(asksForMine));
  const newest = story.sat?.threads ?? together(threads);
  const openedAt = Math.min(...newest.map((one) => Number(one.ts)));
  seen.isAnotherOpen = newest.length > 0 && openedAt < since && !(await isClosed(newest[0], openedAt));
  if (newest.length && openedAt >= since) await readDialogue(seen, newest, openedAt);
  if (seen.dialogue?.isClosed) story.sat ??= { threads: newest, openedAt };
  seen.laterAt = (seen.dialogue?.openedAt ?? at) + LATER;
  seen.isLater = now() / 1000 >= seen.laterAt;
  return seen;
}

const hasPage = (message) => message.files.some((file) => file.name.endsWith(".html"));

/** Whether I look at my direct messages with the app. */
const isWithApp = () => place.view === "room" && desk.channels.get(place.channel)?.kind === "im" && desk.channels.get(place.channel).members.includes(desk.app.bot_user_id);

const asksForMine = ({ body }) => body.user_id === desk.me.id && body.command === "/entaku" && body.text === "voices";

const reached = (entry) => entry.attempts.some((one) => one.outcome === "acked");

const submits = (body, callback) => body.type === "view_submission" && body.view?.callback_id === callback;
const shows = (message, action) => message.blocks?.some((block) => block.elements?.some((one) => one.action_id === action));

/** How often I sent a command with words in it, or the form it opens, and the app has it. */
function sent(commands, forms, command, callback) {
  const typed = commands.entries.filter((one) => one.body.user_id === desk.me.id && one.body.command === command && one.body.text && reached(one));
  const filled = forms.entries.filter((one) => one.body.user?.id === desk.me.id && submits(one.body, callback) && reached(one));
  return typed.length + filled.length;
}

async function readDialogue(seen, threads, openedAt) {
  const whole = await Promise.all(threads.map((one) => get("read/thread", one)));
  const said = whole.flatMap((one) => one.messages);
  seen.dialogue = { threads, openedAt, isClosed: said.some(closes) || isPast(openedAt) };
  seen.isAdopted = said.some((one) => shows(one, PICTURE));
  seen.isDeciding = said.some((one) => shows(one, PROPOSE));
  seen.hasTalked ||= said.some((one) => one.user === desk.me.id && one.thread_ts && one.thread_ts !== one.ts);
  seen.hasPinned ||= said.some((one) => one.reactions?.some((mark) => mark.name.startsWith("pushpin") && mark.users.includes(desk.me.id)));
  seen.hasLookedAcross ||= place.view === "split";
}

async function isClosed(thread, openedAt) {
  return isPast(openedAt) || (await get("read/thread", thread)).messages.some(closes);
}

const isPast = (openedAt) => now() / 1000 > openedAt + (DIALOGUE_MINUTES + 1) * 60;
const closes = (message) => message.metadata?.event_type === "entaku_close";

/** Whoever takes their time shall not miss the dialogue: late in it the clock runs as it does in life. */
function keepPace() {
  const { dialogue } = story.seen;
  const minutes = dialogue ? (now() / 1000 - dialogue.openedAt) / 60 : 0;
  if (story.hasSlowedDown || minutes < SLOW_FROM_MINUTE || dialogue.isClosed || !IN_DIALOGUE.has(STEPS[story.at]?.id)) return;
  story.hasSlowedDown = true;
  put("clock", { rate: 1, by_hand: true }).catch(() => {});
}

// --- keeping it ------------------------------------------------------------------------------------------

function keep() {
  if (!story.begun) return;
  sessionStorage.setItem(KEPT, JSON.stringify({ ...story, done: [...story.done], skipped: [...story.skipped], seen: undefined }));
}

export function start() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (kept) Object.assign(story, kept, { done: new Set(kept.done), skipped: new Set(kept.skipped), seen: fresh() });
  for (const kind of ["message", "message_changed", "reaction_added", "reaction_removed", "ephemeral", "view", "clock", "traffic"]) on(kind, lookSoon);
  onPlace(lookSoon);
  desk.on((what) => what === "me" && lookSoon());
  setInterval(() => story.begun && !isOver() && lookSoon(), 3000);
  if (story.begun) lookSoon();
}
