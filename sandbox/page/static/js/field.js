// A text field that grows with its text, and knows when a word is still being composed.

/**
 * Whether the key belongs to an input method: Enter then chooses a word and sends nothing. Some browsers say so
 * by `isComposing`, some only by the key code 229; Safari ends the composition before it tells of the key.
 */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229 || event.target.composing === true;
}

export function growing(field) {
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  field.addEventListener("input", grow);
  field.addEventListener("focus", grow);
  field.addEventListener("compositionstart", () => (field.composing = true));
  field.addEventListener("compositionend", () => setTimeout(() => (field.composing = false)));
  field.grow = grow;
  return field;
}

/** Put text at the cursor. */
export function insert(field, text, from = field.selectionStart, to = field.selectionEnd) {
  field.focus();
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
