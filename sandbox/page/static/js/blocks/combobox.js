// A field with a list of options: typing narrows it, arrows and Enter choose, Escape closes it. One or several.

import { fill, h, icon } from "../dom.js";
import { t } from "../texts.js";
import { show } from "./popups.js";

const PAUSE_MS = 250;

/**
 * @typedef {{value: string, text: string, about?: string, draw: () => any, raw: any}} Option
 * @typedef {{label?: string, options: Option[]}[] | {trouble: string}} Offer
 */
export class Combobox {
  /**
   * @param {{id: string, names: Record<string, string>, multi: boolean, chosen: Option[], placeholder: string,
   *   groups: (text: string) => Offer | Promise<Offer>, most: number, isClearable: boolean, isAsked: boolean,
   *   waits: number, onChange: () => void}} how `isAsked`: an app answers what there is, once `waits` letters are typed
   */
  constructor(how) {
    this.how = how;
    this.chosen = how.chosen;
    this.active = -1;
    this.asked = 0;
    this.isOpen = false;
    this.box = h("input", {
      id: how.id,
      ...how.names,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `${how.id}-list`,
    });
    this.chips = h("span", { class: "bk-chips" });
    const clear = h("button", { type: "button", class: "quiet clear", tabindex: "-1", "aria-label": t("blocks.clear"), onclick: () => this.#clear() }, icon("close", 14));
    this.clear = how.isClearable && !how.multi ? clear : null;
    this.node = h("div", { class: ["bk-select", how.multi && "multi"] }, how.multi && this.chips, this.box, this.clear, icon("down", 16));
    this.list = h("div", { id: `${how.id}-list`, class: "bk-popup", role: "listbox", ...(how.multi && { "aria-multiselectable": "true" }) });
    this.#listen();
    this.#drawChosen();
  }

  focus() {
    this.box.focus();
  }

  #listen() {
    this.node.addEventListener("pointerdown", (event) => {
      if (event.target.closest("button")) return;
      if (event.target !== this.box) event.preventDefault();
      this.box.focus();
      if (this.isOpen && event.target !== this.box) this.#close();
      else this.#open();
    });
    this.box.addEventListener("input", () => this.#open(this.box.value));
    this.box.addEventListener("focus", () => this.box.select());
    this.box.addEventListener("blur", () => this.#close());
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const act = {
      ArrowDown: () => (this.isOpen ? this.#move(1) : this.#open()),
      ArrowUp: () => (this.isOpen ? this.#move(-1) : this.#open()),
      Enter: () => (this.isOpen ? this.#pickActive() : this.#open()),
      Escape: this.isOpen && (() => this.#close()),
      Backspace: this.how.multi && !this.box.value && this.chosen.length && (() => this.#drop(this.chosen.at(-1))),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  // --- the list ------------------------------------------------------------------------------------------

  #open(text = "") {
    if (!this.isOpen) {
      this.isOpen = true;
      this.hide = show(this.list, this.node);
      this.box.setAttribute("aria-expanded", "true");
    }
    clearTimeout(this.waiting);
    if (!this.how.isAsked) return this.#drawList(narrowed(this.how.groups(""), text));
    const lacking = this.how.waits - [...text].length;
    if (lacking > 0) return this.#say(t("blocks.typeMore", { lacking }));
    this.#say(t("blocks.asking"));
    this.waiting = setTimeout(() => this.#ask(text), PAUSE_MS);
    return undefined;
  }

  #close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.asked += 1;
    clearTimeout(this.waiting);
    this.hide();
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
    this.#drawChosen();
  }

  async #ask(text) {
    const asked = (this.asked += 1);
    const groups = await this.how.groups(text);
    if (asked !== this.asked || !this.isOpen) return;
    if (groups.trouble) this.#say(groups.trouble);
    else this.#drawList(groups);
  }

  #say(text) {
    this.shown = [];
    this.active = -1;
    fill(this.list, h("div", { class: "bk-nothing", role: "option", "aria-disabled": "true" }, text));
  }

  #drawList(groups) {
    this.groups = groups;
    this.shown = groups.flatMap((group) => group.options);
    if (!this.shown.length) return this.#say(t("blocks.noneFound"));
    let number = 0;
    const line = (option) => this.#drawOption(option, number++);
    fill(
      this.list,
      groups.map((group) => {
        if (!group.label) return group.options.map(line);
        return group.options.length ? h("div", { role: "group", "aria-label": group.label }, h("div", { class: "group-label", "aria-hidden": "true" }, group.label), group.options.map(line)) : null;
      }),
    );
    const at = this.shown.findIndex((option) => this.#isChosen(option));
    this.#activate(this.how.multi || at < 0 ? 0 : at);
    return undefined;
  }

  #drawOption(option, number) {
    const isChosen = this.#isChosen(option);
    const isFull = this.how.multi && !isChosen && this.chosen.length >= this.how.most;
    return h(
      "div",
      {
        id: `${this.how.id}-option-${number}`,
        role: "option",
        "aria-selected": String(isChosen),
        "aria-disabled": isFull ? "true" : null,
        data: { value: option.value },
        onclick: () => !isFull && this.#pick(option),
      },
      h("span", { class: "tick" }, isChosen && icon("check", 16)),
      option.draw(),
    );
  }

  #move(step) {
    if (this.shown.length) this.#activate((this.active + step + this.shown.length) % this.shown.length);
  }

  #activate(number) {
    this.active = number;
    for (const option of this.list.querySelectorAll('[role="option"]')) {
      const isActive = option.id === `${this.how.id}-option-${number}`;
      option.classList.toggle("active", isActive);
      if (isActive) option.scrollIntoView({ block: "nearest" });
    }
    this.box.setAttribute("aria-activedescendant", `${this.how.id}-option-${number}`);
  }

  // --- choosing ------------------------------------------------------------------------------------------

  #isChosen = (option) => this.chosen.some((one) => one.value === option.value);

  #pickActive() {
    const option = this.shown[this.active];
    if (!option) return;
    const isFull = this.how.multi && !this.#isChosen(option) && this.chosen.length >= this.how.most;
    if (!isFull) this.#pick(option);
  }

  #pick(option) {
    if (!this.how.multi) {
      this.chosen = [option];
      this.#close();
      this.#drawChosen();
    } else {
      const at = this.active;
      this.chosen = this.#isChosen(option) ? this.chosen.filter((one) => one.value !== option.value) : [...this.chosen, option];
      const hadText = this.box.value;
      this.#drawChosen();
      this.#drawList(this.how.isAsked ? this.groups : this.how.groups(""));
      this.#activate(hadText ? this.shown.findIndex((one) => one.value === option.value) : at);
    }
    this.#tell();
  }

  #drop(option) {
    this.chosen = this.chosen.filter((one) => one.value !== option.value);
    this.#drawChosen();
    this.box.focus();
    this.#tell();
  }

  #clear() {
    this.chosen = [];
    this.#close();
    this.#drawChosen();
    this.box.focus();
    this.#tell();
  }

  #tell() {
    this.node.dispatchEvent(new Event("change", { bubbles: true }));
    this.how.onChange();
  }

  #drawChosen() {
    const { multi, placeholder } = this.how;
    this.box.value = multi ? "" : this.chosen[0]?.text ?? "";
    this.box.placeholder = multi && this.chosen.length ? "" : placeholder;
    if (this.clear) this.clear.hidden = !this.chosen.length;
    if (!multi) return;
    fill(this.chips, this.chosen.map((option) => this.#chip(option)));
  }

  #chip(option) {
    const remove = h("button", { type: "button", "aria-label": t("blocks.remove", { name: option.text }), onclick: () => this.#drop(option) }, icon("close", 12));
    return h("span", { class: "bk-chip" }, option.text, remove);
  }
}

const folded = (text) => text.normalize("NFKC").toLowerCase();

/** The options that hold the text. */
function narrowed(groups, text) {
  const wanted = folded(text.trim());
  const holds = (option) => folded(`${option.text} ${option.about ?? ""}`).includes(wanted);
  return groups.map((group) => ({ ...group, options: group.options.filter(holds) }));
}
