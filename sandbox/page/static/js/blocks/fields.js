// The fields: everything that holds a value, whether in a form or beside a text.

import { confirmed } from "./confirm.js";
import { makeFileField } from "./file_field.js";
import { makeChecks, makeDate, makeDateTime, makeRadios, makeTime } from "./picks.js";
import { makeRichTextField } from "./rich_text_field.js";
import { makeSelect, SELECTS } from "./selects.js";
import { initialState, plainOf } from "./states.js";
import { keyOf } from "./surface.js";
import { makeTextField, TEXT_FIELDS } from "./text_fields.js";

/**
 * @typedef {object} About what a field is made of
 * @property {object} element
 * @property {object} block
 * @property {import("./surface.js").Surface} surface
 * @property {any} state what it begins with
 * @property {string} id of the part a label belongs to
 * @property {Record<string, string>} names aria attributes that name and describe it
 * @property {(how?: {tell?: boolean}) => void} changed the person changed it
 * @property {() => void} tell send it to the app as it is
 *
 * @typedef {import("./surface.js").Control & {node: HTMLElement}} Field
 * @type {Record<string, (about: About) => Field>}
 */
const KINDS = {
  ...Object.fromEntries(TEXT_FIELDS.map((type) => [type, makeTextField])),
  ...Object.fromEntries(SELECTS.map((type) => [type, makeSelect])),
  checkboxes: makeChecks,
  radio_buttons: makeRadios,
  datepicker: makeDate,
  timepicker: makeTime,
  datetimepicker: makeDateTime,
  rich_text_input: makeRichTextField,
  file_input: makeFileField,
};

export const isField = (element) => element.type in KINDS;

let made = 0;

/**
 * Draw a field and make it known to its surface.
 * @param {object} element
 * @param {object} block
 * @param {import("./surface.js").Surface} surface
 * @param {{id?: string, name?: string, names?: Record<string, string>, state?: any}} [how] `name` for one without a label
 */
export function drawField(element, block, surface, how = {}) {
  let last = how.state ?? surface.stateOf(block, element) ?? initialState(element);
  const back = () => {
    surface.controls.delete(keyOf(block, element));
    field.node.replaceWith(drawField(element, block, surface, { ...how, state: last }));
  };
  const changed = async ({ tell = true } = {}) => {
    if (tell && element.confirm && !(await confirmed(element.confirm))) return back();
    last = field.state();
    return surface.changed(block, element, { tell });
  };
  const field = KINDS[element.type]({
    element,
    block,
    surface,
    state: last,
    id: how.id ?? `field-${(made += 1)}`,
    names: how.names ?? { "aria-label": how.name ?? element.action_id },
    changed,
    tell: () => surface.use(block, element, plainOf(field.state())),
  });
  field.node.dataset.action = element.action_id;
  surface.add(block, element, field);
  return field.node;
}
