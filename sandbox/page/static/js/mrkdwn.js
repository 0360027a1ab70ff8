// Slack's own markup, mrkdwn: *bold* _italic_ ~strike~ `code` ```pre``` > quote, and <…> for all that is no text.
// Text arrives escaped (&amp; &lt; &gt;); what comes out are nodes, never HTML.

import { h } from "./dom.js";
import { formatDate } from "./blocks/dates.js";
import { emoji, everybody, group, link, person, room } from "./blocks/mentions.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const TOKEN = /<([^<>\n]+)>|`([^`\n]+)`|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|([*_~])|(\n)/gu;
const BARE = /(https?:\/\/[^\s<>"'、。「」（）]+[^\s<>"'.,;:!?)、。「」（）])|(?<![\w@])@(here|channel|everyone)\b/gu;
const WORD = /[\p{L}\p{N}]/u;

/** Escaped text as it was. */
export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/**
 * @param {string} text
 * @param {{verbatim?: boolean}} [how] verbatim: addresses and @here in the text are left as they are
 * @returns {DocumentFragment}
 */
export function drawMrkdwn(text, { verbatim = false } = {}) {
  const fragment = document.createDocumentFragment();
  const parts = text.split("```");
  const open = parts.length % 2 === 0 ? parts.pop() : null;
  if (open !== null) parts[parts.length - 1] += "```" + open;
  parts.forEach((part, number) => {
    if (number % 2) fragment.append(h("pre", null, plainSpans(part.replace(/^\n/, "").replace(/\n$/, ""))));
    else fragment.append(...lines(besidePre(part, number > 0, number < parts.length - 1), verbatim));
  });
  return fragment;
}

/** The line breaks next to a preformatted part are its own. */
function besidePre(text, after, before) {
  const begun = after ? text.replace(/^\n/, "") : text;
  return before ? begun.replace(/\n$/, "") : begun;
}

/** A plain_text object's text: no markup, but emoji names unless they are switched off. */
export function drawPlain(text, { emoji: names = true } = {}) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const token of text.matchAll(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|\n/g)) {
    if (!names && token[1]) continue;
    fragment.append(unescape(text.slice(end, token.index)), token[1] ? emoji(token[1]) : h("br"));
    end = token.index + token[0].length;
  }
  fragment.append(unescape(text.slice(end)));
  return fragment;
}

/** The letters alone of mrkdwn or plain text, for names and filters. */
export const lettersOf = (text) => {
  const holder = h("div", null, drawMrkdwn(text, { verbatim: true }));
  return holder.textContent;
};

const QUOTE = /^(?:&gt;|>) ?/;
const QUOTE_ALL = /^(?:&gt;|>){3} ?/;

function lines(text, verbatim) {
  const found = [];
  let plain = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) found.push(h("blockquote", null, inline(quoted.join("\n"), verbatim)));
    if (plain.length) found.push(...inline(plain.join("\n"), verbatim));
    plain = [];
    quoted = [];
  };
  const all = text.split("\n");
  for (const [number, line] of all.entries()) {
    if (QUOTE_ALL.test(line)) {
      flush();
      quoted = [line.replace(QUOTE_ALL, ""), ...all.slice(number + 1)];
      break;
    }
    const isQuote = QUOTE.test(line);
    if (isQuote ? plain.length : quoted.length) flush();
    (isQuote ? quoted : plain).push(isQuote ? line.replace(QUOTE, "") : line);
  }
  flush();
  return found;
}

function inline(text, verbatim) {
  const found = [];
  let end = 0;
  const upTo = (at) => found.push(...bare(text.slice(end, at), verbatim));
  TOKEN.lastIndex = 0;
  let token;
  while ((token = TOKEN.exec(text))) {
    const at = token.index;
    const [whole, span, code, name, mark, newline] = token;
    const node = span ? drawSpan(span) : code ? h("code", null, plainSpans(code)) : name ? emoji(name) : newline ? h("br") : null;
    if (node) {
      upTo(at);
      found.push(node);
      end = at + whole.length;
    } else if (mark) {
      const close = closing(text, at, mark);
      if (close < 0) continue;
      upTo(at);
      found.push(h(STYLES[mark], null, inline(text.slice(at + 1, close), verbatim)));
      end = close + 1;
    }
    TOKEN.lastIndex = end;
  }
  upTo(text.length);
  return found;
}

/** Where the style opened at `at` closes on its line, or -1: it stands free on both sides, close to its words. */
function closing(text, at, mark) {
  const free = (char) => !char || !(WORD.test(char) || char === mark);
  const close = (char) => char && !/\s/.test(char) && char !== mark;
  if (!free(before(text, at)) || !close(text[at + 1])) return -1;
  for (let end = at + 2; end < text.length && text[end] !== "\n"; end += 1) {
    if (text[end] === "<") end = Math.max(end, text.indexOf(">", end));
    if (text[end] === mark && close(text[end - 1]) && free(after(text, end))) return end;
  }
  return -1;
}

const before = (text, at) => (at > 0 ? [...text.slice(Math.max(0, at - 2), at)].pop() : "");
const after = (text, at) => [...text.slice(at + 1, at + 3)][0];

/** Text outside of all marks; unless verbatim, bare addresses and @here in it count. */
function bare(text, verbatim) {
  if (verbatim) return text ? [unescape(text)] : [];
  const found = [];
  let end = 0;
  for (const token of text.matchAll(BARE)) {
    found.push(unescape(text.slice(end, token.index)), token[1] ? link(unescape(token[1])) : everybody(token[2]));
    end = token.index + token[0].length;
  }
  found.push(unescape(text.slice(end)));
  return found.filter((one) => one !== "");
}

/** Code and preformatted text keep their marks, but not their angle brackets. */
function plainSpans(text) {
  const parts = text.split(/<([^<>\n]+)>/);
  return parts.map((part, number) => (number % 2 ? drawSpan(part) : unescape(part)));
}

/** What stands in angle brackets: a person, a room, everybody, a date, an address. */
function drawSpan(span) {
  const [target, label] = cut(span);
  const rest = target.slice(1);
  if (target[0] === "@") return person(rest, label && unescape(label));
  if (target[0] === "#") return room(rest, label && unescape(label));
  if (target[0] === "!") return special(rest, label && unescape(label));
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return document.createTextNode(unescape(`<${span}>`));
  const url = unescape(target);
  return label ? link(url, drawPlain(label)) : link(url, url.replace(/^mailto:/, ""));
}

function special(command, label) {
  const [name, ...words] = command.split("^");
  if (["here", "channel", "everyone"].includes(name)) return everybody(name);
  if (name === "subteam") return group(words[0], label);
  if (name === "date") {
    const text = formatDate(Number(words[0]), words[1] ?? "", label ?? "");
    const time = h("time", { title: label }, text);
    return words[2] ? link(unescape(words[2]), time) : time;
  }
  return document.createTextNode(label || `<!${command}>`);
}

function cut(span) {
  const at = span.indexOf("|");
  return at < 0 ? [span, ""] : [span.slice(0, at), span.slice(at + 1)];
}
