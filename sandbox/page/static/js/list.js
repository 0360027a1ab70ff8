// A list of messages: days and "new" between them, authors grouped, the place one reads kept while it changes.

import { desk } from "./desk.js";
import { h, icon, keyed } from "./dom.js";
import { isNote, makeMessage, startEditing, updateMessage } from "./message.js";
import { dateOf, dayOf, instantOf, now } from "./now.js";
import { messageKey } from "./deeds.js";
import { t } from "./texts.js";

const GROUPED_SECONDS = 300;
const NEAR_END = 60;
const NEAR_TOP = 400;

/**
 * @param {{channel: string, inThread: boolean, label: string, older?: () => Promise<void>, atEnd: () => void}} how
 *   `atEnd` is called whenever the newest is in sight
 */
export function makeList(how) {
  const items = h("ol", { class: "messages", "aria-label": how.label });
  const head = h("div", { class: "list-head" });
  const scroller = h("div", { class: "scroller" }, head, items);
  const latest = h("button", { type: "button", class: "to-latest", hidden: true, onclick: () => toEnd("smooth") }, icon("down", 16), t("room.latest"));
  const element = h("div", { class: "list" }, scroller, latest);
  let stuck = true;
  let fetching = false;
  let newFrom = "";

  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
  const toEnd = (behavior = "instant") => {
    stuck = true;
    scroller.scrollTo({ top: scroller.scrollHeight, behavior });
  };
  const look = async () => {
    stuck = isAtEnd();
    if (stuck) {
      latest.hidden = true;
      how.atEnd();
    }
    if (how.older && scroller.scrollTop < NEAR_TOP && !fetching) {
      fetching = true;
      await how.older().finally(() => (fetching = false));
    }
  };
  scroller.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(() => stuck && toEnd()).observe(items);
  new ResizeObserver(() => stuck && toEnd()).observe(scroller);
  items.addEventListener("keydown", (event) => onKey(items, event));
  items.addEventListener("focusin", (event) => rove(items, event.target.closest(".message")));

  /** @param {{messages: object[], private: object[]}} what */
  const draw = (what) => {
    const before = items.lastElementChild?.dataset.ts;
    const anchor = stuck ? null : firstInSight(scroller, items);
    const offset = anchor?.getBoundingClientRect().top;
    keyed(items, rows(what, how, newFrom), (row) => row.key, make, update);
    if (!items.contains(document.activeElement)) rove(items, [...items.querySelectorAll(".message")].at(-1));
    const after = items.lastElementChild?.dataset.ts;
    if (stuck) toEnd();
    else if (anchor?.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - offset;
    if (!stuck && before && after > before) latest.hidden = false;
    if (stuck) how.atEnd();
  };
  return {
    element,
    head,
    draw,
    toEnd,
    isAtEnd,
    /** From here on it is new: the line stays where it is until it is set again. */
    setNew: (ts) => (newFrom = ts ?? ""),
    find: (ts) => items.querySelector(`.message[data-ts="${ts}"]`),
    show: (ts) => showMessage(items.querySelector(`.message[data-ts="${ts}"]`)),
    editLast: () => editLast(items),
    focus: () => items.querySelector('.message[tabindex="0"]')?.focus(),
  };
}

function showMessage(element) {
  if (!element) return false;
  element.scrollIntoView({ block: "center" });
  element.classList.add("shown");
  setTimeout(() => element.classList.remove("shown"), 2000);
  return true;
}

function firstInSight(scroller, items) {
  const top = scroller.getBoundingClientRect().top;
  // A day's line goes up when earlier messages of that day come; messages stay what they are.
  return [...items.querySelectorAll(".message")].find((one) => one.getBoundingClientRect().bottom > top) ?? null;
}

/** What stands in the list, one after the other. */
function rows({ messages, private: own }, how, newFrom) {
  const all = [...messages.map((message) => ({ message, private: false })), ...own.map((message) => ({ message: { ...message, user: desk.app.bot_user_id, bot_id: desk.app.bot_id }, private: true }))];
  all.sort((a, b) => (a.message.ts < b.message.ts ? -1 : 1));
  const found = [];
  let day = "";
  let before = null;
  let isNewShown = false;
  for (const one of all) {
    const { message } = one;
    const today = dayOf(instantOf(message.ts));
    if (today !== day) {
      found.push({ key: `day ${today}`, day: instantOf(message.ts) });
      before = null;
    }
    day = today;
    if (newFrom && !isNewShown && message.ts >= newFrom && !one.private) {
      found.push({ key: "new", fresh: true });
      isNewShown = true;
      before = null;
    }
    found.push({ key: `${one.private ? "private" : "message"} ${message.ts}`, message, setting: { channel: how.channel, inThread: how.inThread, private: one.private, grouped: isGrouped(before, one) } });
    before = one;
  }
  return found;
}

function isGrouped(before, { message, private: own }) {
  if (!before || own || before.private || isNote(message) || isNote(before.message) || message.root) return false;
  const same = before.message.user === message.user && before.message.username === message.username;
  return same && message.subtype !== "tombstone" && Number(message.ts) - Number(before.message.ts) < GROUPED_SECONDS;
}

function make(row) {
  if (row.message) return makeMessage(row.message, row.setting);
  if (row.fresh) return h("li", { class: "between new", role: "separator" }, h("span", null, t("room.new")));
  return h("li", { class: "between", role: "separator" }, h("span", null, nameOfDay(row.day)));
}

function update(element, row) {
  if (row.message) {
    const same = element.message === row.message && element.setting.grouped === row.setting.grouped && !row.setting.private;
    if (!same || element.language !== document.documentElement.lang || element.drawnFor !== desk.me.id || row.message.reply_count) updateMessage(element, row.message, row.setting);
    element.drawnFor = desk.me.id;
  } else element.firstElementChild.textContent = row.fresh ? t("room.new") : nameOfDay(row.day);
}

function nameOfDay(ms) {
  const day = dayOf(ms);
  if (day === dayOf(now())) return `${t("room.today")} · ${dateOf(ms)}`;
  if (day === dayOf(now() - 24 * 3600 * 1000)) return `${t("room.yesterday")} · ${dateOf(ms)}`;
  return dateOf(ms);
}

// --- by keyboard: one message can be reached by Tab, arrow keys go on from there -----------------------------

function rove(items, element) {
  if (!element) return;
  for (const other of items.querySelectorAll('.message[tabindex="0"]')) other.tabIndex = -1;
  element.tabIndex = 0;
}

function onKey(items, event) {
  const element = event.target;
  if (!element.classList.contains("message")) return;
  const all = [...items.querySelectorAll(".message")];
  const next = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const to = next ? all[all.indexOf(element) + next] : event.key === "Home" ? all[0] : event.key === "End" ? all.at(-1) : null;
  if (to) {
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  } else if (next || !messageKey(element, event)) return;
  event.preventDefault();
  event.stopPropagation();
}

function editLast(items) {
  const mine = [...items.querySelectorAll(".message.mine:not(.gone):not(.note)")].at(-1);
  if (mine) startEditing(mine);
}
