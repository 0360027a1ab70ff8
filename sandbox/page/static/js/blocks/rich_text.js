// Rich text: sections, lists, quotes and preformatted parts of styled words.

import { h } from "../dom.js";
import { formatDate } from "./dates.js";
import { emoji, everybody, group, link, person, room } from "./mentions.js";
import { drawUnknown } from "./unknown.js";

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "s", underline: "u", highlight: "mark", client_highlight: "mark" };

const PARTS = {
  text: (part) => broken(part.text),
  link: (part) => link(part.url, part.text || part.url),
  emoji: (part) => emoji(part.skin_tone > 1 ? `${part.name}::skin-tone-${part.skin_tone}` : part.name),
  user: (part) => person(part.user_id),
  usergroup: (part) => group(part.usergroup_id),
  channel: (part) => room(part.channel_id),
  team: (part) => h("span", { class: "mention" }, part.team_id),
  broadcast: (part) => everybody(part.range),
  color: (part) => [h("span", { class: "colour-chip", style: { backgroundColor: part.value }, "aria-hidden": "true" }), part.value],
  date: (part) => {
    const time = h("time", { title: part.fallback }, formatDate(part.timestamp, part.format, part.fallback ?? part.format));
    return part.url ? link(part.url, time) : time;
  },
};

const ELEMENTS = {
  rich_text_section: (element) => h("div", { class: "rt-section" }, drawParts(element.elements)),
  rich_text_quote: (element) => h("blockquote", null, drawParts(element.elements)),
  rich_text_preformatted: (element) => h("pre", null, drawParts(element.elements, true)),
  rich_text_list: drawList,
};

/** The nodes of a rich_text object: a block, a field's value or a cell. */
export function drawRichText(rich) {
  return h(
    "div",
    { class: "rich-text" },
    rich.elements.map((element) => ELEMENTS[element.type]?.(element) ?? drawUnknown(element)),
  );
}

function drawList(list) {
  const ordered = list.style === "ordered";
  const props = { class: ["rt-list", `indent-${Math.min(list.indent ?? 0, 8)}`, list.border && "bordered"] };
  if (ordered && list.offset) props.start = list.offset + 1;
  const items = list.elements.map((item) => h("li", null, item.type === "rich_text_section" ? drawParts(item.elements) : drawUnknown(item)));
  return h(ordered ? "ol" : "ul", props, items);
}

function drawParts(parts, isPre = false) {
  return parts.map((part) => {
    const draw = PARTS[part.type];
    if (!draw) return drawUnknown(part);
    const drawn = isPre && part.type === "text" ? part.text : draw(part);
    return Object.entries(STYLES).reduce((inner, [style, tag]) => (part.style?.[style] ? h(tag, null, inner) : inner), drawn);
  });
}

/** Text with its line breaks. */
function broken(text) {
  return text.split("\n").flatMap((line, number) => (number ? [h("br"), line] : [line]));
}
