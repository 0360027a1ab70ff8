// The who-bar: who sits at this window, and being somebody else.

import { desk } from "./desk.js";
import { choose } from "./dialogs.js";
import { fill, h, icon } from "./dom.js";
import { calledName, departmentOf, face } from "./faces.js";
import { t } from "./texts.js";

const languageOf = (user) => t(user.locale?.toLowerCase().startsWith("ja") ? "who.locale.ja" : "who.locale.en");

export function start() {
  desk.on(draw);
  draw();
}

function draw() {
  if (!desk.me) return;
  const name = desk.name(desk.me.id);
  fill(
    document.getElementById("who"),
    h(
      "button",
      { type: "button", class: "who", "aria-haspopup": "dialog", "aria-label": t("who.label", { name: calledName(desk.me.id) }), title: t("who.label", { name: calledName(desk.me.id) }), onclick: ask },
      face(desk.me.id, 26),
      h("span", { class: "who-name" }, name),
      h("small", null, [departmentOf(desk.me), languageOf(desk.me)].filter(Boolean).join(" · ")),
      icon("down", 14),
    ),
  );
}

function addressOf(user) {
  const address = new URL(location.href);
  address.search = "";
  address.searchParams.set("as", user.key);
  const workspace = new URLSearchParams(location.search).get("workspace");
  if (workspace) address.searchParams.set("workspace", workspace);
  return address;
}

async function ask() {
  const user = await choose({
    title: t("who.title"),
    hint: t("who.search"),
    items: desk.people(),
    textOf: (one) => [desk.name(one.id), one.real_name, one.name, one.department, one.title, languageOf(one)].join(" "),
    groupOf: (one) => one.department || t("who.other"),
    isChosen: (one) => one.id === desk.me.id,
    draw: (one) => [
      face(one.id, 30),
      h("span", { class: "entry-label" }, desk.name(one.id), one.guest && h("span", { class: "badge" }, t("shell.guest")), one.team_id !== desk.app.workspace && h("span", { class: "badge" }, t("shell.outside"))),
      h("small", null, [one.title !== one.department && one.title, languageOf(one)].filter(Boolean).join(" · ")),
    ],
    beside: (one) => h("a", { class: "button quiet-link", href: addressOf(one), target: "_blank", rel: "noopener", "aria-label": t("who.window", { name: calledName(one.id) }), title: t("who.window", { name: calledName(one.id) }) }, icon("window", 18)),
  });
  if (user) desk.become(user.key);
}
