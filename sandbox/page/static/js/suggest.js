// Suggestions while typing: "@" people, "#" rooms, "/" commands, ":" emoji.

import { desk } from "./desk.js";
import { fill, h, icon } from "./dom.js";
import { emojiChar, searchEmoji } from "./emoji.js";
import { departmentOf, face } from "./faces.js";
import { insert } from "./field.js";
import { t } from "./texts.js";

const MOST = 8;
const WORD = /(^|[\s（「、。])([@#:/])([^\s@#:/（「、。]*)$/u;
let count = 0;

/**
 * @typedef {{key: string, text: string, draw: () => any}} Suggestion
 * @param {HTMLTextAreaElement} field
 * @param {{channel: string, commands?: boolean}} where
 * @returns {{takes: (event: KeyboardEvent) => boolean, close: () => void}} `takes`: whether the key was for us
 */
export function attachSuggestions(field, where) {
  const id = `suggestions-${(count += 1)}`;
  const list = h("ul", { class: "suggestions", role: "listbox", id, hidden: true, "aria-label": t("compose.suggestions") });
  let shown = [];
  let at = 0;
  let start = 0;
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);
  queueMicrotask(() => field.parentElement?.append(list));

  const close = () => {
    shown = [];
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const take = (suggestion) => {
    close();
    insert(field, suggestion.text, start, field.selectionStart);
  };
  const draw = () => {
    list.hidden = !shown.length;
    fill(
      list,
      shown.map((one, index) =>
        h(
          "li",
          { role: "option", id: `${id}-${index}`, class: "entry", "aria-selected": String(index === at), onpointerdown: (event) => (event.preventDefault(), take(one)) },
          one.draw(),
        ),
      ),
    );
    if (!shown.length) return;
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const look = () => {
    const before = field.value.slice(0, field.selectionStart);
    const word = WORD.exec(before);
    shown = [];
    if (word && document.activeElement === field) {
      start = before.length - word[2].length - word[3].length;
      shown = find(word[2], word[3].toLowerCase(), start, where).slice(0, MOST);
    }
    at = 0;
    draw();
  };
  field.addEventListener("input", look);
  field.addEventListener("click", look);
  field.addEventListener("blur", close);

  const takes = (event) => {
    if (!shown.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      at = (at + step + shown.length) % shown.length;
      draw();
    } else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") take(shown[at]);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { takes, close };
}

/** @returns {Suggestion[]} */
function find(kind, wanted, start, where) {
  if (kind === "@") return people(wanted, where.channel);
  if (kind === "#") return rooms(wanted);
  if (kind === ":") return wanted.length > 1 ? searchEmoji(wanted, MOST).map(emoji(wanted)) : [];
  return start === 0 && where.commands ? commands(wanted) : [];
}

function people(wanted, channelId) {
  const members = new Set(desk.channels.get(channelId)?.members ?? []);
  const fits = (user) => [desk.name(user.id), user.real_name, user.name, user.department].some((text) => text?.toLowerCase().includes(wanted));
  const found = [...desk.users.values()].filter((user) => !user.deleted && user.id !== "USLACKBOT" && fits(user));
  const rank = (user) => (user.bot_id ? 2 : members.has(user.id) ? 0 : 1);
  found.sort((a, b) => rank(a) - rank(b));
  const all = [
    ["here", t("compose.here")],
    ["channel", t("compose.everyone")],
  ].filter(([name]) => wanted && name.startsWith(wanted));
  return [
    ...found.map((user) => ({ key: user.id, text: `@${desk.name(user.id)} `, draw: () => [face(user.id, 22), h("span", { class: "entry-label" }, desk.name(user.id)), h("small", null, user.bot_id ? t("shell.app") : departmentOf(user))] })),
    ...all.map(([name, what]) => ({ key: name, text: `@${name} `, draw: () => [icon("people", 18), h("span", { class: "entry-label" }, `@${name}`), h("small", null, what)] })),
  ];
}

function rooms(wanted) {
  return [...desk.channels.values()]
    .filter((channel) => (channel.kind === "channel" || channel.members.includes(desk.me.id)) && channel.name && channel.name.toLowerCase().includes(wanted))
    .map((channel) => ({ key: channel.id, text: `#${channel.name} `, draw: () => [icon(channel.kind === "group" ? "lock" : "hash", 16), h("span", { class: "entry-label" }, channel.name), h("small", null, channel.topic)] }));
}

function commands(wanted) {
  return desk.commands
    .filter((one) => one.command.slice(1).toLowerCase().startsWith(wanted) && one.command.slice(1) !== wanted)
    .map((one) => ({ key: one.command, text: `${one.command} `, draw: () => [icon("slash", 18), h("span", { class: "entry-label" }, h("b", null, one.command), " ", h("span", { class: "faint" }, one.usage_hint)), h("small", null, one.description)] }));
}

const emoji = (wanted) => (one) => {
  const name = one.names.find((known) => known.startsWith(wanted)) ?? one.name;
  return { key: name, text: `${emojiChar(name)} `, draw: () => [h("span", { class: "emoji" }, emojiChar(name)), h("span", { class: "entry-label" }, `:${name}:`)] };
};
