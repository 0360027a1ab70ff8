// Waiting until something has happened in the story, without asking more often than it is looked at anyway.

const PATIENCE_MS = 15_000;
const waiting = new Set();

/** Resolve when `isSo(seen)` holds, or when it has taken too long. */
export function waitFor(isSo) {
  return new Promise((resolve) => {
    const one = { isSo, done: () => (waiting.delete(one), clearTimeout(late), resolve()) };
    const late = setTimeout(() => one.done(), PATIENCE_MS);
    waiting.add(one);
  });
}

/** Say what has been seen. */
export function tellWaiting(seen) {
  for (const one of [...waiting]) if (one.isSo(seen)) one.done();
}
