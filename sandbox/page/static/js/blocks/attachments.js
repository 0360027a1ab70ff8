// Attachments, the older way to add something under a message: a coloured bar with texts, fields or blocks beside it.

import { h } from "../dom.js";
import { drawMrkdwn, drawPlain } from "../mrkdwn.js";
import { formatDate } from "./dates.js";
import { drawBlocks } from "./draw.js";
import { drawImage } from "./media.js";
import { link } from "./mentions.js";
import { drawUnknown } from "./unknown.js";

const COLOURS = { good: "#2e9d6f", warning: "#d9982b", danger: "#c4453c" };

export function drawAttachment(attachment, surface) {
  const inside = [
    attachment.author_name && h("div", { class: "muted" }, linked(attachment.author_link, attachment.author_name)),
    attachment.title && h("div", { class: "attachment-title" }, linked(attachment.title_link, drawPlain(attachment.title))),
    attachment.text && h("div", { class: "text" }, drawMrkdwn(attachment.text)),
    attachment.fields && h("dl", { class: "attachment-fields" }, attachment.fields.map(drawField)),
    attachment.blocks && drawBlocks(attachment.blocks, surface),
    attachment.image_url && drawImage({ image_url: attachment.image_url, alt_text: attachment.fallback ?? "" }),
    attachment.actions && drawUnknown({ type: "actions", actions: attachment.actions }),
    attachment.footer && h("div", { class: "muted" }, attachment.footer, attachment.ts && ` · ${formatDate(Number(attachment.ts), "{date_short} {time}", "")}`),
  ].filter(Boolean);
  if (!inside.length) inside.push(attachment.fallback ? drawPlain(attachment.fallback) : drawUnknown({ type: "attachment", ...attachment }));
  const colour = COLOURS[attachment.color] ?? (attachment.color ? `#${attachment.color.replace(/^#/, "")}` : null);
  return [
    attachment.pretext && h("div", { class: "text" }, drawMrkdwn(attachment.pretext)),
    h("div", { class: "attachment", style: colour ? { borderColor: colour } : {} }, inside),
  ];
}

const linked = (url, shown) => (url ? link(url, shown) : shown);

const drawField = (field) => h("div", { class: field.short ? "short" : null }, h("dt", null, drawPlain(field.title ?? "")), h("dd", null, drawMrkdwn(field.value ?? "")));
