// Dates as Slack writes them for whoever looks: `{date_short_pretty} {time}` in their language and time zone.

import { desk } from "../desk.js";
import { lang, t } from "../texts.js";

const DAY = 86_400_000;

const zone = () => desk.me?.tz || Intl.DateTimeFormat().resolvedOptions().timeZone;
const write = (instant, options) => new Intl.DateTimeFormat(lang(), { timeZone: zone(), ...options }).format(instant);
const long = { year: "numeric", month: "long", day: "numeric" };
const short = { year: "numeric", month: "short", day: "numeric" };
const weekday = { ...long, weekday: "long" };

const TOKENS = {
  date_num: (instant) => new Intl.DateTimeFormat("sv", { timeZone: zone() }).format(instant),
  date_slash: (instant) => TOKENS.date_num(instant).replaceAll("-", "/"),
  date: (instant) => write(instant, long),
  date_short: (instant) => write(instant, short),
  date_long: (instant) => write(instant, weekday),
  date_pretty: (instant) => pretty(instant) ?? write(instant, long),
  date_short_pretty: (instant) => pretty(instant) ?? write(instant, short),
  date_long_pretty: (instant) => pretty(instant) ?? write(instant, weekday),
  time: (instant) => write(instant, { hour: "numeric", minute: "2-digit" }),
  time_secs: (instant) => write(instant, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (instant) => ago(instant),
  day_divider_pretty: (instant) => pretty(instant) ?? write(instant, weekday),
};

/** "today", "yesterday", "tomorrow" or null; by days of the reader's time zone. */
function pretty(instant) {
  const days = Math.round((dayOf(instant) - dayOf(new Date())) / DAY);
  return { "-1": t("blocks.yesterday"), 0: t("blocks.today"), 1: t("blocks.tomorrow") }[days] ?? null;
}

const dayOf = (instant) => Date.parse(`${TOKENS.date_num(instant)}T00:00:00Z`);

const STEPS = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["day", DAY],
  ["hour", DAY / 24],
  ["minute", DAY / 1440],
];

function ago(instant) {
  const passed = instant - Date.now();
  const [unit, size] = STEPS.find(([, size]) => Math.abs(passed) >= size) ?? ["second", 1000];
  return new Intl.RelativeTimeFormat(lang(), { numeric: "auto" }).format(Math.round(passed / size), unit);
}

/**
 * @param {number} seconds unix time
 * @param {string} format text with `{tokens}`; one we do not know makes it the fallback
 * @param {string} fallback
 */
export function formatDate(seconds, format, fallback) {
  const instant = new Date(seconds * 1000);
  if (Number.isNaN(instant.getTime())) return fallback;
  let known = true;
  const text = format.replace(/\{(\w+)\}/g, (token, name) => {
    if (TOKENS[name]) return TOKENS[name](instant);
    known = false;
    return token;
  });
  return known ? text : fallback;
}

/** "2026-11-30T10:00" of an instant in a time zone, as a field for date and time has it. */
export function localText(seconds, tz = zone()) {
  return new Intl.DateTimeFormat("sv", { timeZone: tz, dateStyle: "short", timeStyle: "short" })
    .format(new Date(seconds * 1000))
    .replace(" ", "T");
}

/** The instant (unix seconds) at which clocks of a time zone show "2026-11-30T10:00". */
export function instantOf(text, tz = zone()) {
  const wanted = Date.parse(`${text}Z`) / 1000;
  let seconds = wanted;
  for (let turn = 0; turn < 2; turn += 1) seconds += wanted - Date.parse(`${localText(seconds, tz)}Z`) / 1000;
  return seconds;
}
