// Where one writes: messages, replies, commands, with files.

import { act } from "./api.js";
import { runCommand } from "./commands.js";
import { desk } from "./desk.js";
import { fill, h, icon } from "./dom.js";
import { draftOf, keepDraft } from "./drafts.js";
import { emojiChar } from "./emoji.js";
import { growing, insert, isComposing } from "./field.js";
import { menu } from "./popover.js";
import { pickEmoji } from "./reactions.js";
import { globalShortcuts, run } from "./shortcuts.js";
import { attachSuggestions } from "./suggest.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";
import { toSend } from "./typing.js";
import { makeTray, takeFiles } from "./uploads.js";

/**
 * @param {HTMLElement} pane files may be dropped on it
 * @param {{channel: string, thread?: string, label: string, editLast: () => void, sent?: () => void}} where
 * @returns {HTMLElement} with `.field` and `.where`
 */
export function makeComposer(pane, where) {
  const { channel, thread = "" } = where;
  const field = growing(h("textarea", { class: "field", rows: 1, placeholder: where.label, "aria-label": where.label, data: { guide: "composer" }, enterkeyhint: "send" }));
  const send = h("button", { type: "submit", class: "primary send", "aria-label": t("compose.send"), title: t("compose.hint"), disabled: true }, icon("send", 18));
  const broadcast = thread ? h("input", { type: "checkbox" }) : null;
  const tray = makeTray(() => refresh());
  const box = h("div", { class: "compose-box" });
  const form = h("form", { class: "composer", "aria-label": where.label }, box);
  const suggestions = attachSuggestions(field, { channel, commands: true });
  const refresh = () => (send.disabled = !field.value.trim() && tray.isEmpty());

  const write = (text) => {
    field.value = text;
    keepDraft(channel, thread, text);
    field.grow();
    refresh();
  };
  /** Something did not arrive: give the text back, before whatever was typed since. */
  const giveBack = (text) => {
    write([text, field.value].filter(Boolean).join("\n"));
    field.focus();
  };
  const submit = async () => {
    const text = field.value.trim();
    if (!text && tray.isEmpty()) return;
    suggestions.close();
    write("");
    if (text.startsWith("/") && tray.isEmpty()) {
      const left = await runCommand(text, { channel, thread, busy: (is) => form.classList.toggle("busy", is) }, () => post(text));
      if (left) giveBack(left);
    } else await post(text);
  };
  const post = async (text) => {
    const files = await tray.take();
    try {
      await act("post", { channel, text: toSend(text), thread_ts: thread || undefined, files, broadcast: broadcast?.checked || undefined });
      if (broadcast) broadcast.checked = false;
      where.sent?.();
    } catch (problem) {
      explainTrouble(problem);
      giveBack(text);
    }
  };

  fill(
    box,
    tray.element,
    field,
    h("div", { class: "compose-foot" }, tools(field, tray), h("small", { class: "hint" }, t("compose.hint")), send),
    tray.input,
    h("p", { class: "drop-here" }, icon("download"), t("compose.drop")),
  );
  if (broadcast) form.append(h("label", { class: "broadcast" }, broadcast, t("compose.broadcast")));
  form.addEventListener("submit", (event) => (event.preventDefault(), submit()));
  box.addEventListener("pointerdown", (event) => {
    if (event.target !== box && !event.target.classList.contains("hint")) return;
    event.preventDefault();
    field.focus();
  });
  field.addEventListener("input", () => {
    keepDraft(channel, thread, field.value);
    refresh();
  });
  field.addEventListener("keydown", (event) => {
    if (isComposing(event) || event.altKey || suggestions.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey) submit();
    else if (event.key === "ArrowUp" && !field.value) where.editLast();
    else return;
    event.preventDefault();
  });
  takeFiles(pane, field, tray);
  write(draftOf(channel, thread));
  form.addEventListener("draft", () => write(draftOf(channel, thread)));
  return Object.assign(form, { field, where });
}

function tools(field, tray) {
  const button = (label, drawing, run, more) => h("button", { type: "button", class: "quiet", "aria-label": label, title: label, onclick: (event) => run(event.currentTarget), ...more }, icon(drawing, 18));
  return h(
    "div",
    { class: "compose-tools", role: "toolbar", "aria-label": t("compose.plus") },
    button(t("compose.plus"), "plus", (at) => showPlus(at, field, tray), { "aria-haspopup": "menu" }),
    button(t("compose.attach"), "paperclip", () => tray.choose()),
    button(t("compose.emoji"), "smile", (at) => pickEmoji(at, (name) => insert(field, emojiChar(name)))),
    button(t("compose.mention"), "at", () => insert(field, field.value && !/\s$/.test(field.value.slice(0, field.selectionStart)) ? " @" : "@")),
  );
}

function showPlus(at, field, tray) {
  const shortcuts = globalShortcuts();
  menu(at, t("compose.plus"), [
    { label: t("compose.attach"), icon: "paperclip", run: () => tray.choose() },
    ...(shortcuts.length ? [null, { title: t("compose.shortcuts") }] : []),
    ...shortcuts.map((one) => ({ label: one.label, icon: "bolt", run: () => run(one.callback_id) })),
    ...(desk.commands.length ? [null, { title: t("compose.commands") }] : []),
    ...desk.commands.map((one) => ({ label: one.command, detail: one.description, icon: "slash", run: () => insert(field, `${one.command} `, 0, field.value.length) })),
  ]);
}
