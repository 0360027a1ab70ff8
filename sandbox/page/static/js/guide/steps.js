// The story "Start here", one entry a step. A new feature adds its step to STEPS and its words to the texts
// (`guide.<id>.title`, `.body`, and `.example` or `.button` if it has them).

import { get } from "../api.js";
import { desk } from "../desk.js";
import { now as clock } from "../now.js";
import { openChannel, openDirect, openHome, openSplit, openThread, place } from "../places.js";
import { leap, passTo } from "../time.js";
import { waitFor } from "./waiting.js";

/** Rooms in which nobody sits at the table, by the company's keys. */
const APART = new Set(["wins", "record", "everyone"]);
const PACE = 10; // minutes of the half hour in a real minute
const UNHURRIED = 5;
const AS_IN_LIFE = 1;
const NOTES_OPEN = 5; // minutes into the dialogue
const DECIDING = 25;
const MOST_LEAPS = 5;
const STAGES = "stage,close";
const LOOK_MS = 250;
const MOST_LOOKS = 40;

const withApp = (channel) => channel.kind === "channel" && !channel.archived && channel.members.includes(desk.app.bot_user_id);
const mine = (channel) => channel.members.includes(desk.me.id);

/** The room where I sit at the table, or undefined. */
export const myRoom = () => [...desk.channels.values()].find((one) => withApp(one) && mine(one) && !APART.has(one.key));

const winsRoom = () => [...desk.channels.values()].find((one) => one.key === "wins") ?? myRoom();

/** The dialogue's thread that I can write in. */
const myThread = (seen) => seen.dialogue?.threads.find((one) => mine(desk.channels.get(one.channel))) ?? seen.dialogue?.threads[0];

function openMyThread(seen) {
  const thread = myThread(seen);
  if (thread) openThread(thread.channel, thread.ts);
}

/** "2026-Q4", as a report of it is asked for. */
const quarterOf = (day) => `${day.getFullYear()}-Q${Math.floor(day.getMonth() / 3) + 1}`;

const minutesIn = (seen) => (seen.dialogue ? (clock() / 1000 - seen.dialogue.openedAt) / 60 : Infinity);

/** On from stage to stage, until this minute of the dialogue has come. */
async function goToMinute(minute, seen, rate) {
  for (let leaps = 0; minutesIn(seen) < minute && leaps < MOST_LEAPS; leaps += 1) {
    await untilTold(STAGES);
    await leap(STAGES, rate);
  }
}

