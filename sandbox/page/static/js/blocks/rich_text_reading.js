// Reading what was written in a rich text field back into a rich_text object.

const STYLES = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", S: "strike", STRIKE: "strike", DEL: "strike", CODE: "code", U: "underline" };
const LISTS = { UL: "bullet", OL: "ordered" };

/** @param {HTMLElement} editor @returns {object | null} null when nothing is written */
export function richTextOf(editor) {
  const elements = [];
  let line = [];
  const flush = () => {
    if (line.length) elements.push({ type: "rich_text_section", elements: merged(line) });
    line = [];
  };
  const block = (element) => {
    flush();
    elements.push(element);
  };
  const read = (parent) => {
    for (const node of parent.childNodes) {
      if (LISTS[node.nodeName]) for (const list of lists(node, 0)) block(list);
      else if (node.nodeName === "BLOCKQUOTE") block({ type: "rich_text_quote", elements: merged(parts(node)) });
      else if (node.nodeName === "PRE") block({ type: "rich_text_preformatted", elements: merged(parts(node)) });
      else if (node.nodeName === "DIV" || node.nodeName === "P") {
        if (line.length) line.push({ type: "text", text: "\n" });
        if (node.querySelector("ul, ol, blockquote, pre")) read(node);
        else line.push(...parts(node));
      } else line.push(...parts(node));
    }
  };
  read(editor);
  flush();
  return elements.some(says) ? { type: "rich_text", elements: trimmed(elements) } : null;
}

/** Whether anything but white space stands in a part. */
function says(part) {
  return part.elements ? part.elements.some(says) : part.type !== "text" || part.text.trim() !== "";
}

function lists(node, indent) {
  const found = [];
  let items = [];
  const flush = () => {
    if (items.length) found.push({ type: "rich_text_list", style: LISTS[node.nodeName], indent, elements: items });
    items = [];
  };
  for (const item of node.children) {
    const inner = LISTS[item.nodeName] ? [item] : [...item.children].filter((child) => LISTS[child.nodeName]);
    if (!LISTS[item.nodeName]) items.push({ type: "rich_text_section", elements: merged(parts(item)) });
    if (inner.length) flush();
    for (const list of inner) found.push(...lists(list, Math.min(indent + 1, 8)));
  }
  flush();
  return found;
}

/** The styled parts inside a node; lists in it are read by `lists`. */
function parts(node, style = {}) {
  if (node.nodeType === Node.TEXT_NODE) return part(node.data, style);
  if (node.nodeName === "BR") return [{ type: "text", text: "\n" }];
  if (node.dataset?.user) return [{ type: "user", user_id: node.dataset.user }];
  if (LISTS[node.nodeName]) return [];
  const styled = STYLES[node.nodeName] ? { ...style, [STYLES[node.nodeName]]: true } : style;
  const inner = [...node.childNodes].flatMap((child) => parts(child, styled));
  if (node.nodeName !== "A" || !node.href) return inner;
  return [{ type: "link", url: node.href, ...(node.textContent !== node.href && { text: node.textContent }) }];
}

function part(text, style) {
  const clean = text.replaceAll("\u200b", "").replaceAll("\u00a0", " ");
  if (!clean) return [];
  return [{ type: "text", text: clean, ...(Object.keys(style).length && { style }) }];
}

/** Neighbours of the same style are one. */
function merged(list) {
  const found = [];
  for (const one of list) {
    const last = found.at(-1);
    const isSame = last?.type === "text" && one.type === "text" && JSON.stringify(last.style) === JSON.stringify(one.style);
    if (isSame) last.text += one.text;
    else found.push({ ...one });
  }
  return found;
}

/** Without the empty lines an editor leaves at its end. */
function trimmed(elements) {
  const last = elements.at(-1).elements.at(-1);
  if (last?.type === "text") last.text = last.text.replace(/\n+$/, "");
  return elements;
}
