// Lists that open over the page beside what they belong to: the menu of an overflow, the options of a select.

import { fill, h } from "../dom.js";

const GAP = 4;
const MARGIN = 8;

/** Put a popover under its anchor, or above it where there is more room. */
export function place(popup, anchor) {
  const box = anchor.getBoundingClientRect();
  const under = innerHeight - box.bottom - GAP - MARGIN;
  const above = box.top - GAP - MARGIN;
  const isUnder = under >= Math.min(popup.scrollHeight, 240) || under >= above;
  Object.assign(popup.style, {
    minWidth: `${box.width}px`,
    maxWidth: `${innerWidth - 2 * MARGIN}px`,
    maxHeight: `${Math.min(320, isUnder ? under : above)}px`,
    top: isUnder ? `${box.bottom + GAP}px` : "auto",
    bottom: isUnder ? "auto" : `${innerHeight - box.top + GAP}px`,
  });
  const wide = popup.offsetWidth;
  popup.style.left = `${Math.max(MARGIN, Math.min(box.left, innerWidth - wide - MARGIN))}px`;
}

/**
 * Show a popover beside its anchor until `close` is called; it moves along when the page scrolls.
 * @returns {() => void} close
 */
export function show(popup, anchor) {
  const holder = anchor.closest("dialog") ?? document.body;
  popup.popover = "manual";
  holder.append(popup);
  popup.showPopover();
  const follow = () => (anchor.isConnected ? place(popup, anchor) : popup.remove());
  follow();
  addEventListener("scroll", follow, true);
  addEventListener("resize", follow);
  return () => {
    removeEventListener("scroll", follow, true);
    removeEventListener("resize", follow);
    popup.remove();
  };
}

let openedBy = null;

/**
 * A menu of items under a button: arrows, Home, End, Enter, Escape; a press elsewhere closes it.
 * @param {HTMLElement} button
 * @param {{node: any, run: () => void}[]} items
 */
export function openMenu(button, items) {
  if (openedBy?.button === button) return openedBy.close();
  openedBy?.close();
  const menu = h("div", { class: "bk-popup", role: "menu" });
  const pick = (item) => () => (close(), item.run());
  fill(menu, items.map((item) => h("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: pick(item) }, item.node)));
  const hide = show(menu, button);
  const close = () => {
    hide();
    removeEventListener("pointerdown", elsewhere, true);
    button.setAttribute("aria-expanded", "false");
    openedBy = null;
    button.focus();
  };
  const elsewhere = (event) => menu.contains(event.target) || button.contains(event.target) || close();
  menu.addEventListener("keydown", (event) => moveInMenu(event, menu, close));
  menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && openedBy?.button === button && close());
  addEventListener("pointerdown", elsewhere, true);
  button.setAttribute("aria-expanded", "true");
  openedBy = { button, close };
  menu.firstElementChild?.focus();
}

function moveInMenu(event, menu, close) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
  if (event.key in steps) items[steps[event.key] % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
