// The input block: a label, a field, a hint, and what is wrong with it.

import { fill, h, icon } from "../dom.js";
import { drawPlain } from "../mrkdwn.js";
import { t } from "../texts.js";
import { drawField, isField } from "./fields.js";
import { keyOf } from "./surface.js";
import { drawUnknown } from "./unknown.js";

let made = 0;

export function drawInputBlock(block, surface) {
  const { element } = block;
  if (!isField(element)) return drawUnknown(block);
  const id = `input-${(made += 1)}`;
  const parts = { label: `${id}-label`, hint: `${id}-hint`, error: `${id}-error` };
  const label = h(
    "label",
    { id: parts.label, for: id, class: "field-label" },
    drawPlain(block.label.text),
    block.optional && h("span", { class: "bk-optional" }, t("blocks.optional")),
  );
  const names = { "aria-labelledby": parts.label, "aria-describedby": [block.hint && parts.hint, parts.error].filter(Boolean).join(" ") };
  if (!block.optional) names["aria-required"] = "true";
  const node = h(
    "div",
    { class: "bk-field", data: { field: block.block_id } },
    label,
    drawField(element, block, surface, { id, names }),
    block.hint && h("div", { id: parts.hint, class: "bk-hint" }, drawPlain(block.hint.text)),
    h("div", { id: parts.error, class: "field-error", hidden: true }),
  );
  label.addEventListener("click", () => !document.getElementById(id)?.matches("input, textarea") && surface.controls.get(keyOf(block, element))?.focus());
  const better = () => showError(node, null);
  node.addEventListener("input", better);
  node.addEventListener("change", better);
  return node;
}

/** Say what is wrong with a field, or that nothing is. */
function showError(field, text) {
  const place = field.querySelector(".field-error");
  place.hidden = !text;
  fill(place, text && [icon("warning", 16), h("span", null, text)]);
  field.classList.toggle("wrong", Boolean(text));
  for (const part of field.querySelectorAll("[aria-labelledby], [aria-required]")) {
    if (text) part.setAttribute("aria-invalid", "true");
    else part.removeAttribute("aria-invalid");
  }
}

/**
 * Show errors at their fields (and none at all others), and go to the first.
 * @param {HTMLElement} container
 * @param {Record<string, string>} errors block_id → text
 * @param {import("./surface.js").Surface} surface
 */
export function showErrors(container, errors, surface) {
  const fields = [...container.querySelectorAll(".bk-field")];
  for (const field of fields) showError(field, errors[field.dataset.field] ?? null);
  const first = surface.fields().filter((one) => one.block.block_id in errors);
  const inOrder = fields.map((field) => first.find((one) => one.block.block_id === field.dataset.field)).filter(Boolean);
  inOrder[0]?.focus();
  inOrder[0]?.node.closest(".bk-field").scrollIntoView({ block: "nearest" });
}

/** What is wrong with the fields before anything is sent, as Slack's own client finds it. */
export function complaints(surface) {
  const found = {};
  for (const field of surface.fields()) {
    const why = field.complaint?.();
    if (why) found[field.block.block_id] = why;
  }
  return found;
}
