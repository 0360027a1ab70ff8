// Changing one's own message in its place.

import { act } from "./api.js";
import { attachSuggestions } from "./suggest.js";
import { h } from "./dom.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";
import { plainOf, toSend } from "./typing.js";
import { growing, isComposing } from "./field.js";

/**
 * @param {() => void} stop put the message back
 * @param {() => void} remove what emptying it means
 */
export function drawEditor(message, channel, stop, remove) {
  const field = growing(h("textarea", { class: "field", rows: 1, "aria-label": t("message.editing") }));
  field.value = plainOf(message.text);
  const suggestions = attachSuggestions(field, { channel });
  const save = async () => {
    const text = field.value.trim();
    stop();
    if (!text) remove();
    else if (text !== plainOf(message.text)) await act("edit", { channel, ts: message.ts, text: toSend(text) }).catch(explainTrouble);
  };
  field.addEventListener("keydown", (event) => {
    if (isComposing(event) || suggestions.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey) save();
    else if (event.key === "Escape") stop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return h(
    "div",
    { class: "editor" },
    h("div", { class: "compose-box" }, field),
    h(
      "div",
      { class: "editor-foot" },
      h("button", { type: "button", onclick: stop }, t("shell.cancel")),
      h("button", { type: "button", class: "primary", onclick: save }, t("message.save")),
    ),
  );
}
