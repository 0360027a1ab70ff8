// The markdown block: standard Markdown (headings, lists, tasks, tables, code, quotes), drawn as nodes.

import { h } from "../dom.js";
import { emoji, everybody, link, person, room } from "./mentions.js";

const FENCE = /^ {0,3}(```+|~~~+)\s*(\S*)\s*$/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;
const QUOTE = /^ {0,3}> ?(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** @param {string} text */
export function drawMarkdown(text) {
  return h("div", { class: "markdown" }, blocks(text.replaceAll("\r\n", "\n").split("\n")));
}

/** Read blocks one after the other; each reader takes its lines off the front. */
function blocks(lines) {
  const rest = [...lines];
  const found = [];
  while (rest.length) {
    const line = rest[0];
    if (!line.trim()) rest.shift();
    else if (FENCE.test(line)) found.push(fence(rest));
    else if (HEADING.test(line)) found.push(heading(rest.shift()));
    else if (RULE.test(line)) found.push((rest.shift(), h("hr")));
    else if (QUOTE.test(line)) found.push(quote(rest));
    else if (ITEM.test(line)) found.push(list(rest));
    else if (isTable(rest)) found.push(table(rest));
    else found.push(paragraph(rest));
  }
  return found;
}

function fence(rest) {
  const [, marks] = FENCE.exec(rest.shift());
  const inside = [];
  while (rest.length && !(rest[0].trim().startsWith(marks) && FENCE.test(rest[0]))) inside.push(rest.shift());
  rest.shift();
  return h("pre", null, inside.join("\n"));
}

function heading(line) {
  const [, marks, text] = HEADING.exec(line);
  return h(`h${Math.min(marks.length + 2, 6)}`, { class: `md-h${marks.length}` }, inline(text));
}

function quote(rest) {
  const inside = [];
  while (rest.length && QUOTE.test(rest[0])) inside.push(QUOTE.exec(rest.shift())[1]);
  return h("blockquote", null, blocks(inside));
}

/** A list: an item's deeper indented lines are its own, and may hold lists again. */
function list(rest) {
  const [, first, marker] = ITEM.exec(rest[0]);
  const ordered = /\d/.test(marker);
  const items = [];
  while (rest.length) {
    const item = ITEM.exec(rest[0]);
    if (!item || item[1].length !== first.length || /\d/.test(item[2]) !== ordered) break;
    rest.shift();
    const inside = [];
    while (rest.length && (/^\s+\S/.test(rest[0]) && indent(rest[0]) > first.length)) inside.push(rest.shift());
    items.push(listItem(item, inside.map((line) => line.slice(Math.min(indent(line), first.length + 2)))));
    if (rest[0]?.trim() === "" && ITEM.test(rest[1] ?? "")) rest.shift();
  }
  return h(ordered ? "ol" : "ul", { start: ordered && parseInt(marker, 10) !== 1 ? parseInt(marker, 10) : null }, items);
}

function listItem([, , , task, text], inside) {
  if (!task) return h("li", null, inline(text), blocks(inside));
  const box = h("input", { type: "checkbox", checked: task !== " ", disabled: true });
  return h("li", { class: "task" }, h("label", null, box, " ", inline(text)), blocks(inside));
}

const indent = (line) => line.length - line.trimStart().length;

const isTable = ([first, second]) => first.includes("|") && second !== undefined && TABLE_RULE.test(second) && second.includes("-");
const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));

function table(rest) {
  const head = cells(rest.shift());
  const aligned = cells(rest.shift()).map((rule) => (rule.endsWith(":") ? (rule.startsWith(":") ? "center" : "right") : "left"));
  const rows = [];
  while (rest.length && rest[0].includes("|")) rows.push(cells(rest.shift()));
  const cell = (tag) => (text, at) => h(tag, { class: `align-${aligned[at] ?? "left"}` }, inline(text));
  return h(
    "div",
    { class: "bk-table", tabindex: "0" },
    h("table", null, h("thead", null, h("tr", null, head.map(cell("th")))), h("tbody", null, rows.map((row) => h("tr", null, row.map(cell("td")))))),
  );
}

function paragraph(rest) {
  const inside = [rest.shift()];
  const ends = (line) => !line.trim() || [FENCE, HEADING, RULE, QUOTE, ITEM].some((begin) => begin.test(line));
  while (rest.length && !ends(rest[0])) inside.push(rest.shift());
  return h("p", null, inline(inside.join("\n")));
}

const INLINE = new RegExp(
  [
    "\\\\([\\\\`*_{}\\[\\]()#+.!~|>-])", // 1 escaped
    "(`+)([^`]|[^`].*?[^`])\\2(?!`)", // 2, 3 code
    "!?\\[([^\\]]*)\\]\\((\\S+?)(?:\\s+\"[^\"]*\")?\\)", // 4, 5 link or picture
    "<([@#!][^<>\\s]+|[a-z][a-z0-9+.-]*:[^<>\\s]+)>", // 6 in angle brackets
    "(https?:\\/\\/[^\\s<>()、。「」（）]+[^\\s<>().,;:!?、。「」（）])", // 7 bare address
    "(\\*\\*|__)(?=\\S)(.+?)(?<=\\S)\\8", // 8, 9 bold
    "(?<![\\p{L}\\p{N}_])(_)(?=\\S)(.+?)(?<=\\S)_(?![\\p{L}\\p{N}_])|(\\*)(?=\\S)(.+?)(?<=\\S)\\*", // 10-13 italic
    "~~(?=\\S)(.+?)(?<=\\S)~~", // 14 strike
    ":([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):", // 15 emoji
    "( {2,}|\\\\)?\\n", // 16 line break
  ].join("|"),
  "gsu",
);

function inline(text) {
  const found = [];
  let end = 0;
  for (const token of text.matchAll(INLINE)) {
    found.push(plain(text.slice(end, token.index)), draw(token));
    end = token.index + token[0].length;
  }
  found.push(plain(text.slice(end)));
  return found;
}

const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function draw(token) {
  if (token[1]) return token[1];
  if (token[3]) return h("code", null, token[3]);
  if (token[5]) return link(token[5], inline(token[4] || token[5]));
  if (token[6]) return bracketed(token[6]);
  if (token[7]) return link(token[7]);
  if (token[9]) return h("strong", null, inline(token[9]));
  if (token[11] || token[13]) return h("em", null, inline(token[11] || token[13]));
  if (token[14]) return h("s", null, inline(token[14]));
  if (token[15]) return emoji(token[15]);
  return h("br");
}

function bracketed(target) {
  const name = target.slice(1).split("|")[0];
  if (target[0] === "@") return person(name);
  if (target[0] === "#") return room(name);
  return target[0] === "!" ? everybody(name) : link(target);
}
