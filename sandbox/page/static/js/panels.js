// Panels at the right edge: x-ray, guide …; one at a time, each with its button in the bar.

import { fill, h, icon } from "./dom.js";
import { desk } from "./desk.js";
import { t } from "./texts.js";

const panels = new Map();
let open = null;
let unmount = null;

/**
 * @param {{id: string, label: () => string, icon: string | Node, mount: (container: HTMLElement) => (void | (() => void))}} panel
 *   `mount` fills the container and answers what undoes it; it is called anew when the language changes.
 */
export function registerPanel(panel) {
  panels.set(panel.id, panel);
  drawButtons();
}

/** Show this panel, or (the same again) close it. */
export function togglePanel(id) {
  if (open === id) closePanel();
  else openPanel(id);
}

export function openPanel(id) {
  closePanel();
  const panel = panels.get(id);
  if (!panel) return;
  const container = h("div", { class: "panel-body" });
  const place = document.getElementById("panel");
  fill(
    place,
    h(
      "header",
      { class: "pane-head" },
      h("h2", null, panel.label()),
      h("button", { type: "button", class: "quiet", "aria-label": t("shell.close"), onclick: closePanel }, icon("close")),
    ),
    container,
  );
  place.setAttribute("aria-label", panel.label());
  place.dataset.panel = id;
  place.hidden = false;
  document.body.dataset.panel = id;
  open = id;
  unmount = panel.mount(container) ?? null;
  drawButtons();
}

export function closePanel() {
  if (!open) return;
  unmount?.();
  const place = document.getElementById("panel");
  place.hidden = true;
  place.replaceChildren();
  delete document.body.dataset.panel;
  const button = document.querySelector(`#tools [data-panel="${open}"]`);
  open = unmount = null;
  drawButtons();
  button?.focus();
}

/** The id of the open panel, or null. */
export const openedPanel = () => open;

function drawButtons() {
  const place = document.getElementById("tools");
  for (const panel of panels.values()) {
    let button = place.querySelector(`[data-panel="${panel.id}"]`);
    if (!button) {
      const drawing = typeof panel.icon === "string" ? icon(panel.icon) : panel.icon;
      button = h("button", { type: "button", class: "tool", data: { panel: panel.id }, onclick: () => togglePanel(panel.id) }, drawing, h("span"));
      place.append(button);
    }
    button.lastElementChild.textContent = panel.label();
    button.title = panel.label();
    button.setAttribute("aria-label", panel.label());
    button.setAttribute("aria-expanded", String(open === panel.id));
  }
}

desk.on((what) => {
  if (what !== "me" && what !== "all") return;
  drawButtons();
  if (open && what === "me") openPanel(open);
});
