// Making and keeping elements. What people typed comes in as text nodes only, never as HTML.

/**
 * Make an element. Props: `class`, `data` (object → data-*), `style` (object), `on…` (functions), properties
 * the element knows (value, checked, hidden …), everything else as an attribute. `true` is an empty
 * attribute; `false`, `null` and `undefined` leave it out. Children: nodes, texts, nested lists; empty ones are skipped.
 * @param {string} tag
 * @param {Record<string, any> | null} [props]
 * @param {...any} children
 * @returns {HTMLElement}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  element.append(...nodes(children));
  return element;
}

const AS_PROPERTY = new Set(["value", "checked", "selected", "disabled", "hidden", "indeterminate", "open", "multiple"]);

function set(element, name, value) {
  if (value === null || value === undefined) return;
  if (name === "class") element.className = Array.isArray(value) ? value.filter(Boolean).join(" ") : value;
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "style") Object.assign(element.style, value);
  else if (name.startsWith("on")) element.addEventListener(name.slice(2).toLowerCase(), value);
  else if (AS_PROPERTY.has(name)) element[name] = value;
  else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
}

/** Nodes of nested children; empty ones are skipped. */
export function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== true && child !== "")
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/** Put these children in place of all others. */
export function fill(parent, ...children) {
  parent.replaceChildren(...nodes(children));
  return parent;
}

const kept = new WeakMap();

/**
 * Make `parent` hold one element for each item, in order, keeping the elements of known keys (and so focus,
 * scroll position and half-typed text in them).
 * @param {Element} parent all its children are ours
 * @param {Iterable<any>} items
 * @param {(item: any) => string} keyOf
 * @param {(item: any) => Element} make
 * @param {(element: Element, item: any) => (Element | void)} [update] may answer an element that takes its place
 */
export function keyed(parent, items, keyOf, make, update) {
  const before = kept.get(parent) ?? new Map();
  const now = new Map();
  let after = null;
  for (const item of items) {
    const key = keyOf(item);
    let element = before.get(key);
    if (!element) element = make(item);
    else {
      const other = update?.(element, item);
      if (other && other !== element) {
        element.replaceWith(other);
        element = other;
      }
    }
    now.set(key, element);
    const next = after ? after.nextSibling : parent.firstChild;
    if (element !== next) parent.insertBefore(element, next);
    after = element;
  }
  while (after ? after.nextSibling : parent.firstChild) (after ? after.nextSibling : parent.firstChild).remove();
  kept.set(parent, now);
}

