// Slash commands: sent to the app, which has to answer in time.

import { act } from "./api.js";
import { desk } from "./desk.js";
import { keepDraft } from "./drafts.js";
import { say } from "./notices.js";
import { openChannel } from "./places.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";
import { toSend } from "./typing.js";

/**
 * @param {string} text what was typed, beginning with "/"
 * @param {{channel: string, thread: string, busy: (is: boolean) => void}} where
 * @param {() => void} sendAnyway send it as a message
 * @returns {Promise<string>} what belongs back into the field ("": nothing, it was done)
 */
export async function runCommand(text, where, sendAnyway) {
  const [command] = text.split(/\s/, 1);
  const known = desk.commands.some((one) => one.command === command);
  if (!known) {
    say(t("compose.unknown_command", { command }), { kind: "trouble", action: { label: t("compose.send_anyway"), run: () => (empty(where, text), sendAnyway()) } });
    return text;
  }
  if (where.thread) {
    say(t("compose.thread_command"), { action: { label: t("compose.to_the_room"), run: () => moveToRoom(where, text) } });
    return text;
  }
  where.busy(true);
  try {
    const answer = await act("command", { channel: where.channel, command, text: toSend(text.slice(command.length).trim()) });
    if (answer.acked && answer.outcome !== "trouble") return "";
    const words = { app: desk.app.name, command, why: answer.error ?? answer.outcome };
    say(t(answer.acked ? "compose.trouble" : "compose.not_acked", words), { kind: "trouble" });
  } catch (problem) {
    explainTrouble(problem);
  } finally {
    where.busy(false);
  }
  return text;
}

function empty(where, text) {
  keepDraft(where.channel, where.thread, "");
  for (const form of document.querySelectorAll("form.composer")) if (form.field.value.trim() === text) form.dispatchEvent(new Event("draft"));
}

function moveToRoom(where, text) {
  empty(where, text);
  keepDraft(where.channel, "", text);
  openChannel(where.channel);
  requestAnimationFrame(() => {
    const form = document.querySelector("#room form.composer");
    form?.dispatchEvent(new Event("draft"));
    form?.field.focus();
  });
}
