// The sandbox's time in the bar: what day and hour it is, how fast it runs, and the way to what happens next.

import { get, put } from "./api.js";
import { desk } from "./desk.js";
import { fill, h, icon } from "./dom.js";
import { dateOf, now } from "./now.js";
import { start as beThere } from "./presence.js";
import { on, readUnlessTold } from "./stream.js";
import { lang, t } from "./texts.js";
import { explainTrouble } from "./trouble.js";

const RATES = [1, 10, 60];
const TICK_MS = 250;
const LEAPING_MS = 150;
const ASKED_MS = 1000;

const time = {
  rate: 1,
  paused: false,
  /** @type {{at: string, kind: string, words: string} | null} */
  next: null,
  /** Whether there are colleagues at all, and whether they are on. */
  colleagues: { there: false, on: true },
  leaping: false,
};

/** "10:05" in the zone of whoever sits here. */
const hourOf = (ms) =>
  new Intl.DateTimeFormat(lang() === "ja" ? "ja-JP" : "en-GB", { timeZone: desk.me?.tz || undefined, hour: "2-digit", minute: "2-digit" }).format(ms);

// --- asking for it ---------------------------------------------------------------------------------------

async function move(how) {
  try {
    await put("clock", { ...how, by_hand: true });
  } catch (problem) {
    explainTrouble(problem);
  }
}

const runAt = (rate) => move({ rate, paused: false });
const pause = () => move({ paused: !time.paused });

/**
 * Go on to what comes first, of all things or of some (`opening`, `close` …); colleagues do on the way what they
 * have to do. `rate` says how fast time runs from there.
 */
export const leap = (to = "next", rate) => go({ to }, rate);

/** Go on to an instant, over days or weeks: colleagues do what they have to, and dialogues on the way are held. */
export const passTo = (ms, rate) => go({ pass_to: new Date(ms).toISOString() }, rate);

async function go(where, rate) {
  if (time.leaping) return;
  time.leaping = true;
  draw();
  const following = setInterval(() => readClock().catch(() => {}), LEAPING_MS);
  await move({ ...where, ...(rate ? { rate, paused: false } : {}) });
  clearInterval(following);
  time.leaping = false;
  draw();
}

// --- showing it ------------------------------------------------------------------------------------------

const parts = {};

function build() {
  const button = (name, run, drawing) => h("button", { type: "button", class: `time-${name}`, onclick: run }, drawing);
  parts.day = h("span", { class: "time-day" });
  parts.hour = h("strong", { class: "time-hour" });
  parts.now = h("p", { class: "time-now", role: "timer" }, parts.day, parts.hour);
  parts.pause = button("pause", pause);
  parts.rates = RATES.map((rate) => button("rate", () => runAt(rate), `${rate}×`));
  parts.next = h("button", { type: "button", class: "time-next", data: { guide: "time-next" }, onclick: () => leap() }, icon("next", 18), h("span"));
  parts.colleagues = button("colleagues", switchColleagues, [icon("people", 18), h("span")]);
  parts.speed = h("div", { class: "time-speed", role: "group" }, parts.pause, parts.rates);
  fill(document.getElementById("time"), h("div", { class: "time-bar", role: "group" }, parts.now, parts.speed, parts.next, parts.colleagues));
}

function name(element, words) {
  if (element.getAttribute("aria-label") === words) return;
  element.setAttribute("aria-label", words);
  element.title = words;
}

function draw() {
  if (!parts.now || !desk.me) return;
  name(parts.now.parentElement, t("time.title"));
  name(parts.speed, t("time.speed"));
  fill(parts.pause, icon(time.paused ? "play" : "pause", 18));
  name(parts.pause, t(time.paused ? "time.go_on" : "time.pause"));
  parts.pause.setAttribute("aria-pressed", String(time.paused));
  parts.rates.forEach((button, place) => {
    const rate = RATES[place];
    button.setAttribute("aria-pressed", String(!time.paused && time.rate === rate));
    name(button, t("time.rate", { n: rate }));
  });
  parts.next.lastElementChild.textContent = t("time.next");
  parts.next.disabled = time.leaping;
  parts.next.setAttribute("aria-busy", String(time.leaping));
  name(parts.next, time.next ? t("time.next_is", { what: t(`time.kind.${time.next.kind}`), when: whenOf(time.next) }) : t("time.next"));
  parts.colleagues.hidden = !time.colleagues.there;
  parts.colleagues.setAttribute("aria-pressed", String(time.colleagues.on));
  parts.colleagues.lastElementChild.textContent = t(time.colleagues.on ? "time.colleagues_on" : "time.colleagues_off");
  name(parts.colleagues, t(time.colleagues.on ? "time.switch_off" : "time.switch_on"));
  tick();
}

function whenOf(next) {
  const at = Date.parse(next.at);
  return dateOf(at) === dateOf(now()) ? hourOf(at) : `${dateOf(at)} ${hourOf(at)}`;
}

/** The day and the hour, written only when they have changed. */
function tick() {
  const day = dateOf(now());
  const hour = hourOf(now());
  if (parts.day.textContent !== day) parts.day.textContent = day;
  if (parts.hour.textContent !== hour) parts.hour.textContent = hour;
  if (isOver()) askNext();
}

// --- hearing of it ---------------------------------------------------------------------------------------

function takeClock({ rate, paused, now: told }) {
  Object.assign(time, { rate, paused });
  if (time.leaping && told) parts.hour.textContent = hourOf(Date.parse(told));
  if (time.leaping && told) parts.day.textContent = dateOf(Date.parse(told));
}

async function readClock() {
  const found = await readUnlessTold("clock", () => get("clock"));
  if (found) takeClock(found);
}

async function readNext() {
  const found = await readUnlessTold("next", () => get("next"));
  if (found) time.next = found;
}

async function readColleagues() {
  const found = await readUnlessTold("colleagues", () => get("colleagues"));
  if (found) time.colleagues = { there: found.there, on: found.on };
}

async function readAll() {
  await Promise.all([readClock(), readNext(), readColleagues()]);
  draw();
}

let asked = 0;

/** Ask what comes next, at most once a second: it is over when the clock has come past it, however it did. */
async function askNext() {
  if (performance.now() - asked < ASKED_MS) return;
  asked = performance.now();
  await readNext().catch(() => {});
  draw();
}

const isOver = () => !time.leaping && time.next !== null && now() >= Date.parse(time.next.at);

async function switchColleagues() {
  try {
    const { on: are } = await put("colleagues", { on: !time.colleagues.on });
    time.colleagues.on = are;
    draw();
  } catch (problem) {
    explainTrouble(problem);
  }
}

export function start() {
  build();
  beThere();
  readAll().catch(explainTrouble);
  on("clock", (change) => (takeClock(change), draw()));
  on("next", (change) => {
    time.next = change;
    time.colleagues.there = true;
    draw();
  });
  on("colleagues", (change) => {
    time.colleagues.on = change.on;
    readAll().catch(() => {});
  });
  for (const kind of ["online", "loaded"]) on(kind, () => readAll().catch(() => {}));
  desk.on((what) => (what === "me" || what === "all") && draw());
  setInterval(() => time.leaping || tick(), TICK_MS);
}
