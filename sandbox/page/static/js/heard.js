// New messages for those who listen to the page: said once, by name, whoever writes in a place that is open.

import { desk } from "./desk.js";
import { authorOf } from "./faces.js";
import { plainOf } from "./typing.js";

const newest = new Map();
const LONGEST = 200;

/** Say what came since the last time; a place seen for the first time says nothing. */
export function hear(key, messages) {
  const before = newest.get(key);
  const last = messages.at(-1)?.ts ?? "0";
  newest.set(key, last);
  if (before === undefined) return;
  const fresh = messages.filter((one) => one.ts > before && one.user !== desk.me.id);
  if (!fresh.length) return;
  const words = fresh.map((one) => `${authorOf(one).name}: ${plainOf(one.text).slice(0, LONGEST)}`);
  document.getElementById("heard").textContent = words.join("\n");
}

/** Somebody else looks on: begin anew. */
export const hearAnew = () => newest.clear();
