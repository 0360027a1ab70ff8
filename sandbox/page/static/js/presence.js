// Telling the sandbox whom this window plays, so that colleagues leave that person alone.

import { del, put } from "./api.js";
import { desk } from "./desk.js";

const AGAIN_MS = 30_000;
let told = "";

/** Say it now, take back whom we said before. */
async function tell() {
  const me = desk.me?.id ?? "";
  const before = told;
  told = me;
  try {
    if (me) await put("present", { user: me });
    if (before && before !== me) await del("present", { user: before });
  } catch {
    told = before; // the sandbox is away for a moment: said again soon
  }
}

/** The window goes: a request that outlives it. */
function leave() {
  if (!told) return;
  const body = JSON.stringify({ user: told });
  fetch("/control/present", { method: "DELETE", headers: { "Content-Type": "application/json" }, body, keepalive: true }).catch(() => {});
}

export function start() {
  tell();
  setInterval(tell, AGAIN_MS);
  desk.on((what) => what !== "people" && what !== "channels" && desk.me?.id !== told && tell());
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && tell());
}
