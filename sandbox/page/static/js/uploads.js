// Files somebody is about to send: chosen, pasted or dropped; shown with a small picture until they go.

import { fill, h, icon } from "./dom.js";
import { say } from "./notices.js";
import { t } from "./texts.js";

const MOST = 10;
const LARGEST_MB = 20;

/** "1.2 MB" */
export const sizeOf = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`);

/** The content as base64, without the head of a data address. */
export const base64Of = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

/**
 * A tray for files.
 * @param {() => void} changed
 */
export function makeTray(changed) {
  const element = h("ul", { class: "tray", hidden: true });
  const input = h("input", { type: "file", multiple: true, hidden: true, onchange: () => (add(input.files), (input.value = "")) });
  let files = [];

  const draw = () => {
    element.hidden = !files.length;
    fill(element, files.map((one) => one.chip));
    changed();
  };
  const add = (given) => {
    for (const file of given) {
      if (file.size > LARGEST_MB * 1024 ** 2) say(t("compose.too_large", { name: file.name, mb: LARGEST_MB }), { kind: "trouble" });
      else if (files.length >= MOST) say(t("compose.too_many", { n: MOST }), { kind: "trouble" });
      else files.push(entry(file));
    }
    draw();
  };
  const entry = (file) => {
    const one = { file, address: file.type.startsWith("image/") ? URL.createObjectURL(file) : "" };
    one.alt = one.address ? h("input", { type: "text", placeholder: t("compose.alt_hint"), "aria-label": t("compose.alt", { name: file.name }), maxlength: 1000 }) : null;
    const remove = () => {
      files = files.filter((other) => other !== one);
      URL.revokeObjectURL(one.address);
      draw();
    };
    one.chip = h(
      "li",
      { class: "chip" },
      one.address ? h("img", { src: one.address, alt: "" }) : icon("file", 28),
      h("span", { class: "chip-text" }, h("b", null, file.name), h("small", null, sizeOf(file.size)), one.alt),
      h("button", { type: "button", class: "quiet", "aria-label": t("compose.remove", { name: file.name }), onclick: remove }, icon("close", 16)),
    );
    return one;
  };
  return {
    element,
    input,
    add,
    choose: () => input.click(),
    isEmpty: () => !files.length,
    /** Take them out, as the control API wants them. */
    async take() {
      const taken = files;
      files = [];
      draw();
      return Promise.all(
        taken.map(async ({ file, alt }) => ({
          name: file.name,
          content: await base64Of(file),
          mimetype: file.type || undefined,
          alt_txt: alt?.value || undefined,
        })),
      );
    },
  };
}

/** Let files be pasted into the field and dropped anywhere on the pane. */
export function takeFiles(pane, field, tray) {
  field.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    tray.add(event.clipboardData.files);
  });
  let depth = 0;
  const over = (is) => pane.classList.toggle("dropping", is);
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  pane.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    over(true);
  });
  pane.addEventListener("dragleave", () => over((depth = Math.max(0, depth - 1)) > 0));
  pane.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  pane.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    over(false);
    tray.add(event.dataTransfer.files);
    field.focus();
  });
}

// Dropped beside a pane, a file would take the whole page away.
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
