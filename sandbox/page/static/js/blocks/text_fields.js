// Fields for text: one line or many, e-mail, address, number.

import { h } from "../dom.js";
import { unescape } from "../mrkdwn.js";
import { t } from "../texts.js";
import { complaintOf, lengthOf } from "./checks.js";
import { held, stateWith } from "./states.js";

export const TEXT_FIELDS = ["plain_text_input", "email_text_input", "url_text_input", "number_input"];
const COUNTED_FROM = 2800; // without a length of its own a field is counted only where Slack's own end comes near
const LONGEST = 3000;
const NEARLY = 0.8; // of a length of its own
const PAUSE_MS = 400;

const LOOK = {
  plain_text_input: { type: "text" },
  email_text_input: { type: "email", inputmode: "email", autocomplete: "off" },
  url_text_input: { type: "url", inputmode: "url", autocomplete: "off" },
  number_input: { type: "text", autocomplete: "off" },
};

/** @param {import("./fields.js").About} about @returns {import("./fields.js").Field} */
export function makeTextField(about) {
  const { element, block, id, names, state } = about;
  const isLong = Boolean(element.multiline);
  const props = {
    id,
    ...names,
    value: held(state) ?? "",
    placeholder: element.placeholder && unescape(element.placeholder.text),
    spellcheck: "false",
  };
  if (element.type === "number_input") props.inputmode = element.is_decimal_allowed ? "decimal" : "numeric";
  const box = isLong ? h("textarea", { ...props, rows: 4 }) : h("input", { ...LOOK[element.type], ...props });
  const count = h("div", { class: "bk-count", "aria-hidden": "true" });
  const node = h("div", { class: ["text-field", isLong && "long"] }, box, count);

  const read = () => stateWith(element.type, trimmed(element, box.value) || null);
  const recount = () => drawCount(count, element, box.value);
  box.addEventListener("input", () => {
    recount();
    about.changed({ tell: false });
  });
  if (block.dispatch_action) dispatch(box, element, about);
  recount();
  return { node, state: read, focus: () => box.focus(), complaint: () => complaintOf(element, block, read()) };
}

/** Spaces around a number or an address mean nothing; full-width digits are digits. */
function trimmed(element, text) {
  if (element.type === "plain_text_input") return text;
  return element.type === "number_input" ? text.normalize("NFKC").trim() : text.trim();
}

function drawCount(count, element, text) {
  const most = element.max_length ?? LONGEST;
  const length = lengthOf(text);
  const isShown = length >= (element.max_length === undefined ? COUNTED_FROM : most * NEARLY);
  count.textContent = isShown ? t("blocks.count", { length, most }) : "";
  count.classList.toggle("over", length > most);
}

/** Tell the app at Enter, or while the person types, as the element's config says. */
function dispatch(box, element, about) {
  const wanted = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let waiting = 0;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(about.tell, PAUSE_MS);
  };
  if (wanted.includes("on_character_entered")) box.addEventListener("input", (event) => event.isComposing || later());
  if (!wanted.includes("on_enter_pressed")) return;
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || (element.multiline && event.shiftKey)) return;
    event.preventDefault();
    about.tell();
  });
}
