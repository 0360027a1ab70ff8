// Fields one picks in: boxes to tick, one of several, a day, a time.

import { desk } from "../desk.js";
import { h } from "../dom.js";
import { complaintOf } from "./checks.js";
import { instantOf, localText } from "./dates.js";
import { drawText } from "./sections.js";
import { held, stateWith } from "./states.js";

/** @typedef {import("./fields.js").About} About @typedef {import("./fields.js").Field} Field */

/** @param {About} about @returns {Field} */
export function makeChecks(about) {
  const chosen = (held(about.state) ?? []).map((option) => option.value);
  return choices(about, "checkbox", "group", chosen, (ticked) => ticked);
}

/** @param {About} about @returns {Field} */
export function makeRadios(about) {
  const chosen = held(about.state);
  return choices(about, "radio", "radiogroup", chosen ? [chosen.value] : [], ([first]) => first ?? null);
}

function choices({ element, block, id, names, changed }, type, role, chosen, valueOf) {
  const line = (option, number) => {
    const box = h("input", { type, name: id, id: `${id}-${number}`, value: option.value, checked: chosen.includes(option.value) });
    const about = option.description && h("small", null, drawText(option.description));
    return h("label", { class: "bk-choice" }, box, h("span", null, drawText(option.text), about));
  };
  const node = h("div", { id, role, ...names, class: "bk-choices", onchange: () => changed() }, element.options.map(line));
  const ticked = () => element.options.filter((_, number) => node.querySelectorAll("input")[number].checked);
  const state = () => stateWith(element.type, valueOf(ticked()));
  const focus = () => (node.querySelector("input:checked") ?? node.querySelector("input")).focus();
  return { node, state, focus, complaint: () => complaintOf(element, block, state()) };
}

/** @param {About} about @returns {Field} */
export function makeDate(about) {
  return clockwork(about, "date", held(about.state), (text) => text || null);
}

/** @param {About} about @returns {Field} */
export function makeTime(about) {
  const field = clockwork(about, "time", held(about.state), (text) => text || null);
  const { timezone } = about.element;
  if (timezone) field.node.append(h("span", { class: "muted" }, timezone));
  return field;
}

/** A day and a time together; the reader's time zone makes an instant of it. @param {About} about @returns {Field} */
export function makeDateTime(about) {
  const seconds = held(about.state);
  const field = clockwork(about, "datetime-local", seconds ? localText(seconds) : null, (text) => (text ? instantOf(text) : null));
  field.node.append(h("span", { class: "muted" }, desk.me?.tz));
  return field;
}

function clockwork({ element, block, id, names, changed }, type, value, valueOf) {
  const box = h("input", { type, id, ...names, value: value ?? "", onchange: () => changed() });
  const node = h("div", { class: "clockwork" }, box);
  const state = () => stateWith(element.type, valueOf(box.value));
  return { node, state, focus: () => box.focus(), complaint: () => complaintOf(element, block, state()) };
}
