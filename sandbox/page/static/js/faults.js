// A bad day on demand: each fault of the sandbox with a switch, and how it strikes.

import { del, get, post } from "./api.js";
import { fill, h } from "./dom.js";
import { on } from "./stream.js";
import { t } from "./texts.js";

const OFTEN = [["1", "xray.often-always"], ["0.5", "xray.often-half"], ["0.2", "xray.often-fifth"]];
const LOOK_MS = 1000;

/** What can be switched on: `fields` are its numbers, with the value they begin with. */
const CALLS = [
  { kind: "ratelimit", fields: { retry_after: 5 } },
  { kind: "error_5xx", fields: { status: 503 } },
  { kind: "slow", fields: { seconds: 2 } },
  { kind: "accepted_no_answer", fields: {} },
  { kind: "accepted_late", fields: { seconds: 3 } },
  { kind: "dropped_before", fields: {} },
  { kind: "refuse", fields: { error: "fatal_error" } },
];
const PAYLOADS = [
  { kind: "duplicate", fields: {} },
  { kind: "delay_events", fields: { seconds: 3 } },
  { kind: "reorder", fields: { hold: 5, seconds: 2 } },
  { kind: "lose_acks", fields: {} },
  { kind: "drop_sockets", fields: {} },
  { kind: "unreachable", fields: {} },
];

export function mountFaults(container) {
  const allOff = h("button", { type: "button", onclick: () => del("faults") }, t("xray.faults-off"));
  const said = h("p", { class: "xray-said", role: "status" });
  const cards = new Map([...CALLS, ...PAYLOADS].map((fault) => [fault.kind, makeCard(fault)]));
  const group = (title, faults) =>
    h("section", { class: "xray-group" }, h("h3", null, t(title)), h("ul", { role: "list" }, faults.map(({ kind }) => cards.get(kind).element)));
  fill(
    container,
    h(
      "div",
      { class: "xray-scroll" },
      h("p", { class: "xray-intro" }, t("xray.faults-intro")),
      h("div", { class: "xray-row" }, allOff, said),
      group("xray.faults-calls", CALLS),
      group("xray.faults-payloads", PAYLOADS),
    ),
  );

  async function look() {
    const { faults } = await get("faults").catch(() => ({ faults: [] }));
    for (const [kind, card] of cards) card.show(faults.filter((fault) => fault.kind === kind));
    allOff.disabled = !faults.length;
    said.textContent = faults.length ? t("xray.faults-on", { count: faults.length }) : t("xray.faults-none");
  }

  look();
  const stops = [on("faults", look), on("loaded", look), on("missed", look)];
  const looking = setInterval(() => allOff.disabled || look(), LOOK_MS); // how often they struck
  return () => {
    clearInterval(looking);
    stops.forEach((stop) => stop());
  };
}

function makeCard({ kind, fields }) {
  const inputs = Object.entries(fields).map(([name, value]) => [name, field(name, value)]);
  const often = h("select", { "aria-label": t("xray.often") }, OFTEN.map(([value, label]) => h("option", { value }, t(label))));
  const calls = CALLS.some((one) => one.kind === kind);
  const only = h("input", { type: "text", placeholder: t("xray.only-all"), list: null, "aria-label": t(calls ? "xray.only-method" : "xray.only-payload") });
  const title = h("strong", { id: `fault-${kind}` }, t(`xray.fault-${kind}`));
  const button = h("button", { type: "button", role: "switch", class: "xray-switch", "aria-labelledby": `fault-${kind}`, onclick: flip }, h("span"));
  const struck = h("span", { class: "xray-struck" });
  const how = h(
    "div",
    { class: "xray-how" },
    inputs.map(([name, input]) => h("label", null, t(`xray.field-${name}`), input)),
    h("label", null, t("xray.often"), often),
    h("label", null, t(calls ? "xray.only-method" : "xray.only-payload"), only),
  );
  const element = h("li", { class: "xray-fault", data: { fault: kind } }, button, h("div", null, title, struck, h("p", null, t(`xray.fault-${kind}-says`)), how));
  let ids = [];

  async function flip() {
    if (ids.length) {
      for (const id of ids) await del("faults", { id });
      return;
    }
    const given = Object.fromEntries(inputs.map(([name, input]) => [name, input.type === "number" ? Number(input.value) : input.value]));
    const where = only.value.trim() ? { [calls ? "method" : "payload"]: only.value.trim() } : {};
    await post("faults", { kind, probability: Number(often.value), ...given, ...where });
  }

  function show(active) {
    ids = active.map((fault) => fault.id);
    const isOn = ids.length > 0;
    button.setAttribute("aria-checked", String(isOn));
    element.classList.toggle("on", isOn);
    struck.textContent = isOn ? t("xray.struck", { count: active.reduce((sum, fault) => sum + fault.struck, 0) }) : "";
    for (const input of how.querySelectorAll("input, select")) input.disabled = isOn;
  }

  show([]);
  return { element, show };
}

function field(name, value) {
  const number = typeof value === "number";
  return h("input", { type: number ? "number" : "text", value: String(value), min: number ? "0" : null, step: name === "seconds" ? "0.5" : number ? "1" : null });
}
