// The app's shortcuts, from its manifest: global ones in the composer's menu, those of messages in theirs.

import { act } from "./api.js";
import { desk } from "./desk.js";
import { say } from "./notices.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";

/** Nothing to prepare: the menus ask when they open. */
export function start() {}

const ofType = (type) => desk.shortcuts.filter((one) => one.type === type).map((one) => ({ callback_id: one.callback_id, label: one.name, about: one.description }));

/** @returns {{callback_id: string, label: string, about: string}[]} */
export const messageShortcuts = () => ofType("message");

/** @returns {{callback_id: string, label: string, about: string}[]} */
export const globalShortcuts = () => ofType("global");

/**
 * Use a shortcut; what the app opens for it comes by itself.
 * @param {string} callbackId
 * @param {{channel: string, ts: string}} [message] what a message shortcut is used on
 */
export async function run(callbackId, message) {
  try {
    const answer = await act("shortcut", { callback_id: callbackId, ...message });
    if (!answer.acked) say(t("blocks.notAcked"), { kind: "trouble" });
  } catch (problem) {
    explainTrouble(problem);
  }
}
