// Keeping a state in a file, taking it up again, beginning anew; and the app's plug.

import { del, get, post, put } from "./api.js";
import { fill, h, icon } from "./dom.js";
import { notices } from "./notices.js";
import { on } from "./stream.js";
import { t } from "./texts.js";

const UNPLUGGED = ["unreachable", "dropped_before"];
const GONE_FOR_MS = 2500; // a socket that is only renewed is back by then

export function mountStates(container) {
  const file = h("input", { type: "file", accept: "application/json,.json", hidden: true, "aria-label": t("xray.load"), onchange: load });
  const plug = h("button", { type: "button", onclick: flipPlug });
  const drop = h("button", { type: "button", onclick: () => post("sockets", { drop: true }) }, t("xray.drop-sockets"));
  const wire = h("p", { class: "xray-said", role: "status" });
  fill(
    container,
    h(
      "div",
      { class: "xray-scroll" },
      section(
        t("xray.state-title"),
        t("xray.state-says"),
        h("button", { type: "button", class: "primary", onclick: save }, icon("download", 16), t("xray.save")),
        h("button", { type: "button", onclick: () => file.click() }, icon("file", 16), t("xray.load")),
        h("button", { type: "button", onclick: reset }, t("xray.reset")),
        file,
      ),
      section(t("xray.plug-title"), t("xray.plug-says"), plug, drop),
      wire,
    ),
  );

  let cut = [];
  async function look() {
    try {
      const [{ faults }, sockets] = await Promise.all([get("faults"), get("sockets")]);
      cut = faults.filter((fault) => UNPLUGGED.includes(fault.kind) && !fault.method && !fault.payload && fault.count === null);
      const unplugged = cut.some((fault) => fault.kind === "unreachable");
      if (!unplugged) cut = [];
      plug.textContent = t(unplugged ? "xray.plug-in" : "xray.unplug");
      drop.disabled = sockets.mode !== "socket" || !sockets.connections;
      wire.textContent = unplugged ? t("xray.wire-unplugged") : wireOf(sockets);
    } catch {
      wire.textContent = t("xray.away");
    }
  }

  /** Unplugged: nothing is handed to the app, nothing it asks arrives, and what it holds open is cut. */
  async function flipPlug() {
    if (cut.length) {
      for (const { id } of cut) await del("faults", { id });
      return;
    }
    for (const kind of UNPLUGGED) await post("faults", { kind });
    await post("sockets", { drop: true });
  }

  look();
  const stops = ["faults", "sockets", "loaded", "missed"].map((what) => on(what, look));
  return () => stops.forEach((stop) => stop());
}

const section = (title, says, ...buttons) =>
  h("section", { class: "xray-group" }, h("h3", null, title), h("p", { class: "xray-intro" }, says), h("div", { class: "xray-row" }, buttons));

function wireOf({ mode, connections }) {
  if (mode === "http") return t("xray.wire-http");
  return connections ? t("xray.wire-sockets", { count: connections }) : t("xray.wire-none");
}

async function save() {
  const state = await get("state");
  const address = URL.createObjectURL(new Blob([JSON.stringify(state)], { type: "application/json" }));
  const day = state.clock.now.slice(0, 16).replace(/[:T]/g, "-");
  h("a", { href: address, download: `entaku-sandbox-${day}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

async function load(event) {
  const [chosen] = event.target.files;
  if (!chosen) return;
  try {
    await put("state", JSON.parse(await chosen.text()));
    notices.say(t("xray.loaded", { name: chosen.name }));
  } catch {
    notices.say(t("xray.not-loaded", { name: chosen.name }), { kind: "trouble" });
  } finally {
    event.target.value = "";
  }
}

async function reset() {
  if (!(await sure(t("xray.reset-sure"), t("xray.reset")))) return;
  await del("state");
  notices.say(t("xray.reset-done"));
}

/** Ask before something that cannot be taken back. */
function sure(question, yes) {
  return new Promise((answer) => {
    const done = (value) => () => (dialog.close(), answer(value));
    const dialog = h(
      "dialog",
      { class: "xray-sure", "aria-label": yes, onclose: () => (dialog.remove(), answer(false)) },
      h("p", null, question),
      h("div", { class: "xray-row" }, h("button", { type: "button", class: "primary", onclick: done(true) }, yes), h("button", { type: "button", onclick: done(false) }, t("xray.not-now"))),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Say kindly when the app has gone, and when it is back; a page without an app works on. */
export function watchTheApp() {
  let isThere = false;
  let waiting = 0;
  let goneSaid = false;

  async function look() {
    const { mode, connections } = await get("sockets").catch(() => ({ mode: "" }));
    if (mode !== "socket") return;
    clearTimeout(waiting);
    if (connections) {
      if (goneSaid) notices.say(t("xray.app-back"));
      isThere = true;
      goneSaid = false;
    } else if (isThere) {
      waiting = setTimeout(() => {
        isThere = false;
        goneSaid = true;
        notices.say(t("xray.app-gone"));
      }, GONE_FOR_MS);
    }
  }

  look();
  for (const what of ["sockets", "online", "loaded"]) on(what, look);
}
