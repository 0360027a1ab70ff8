// All of one entry: what was sent and answered, each try, and the rule behind a refusal.

import { get } from "../api.js";
import { desk } from "../desk.js";
import { fill, h, icon } from "../dom.js";
import { t } from "../texts.js";
import { dayTime, milliseconds, wayOf } from "./words.js";

/** @returns {{element: HTMLElement, open: (seq: number) => void, heard: (lines: {seq: number}[]) => void, onclose: () => void, stop: () => void}} */
export function makeEntry() {
  const element = h("section", { class: "xray-entry", "aria-label": t("xray.entry"), hidden: true, tabindex: "-1" });
  let seq = null;
  let cameFrom = null;
  const entry = { element, open, heard, onclose: () => {}, stop: () => (seq = null) };

  async function open(wanted) {
    if (element.hidden) cameFrom = document.activeElement;
    seq = wanted;
    await read();
    element.focus({ preventScroll: true });
  }

  async function read() {
    const asked = seq;
    const told = await get("traffic/entry", { seq: asked }).catch((problem) => ({ problem }));
    if (asked !== seq) return;
    element.hidden = false;
    fill(element, head(told), told.problem ? h("p", null, t("xray.entry-gone")) : parts(told));
  }

  /** Read it again when it is among what changed. */
  function heard(lines) {
    if (seq !== null && lines.some((line) => line.seq === seq)) read();
  }

  function close() {
    seq = null;
    element.hidden = true;
    element.replaceChildren();
    entry.onclose();
    if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
  }

  const head = (told) =>
    h(
      "header",
      { class: "xray-entry-head" },
      h("h3", null, told.name ?? `#${seq}`),
      h("button", { type: "button", class: "quiet", "aria-label": t("xray.entry-close"), onclick: close }, icon("close")),
    );

  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  return entry;
}

function parts(told) {
  return [facts(told), verdict(told), tries(told), json(t("xray.request"), told.body), json(t("xray.answer"), answerOf(told))];
}

function facts(told) {
  const rows = [
    [t("xray.fact-way"), t(`xray.way-${wayOf(told)}`)],
    [t("xray.fact-kind"), t(`xray.kind-${told.kind}`)],
    [t("xray.fact-who"), told.who && `${desk.name(told.who)} (${told.who})`],
    [t("xray.fact-where"), told.where && `#${desk.channelName(told.where)} (${told.where})`],
    [t("xray.fact-now"), dayTime(told.now)],
    [t(wayOf(told) === "app" ? "xray.fact-ack" : "xray.fact-took"), milliseconds(told.ms)],
    [t("xray.fact-status"), told.status],
  ];
  return h("dl", { class: "xray-facts" }, rows.filter(([, value]) => value).map(([name, value]) => [h("dt", null, name), h("dd", null, value)]));
}

/** What Slack had against it, or that a fault was switched on. */
function verdict(told) {
  if (told.rule === "fault" || (told.fault && !told.rule)) {
    return h("div", { class: "xray-verdict fault" }, h("strong", null, t("xray.switched-on", { fault: t(`xray.fault-${told.fault}`) })), h("p", null, t("xray.app-did-nothing")));
  }
  if (!told.rule) return null;
  return h(
    "div",
    { class: "xray-verdict bad" },
    h("strong", null, told.error),
    told.broken && h("p", null, h("code", null, told.broken.id), " ", told.broken.says),
    told.broken && h("small", null, told.broken.source, told.broken.unsure && ` · ${t("xray.unsure")}`),
  );
}

function tries(told) {
  if (!told.attempts?.length) return null;
  return h(
    "ol",
    { class: "xray-tries", "aria-label": t("xray.tries") },
    told.attempts.map((one) =>
      h(
        "li",
        { class: one.outcome === "acked" ? "good" : one.ack_ms === null ? "" : "bad" },
        h("span", null, t("xray.try", { number: one.number + 1 })),
        h("span", null, outcome(one)),
        h("span", null, one.route),
        h("span", null, milliseconds(one.ack_ms)),
      ),
    ),
  );
}

function outcome(one) {
  if (one.outcome === "acked") return t("xray.acked");
  return one.ack_ms === null ? t("xray.waits") : one.outcome;
}

function answerOf(told) {
  const last = told.attempts?.at(-1);
  return told.answer ?? last?.body;
}

function json(label, value) {
  const nothing = value === null || value === undefined || value === "";
  const text = nothing ? "" : typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const copy = h("button", { type: "button", class: "quiet", "aria-label": t("xray.copy", { what: label }), onclick: () => navigator.clipboard?.writeText(text) }, icon("copy", 16));
  return h("details", { class: "xray-json", open: true }, h("summary", null, label, nothing ? null : copy), nothing ? h("p", null, t("xray.nothing")) : h("pre", { tabindex: "0", "aria-label": label }, text));
}
