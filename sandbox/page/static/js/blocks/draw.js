// Each kind of block has its drawing here; a kind without one, or a block it cannot draw, is shown as JSON.

import { h } from "../dom.js";
import { drawInputBlock } from "./inputs.js";
import { drawMarkdown } from "./markdown.js";
import { drawImageBlock, drawVideo } from "./media.js";
import { drawRichText } from "./rich_text.js";
import { drawActions, drawAlert, drawContext, drawHeader, drawSection } from "./sections.js";
import { drawTable } from "./tables.js";
import { drawUnknown } from "./unknown.js";

/** @type {Record<string, (block: object, surface: import("./surface.js").Surface) => Node>} */
const KINDS = {
  section: drawSection,
  header: drawHeader,
  context: drawContext,
  actions: drawActions,
  divider: () => h("hr"),
  image: drawImageBlock,
  input: drawInputBlock,
  rich_text: drawRichText,
  markdown: (block) => drawMarkdown(block.text),
  table: drawTable,
  video: drawVideo,
  alert: drawAlert,
};

export const drawBlocks = (blocks, surface) => blocks.map((block) => drawBlock(block, surface));

export function drawBlock(block, surface) {
  const about = { class: ["bk", `bk-${block.type}`], data: { block: block.type, blockId: block.block_id ?? "" } };
  return h("div", about, drawn(block, surface));
}

function drawn(block, surface) {
  try {
    return KINDS[block.type]?.(block, surface) ?? drawUnknown(block);
  } catch (problem) {
    console.warn(`a ${block.type} block could not be drawn`, problem);
    return drawUnknown(block);
  }
}
