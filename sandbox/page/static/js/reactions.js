// Reactions: the pills under a message, and the picker.

import { act } from "./api.js";
import { desk } from "./desk.js";
import { fill, h, icon, keyed } from "./dom.js";
import { GROUPS, PICKER, emojiChar, searchEmoji } from "./emoji.js";
import { popover } from "./popover.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";

const MOST_NAMES = 12;
export const AT_HAND = ["pushpin", "bulb", "tada"];

const whoOf = (users) =>
  users.slice(0, MOST_NAMES).map((user) => (user === desk.me.id ? t("reaction.me") : desk.name(user))).join("、") +
  (users.length > MOST_NAMES ? " …" : "");

/** Add mine, or take it away if it is there. */
export async function toggle(message, channel, name) {
  const mine = message.reactions?.find((one) => one.name === name)?.users.includes(desk.me.id);
  await act(mine ? "unreact" : "react", { channel, ts: message.ts, name }).catch(explainTrouble);
}

/** Draw the pills into `place`; they keep their focus while they change. */
export function drawReactions(place, message, channel) {
  const reactions = message.reactions ?? [];
  place.hidden = !reactions.length;
  const pills = reactions.length ? [...reactions, { name: "" }] : [];
  const press = (name) => () => toggle(place.message, channel, name);
  place.message = message;
  keyed(
    place,
    pills,
    (one) => one.name,
    (one) => update(one.name ? h("button", { type: "button", class: "pill", onclick: press(one.name) }) : adder(place, channel), one),
    update,
  );
}

function update(pill, one) {
  if (!one.name) return pill;
  const mine = one.users.includes(desk.me.id);
  const names = whoOf(one.users);
  fill(pill, h("span", { class: "emoji" }, emojiChar(one.name)), h("span", { class: "count" }, one.count));
  pill.classList.toggle("mine", mine);
  pill.setAttribute("aria-pressed", String(mine));
  pill.setAttribute("aria-label", t("reaction.toggle", { emoji: one.name, n: one.count, names }));
  pill.title = t("reaction.with", { names, emoji: one.name });
  pill.dataset.emoji = one.name;
  return pill;
}

function adder(place, channel) {
  const button = h("button", { type: "button", class: "pill add", "aria-label": t("reaction.add"), title: t("reaction.add"), "aria-haspopup": "dialog" }, icon("smile", 16));
  button.addEventListener("click", () => pickEmoji(button, (name) => toggle(place.message, channel, name)));
  return button;
}

const COLUMNS = 8;

/**
 * Let somebody choose an emoji by name or by looking.
 * @param {HTMLElement} anchor
 * @param {(name: string) => void} take
 */
export function pickEmoji(anchor, take) {
  const input = h("input", { type: "search", class: "search", placeholder: t("reaction.search"), "aria-label": t("reaction.search"), autocomplete: "off" });
  const grid = h("div", { class: "emoji-grid", style: { gridTemplateColumns: `repeat(${COLUMNS}, 1fr)` } });
  const close = popover(anchor, h("div", { class: "emoji-picker" }, input, grid), { label: t("reaction.add"), class: "emoji-popover" });
  const choose = (name) => {
    close();
    take(name);
  };
  const cell = (name) => h("button", { type: "button", class: "emoji-cell", "aria-label": `:${name}:`, title: `:${name}:`, data: { emoji: name }, onclick: () => choose(name) }, emojiChar(name));
  const draw = () => {
    const wanted = input.value.trim();
    const found = wanted ? searchEmoji(wanted).map((one) => one.name) : [];
    fill(
      grid,
      wanted
        ? found.map(cell)
        : [h("p", { class: "menu-title" }, t("reaction.often")), PICKER.map(cell), h("hr"), GROUPS.flatMap((group) => group.emoji.map((one) => cell(one.name)))],
      wanted && !found.length && h("p", { class: "nothing" }, t("reaction.none")),
    );
  };
  input.addEventListener("input", draw);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") grid.querySelector("button")?.click();
    else if (event.key === "ArrowDown") grid.querySelector("button")?.focus();
    else return;
    event.preventDefault();
  });
  grid.addEventListener("keydown", (event) => walk(grid, input, event));
  draw();
  input.focus();
  return close;
}

function walk(grid, input, event) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  if (!step) return;
  event.preventDefault();
  const cells = [...grid.querySelectorAll("button")];
  const next = cells.indexOf(document.activeElement) + step;
  (next < 0 ? input : cells[Math.min(next, cells.length - 1)]).focus();
}
