// The sandbox's own time, and how instants are written: in the language and time zone of whoever sits here.

import { get } from "./api.js";
import { desk } from "./desk.js";
import { on, readUnlessTold } from "./stream.js";
import { lang } from "./texts.js";

const clock = { base: Date.now(), rate: 1, paused: false, since: performance.now() };

function take({ now, rate, paused }) {
  Object.assign(clock, { base: Date.parse(now), rate, paused, since: performance.now() });
}

/** Read the clock once; from then on the stream tells. */
export async function readClock() {
  const found = await readUnlessTold("clock", () => get("clock"));
  if (found) take(found);
}

/** The sandbox's now, in epoch milliseconds. */
export const now = () => (clock.paused ? clock.base : clock.base + (performance.now() - clock.since) * clock.rate);

on("clock", take);
for (const kind of ["loaded", "missed"]) on(kind, readClock);

/** Epoch milliseconds of a message's ts. */
export const instantOf = (ts) => Number(ts) * 1000;

const formats = new Map();

function format(name, options) {
  const zone = desk.me?.tz || undefined;
  const key = `${name} ${lang()} ${zone}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(lang() === "ja" ? "ja-JP" : "en-GB", { timeZone: zone, ...options }));
  return formats.get(key);
}

/** "10:04" */
export const timeOf = (ts) => format("time", { hour: "2-digit", minute: "2-digit" }).format(instantOf(ts));

/** A day as something to compare: "2026-11-30". */
export const dayOf = (ms) => format("day", { year: "numeric", month: "2-digit", day: "2-digit" }).format(ms);

/** "11月30日(月)", "Mon, 30 Nov" */
export const dateOf = (ms) => format("date", { month: lang() === "ja" ? "long" : "short", day: "numeric", weekday: "short" }).format(ms);

/** Day and time of a ts, for those who ask. */
export const wholeOf = (ts) => `${dateOf(instantOf(ts))} ${timeOf(ts)}`;
