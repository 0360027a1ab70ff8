// The bar's own buttons: light or dark, and help with the keyboard.

import { desk } from "./desk.js";
import { fill, h, icon } from "./dom.js";
import { showKeys } from "./keyboard.js";
import { t } from "./texts.js";

const root = document.documentElement;
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);

export function start() {
  const place = h("div", { class: "own-tools" });
  document.getElementById("bar").append(place);
  const draw = () =>
    fill(
      place,
      button(t(isDark() ? "look.light" : "look.dark"), isDark() ? "sun" : "moon", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        localStorage.setItem("theme", root.dataset.theme);
        draw();
      }),
      button(t("help.open"), "question", showKeys, "for-keys"),
    );
  desk.on(draw);
  prefersDark.addEventListener("change", draw);
  draw();
}

const button = (label, drawing, run, more = "") => h("button", { type: "button", class: ["tool", more], "aria-label": label, title: label, onclick: run }, icon(drawing));
