// The blocks of a view (modal or home tab), kept while the view changes: what was typed stays where block_id,
// action_id and type are the same, and so does the focus.

import { keyed } from "../dom.js";
import { drawBlock } from "./draw.js";
import { Surface } from "./surface.js";

export class ViewBlocks {
  /**
   * @param {HTMLElement} container
   * @param {import("./surface.js").BlockPlace} place
   * @param {{trouble?: (text: string) => void, answered?: (answer: object) => void}} [how]
   */
  constructor(container, place, how) {
    this.container = container;
    this.surface = new Surface(place, how);
    this.hash = null;
  }

  /** Draw what changed since last time. @param {{hash: string, blocks: object[], state: {values: object}}} view */
  update(view) {
    if (view.hash === this.hash) return;
    this.hash = view.hash;
    this.surface.values = view.state.values;
    const focus = this.#focus();
    keyed(this.container, view.blocks, keyOfBlock, (block) => drawBlock(block, this.surface));
    const shown = new Set(view.blocks.map((block) => block.block_id));
    this.surface.prune((block) => shown.has(block.block_id));
    focus?.();
  }

  /** What puts the focus back where it is now, after its block was drawn anew. */
  #focus() {
    const active = document.activeElement;
    if (!active || !this.container.contains(active)) return null;
    const block = active.closest("[data-block-id]")?.dataset.blockId;
    const action = active.closest("[data-action]")?.dataset.action;
    const selection = "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
    return () => {
      if (active.isConnected) return;
      const again = this.container.querySelector(`[data-block-id="${CSS.escape(block ?? "")}"] [data-action="${CSS.escape(action ?? "")}"]`);
      const target = again?.matches("button, a, input") ? again : again?.querySelector("input, textarea, [contenteditable]");
      target?.focus();
      if (selection?.[0] !== null && target?.setSelectionRange) target.setSelectionRange(...selection);
    };
  }
}

const keyOfBlock = (block) => JSON.stringify(block);
