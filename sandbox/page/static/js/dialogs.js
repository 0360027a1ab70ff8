// Dialogs over the whole page: a question, a list to choose from.

import { fill, h, icon } from "./dom.js";
import { t } from "./texts.js";

/**
 * Open a dialog; it is gone when it is closed.
 * @param {{title: string, class?: string}} how
 * @param {(close: (answer?: any) => void) => any[]} draw its content
 * @returns {Promise<any>} what it was closed with
 */
export function dialog(how, draw) {
  return new Promise((resolve) => {
    const frame = h("dialog", { class: ["sheet", how.class], "aria-label": how.title });
    let given;
    const close = (answer) => {
      given = answer;
      frame.close();
    };
    frame.addEventListener("close", () => {
      frame.remove();
      resolve(given);
    });
    frame.addEventListener("pointerdown", (event) => event.target === frame && close());
    frame.append(
      h(
        "div",
        { class: "sheet-body" },
        h(
          "header",
          { class: "pane-head" },
          h("h2", null, how.title),
          h("button", { type: "button", class: "quiet", "aria-label": t("shell.close"), onclick: () => close() }, icon("close")),
        ),
        draw(close),
      ),
    );
    document.body.append(frame);
    frame.showModal();
    frame.querySelector("[autofocus]")?.focus();
  });
}

/** @returns {Promise<boolean>} */
export function confirm({ title, body, yes, danger = false }) {
  return dialog({ title, class: "narrow" }, (close) => [
    h("p", { class: "sheet-text" }, body),
    h(
      "footer",
      { class: "sheet-foot" },
      h("button", { type: "button", onclick: () => close(false) }, t("shell.cancel")),
      h("button", { type: "button", class: danger ? "danger" : "primary", autofocus: true, onclick: () => close(true) }, yes),
    ),
  ]).then(Boolean);
}

/**
 * A list one narrows by typing and chooses from.
 * @template T
 * @param {{title: string, hint: string, items: T[], textOf: (item: T) => string, draw: (item: T) => any, groupOf?: (item: T) => string, beside?: (item: T) => Node, isChosen?: (item: T) => boolean}} how
 * @returns {Promise<T | undefined>}
 */
export function choose(how) {
  return dialog({ title: how.title, class: "chooser" }, (close) => {
    const list = h("ul", { class: "choices", role: "listbox", "aria-label": how.title, id: "choices" });
    const input = h("input", { type: "search", class: "search", placeholder: how.hint, "aria-label": how.hint, role: "combobox", "aria-expanded": "true", "aria-controls": "choices", autocomplete: "off", autofocus: matchMedia("(hover: hover)").matches });
    let at = 0;
    let shown = [];

    const draw = () => {
      const wanted = input.value.trim().toLowerCase();
      shown = how.items.filter((item) => how.textOf(item).toLowerCase().includes(wanted));
      at = wanted ? 0 : Math.max(0, shown.findIndex((item) => how.isChosen?.(item)));
      let group;
      fill(
        list,
        shown.map((item, index) => {
          const title = how.groupOf?.(item);
          const head = title !== undefined && title !== group ? h("li", { class: "menu-title", role: "presentation" }, title) : null;
          group = title;
          return [head, row(item, index)];
        }),
        !shown.length && h("li", { class: "nothing" }, t("who.none")),
      );
      point();
    };
    const row = (item, index) =>
      h(
        "li",
        { class: "choice", role: "presentation" },
        h("button", { type: "button", role: "option", id: `choice-${index}`, tabindex: -1, class: "entry", "aria-current": how.isChosen?.(item) ? "true" : null, onclick: () => close(item) }, how.draw(item)),
        how.beside?.(item),
      );
    const point = () => {
      for (const option of list.querySelectorAll("[role=option]")) {
        const is = option.id === `choice-${at}`;
        option.setAttribute("aria-selected", String(is));
        if (is) option.scrollIntoView({ block: "nearest" });
      }
      input.setAttribute("aria-activedescendant", shown.length ? `choice-${at}` : "");
    };
    input.addEventListener("input", draw);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && shown.length) {
        event.preventDefault();
        at = (at + step + shown.length) % shown.length;
        point();
      } else if (event.key === "Enter" && shown.length) {
        event.preventDefault();
        close(shown[at]);
      }
    });
    queueMicrotask(draw);
    return [input, list];
  });
}
