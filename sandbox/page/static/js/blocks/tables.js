// The table block: its first row is its head; a wide one scrolls sideways.

import { h } from "../dom.js";
import { t } from "../texts.js";
import { drawRichText } from "./rich_text.js";
import { drawUnknown } from "./unknown.js";

export function drawTable(block) {
  const settings = block.column_settings ?? [];
  const [head, ...rows] = block.rows;
  const row = (cells, tag) => h("tr", null, cells.map((cell, at) => h(tag, look(settings[at], tag), drawCell(cell))));
  return h(
    "div",
    { class: "bk-table", role: "region", tabindex: "0", "aria-label": t("blocks.table") },
    h("table", null, h("thead", null, row(head, "th")), h("tbody", null, rows.map((cells) => row(cells, "td")))),
  );
}

function look(setting, tag) {
  const props = { class: [`align-${setting?.align ?? "left"}`, setting?.is_wrapped && "wrapped"] };
  return tag === "th" ? { ...props, scope: "col" } : props;
}

function drawCell(cell) {
  if (cell.type === "raw_text") return cell.text;
  if (cell.type === "raw_number") return cell.text ?? String(cell.value);
  return cell.type === "rich_text" ? drawRichText(cell) : drawUnknown(cell);
}
