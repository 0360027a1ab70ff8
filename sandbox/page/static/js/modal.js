// The modal: the top of my stack of views, live. Those under it keep what was typed in them.

import { act, get } from "./api.js";
import { troubleText } from "./blocks/surface.js";
import { desk } from "./desk.js";
import { h } from "./dom.js";
import { Sheet } from "./sheet.js";
import { on } from "./stream.js";

/** @type {Map<string, Sheet>} view id → sheet, the top one last */
let sheets = new Map();
let dialog = null;
let cameFrom = null;

export function start() {
  dialog = h("dialog", { class: "modal", id: "modal" });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    close(false);
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault(); // Escape while nothing in the dialog has the focus, or "back" on a telephone
    close(false);
  });
  dialog.addEventListener("close", () => sheets.size && dialog.showModal()); // some browsers close at a second Escape
  document.body.append(dialog);
  on("view", (change) => change.user === desk.me?.id && refresh());
  on("loaded", refresh);
  on("online", refresh);
  desk.on((what) => (what === "me" || what === "all") && refresh());
  refresh();
}

let reading = null;
let again = false;

/** Read my stack and show it; however many changes come meanwhile, it is read once more. */
async function refresh() {
  if (reading) {
    again = true;
    return reading;
  }
  reading = read();
  try {
    await reading;
  } finally {
    reading = null;
  }
  if (!again) return undefined;
  again = false;
  return refresh();
}

async function read() {
  const me = desk.me?.id;
  if (!me) return;
  const { views } = await get("read/views", { user: me });
  if (me === desk.me.id) show(views);
}

function show(views) {
  const before = sheets;
  sheets = new Map(views.map((view) => [view.id, before.get(view.id) ?? newSheet(view)]));
  for (const [id, sheet] of before) if (!sheets.has(id)) sheet.node.remove();
  const top = views.at(-1);
  for (const view of views) {
    const sheet = sheets.get(view.id);
    if (!sheet.node.isConnected) dialog.append(sheet.node);
    sheet.node.hidden = view.id !== top.id;
    sheet.update(view);
  }
  if (!top) return leave();
  const isNew = !before.has(top.id);
  const isBack = !isNew && [...before.keys()].at(-1) !== top.id;
  enter(sheets.get(top.id));
  if (isNew) sheets.get(top.id).focusFirst();
  if (isBack) sheets.get(top.id).focusAgain();
  return undefined;
}

const newSheet = (view) => new Sheet(view, { submit, close, answered: refresh });

function enter(sheet) {
  dialog.setAttribute("aria-labelledby", sheet.titleId);
  if (dialog.open) return;
  cameFrom = document.activeElement;
  dialog.showModal();
}

function leave() {
  if (!dialog.open) return;
  dialog.close();
  dialog.replaceChildren();
  if (cameFrom?.isConnected) cameFrom.focus();
  else document.querySelector("#room [data-guide='composer'] textarea, #room [contenteditable], #room")?.focus();
}

/** Send the top view's form; what came of it is told to the sheet. */
async function submit(sheet, values) {
  try {
    const answer = await act("submit", { values });
    if (answer.outcome !== "errors" && answer.outcome !== "trouble") await refresh();
    return answer;
  } catch (problem) {
    refresh();
    return { outcome: "impossible", why: troubleText(problem) };
  }
}

/** Close the top view, or the whole stack. */
async function close(everything) {
  const top = [...sheets.values()].at(-1);
  if (!top || top.isBusy) return;
  try {
    await act("close", { all: everything });
  } catch (problem) {
    top.say(troubleText(problem));
  }
  await refresh();
}
