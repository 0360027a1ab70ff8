// "Are you sure?": an element with a confirm object asks first.

import { h } from "../dom.js";
import { drawText } from "./sections.js";

let asked = 0;

/**
 * Ask; answers whether the person agreed. An element without a confirm object is agreed to.
 * @param {object | undefined} confirm
 * @returns {Promise<boolean>}
 */
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const id = `confirm-${(asked += 1)}`;
    let answer = false;
    const end = (agreed) => () => {
      answer = agreed;
      dialog.close();
    };
    const deny = h("button", { type: "button", class: "bk-button", onclick: end(false) }, drawText(confirm.deny));
    const agree = h("button", { type: "button", class: ["bk-button", confirm.style === "danger" ? "danger" : "primary"], onclick: end(true) }, drawText(confirm.confirm));
    const dialog = h(
      "dialog",
      { class: "bk-confirm", role: "alertdialog", "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-text` },
      h("h2", { id: `${id}-title` }, drawText(confirm.title)),
      h("div", { id: `${id}-text`, class: "text" }, drawText(confirm.text)),
      h("div", { class: "dialog-foot" }, deny, agree),
    );
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation(); // a modal under it must not close, too
      if (event.key === "Escape") event.preventDefault(), dialog.close();
    });
    dialog.addEventListener("close", () => (dialog.remove(), resolve(answer)));
    document.body.append(dialog);
    dialog.showModal();
    (confirm.style === "danger" ? deny : agree).focus();
  });
}
