// What a message says: its blocks or its text, its attachments, its files.

import { h } from "../dom.js";
import { drawMrkdwn } from "../mrkdwn.js";
import { drawAttachment } from "./attachments.js";
import { drawBlocks } from "./draw.js";
import { drawFiles } from "./media.js";
import { Surface } from "./surface.js";

/**
 * @param {{text?: string, blocks?: object[], attachments?: object[], files?: object[]}} message
 * @param {import("./surface.js").BlockPlace} place
 * @returns {HTMLElement}
 */
export function drawBody(message, place) {
  const surface = new Surface(place);
  const blocks = tablesLast(message.blocks ?? []);
  return h(
    "div",
    { class: "body" },
    blocks.length ? drawBlocks(blocks, surface) : message.text && h("div", { class: "text" }, drawMrkdwn(message.text, { verbatim: true })),
    message.attachments?.map((attachment) => drawAttachment(attachment, surface)),
    message.files?.length ? drawFiles(message.files) : null,
  );
}

/** In a message a table stands under everything else, wherever the app put it. */
function tablesLast(blocks) {
  const isTable = (block) => block.type === "table";
  return [...blocks.filter((block) => !isTable(block)), ...blocks.filter(isTable)];
}
