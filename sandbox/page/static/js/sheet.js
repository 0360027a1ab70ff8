// One view of the modal's stack: its title, its blocks, its buttons, and what is said about sending it.

import { complaints, showErrors } from "./blocks/inputs.js";
import { ViewBlocks } from "./blocks/view.js";
import { desk } from "./desk.js";
import { fill, h, icon } from "./dom.js";
import { drawPlain } from "./mrkdwn.js";
import { t } from "./texts.js";

export class Sheet {
  /**
   * @param {object} view as `read/views` shows it
   * @param {{submit: (sheet: Sheet, values: object) => Promise<object>, close: (everything: boolean) => void, answered: () => void}} how
   */
  constructor(view, how) {
    this.how = how;
    this.titleId = `title-${view.id}`;
    this.isBusy = false;
    this.isDeep = Boolean(view.previous_view_id);
    this.blocks = h("div", { class: "sheet-blocks blocks" });
    this.note = h("div", { class: "sheet-note", role: "alert", hidden: true });
    this.head = h("header", { class: "sheet-head" });
    this.foot = h("footer", { class: "sheet-foot" });
    this.node = h("form", { class: "sheet", novalidate: true, data: { view: view.id, callbackId: view.callback_id }, onsubmit: (event) => (event.preventDefault(), this.submit()) });
    this.node.append(this.head, this.note, this.blocks, this.foot);
    this.node.addEventListener("keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing && this.submit());
    this.node.addEventListener("input", () => this.say(null));
    this.node.addEventListener("focusin", (event) => (this.lastFocus = event.target));
    const place = { kind: "modal", viewId: view.id };
    this.view = new ViewBlocks(this.blocks, place, { trouble: (text) => this.say(text), answered: how.answered });
  }

  update(view) {
    if (view.hash === this.view.hash && this.language === document.documentElement.lang) return;
    this.language = document.documentElement.lang;
    this.canSend = Boolean(view.submit);
    this.#drawHead(view);
    this.#drawFoot(view);
    this.view.update(view);
    this.#keepFocus();
  }

  /** What had the focus may be gone: then it goes to where one would look next. */
  #keepFocus() {
    const isSeen = this.node.isConnected && !this.node.hidden && this.node.closest("dialog").open;
    if (isSeen && !this.isBusy && document.activeElement === document.body) this.focusAgain();
  }

  #drawHead(view) {
    const back = this.isDeep && h("button", { type: "button", class: "quiet", "aria-label": t("blocks.back"), onclick: () => this.how.close(false) }, icon("back"));
    fill(
      this.head,
      back,
      h("div", { class: "sheet-title" }, h("h2", { id: this.titleId }, drawPlain(view.title.text)), h("span", { class: "muted" }, desk.app.name)),
      h("button", { type: "button", class: "quiet", "aria-label": t("blocks.closeAll"), onclick: () => this.how.close(true) }, icon("close")),
    );
  }

  #drawFoot(view) {
    const close = view.close ? drawPlain(view.close.text) : t("blocks.cancel");
    this.submitButton = view.submit ? h("button", { type: "submit", class: "primary" }, drawPlain(view.submit.text)) : null;
    fill(this.foot, h("button", { type: "button", class: "cancel", onclick: () => this.how.close(false) }, close), this.submitButton);
  }

  /** Say something about the whole form, or (null) nothing any more. */
  say(text) {
    this.note.hidden = !text;
    fill(this.note, text && [icon("warning"), h("span", null, text)]);
    if (text) this.note.scrollIntoView({ block: "nearest" });
  }

  async submit() {
    if (this.isBusy || !this.canSend) return;
    this.say(null);
    const { surface } = this.view;
    const wrong = complaints(surface);
    showErrors(this.blocks, wrong, surface);
    if (Object.keys(wrong).length) return;
    this.#busy(true);
    const answer = await this.how.submit(this, surface.plain());
    this.#busy(false);
    if (answer.outcome === "errors") showErrors(this.blocks, answer.errors, surface);
    if (answer.outcome === "impossible") this.say(answer.why);
    if (answer.outcome === "trouble") this.say(t(answer.acked ? "blocks.answerUnclear" : "blocks.notSent"));
  }

  #busy(isBusy) {
    this.isBusy = isBusy;
    this.blocks.inert = isBusy;
    this.node.setAttribute("aria-busy", String(isBusy));
    if (this.submitButton) {
      this.submitButton.disabled = isBusy;
      this.submitButton.setAttribute("aria-label", isBusy ? t("blocks.sending") : this.submitButton.textContent);
    }
    this.#keepFocus();
  }

  /** Into the field the app named, else the first field, else the first button. */
  focusFirst() {
    const fields = [...this.view.surface.controls.values()];
    const named = fields.find((field) => field.element.focus_on_load);
    const first = named ?? this.view.surface.fields()[0];
    if (first) first.focus();
    else (this.submitButton ?? this.foot.querySelector("button")).focus();
  }

  /** Back where one was before another sheet lay on this one. */
  focusAgain() {
    if (this.lastFocus?.isConnected) this.lastFocus.focus();
    else this.focusFirst();
  }
}
