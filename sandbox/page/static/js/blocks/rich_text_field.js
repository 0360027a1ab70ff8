// A field for rich text: bold, italic, strike, code, lists and quotes; what it holds is a rich_text object.

import { fill, h } from "../dom.js";
import { emojiChar } from "../emoji.js";
import { unescape } from "../mrkdwn.js";
import { t } from "../texts.js";
import { complaintOf } from "./checks.js";
import { drawRichText } from "./rich_text.js";
import { richTextOf } from "./rich_text_reading.js";
import { held, stateWith } from "./states.js";

const TOOLS = [
  ["bold", "B", "b"],
  ["italic", "I", "i"],
  ["strikeThrough", "S", "shift+x"],
  ["insertUnorderedList", "•", "shift+8"],
  ["insertOrderedList", "1.", "shift+7"],
  ["quote", "❝", "shift+9"],
  ["code", "</>", "shift+c"],
];

/** @param {import("./fields.js").About} about @returns {import("./fields.js").Field} */
export function makeRichTextField(about) {
  const { element, block, id, names } = about;
  const editor = h("div", {
    id,
    ...names,
    class: "rich-editor",
    contenteditable: "true",
    role: "textbox",
    "aria-multiline": "true",
    data: { placeholder: element.placeholder ? unescape(element.placeholder.text) : "" },
  });
  const begun = held(about.state);
  if (begun) fill(editor, [...drawRichText(begun).childNodes].map(editable));
  if (element.min_lines) editor.style.minHeight = `${element.min_lines * 1.6 + 1}em`;
  if (element.max_lines) editor.style.maxHeight = `${element.max_lines * 1.6 + 1}em`;

  const tools = TOOLS.map(([command, sign, keys]) =>
    h(
      "button",
      {
        type: "button",
        class: `tool-${command}`,
        "aria-label": t(`blocks.${command}`),
        title: `${t(`blocks.${command}`)} (Ctrl+${keys.toUpperCase().replace("SHIFT", "Shift")})`,
        onpointerdown: (event) => event.preventDefault(),
        onclick: () => (editor.focus(), style(command)),
      },
      sign,
    ),
  );
  const node = h("div", { class: "rich-field" }, h("div", { class: "rich-tools", role: "toolbar", "aria-label": t("blocks.formatting") }, tools), editor);
  const state = () => stateWith(element.type, richTextOf(editor));

  editor.addEventListener("input", () => {
    if (!editor.textContent.trim() && !editor.querySelector("li, blockquote, pre")) editor.replaceChildren();
    about.changed({ tell: false });
  });
  editor.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  editor.addEventListener("keydown", (event) => byKey(event));
  return { node, state, focus: () => editor.focus(), complaint: () => complaintOf(element, block, state()) };
}

function byKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.key === "Enter") return;
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const pressed = `${event.shiftKey ? "shift+" : ""}${digit ?? event.key.toLowerCase()}`;
  const tool = TOOLS.find(([, , keys]) => keys === pressed);
  if (!tool) return;
  event.preventDefault();
  style(tool[0]);
}

/** Browsers still have no other way to style what is selected in an editor, and this one keeps undo intact. */
function style(command) {
  if (command === "quote") return document.execCommand("formatBlock", false, within("blockquote") ? "div" : "blockquote");
  if (command !== "code") return document.execCommand(command);
  return toggleCode();
}

function toggleCode() {
  const code = within("code");
  if (code) return code.replaceWith(...code.childNodes);
  const range = getSelection().getRangeAt(0);
  const made = h("code", null, range.extractContents());
  if (!made.textContent) made.append("\u200b"); // something for the caret to stand in
  range.insertNode(made);
  return getSelection().selectAllChildren(made);
}

function within(tag) {
  const node = getSelection().anchorNode;
  return (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest(`.rich-editor ${tag}`);
}

/** What is drawn for reading, made fit for writing: emoji as letters, names as they will be kept. */
function editable(node) {
  for (const emoji of node.querySelectorAll?.(".emoji") ?? []) emoji.replaceWith(emojiChar(emoji.title.replaceAll(":", "")));
  for (const mention of node.querySelectorAll?.(".mention") ?? []) mention.setAttribute("contenteditable", "false");
  return node;
}