// Our own line drawings on a 20 × 20 sheet.
const DRAWINGS = {
  hash: "M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h14M2.5 12.5h14",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  home: "M3 9.5 10 3.5l7 6M5 8.5V16.5h10V8.5M8.5 16.5V12h3v4.5",
  table: "M10 6a4 4 0 1 1 0 8 4 4 0 0 1 0-8M10 1.8v1M10 17.2v1M2.9 5.9l.9.5M16.2 13.6l.9.5M2.9 14.1l.9-.5M16.2 6.4l.9-.5",
  message: "M3 4.5h14v9.5H9l-4 3v-3H3z",
  thread: "M3 4h11v7H7.5L5 13.5V11H3zM16 8h1v7h-2v2.5L12.5 15H8.5v-1.5",
  split: "M3 4h14v12H3zM7.7 4v12M12.3 4v12",
  person: "M10 3.5a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4M3.5 17c.6-3.6 3.2-5.2 6.500-5.200s5.900 1.600 6.500 5.200",
  people: "M7.500 4a2.800 2.800 0 1 1 0 5.600 2.800 2.800 0 0 1 0-5.600M2 16.500c.5-3.200 2.700-4.600 5.500-4.600s5 1.400 5.500 4.600M12.500 4.300a2.700 2.700 0 0 1 0 5M14.500 12.200c2 .5 3.200 1.900 3.600 4.300",
  plus: "M10 4v12M4 10h12",
  paperclip: "m15.500 9.500-5.600 5.600a3.300 3.300 0 0 1-4.700-4.700l6-6a2.200 2.200 0 0 1 3.100 3.100l-5.800 5.800a1.100 1.100 0 0 1-1.500-1.600l5-5",
  smile: "M10 2.800a7.200 7.200 0 1 1 0 14.400 7.200 7.200 0 0 1 0-14.400M7 11.700c1.500 2.200 4.500 2.200 6 0M7.500 7.500v.8M12.500 7.500v.8",
  at: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM13 10v1.300c0 2.500 4 2.300 4-1.300a7 7 0 1 0-3 5.700",
  slash: "M3 4h14v12H3zM11.500 7l-3 6",
  send: "M3 3.500 17.500 10 3 16.500 5 10zM5 10h6",
  close: "M5 5l10 10M15 5 5 15",
  back: "M12.500 4 6.500 10l6 6M7 10h10",
  more: "M4.500 10h.1M10 10h.1M15.500 10h.1",
  edit: "M4 13.500V16h2.500L15.500 7 13 4.500z",
  trash: "M4 5.500h12M8 5.500v-2h4v2M5.500 5.500l.7 11h7.600l.7-11",
  copy: "M7 7h9v9.500H7zM4 13V3.500h9",
  reply: "M8.500 5 4 9.500 8.500 14M4 9.500h7c3.500 0 5 2 5 5.500",
  search: "M8.800 3.500a5.300 5.300 0 1 1 0 10.600 5.300 5.300 0 0 1 0-10.600M12.700 12.700 17 17",
  sun: "M10 6.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7M10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M4.300 15.700l1.100-1.100M14.600 5.400l1.100-1.100",
  moon: "M15.800 12.300A6.700 6.700 0 0 1 7.700 4.200a6.700 6.700 0 1 0 8.100 8.100z",
  question: "M7.300 7.300c.2-3.700 5.800-3.600 5.600-.2-.1 2.200-2.900 2.300-2.900 4.700M10 15.300v.3",
  down: "m5 7.500 5 5 5-5",
  up: "m5 12.500 5-5 5 5",
  right: "m7.500 5 5 5-5 5",
  play: "M6 4l10 6-10 6z",
  pause: "M6.500 4v12M13.500 4v12",
  next: "M4 4l8 6-8 6zM15.500 4v12",
  eye: "M2 10c3.500-7 12.500-7 16 0-3.500 7-12.500 7-16 0zM10 7.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5",
  window: "M3 6.5h10.500v10H3zM6.500 6.500v-3H17v10h-3.500M9 9.500h1.500",
  bolt: "M11 2.500 4.500 11.500H9l-1 6 7-9.500h-4.500z",
  book: "M10 5C8 3.500 5.500 3.500 3 4v11.500c2.500-.5 5-.5 7 1 2-1.500 4.500-1.500 7-1V4c-2.500-.5-5-.5-7 1v11.500",
  clock: "M10 2.800a7.200 7.200 0 1 1 0 14.400 7.200 7.200 0 0 1 0-14.400M10 6v4.300l3 1.700",
  file: "M5 2.500h6.500L15.500 6.500v11H5zM11.500 2.500v4h4",
  download: "M10 3v9.500M6 9l4 4 4-4M4 16.500h12",
  check: "m4 10.500 4 4 8-9",
  warning: "M10 3 2.500 16.500h15zM10 8v4.500M10 14.500v.2",
  pin: "M7 3h6M8 3v5l-2.500 3h9L12 8V3M10 11v6",
  gear: "M10 7.200a2.800 2.800 0 1 1 0 5.600 2.800 2.800 0 0 1 0-5.600M10 2.500v2.300M10 15.200v2.300M2.500 10h2.300M15.200 10h2.300M4.700 4.700l1.600 1.600M13.700 13.700l1.600 1.600M4.700 15.300l1.600-1.600M13.700 6.300l1.600-1.600",
  dot: "M10 8.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3",
};

const SVG = "http://www.w3.org/2000/svg";

/** A line drawing of this name; it is decoration, so the button around it needs a name of its own. */
export function icon(name, size = 20) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true", class: `icon icon-${name}` };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, String(value));
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", DRAWINGS[name] ?? DRAWINGS.dot);
  svg.append(path);
  return svg;
}
