// The traffic tab: counts, filters, the list and, when a line is chosen, all of its entry.

import { desk } from "../desk.js";
import { fill, h, icon } from "../dom.js";
import { t } from "../texts.js";
import { clockTime, milliseconds, wayOf } from "./words.js";
import { makeEntry } from "./entry.js";
import { makeLog } from "./log.js";
import { makeRows } from "./rows.js";

const KINDS = ["call", "event", "command", "interactive", "response", "socket", "upload", "download"];
const ROW = 48;
const PATIENCE_MS = 200; // typing is over

export function mountTraffic(container) {
  const counts = h("div", { class: "xray-counts" });
  const entry = makeEntry();
  const log = makeLog(show);
  const rows = makeRows({
    height: ROW,
    label: t("xray.traffic"),
    keyOf: (line) => String(line.seq),
    draw: drawLine,
    onNearEnd: () => log.older(),
  });
  const empty = h("p", { class: "xray-empty", hidden: true });
  const bar = filterBar(
    (filters) => {
      rows.element.scrollTop = 0;
      log.begin(filters);
    },
  );
  rows.onchoose = (line) => entry.open(line.seq);
  entry.onclose = () => rows.choose("");
  fill(container, counts, bar.element, h("div", { class: "xray-list" }, rows.element, empty), entry.element);
  log.begin({});

  function show(known, added, changed) {
    rows.set(known.lines, added);
    drawCounts(known);
    empty.hidden = known.lines.length > 0;
    empty.textContent = t(known.kept ? "xray.nothing-matches" : "xray.nothing-yet");
    entry.heard(changed);
  }

  function drawCounts({ counts: told }) {
    const slowest = told.slowest_seq;
    fill(
      counts,
      count(t("xray.count-payloads"), told.payloads),
      count(t("xray.count-calls"), told.calls),
      count(t("xray.count-refused"), told.refused, () => bar.refusedOnly(), told.refused > 0 && "bad"),
      count(t("xray.count-slowest"), slowest ? milliseconds(told.slowest_ack_ms) : "–", slowest && (() => entry.open(slowest))),
    );
  }

  return () => {
    log.stop();
    entry.stop();
  };
}

function count(label, number, onclick = null, kind = "") {
  const inside = [h("strong", null, typeof number === "number" ? number.toLocaleString() : number), h("span", null, label)];
  return onclick
    ? h("button", { type: "button", class: ["xray-count", kind], onclick }, inside)
    : h("div", { class: ["xray-count", kind] }, inside);
}

/** The filters; `change` is told whenever they are others. */
function filterBar(change) {
  const filters = { kind: "", name: "", text: "", refused: "" };
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change({ ...clean() }), PATIENCE_MS);
  };
  const clean = () => Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
  const kind = h(
    "select",
    { "aria-label": t("xray.filter-kind"), onchange: (event) => ((filters.kind = event.target.value), change(clean())) },
    h("option", { value: "" }, t("xray.kind-all")),
    KINDS.map((one) => h("option", { value: one }, t(`xray.kind-${one}`))),
  );
  const typed = (key) =>
    h("input", {
      type: "search",
      "aria-label": t(`xray.filter-${key}`),
      placeholder: t(`xray.filter-${key}`),
      oninput: (event) => ((filters[key] = event.target.value.trim()), soon()),
    });
  const refused = h("input", {
    type: "checkbox",
    onchange: (event) => ((filters.refused = event.target.checked ? "1" : ""), change(clean())),
  });
  const element = h(
    "form",
    { class: "xray-filters", role: "search", "aria-label": t("xray.filters"), onsubmit: (event) => event.preventDefault() },
    kind,
    typed("name"),
    typed("text"),
    h("label", null, refused, t("xray.filter-refused")),
  );
  const refusedOnly = () => refused.click();
  return { element, refusedOnly };
}

/** One line of the list: which way, what, whom it concerns, how long it took, what Slack had against it. */
function drawLine(line) {
  const waits = line.ms === null && !line.rule;
  const kind = line.rule === "fault" ? "fault" : line.rule ? "bad" : waits ? "waits" : "";
  const about = [line.who && desk.name(line.who), line.where && `#${desk.channelName(line.where)}`].filter(Boolean).join(" · ");
  return h(
    "span",
    { class: ["xray-line", kind, `to-${wayOf(line)}`] },
    h("span", { class: "xray-way", title: t(`xray.way-${wayOf(line)}`) }, icon("back", 16), h("span", { class: "unseen" }, t(`xray.way-${wayOf(line)}`))),
    h("span", { class: "xray-name" }, line.name),
    h("span", { class: "xray-ms" }, waits ? t("xray.waits") : milliseconds(line.ms)),
    h("span", { class: "xray-about" }, line.rule ? h("b", null, line.rule === "fault" ? t("xray.switched-on", { fault: t(`xray.fault-${line.fault}`) }) : line.error) : null, about),
    h("span", { class: "xray-at" }, line.attempts > 1 ? t("xray.attempts-short", { count: line.attempts }) : null, clockTime(line.now)),
  );
}
