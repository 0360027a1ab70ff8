// The plain blocks: sections, headers, contexts, rows of elements, alerts.

import { h, icon } from "../dom.js";
import { drawMrkdwn, drawPlain } from "../mrkdwn.js";
import { drawElement } from "./elements.js";
import { drawImage } from "./media.js";

/** A text object: plain_text or mrkdwn. */
export function drawText(text) {
  if (text.type === "mrkdwn") return drawMrkdwn(text.text, { verbatim: text.verbatim ?? false });
  return drawPlain(text.text, { emoji: text.emoji ?? true });
}

export function drawSection(block, surface) {
  const picture = block.accessory?.type === "image";
  return h(
    "div",
    { class: ["section", block.accessory && "with-accessory"] },
    h(
      "div",
      { class: "section-text" },
      block.text && h("div", { class: "text" }, drawText(block.text)),
      block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "text" }, drawText(field)))),
    ),
    block.accessory && h("div", { class: ["accessory", picture && "picture"] }, drawElement(block.accessory, block, surface)),
  );
}

export function drawHeader(block) {
  const level = block.level ?? 1;
  return h(`h${Math.min(level + 2, 6)}`, { class: `header level-${level}` }, drawText(block.text));
}

export function drawContext(block) {
  return h(
    "div",
    { class: "context" },
    block.elements.map((one) => (one.type === "image" ? drawImage(one, "context-image") : h("span", { class: "text" }, drawText(one)))),
  );
}

export function drawActions(block, surface) {
  return h("div", { class: "actions" }, block.elements.map((element) => drawElement(element, block, surface)));
}

const SIGNS = { warning: "warning", error: "warning", success: "check" };

export function drawAlert(block) {
  const level = block.level ?? "default";
  return h("div", { class: ["alert", level], role: level === "error" ? "alert" : "note" }, icon(SIGNS[level] ?? "dot"), h("div", { class: "text" }, drawText(block.text)));
}