/** Until the colleagues have told when one of these comes; before that a leap would go to the next full hour. */
async function untilTold(kinds) {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    if ((await get("next", { to: kinds })).kind !== "hour") return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Somebody who sits at the table, in case I do not. */
export const someoneAtTheTable = () => {
  const room = [...desk.channels.values()].find((one) => withApp(one) && !APART.has(one.key));
  return desk.people().find((one) => room?.members.includes(one.id));
};

/**
 * @typedef {Object} Step
 * @property {string} id
 * @property {string} [at] what is lit up: a selector, the first that is seen
 * @property {(seen: Seen) => (void | Promise<void>)} go what its button does
 * @property {boolean} [example] whether the texts have an example,
 * @property {() => Object} [words] what the example is filled with,
 * @property {string} [field] and the selector of where it goes
 * @property {(seen: Seen) => boolean} isDone
 *
 * @typedef {Object} Seen what has happened since the story began, see story.js
 * @property {number} voices how many I brought
 * @property {{threads: {channel: string, ts: string}[], openedAt: number, isClosed: boolean} | null} dialogue
 * @property {boolean} hasWritten a note, with the voices
 * @property {boolean} hasTalked
 * @property {boolean} hasLookedAcross
 * @property {boolean} hasPinned
 * @property {boolean} isAdopted whether the closing shows a watchword
 * @property {boolean} isDeciding whether what can be pressed at the end is there
 * @property {boolean} hasDecided proposed something, chosen something or taken the lead
 * @property {boolean} hasPicture of a watchword, as a direct message
 * @property {boolean} hasMeasured a message with the watchwords
 * @property {number} wins how many I posted
 * @property {boolean} hasWrittenDirectly to the app itself
 * @property {number} laterAt epoch seconds of "two weeks later"
 * @property {boolean} isLater whether that has come
 * @property {boolean} hasTraced the way to something
 * @property {boolean} hasReport with its page before my eyes
 * @property {boolean} hasLookedUp what became of the voices I brought
 */

/** @type {Step[]} */
export const STEPS = [
  {
    id: "voice",
    at: "#room .composer .compose-box",
    field: "#room .composer .field",
    example: true,
    go: () => openChannel(myRoom().id),
    isDone: (seen) => seen.voices > 0,
  },
  {
    id: "monday",
    at: "[data-guide='time-next']",
    go: async (seen) => {
      if (seen.isAnotherOpen) {
        await leap("close", PACE);
        await waitFor((now) => !now.isAnotherOpen);
      }
      await leap("opening", UNHURRIED);
      await waitFor((now) => now.dialogue);
    },
    isDone: (seen) => seen.dialogue !== null,
  },
  {
    id: "write",
    at: "#thread [data-action='note.open']",
    go: openMyThread,
    isDone: (seen) => seen.hasWritten,
  },
  {
    id: "talk",
    at: "#thread .composer .compose-box",
    field: "#thread .composer .field",
    example: true,
    go: async (seen) => {
      openMyThread(seen);
      await goToMinute(NOTES_OPEN, seen, PACE); // what is said before waits for the notes
    },
    isDone: (seen) => seen.hasTalked,
  },
  {
    id: "across",
    at: "[data-guide='split']",
    go: openSplit,
    isDone: (seen) => seen.hasLookedAcross,
  },
  {
    id: "pin",
    at: "[data-guide='reactions'], .columns .touch-more, #thread .touch-more",
    go: (seen) => place.view === "split" || openMyThread(seen),
    isDone: (seen) => seen.hasPinned,
  },
  {
    id: "improve",
    at: "#thread [data-action='improvement.propose']",
    go: async (seen) => {
      openMyThread(seen);
      await goToMinute(DECIDING, seen, AS_IN_LIFE);
      await waitFor((now) => now.isDeciding || now.dialogue?.isClosed);
    },
    isDone: (seen) => seen.hasDecided,
  },
  {
    id: "close",
    at: "[data-guide='time-next']",
    go: async (seen) => {
      if (place.view !== "split") openMyThread(seen);
      await leap("close", PACE);
      await waitFor((now) => now.dialogue?.isClosed);
    },
    isDone: (seen) => Boolean(seen.dialogue?.isClosed),
  },
  {
    id: "picture",
    at: "#thread [data-action='watchword.card']",
    go: async (seen) => {
      openMyThread(seen);
      await waitFor((now) => now.isAdopted);
    },
    isDone: (seen) => seen.hasPicture,
  },
  {
    id: "measure",
    at: "#room .composer .compose-box",
    field: "#room .composer .field",
    example: true,
    go: () => openChannel(myRoom().id),
    isDone: (seen) => seen.hasMeasured,
  },
  {
    id: "direct",
    at: "#room .composer .compose-box",
    field: "#room .composer .field",
    example: true,
    go: () => openDirect("@app"),
    isDone: (seen) => seen.hasWrittenDirectly,
  },
  {
    id: "later",
    at: "[data-guide='time-next']",
    go: async (seen) => {
      openChannel(winsRoom().id);
      await passTo(seen.laterAt * 1000, UNHURRIED);
    },
    isDone: (seen) => seen.isLater,
  },
  {
    id: "trail",
    at: "#room [data-action='trail.open']",
    go: () => openChannel(winsRoom().id),
    isDone: (seen) => seen.hasTraced,
  },
  {
    id: "win",
    at: "#room .composer .compose-box",
    field: "#room .composer .field",
    example: true,
    go: () => openChannel(winsRoom().id),
    isDone: (seen) => seen.wins > 0,
  },
  {
    id: "report",
    at: "#room .composer .compose-box",
    field: "#room .composer .field",
    example: true,
    words: () => ({ quarter: quarterOf(new Date(clock())) }),
    go: () => openDirect("@app"),
    isDone: (seen) => seen.hasReport,
  },
  {
    id: "mine",
    at: "[data-guide='sidebar-app']",
    go: openHome,
    isDone: (seen) => seen.hasLookedUp,
  },
];
