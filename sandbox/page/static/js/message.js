// One message: its author, its body, what hangs on it, and what one can do with it.

import { drawBody } from "./blocks/body.js";
import { desk } from "./desk.js";
import { fill, h, icon } from "./dom.js";
import { authorOf, calledName, face } from "./faces.js";
import { act } from "./api.js";
import { deleteMessage, quick, showMore } from "./deeds.js";
import { drawEditor } from "./editor.js";
import { emojiChar } from "./emoji.js";
import { timeOf, wholeOf } from "./now.js";
import { openThread } from "./places.js";
import { AT_HAND, drawReactions, pickEmoji, toggle } from "./reactions.js";
import { t } from "./texts.js";
import { newInThread } from "./unread.js";

/**
 * @typedef {{channel: string, inThread: boolean, grouped: boolean, private: boolean}} Setting
 *   how a message stands: `grouped` under the one before by the same author, `private`: an ephemeral
 */

/** What a change of means that the body is drawn anew; reactions and replies are not part of it. */
const bodyOf = ({ text, blocks, attachments, files, subtype }) => JSON.stringify([text, blocks, attachments, files, subtype]);

/** @param {Setting} setting */
export function makeMessage(message, setting) {
  const element = h("li", { class: "message", tabindex: -1, data: { ts: message.ts, channel: setting.channel } });
  element.parts = {
    gutter: h("div", { class: "gutter" }),
    byline: h("div", { class: "byline" }),
    body: h("div", { class: "message-body" }),
    mark: h("span", { class: "edited" }),
    reactions: h("div", { class: "reactions", role: "group" }),
    replies: h("button", { type: "button", class: "replies", onclick: () => openThread(setting.channel, element.message.thread_ts ?? element.message.ts) }),
  };
  const { gutter, byline, body, mark, reactions } = element.parts;
  element.append(gutter, h("div", { class: "content" }, byline, body, mark, reactions));
  if (!setting.private) {
    for (const event of ["pointerenter", "focusin"]) element.addEventListener(event, () => giveHand(element), { once: true });
    element.append(touchMore(element));
  }
  updateMessage(element, message, setting);
  return element;
}

/** @param {Setting} setting */
export function updateMessage(element, message, setting) {
  const before = element.message;
  element.message = message;
  element.setting = setting;
  const author = authorOf(message);
  const gone = message.subtype === "tombstone";
  element.className = "message";
  for (const [name, is] of Object.entries({
    grouped: setting.grouped,
    private: setting.private,
    app: author.app,
    gone,
    mine: author.id === desk.me.id && !author.app,
    note: isNote(message),
    "to-me": !setting.private && message.text?.includes(`<@${desk.me.id}>`),
    editing: Boolean(element.editor),
  })) element.classList.toggle(name, Boolean(is));
  drawByline(element, message, author, setting);
  if (!before || bodyOf(before) !== bodyOf(message) || element.language !== document.documentElement.lang) drawText(element, message, setting);
  element.language = document.documentElement.lang;
  const { mark, reactions, replies } = element.parts;
  mark.textContent = message.edited && !gone ? t("message.edited") : "";
  if (message.edited) mark.title = t("message.edited_at", { time: wholeOf(message.edited.ts) });
  if (setting.private) reactions.hidden = true;
  else {
    drawReactions(reactions, message, setting.channel);
    drawReplies(replies, reactions, message, setting);
  }
}

const NOTES = new Set(["channel_join", "channel_leave", "channel_archive", "channel_name", "group_join", "group_leave"]);
export const isNote = (message) => NOTES.has(message.subtype);

function drawByline(element, message, author, setting) {
  const { gutter, byline } = element.parts;
  const when = h("time", { datetime: new Date(Number(message.ts) * 1000).toISOString(), title: wholeOf(message.ts) }, timeOf(message.ts));
  if (isNote(message)) {
    fill(gutter, icon("right", 14));
    fill(byline);
    return;
  }
  fill(gutter, setting.grouped ? when.cloneNode(true) : face(author.id));
  fill(
    byline,
    setting.private && h("p", { class: "only-you" }, icon("eye", 14), t("message.only_you")),
    h("span", { class: ["author", setting.grouped && "unseen"] }, author.name),
    !setting.grouped && author.app && h("span", { class: "badge" }, t("shell.app")),
    !setting.grouped && [" ", when],
    setting.private && h("button", { type: "button", class: "link", onclick: () => act("dismiss", { ts: message.ts }) }, t("message.dismiss")),
    message.root && !setting.inThread && h("button", { type: "button", class: "link root", onclick: () => openThread(setting.channel, message.thread_ts) }, icon("reply", 14), t("message.replied")),
  );
}

