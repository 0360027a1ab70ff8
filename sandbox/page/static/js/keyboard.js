// Keys that work everywhere, and the dialog that tells of all of them.

import { dialog } from "./dialogs.js";
import { h } from "./dom.js";
import { closePanel, openedPanel } from "./panels.js";
import { closeThread, openList, place } from "./places.js";
import { isPopoverOpen } from "./popover.js";
import { follow, jump, placesInOrder } from "./sidebar.js";
import { t } from "./texts.js";
import { countOf } from "./unread.js";

const PANES = ["#sidebar", "#room", "#thread", "#panel", "#bar"];

export function start() {
  addEventListener("keydown", onKey);
}

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const isCovered = () => isPopoverOpen() || document.querySelector("dialog[open]");

function onKey(event) {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  const control = event.ctrlKey || event.metaKey;
  if (event.key === "F6") nextPane(event.shiftKey ? -1 : 1);
  else if (isCovered()) return;
  else if (control && event.key.toLowerCase() === "k") jump();
  else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) step(event.key === "ArrowUp" ? -1 : 1, event.shiftKey);
  else if (event.key === "Escape") escape();
  else if (control || event.altKey || isTyping(event.target)) return;
  else if (event.key === "?") showKeys();
  else if (event.key === "/" || event.key === "i") toComposer();
  else return;
  event.preventDefault();
}

function step(by, onlyNew) {
  const all = placesInOrder().filter((one) => !onlyNew || one.id === place.channel || countOf(one.id));
  const at = all.findIndex((one) => one.id === place.channel);
  const next = all.at((at + by + all.length) % all.length);
  if (next) follow(next.id);
}

function escape() {
  if (isTyping(document.activeElement)) {
    const pane = document.activeElement.closest("#room, #thread, .column");
    (pane?.querySelector('.message[tabindex="0"]') ?? document.activeElement).focus();
    if (isTyping(document.activeElement)) document.activeElement.blur();
  } else if (openedPanel()) closePanel();
  else if (place.thread) closeThread();
  else openList();
}

export function toComposer() {
  const near = document.activeElement?.closest("#thread, .column");
  (near ?? document).querySelector(".composer .field")?.focus();
}

/** F6: the first thing to work with in the next pane. */
function nextPane(by) {
  const shown = PANES.map((name) => document.querySelector(name)).filter((pane) => pane && pane.offsetParent !== null && !pane.hidden);
  const at = shown.findIndex((pane) => pane.contains(document.activeElement));
  const pane = shown.at((at + by + shown.length) % shown.length);
  const first = pane.querySelector(".place.chosen") ?? pane.querySelector(".composer .field") ?? pane.querySelector("button:not([tabindex='-1']), a, input, [tabindex='0']");
  (first ?? pane).focus();
}

const KEYS = [
  ["keys.everywhere", [["keys.jump", "Ctrl K"], ["keys.rooms", "Alt ↑", "Alt ↓"], ["keys.unread", "Alt Shift ↑", "Alt Shift ↓"], ["keys.panes", "F6"], ["keys.write", "/"], ["keys.escape", "Esc"], ["keys.help", "?"]]],
  ["keys.composer", [["keys.send", "Enter"], ["keys.line", "Shift Enter"], ["keys.edit_last", "↑"], ["keys.complete", "@", "/", ":"], ["keys.choose", "↑ ↓", "Tab"]]],
  ["keys.message", [["keys.move", "↑", "↓"], ["keys.thread", "Enter"], ["keys.quick", "1", "2", "3"], ["keys.react", "R"], ["keys.edit", "E"], ["keys.delete", "Delete"], ["keys.more", "M"]]],
];

export function showKeys() {
  return dialog({ title: t("keys.title"), class: "keys" }, () =>
    h(
      "div",
      { class: "key-groups" },
      KEYS.map(([title, keys]) =>
        h("section", null, h("h3", null, t(title)), h("dl", null, keys.map(([what, ...names]) => h("div", null, h("dt", null, names.map((name) => h("kbd", null, name))), h("dd", null, t(what)))))),
      ),
    ),
  );
}
