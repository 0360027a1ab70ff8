// X-ray: what app and Slack say to each other, a bad day on demand, saved states. One drawer, three tabs.

import { h, fill, keyed } from "./dom.js";
import { registerPanel } from "./panels.js";
import { t } from "./texts.js";
import { mountFaults } from "./faults.js";
import { mountStates, watchTheApp } from "./states.js";
import { mountTraffic } from "./xray/traffic.js";

const TABS = [
  { id: "traffic", label: "xray.traffic", mount: mountTraffic },
  { id: "faults", label: "xray.faults", mount: mountFaults },
  { id: "states", label: "xray.states", mount: mountStates },
];
let chosen = "traffic";

export function start() {
  registerPanel({ id: "xray", label: () => t("xray.title"), icon: "eye", mount });
  watchTheApp();
}

function mount(container) {
  let unmount = null;
  const strip = h("div", { class: "xray-tabs", role: "tablist", "aria-label": t("xray.title") });
  const body = h("div", { class: "xray-body", role: "tabpanel", id: "xray-body" });
  fill(container, strip, body);

  function show(tab, { focus = false } = {}) {
    chosen = tab.id;
    keyed(strip, TABS, (one) => one.id, make, mark);
    strip.querySelectorAll("button").forEach((button) => mark(button, TABS.find((one) => one.id === button.dataset.tab)));
    unmount?.();
    body.replaceChildren();
    body.setAttribute("aria-label", t(tab.label));
    unmount = tab.mount(body) ?? null;
    if (focus) strip.querySelector(`[data-tab="${tab.id}"]`).focus();
  }

  const make = (tab) =>
    h("button", { type: "button", role: "tab", data: { tab: tab.id }, "aria-controls": "xray-body", onclick: () => show(tab) }, t(tab.label));

  function mark(button, tab) {
    const here = tab.id === chosen;
    button.setAttribute("aria-selected", String(here));
    button.tabIndex = here ? 0 : -1;
  }

  strip.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const now = TABS.findIndex((one) => one.id === chosen);
    show(TABS[(now + step + TABS.length) % TABS.length], { focus: true });
  });

  show(TABS.find((one) => one.id === chosen));
  return () => unmount?.();
}
