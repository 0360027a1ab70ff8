// Lighting up the thing a step is about, wherever it stands just now.

const LOOK_MS = 400;
let selector = null;
let lit = null;

/** @param {string | null | undefined} wanted a selector; nothing is lit without one */
export function light(wanted) {
  selector = wanted ?? null;
  look();
}

function look() {
  const found = selector ? [...document.querySelectorAll(selector)].findLast((one) => one.getClientRects().length) : null;
  if (found === lit) return;
  lit?.classList.remove("guide-lit");
  found?.classList.add("guide-lit");
  lit = found ?? null;
}

setInterval(look, LOOK_MS);
