// What is known of the traffic: lines that match the filters, newest first, kept up to date from the stream.

import { get } from "../api.js";
import { on } from "../stream.js";

const PAGE = 300;
const MOST = 50_000;

/** @typedef {{seq: number, kind: string, name: string, at: number, now: number, who: string|null, where: string|null,
 *   ms: number|null, outcome: string, attempts: number, rule: string|null, error: string|null, fault: string|null}} Line */

/**
 * @param {(log: {lines: Line[], counts: object, kept: number}, added: number, changed: Line[]) => void} show
 *   called after every change; `added` lines are new at the top
 */
export function makeLog(show) {
  let filters = {};
  let version = 0;
  let ended = false;
  let turn = 0; // whoever began before the latest new beginning is not listened to any more
  let catching = false;
  let again = false;
  let reaching = false;
  const log = { lines: [], counts: {}, kept: 0 };

  async function begin(next = filters) {
    filters = next;
    const mine = ++turn;
    const found = await get("traffic/lines", { ...filters, limit: PAGE });
    if (mine !== turn) return;
    log.lines = found.lines.reverse();
    ended = !found.more;
    take(found);
    show(log, 0, log.lines);
  }

  /** Read what changed; whatever comes meanwhile is read right after. */
  async function catchUp() {
    again = true;
    if (catching) return;
    catching = true;
    try {
      while (again) {
        again = false;
        const mine = turn;
        const found = await get("traffic/lines", { ...filters, version });
        if (mine !== turn) continue;
        if (found.more) await begin();
        else merge(found);
      }
    } finally {
      catching = false;
    }
  }

  function merge(found) {
    const newest = log.lines[0]?.seq ?? 0;
    const oldest = log.lines.at(-1)?.seq ?? 0;
    const fresh = found.lines.filter((line) => line.seq > newest).reverse();
    for (const line of found.lines) if (line.seq <= newest && (ended || line.seq >= oldest)) put(line);
    log.lines = [...fresh, ...log.lines].slice(0, MOST);
    take(found);
    show(log, fresh.length, found.lines);
  }

  /** Put a line in place of its former self, or where it belongs when it matches only now. */
  function put(line) {
    let [low, high] = [0, log.lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (log.lines[middle].seq > line.seq) low = middle + 1;
      else high = middle;
    }
    log.lines.splice(low, log.lines[low]?.seq === line.seq ? 1 : 0, line);
  }

  function take(found) {
    version = found.version;
    log.counts = found.counts;
    log.kept = found.kept;
  }

  /** Read older lines below, if there are any. */
  async function older() {
    if (ended || reaching || !log.lines.length) return;
    reaching = true;
    const mine = turn;
    try {
      const found = await get("traffic/lines", { ...filters, before: log.lines.at(-1).seq, limit: PAGE });
      if (mine !== turn) return;
      log.lines = [...log.lines, ...found.lines.reverse()];
      ended = !found.more;
    } finally {
      reaching = false;
    }
    show(log, 0, []);
  }

  /** The sandbox may be away; the stream tells when it is back. */
  const calmly = (work) => (given) => work(given).catch(() => {});
  const anew = calmly(() => begin());
  const stops = [on("traffic", calmly(catchUp)), on("loaded", anew), on("missed", anew)];
  return { begin: calmly(begin), older: calmly(older), stop: () => stops.forEach((stop) => stop()) };
}
