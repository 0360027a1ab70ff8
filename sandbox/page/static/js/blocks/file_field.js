// A field for files: chosen or dropped, uploaded at once, shown with what becomes of them.

import { act } from "../api.js";
import { fill, h, icon } from "../dom.js";
import { t } from "../texts.js";
import { complaintOf } from "./checks.js";
import { sizeText } from "./media.js";
import { held, stateWith } from "./states.js";
import { troubleText } from "./surface.js";

const MOST = 10;

/** @param {import("./fields.js").About} about @returns {import("./fields.js").Field} */
export function makeFileField(about) {
  const { element, block, id, names } = about;
  const most = element.max_files ?? MOST;
  const types = (element.filetypes ?? []).map((type) => type.toLowerCase().replace(/^\./, ""));
  /** @type {{name: string, size: number, file?: object, trouble?: string}[]} */
  let given = (held(about.state) ?? []).map((file) => ({ name: file.name, size: file.size, file }));

  const box = h("input", { id, ...names, type: "file", class: "unseen", multiple: most > 1, accept: types.length ? types.map((type) => `.${type}`).join(",") : null });
  const list = h("ul", { class: "bk-given-files", "aria-live": "polite" });
  const drop = h("label", { class: "bk-drop", for: id }, icon("paperclip"), h("span", null, t("blocks.chooseFiles")), h("small", null, limits(most, types)));
  const node = h("div", { class: "file-field" }, box, drop, list);

  const state = () => stateWith(element.type, given.map((one) => one.file).filter(Boolean));
  const redraw = () => fill(list, given.map((one) => drawGiven(one, () => remove(one))));
  const told = () => (redraw(), node.dispatchEvent(new Event("change", { bubbles: true })), about.changed({ tell: false }));

  function remove(one) {
    given = given.filter((other) => other !== one);
    told();
    box.focus();
  }

  async function take(file) {
    const one = { name: file.name, size: file.size };
    if (given.length >= most) return;
    given.push(one);
    if (types.length && !types.includes(file.name.split(".").pop().toLowerCase())) {
      one.trouble = t("blocks.wrongType", { types: types.join(", ") });
      return redraw();
    }
    redraw();
    try {
      one.file = await act("upload", { name: file.name, mimetype: file.type || undefined, content: await base64(file) });
    } catch (problem) {
      one.trouble = troubleText(problem);
    }
    return told();
  }

  box.addEventListener("change", () => {
    [...box.files].forEach(take);
    box.value = "";
  });
  drop.addEventListener("dragover", (event) => (event.preventDefault(), drop.classList.add("over")));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    [...event.dataTransfer.files].forEach(take);
  });
  redraw();

  const complaint = () => {
    if (given.some((one) => !one.file && !one.trouble)) return t("blocks.uploading");
    if (given.some((one) => one.trouble)) return given.find((one) => one.trouble).trouble;
    return complaintOf(element, block, state());
  };
  return { node, state, focus: () => box.focus(), complaint };
}

function limits(most, types) {
  const kinds = types.length ? types.map((type) => type.toUpperCase()).join(", ") : "";
  return [kinds, t("blocks.mostFiles", { most })].filter(Boolean).join(" · ");
}

function drawGiven(one, remove) {
  const isPicture = one.file?.mimetype.startsWith("image/");
  return h(
    "li",
    { class: one.trouble && "wrong" },
    isPicture ? h("img", { src: `/page/files/${one.file.id}`, alt: "" }) : icon("file"),
    h("span", { class: "bk-file-name" }, h("strong", null, one.name), h("span", { class: "muted" }, one.trouble ?? (one.file ? sizeText(one.size) : t("blocks.uploading")))),
    h("button", { type: "button", class: "quiet", "aria-label": t("blocks.remove", { name: one.name }), onclick: remove }, icon("close", 16)),
  );
}

/** @param {File} file */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
