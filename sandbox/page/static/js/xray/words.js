// How times and ways are written.

import { desk } from "../desk.js";
import { lang } from "../texts.js";

const PAYLOADS = new Set(["event", "command", "interactive"]);

/** Whither an entry went: "app" (a payload) or "slack" (everything the app sends). */
export const wayOf = (entry) => (PAYLOADS.has(entry.kind) ? "app" : "slack");

const formats = new Map();

function format(options) {
  const key = JSON.stringify([lang(), desk.me?.tz, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(lang(), { ...options, timeZone: desk.me?.tz, hourCycle: "h23" }));
  return formats.get(key);
}

/** The sandbox's time of day, to the second. */
export const clockTime = (seconds) => format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(seconds * 1000);

/** Day and time, to the second. */
export const dayTime = (seconds) => format({ dateStyle: "medium", timeStyle: "medium" }).format(seconds * 1000);

/** "3.2 ms", "240 ms", "2.5 s"; nothing for nothing. */
export function milliseconds(ms) {
  if (ms === null || ms === undefined) return "";
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms >= 10 ? Math.round(ms) : ms.toFixed(1)} ms`;
}
