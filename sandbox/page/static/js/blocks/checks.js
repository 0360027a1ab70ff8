// What Slack's client says under a field before anything is sent; in the page's own words.

import { t } from "../texts.js";
import { held, isEmpty } from "./states.js";

const LONGEST = 3000;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** How many characters a text has, as Slack counts them. */
export const lengthOf = (text) => [...text].length;

/** @returns {string | null} */
export function complaintOf(element, block, state) {
  if (isEmpty(state)) return block.optional ? null : t("blocks.required");
  const value = held(state);
  if (Array.isArray(value)) return tooMany(element, value);
  return typeof value === "string" && element.type.endsWith("_input") ? textComplaint(element, value) : null;
}

function tooMany(element, value) {
  const most = element.max_selected_items ?? (element.type === "file_input" ? element.max_files ?? 10 : Infinity);
  return value.length > most ? t("blocks.tooMany", { most }) : null;
}

function textComplaint(element, value) {
  const most = element.max_length ?? LONGEST;
  const least = element.min_length ?? 0;
  if (lengthOf(value) > most) return t("blocks.tooLong", { most, over: lengthOf(value) - most });
  if (lengthOf(value) < least) return t("blocks.tooShort", { least });
  if (element.type === "email_text_input" && !EMAIL.test(value)) return t("blocks.noEmail");
  if (element.type === "url_text_input" && !/^https?:\/\/\S/.test(value)) return t("blocks.noUrl");
  return element.type === "number_input" ? numberComplaint(element, value) : null;
}

function numberComplaint(element, value) {
  if (!NUMBER.test(value)) return t("blocks.noNumber");
  const number = Number(value);
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return t("blocks.noWholeNumber");
  const least = element.min_value ?? "";
  const most = element.max_value ?? "";
  const isWithin = (least === "" || number >= Number(least)) && (most === "" || number <= Number(most));
  if (isWithin) return null;
  return least !== "" && most !== "" ? t("blocks.notBetween", { least, most }) : least !== "" ? t("blocks.notAtLeast", { least }) : t("blocks.notAtMost", { most });
}
