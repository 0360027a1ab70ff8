// What one does with a message: the menu "more", and the same by single keys.

import { act } from "./api.js";
import { desk } from "./desk.js";
import { confirm } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { emojiChar } from "./emoji.js";
import { startEditing } from "./message.js";
import { say } from "./notices.js";
import { openThread } from "./places.js";
import { menu } from "./popover.js";
import { AT_HAND, pickEmoji, toggle } from "./reactions.js";
import { messageShortcuts, run } from "./shortcuts.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";
import { plainOf } from "./typing.js";

const isMine = (element) => element.message.user === desk.me.id && !element.message.bot_id && element.message.subtype !== "tombstone";

export const quick = (element, name) => toggle(element.message, element.setting.channel, name);

export async function deleteMessage(element) {
  if (!(await confirm({ title: t("message.delete_title"), body: t("message.delete_body"), yes: t("message.delete"), danger: true }))) return;
  await act("delete", { channel: element.setting.channel, ts: element.message.ts }).catch(explainTrouble);
}

async function copy(message) {
  await navigator.clipboard.writeText(plainOf(message.text));
  say(t("message.copied"));
}

/**
 * The menu at a message.
 * @param {boolean} [withReactions] also the reactions at hand (where there is no bar of buttons)
 */
export function showMore(element, anchor, withReactions = false) {
  const { message, setting } = element;
  const { channel } = setting;
  const gone = message.subtype === "tombstone";
  const react = withReactions && !gone ? h("div", { class: "at-hand" }, AT_HAND.map((name) => quickButton(element, name, () => close())), moreReactions(element, anchor)) : null;
  const shortcuts = gone ? [] : messageShortcuts();
  const close = menu(
    anchor,
    t("message.actions"),
    [
      ...(setting.inThread ? [] : [{ label: t("message.reply"), icon: "thread", run: () => openThread(channel, message.thread_ts ?? message.ts) }]),
      ...(gone ? [] : [{ label: t("message.copy"), icon: "copy", run: () => copy(message) }]),
      ...(isMine(element) ? [
        { label: t("message.edit"), icon: "edit", run: () => startEditing(element) },
        { label: t("message.delete"), icon: "trash", danger: true, run: () => deleteMessage(element) },
      ] : []),
      ...(shortcuts.length ? [null, { title: desk.app.name }] : []),
      ...shortcuts.map((one) => ({ label: one.label, icon: "bolt", run: () => run(one.callback_id, { channel, ts: message.ts }) })),
    ],
    react,
  );
}

function quickButton(element, name, close) {
  return h("button", { type: "button", class: "quiet", "aria-label": `:${name}:`, data: { emoji: name }, onclick: () => (close(), quick(element, name)) }, emojiChar(name));
}

function moreReactions(element, anchor) {
  const label = t("message.react");
  return h("button", { type: "button", class: "quiet", "aria-label": label, onclick: () => pickEmoji(anchor, (name) => quick(element, name)) }, icon("smile", 20));
}

/** Keys on a message that has the focus; answers whether the key meant something. */
export function messageKey(element, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || element.setting.private) return false;
  const { message, setting } = element;
  const gone = message.subtype === "tombstone";
  const deeds = {
    Enter: () => openThread(setting.channel, message.thread_ts ?? message.ts),
    t: () => openThread(setting.channel, message.thread_ts ?? message.ts),
    r: () => pickEmoji(element, (name) => quick(element, name)),
    1: () => quick(element, AT_HAND[0]),
    2: () => quick(element, AT_HAND[1]),
    3: () => quick(element, AT_HAND[2]),
    e: () => isMine(element) && startEditing(element),
    Delete: () => isMine(element) && deleteMessage(element),
    Backspace: () => isMine(element) && deleteMessage(element),
    m: () => showMore(element, element),
    c: () => copy(message),
  };
  const deed = deeds[event.key];
  if (!deed || (gone && !["Enter", "t"].includes(event.key))) return false;
  deed();
  return true;
}
