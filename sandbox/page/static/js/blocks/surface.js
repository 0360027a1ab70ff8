// Where blocks stand: a message, an ephemeral, a modal or the home tab. It knows the fields drawn on it, and
// tells the app when one of its elements is used.

import { act, Away, Impossible } from "../api.js";
import { say } from "../notices.js";
import { t } from "../texts.js";
import { plainOf } from "./states.js";

/**
 * @typedef {{kind: "message"|"ephemeral"|"modal"|"home", channel?: string, ts?: string, viewId?: string}} BlockPlace
 * @typedef {object} Control a field as it is drawn
 * @property {() => any} state what it holds, as `state.values[block_id][action_id]` has it
 * @property {() => void} focus
 * @property {() => (string | null)} [complaint] what is wrong with it before anything is sent
 * @property {boolean} [touched] whether the person changed it
 */

/** What was chosen in a message's elements, as long as the page is open: messages are drawn anew when they change. */
const remembered = new Map();

export class Surface {
  /**
   * @param {BlockPlace} place
   * @param {{values?: object, trouble?: (text: string) => void, answered?: (answer: object) => void}} [how]
   */
  constructor(place, { values = {}, trouble, answered } = {}) {
    this.place = place;
    this.values = values;
    /** @type {Map<string, Control & {block: object, element: object}>} */
    this.controls = new Map();
    this.trouble = trouble ?? ((text) => say(text, { kind: "trouble" }));
    this.answered = answered ?? (() => {});
  }

  /** What a field begins with: what was typed before it was drawn anew, else what the sandbox holds. */
  stateOf(block, element) {
    const key = keyOf(block, element);
    const before = this.controls.get(key);
    if (before?.touched && before.element.type === element.type) return before.state();
    const known = this.values[block.block_id]?.[element.action_id] ?? remembered.get(`${this.name} ${key}`);
    return known?.type === element.type ? known : null;
  }

  get inView() {
    return this.place.kind === "modal" || this.place.kind === "home";
  }

  get name() {
    const { kind, channel, ts, viewId } = this.place;
    return [kind, channel, ts, viewId].filter(Boolean).join(" ");
  }

  /** Keep a field; `touched` survives its being drawn anew. */
  add(block, element, control) {
    const key = keyOf(block, element);
    const before = this.controls.get(key);
    const isSame = before?.element.type === element.type;
    this.controls.set(key, Object.assign(control, { block, element, touched: isSame ? before.touched : false }));
  }

  /** Forget fields that are no longer shown. */
  prune(isShown) {
    for (const [key, control] of this.controls) if (!isShown(control.block)) this.controls.delete(key);
  }

  /** The fields of input blocks, in order. */
  fields() {
    return [...this.controls.values()].filter((control) => control.block.type === "input");
  }

  /** Plain values of all fields, as `submit` and `click` of the control API take them. */
  plain() {
    return Object.fromEntries(this.fields().map((field) => [field.block.block_id, plainOf(field.state())]));
  }

  /** How the control API names this place. */
  named() {
    const { kind, channel, ts } = this.place;
    if (kind === "modal") return { view: true };
    if (kind === "home") return { home: true };
    return kind === "ephemeral" ? { ephemeral: ts } : { channel, ts };
  }

  /** A field was changed by the person: remember it, and tell the app where the block wants that. */
  changed(block, element, { tell = true } = {}) {
    const control = this.controls.get(keyOf(block, element));
    if (!control) return;
    control.touched = true;
    if (!this.inView) remembered.set(`${this.name} ${keyOf(block, element)}`, control.state());
    if (tell && (block.type !== "input" || dispatches(block, element))) this.use(block, element, plainOf(control.state()));
  }

  /** Tell the app that an element was used; answers what came of it, or null if the app did not hear it. */
  async use(block, element, value) {
    const body = { ...this.named(), action_id: element.action_id, block_id: block.block_id, value };
    try {
      const answer = await act("click", this.inView ? { ...body, values: this.plain() } : body);
      if (!answer.acked) this.trouble(t("blocks.notAcked"));
      this.answered(answer);
      return answer.acked ? answer : null;
    } catch (problem) {
      this.trouble(troubleText(problem));
      return null;
    }
  }
}

/** A text field tells only when its config says so; everything else tells each change. */
function dispatches(block, element) {
  return Boolean(block.dispatch_action) && !/_input$/.test(element.type);
}

export const keyOf = (block, element) => `${block.block_id} ${element.action_id}`;

/** What went wrong, in the page's words. */
export function troubleText(problem) {
  if (problem instanceof Impossible) return t("blocks.impossible", { why: problem.message });
  if (problem instanceof Away) return t("blocks.away");
  throw problem;
}
