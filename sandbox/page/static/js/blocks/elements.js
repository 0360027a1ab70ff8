// What can be pressed or chosen outside of forms: buttons, menus, and the fields that may also stand in a form.

import { h, icon } from "../dom.js";
import { drawPlain, lettersOf } from "../mrkdwn.js";
import { t } from "../texts.js";
import { confirmed } from "./confirm.js";
import { drawField, isField } from "./fields.js";
import { drawImage } from "./media.js";
import { inside } from "./mentions.js";
import { openMenu } from "./popups.js";
import { drawUnknown } from "./unknown.js";

const KINDS = { button: drawButton, overflow: drawOverflow, image: (element) => drawImage(element, "accessory-image") };

/** An element of a section or of a row of actions. */
export function drawElement(element, block, surface) {
  if (KINDS[element.type]) return KINDS[element.type](element, block, surface);
  return isField(element) ? drawField(element, block, surface, { name: nameOf(element, block) }) : drawUnknown(element);
}

/** What a screen reader calls a field that has no label: its placeholder, else the text it stands beside. */
function nameOf(element, block) {
  const text = element.placeholder?.text ?? block.text?.text ?? element.action_id;
  return lettersOf(text);
}

/** Use an element once: while the app has not answered it is busy and takes nothing more. */
async function once(node, work) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function drawButton(element, block, surface) {
  const props = {
    class: ["bk-button", element.style],
    data: { action: element.action_id },
    "aria-label": element.accessibility_label,
  };
  const text = drawPlain(element.text.text, { emoji: element.text.emoji ?? true });
  if (!element.url) {
    const press = async () => (await confirmed(element.confirm)) && once(button, () => surface.use(block, element, element.value));
    const button = h("button", { type: "button", ...props, onclick: press }, text);
    return button;
  }
  const lead = { href: element.url, target: "_blank", rel: "noopener noreferrer", title: element.url };
  const anchor = h("a", { ...props, ...lead }, text, icon("right", 14));
  anchor.addEventListener("click", (event) => followed(event, element, anchor, block, surface));
  return anchor;
}

/** A button with an address: the app hears of it, too, and what lies in this workspace is opened here. */
async function followed(event, element, anchor, block, surface) {
  const here = inside(element.url);
  if (element.confirm || here) event.preventDefault();
  if (!(await confirmed(element.confirm))) return;
  if (here) here();
  else if (element.confirm) open(element.url, "_blank", "noopener,noreferrer");
  await once(anchor, () => surface.use(block, element, element.value));
}

function drawOverflow(element, block, surface) {
  const choose = async (option) => {
    if (!(await confirmed(element.confirm))) return;
    if (option.url) (inside(option.url) ?? (() => open(option.url, "_blank", "noopener,noreferrer")))();
    await once(button, () => surface.use(block, element, option.value));
  };
  const items = element.options.map((option) => ({
    node: [h("span", null, drawPlain(option.text.text)), option.description && h("small", null, drawPlain(option.description.text))],
    run: () => choose(option),
  }));
  const button = h(
    "button",
    {
      type: "button",
      class: "bk-button overflow",
      data: { action: element.action_id },
      "aria-label": t("blocks.more"),
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: () => openMenu(button, items),
    },
    icon("more"),
  );
  return button;
}
