// Short notes at the edge of the window: said politely, gone by themselves.

import { fill, h, icon } from "./dom.js";
import { t } from "./texts.js";

const SHOWN_MS = 7000;
const MOST = 4;

/**
 * @param {string} text
 * @param {{kind?: "info"|"trouble", action?: {label: string, run: () => void}}} [how]
 */
export function say(text, how = {}) {
  const place = document.getElementById("notices");
  const note = h("div", { class: ["notice", how.kind ?? "info"] });
  const away = () => note.remove();
  fill(
    note,
    h("span", null, text),
    how.action && h("button", { type: "button", class: "link", onclick: () => (away(), how.action.run()) }, how.action.label),
    h("button", { type: "button", class: "quiet", "aria-label": t("shell.close"), onclick: away }, icon("close", 16)),
  );
  place.append(note);
  while (place.children.length > MOST) place.firstElementChild.remove();
  setTimeout(away, SHOWN_MS);
}

export const notices = { say };
