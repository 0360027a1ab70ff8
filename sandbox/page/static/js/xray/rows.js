// A list of any length of which only what can be seen is drawn. All rows have the same height.

import { h, keyed } from "../dom.js";

const BEYOND = 6; // rows drawn above and below what is seen
const NEAR_END = 40; // rows from the end at which more are asked for

/**
 * @param {{height: number, label: string, keyOf: (item: any) => string, draw: (item: any) => Element, onNearEnd: () => void}} how
 *   `draw` makes the content of a row, which is a button's; an item is drawn anew when it is another object
 * @returns {{element: HTMLElement, set: (items: any[], added?: number) => void, redraw: () => void, choose: (key: string) => void, onchoose: (item: any) => void}}
 */
export function makeRows({ height, label, keyOf, draw, onNearEnd }) {
  let items = [];
  let chosen = "";
  let scheduled = false;
  const list = h("ul", { class: "rows-shown", role: "list", "aria-label": label });
  const sheet = h("div", { class: "rows-sheet" }, list);
  const element = h("div", { class: "rows", onscroll: soon, onkeydown: walk }, sheet);
  const drawn = new WeakMap();
  const rows = { element, set, redraw, choose, onchoose: () => {} };

  /** @param {number} [added] how many of them are new above the others: what is being read stays where it is */
  function set(next, added = 0) {
    items = next;
    sheet.style.height = `${items.length * height}px`;
    if (added && element.scrollTop > height / 2) element.scrollTop += added * height;
    redraw();
  }

  function soon() {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      redraw();
    });
  }

  function redraw() {
    const first = Math.max(0, Math.floor(element.scrollTop / height) - BEYOND);
    const last = Math.min(items.length, Math.ceil((element.scrollTop + element.clientHeight) / height) + BEYOND);
    list.style.transform = `translateY(${first * height}px)`;
    const shown = items.slice(first, last).map((item, place) => ({ item, number: first + place + 1 }));
    keyed(list, shown, ({ item }) => keyOf(item), make, update);
    if (last > items.length - NEAR_END) onNearEnd();
  }

  function make(row) {
    const button = h("button", { type: "button", class: "row" });
    const line = h("li", { style: { height: `${height}px` } }, button);
    update(line, row);
    return line;
  }

  function update(line, { item, number }) {
    line.setAttribute("aria-posinset", String(number));
    line.setAttribute("aria-setsize", String(items.length));
    const button = line.firstElementChild;
    button.setAttribute("aria-pressed", String(keyOf(item) === chosen));
    button.onclick = () => {
      choose(keyOf(item));
      rows.onchoose(item);
    };
    if (drawn.get(line) === item) return;
    drawn.set(line, item);
    button.replaceChildren(draw(item));
    line.dataset.key = keyOf(item);
  }

  function choose(key) {
    chosen = key;
    redraw();
  }

  /** Arrow keys go from row to row, also to those that are not drawn yet. */
  function walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    const here = items.findIndex((item) => keyOf(item) === event.target.closest("li")?.dataset.key);
    if (!step || here < 0) return;
    event.preventDefault();
    const there = Math.max(0, Math.min(items.length - 1, here + step));
    const [top, bottom] = [there * height, (there + 1) * height];
    if (top < element.scrollTop) element.scrollTop = top;
    if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    redraw();
    list.querySelector(`[data-key="${CSS.escape(keyOf(items[there]))}"] button`)?.focus({ preventScroll: true });
  }

  new ResizeObserver(soon).observe(element);
  return rows;
}