function drawText(element, message, setting) {
  const { body } = element.parts;
  if (element.editor) return;
  if (message.subtype === "tombstone") fill(body, icon("trash", 16), t("message.deleted"));
  else if (isNote(message)) fill(body, noteOf(message), " ", h("time", { title: wholeOf(message.ts) }, timeOf(message.ts)));
  else {
    const kind = setting.private ? "ephemeral" : "message";
    fill(body, drawBody(message, { kind, channel: setting.channel, ts: message.ts }));
  }
}

function noteOf(message) {
  const who = authorOf(message);
  const kind = message.subtype.replace("group_", "channel_");
  const given = { who: who.app ? who.name : calledName(who.id), by: message.inviter ? calledName(message.inviter) : "", from: message.old_name ?? "", to: message.name ?? "" };
  if (kind === "channel_join" && who.app) return t("note.channel_join_app", given);
  return t(kind === "channel_join" && message.inviter ? "note.channel_join_by" : `note.${kind}`, given);
}

function drawReplies(button, above, message, setting) {
  if (!message.reply_count || setting.inThread) {
    button.remove();
    return;
  }
  if (above.nextSibling !== button) above.after(button);
  const fresh = newInThread(setting.channel, message.ts)?.unread ?? 0;
  button.classList.toggle("fresh", fresh > 0);
  fill(
    button,
    h("span", { class: "faces" }, (message.reply_users ?? []).slice(0, 4).map((user) => face(user, 20))),
    h("span", { class: "count" }, t("message.replies", { n: message.reply_count })),
    fresh > 0 && h("span", { class: "badge new" }, t("message.new_replies", { n: fresh })),
    h("span", { class: "last" }, t("message.last_reply", { time: timeOf(message.latest_reply) })),
  );
}

/** The bar of buttons at a message's corner, made when somebody comes near. */
function giveHand(element) {
  if (element.querySelector(":scope > .hand")) return;
  if (element.message.subtype === "tombstone" && !element.message.reply_count) return;
  const { channel, inThread } = element.setting;
  const button = (label, drawing, run, more = {}) => h("button", { type: "button", class: "quiet", tabindex: -1, "aria-label": label, title: label, onclick: (event) => run(event.currentTarget), ...more }, drawing);
  element.append(
    h(
      "div",
      { class: "hand", role: "toolbar", "aria-label": t("message.actions"), data: { guide: "reactions" } },
      AT_HAND.map((name) => button(`:${name}:`, emojiChar(name), () => quick(element, name), { data: { emoji: name } })),
      button(t("message.react"), icon("smile", 18), (at) => pickEmoji(at, (name) => toggle(element.message, channel, name))),
      !inThread && button(t("message.reply"), icon("thread", 18), () => openThread(channel, element.message.thread_ts ?? element.message.ts)),
      button(t("message.more"), icon("more", 18), (at) => showMore(element, at), { "aria-haspopup": "menu" }),
    ),
  );
}

/** Where there is no hovering, one button at each message leads to everything. */
function touchMore(element) {
  return h("button", { type: "button", class: "quiet touch-more", tabindex: -1, "aria-label": t("message.more"), "aria-haspopup": "menu", onclick: (event) => showMore(element, event.currentTarget, true) }, icon("more", 18));
}

/** Put an editor in the place of the body. */
export function startEditing(element) {
  if (element.editor) return;
  const stop = () => {
    element.editor = null;
    element.classList.remove("editing");
    drawText(element, element.message, element.setting);
    element.focus();
  };
  element.classList.add("editing");
  element.editor = drawEditor(element.message, element.setting.channel, stop, () => deleteMessage(element));
  fill(element.parts.body, element.editor);
  element.editor.querySelector("textarea").focus();
}
