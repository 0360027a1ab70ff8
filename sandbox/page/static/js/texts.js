// The page's own words, in the language of whoever sits here. Keys are "owner.thing"; see texts/.

import { en } from "./texts/en.js";
import { ja } from "./texts/ja.js";

const LANGUAGES = { ja, en };
let language = "ja";

/** @param {"ja"|"en"} chosen */
export function setLanguage(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
}

/** The language of the page: "ja" or "en". */
export const lang = () => language;

/**
 * The text of a key, with {places} filled in. A text may be a function of its places (plurals).
 * @param {string} key
 * @param {Record<string, string | number>} [places]
 */
export function t(key, places = {}) {
  const text = LANGUAGES[language][key] ?? LANGUAGES.en[key];
  if (text === undefined) {
    console.warn(`no text for ${key}`);
    return key;
  }
  if (typeof text === "function") return text(places);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in places ? String(places[name]) : whole));
}
