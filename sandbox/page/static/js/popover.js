// Something small that lies over the page beside what opened it: menus and pickers. One at a time; on a phone
// it comes up from the lower edge.

import { h, icon } from "./dom.js";

let open = null;

/**
 * @param {HTMLElement} anchor what opened it; focus comes back to it
 * @param {HTMLElement} content
 * @param {{label: string, class?: string, onClose?: () => void}} how
 * @returns {() => void} close it
 */
export function popover(anchor, content, how) {
  closePopover();
  const frame = h("div", { class: ["popover", how.class], role: "dialog", "aria-label": how.label }, content);
  const shade = h("div", { class: "popover-shade", onpointerdown: (event) => (event.preventDefault(), close()) });
  const before = document.activeElement;
  const close = (focus = true) => {
    if (open?.frame !== frame) return;
    open = null;
    frame.remove();
    shade.remove();
    anchor.setAttribute("aria-expanded", "false");
    how.onClose?.();
    if (focus) (anchor.isConnected && anchor.offsetParent ? anchor : before)?.focus?.({ preventScroll: true });
  };
  frame.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  frame.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !frame.contains(event.relatedTarget)) close(false);
  });
  anchor.setAttribute("aria-expanded", "true");
  document.body.append(shade, frame);
  open = { frame, close };
  put(frame, anchor.getBoundingClientRect());
  return close;
}

export function closePopover() {
  open?.close();
}

export const isPopoverOpen = () => open !== null;

const GAP = 6;

function put(frame, at) {
  const { width, height } = frame.getBoundingClientRect();
  const below = at.bottom + GAP + height <= innerHeight;
  const above = at.top - GAP - height >= 0;
  const top = below || !above ? Math.min(at.bottom + GAP, innerHeight - height - GAP) : at.top - GAP - height;
  const left = Math.min(Math.max(GAP, at.right - width > GAP ? at.right - width : at.left), innerWidth - width - GAP);
  Object.assign(frame.style, { top: `${Math.max(GAP, top)}px`, left: `${left}px` });
}

addEventListener("resize", () => open?.close(false));

/**
 * A menu. Entries: {label, run, icon?, detail?, danger?, disabled?}, {title} or null for a line between.
 * @param {HTMLElement} anchor
 * @param {string} label
 * @param {({label: string, run: () => void, icon?: string | Node, detail?: string, danger?: boolean} | {title: string} | null)[]} entries
 * @param {HTMLElement} [above] stands over the entries
 */
export function menu(anchor, label, entries, above) {
  let close = null;
  const list = h("div", { role: "menu", class: "menu", "aria-label": label }, entries.map((one) => drawEntry(one, () => close())));
  close = popover(anchor, h("div", null, above, list), { label, class: "with-menu" });
  list.addEventListener("keydown", (event) => moveIn(list, event));
  list.querySelector("button")?.focus();
  return close;
}

function drawEntry(entry, close) {
  if (entry === null) return h("hr", { role: "separator" });
  if (entry.title) return h("p", { class: "menu-title" }, entry.title);
  const drawing = typeof entry.icon === "string" ? icon(entry.icon, 18) : entry.icon;
  const run = () => {
    close();
    entry.run();
  };
  return h(
    "button",
    { type: "button", role: "menuitem", class: ["entry", entry.danger && "danger-text"], onclick: run },
    drawing,
    h("span", { class: "entry-label" }, entry.label),
    entry.detail && h("small", null, entry.detail),
  );
}

/** Arrow keys in a list of buttons. */
export function moveIn(list, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...list.querySelectorAll("button:not(:disabled)")];
  if (!buttons.length || (!step && event.key !== "Home" && event.key !== "End")) return;
  event.preventDefault();
  const at = buttons.indexOf(document.activeElement);
  const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : (at + step + buttons.length) % buttons.length;
  buttons[next].focus();
}
