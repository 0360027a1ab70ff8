// "Start here": a panel that leads a newcomer through what there is, a step at a time.

import { desk } from "./desk.js";
import { fill, h, icon, keyed } from "./dom.js";
import { openChannel } from "./places.js";
import { openPanel, registerPanel } from "./panels.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";
import { light } from "./guide/light.js";
import { begin, end, goTo, isOver, onStory, skip, start as startStory, story } from "./guide/story.js";
import { myRoom, someoneAtTheTable, STEPS } from "./guide/steps.js";

const INVITED = "entaku-invited";
const COMPOSER_MS = 2000;

export function start() {
  registerPanel({ id: "guide", label: () => t("guide.title"), icon: "book", mount });
  startStory();
  invite();
  onStory(() => light(shownStep()?.at));
  if (story.begun) openPanel("guide");
}

const shownStep = () => (story.begun && document.body.dataset.panel === "guide" ? STEPS[story.at] : null);

/** Until somebody has looked, the button says where to begin. */
function invite() {
  const button = document.querySelector("#tools [data-panel='guide']");
  if (localStorage.getItem(INVITED)) return;
  button.classList.add("invites");
  button.addEventListener("click", () => {
    localStorage.setItem(INVITED, "1");
    button.classList.remove("invites");
  }, { once: true });
}

// --- the panel -------------------------------------------------------------------------------------------

function mount(container) {
  const body = h("div", { class: "guide" });
  container.append(body);
  const draw = () => {
    body.dataset.state = !story.begun ? "welcome" : isOver() ? "over" : "under-way";
    if (!story.begun) drawWelcome(body);
    else if (isOver()) drawEnd(body);
    else drawSteps(body);
    light(shownStep()?.at);
  };
  const stop = onStory(draw);
  draw();
  return () => {
    stop();
    light(null);
  };
}

const button = (label, run, kind = "") => h("button", { type: "button", class: kind, onclick: run }, label);

function drawWelcome(body) {
  fill(
    body,
    h("p", { class: "guide-lead" }, t("guide.lead")),
    h("p", null, t("guide.about")),
    h("ol", { class: "guide-outline" }, STEPS.map((step) => h("li", null, t(`guide.${step.id}.title`)))),
    button(t("guide.begin"), beginStory, "primary guide-begin"),
  );
}

async function beginStory() {
  try {
    if (!myRoom()) desk.become(someoneAtTheTable()?.id);
    await begin();
    openChannel(myRoom().id);
  } catch (problem) {
    explainTrouble(problem);
  }
}

function drawEnd(body) {
  fill(
    body,
    h("p", { class: "guide-lead" }, t("guide.end")),
    h("ul", { class: "guide-more" }, ["who", "windows", "time", "colleagues", "xray"].map((one) => h("li", null, t(`guide.end.${one}`)))),
    h("div", { class: "guide-foot" }, button(t("guide.back"), () => goTo(STEPS.length - 1)), button(t("guide.again"), beginStory), button(t("guide.finish"), end, "primary")),
  );
}

// --- the steps -------------------------------------------------------------------------------------------

function drawSteps(body) {
  if (!body.querySelector(".guide-steps")) fill(body, h("p", { class: "guide-progress", "aria-live": "polite" }), h("ol", { class: "guide-steps" }), h("div", { class: "guide-foot" }));
  const progress = t("guide.progress", { n: story.at + 1, of: STEPS.length });
  const said = body.querySelector(".guide-progress");
  if (said.textContent !== progress) fill(said, progress, h("progress", { max: STEPS.length, value: story.done.size, "aria-hidden": "true" }));
  said.querySelector("progress")?.setAttribute("value", story.done.size);
  keyed(body.querySelector(".guide-steps"), STEPS, (step) => `${step.id} ${stateOf(step)}`, drawStep);
  drawFoot(body.querySelector(".guide-foot"));
}

function stateOf(step) {
  const isDone = story.done.has(step.id);
  if (STEPS[story.at] === step) return isDone ? "here done" : "here";
  return isDone ? "done" : story.skipped.has(step.id) ? "skipped" : "ahead";
}

function drawStep(step) {
  const state = stateOf(step);
  const number = STEPS.indexOf(step);
  const mark = state.includes("done") ? icon("check", 16) : String(number + 1);
  const isHere = state.startsWith("here");
  return h(
    "li",
    { class: ["guide-step", ...state.split(" ")], "aria-current": isHere ? "step" : null, data: { step: step.id } },
    h("button", { type: "button", class: "guide-title", onclick: () => goTo(number), "aria-expanded": String(isHere) }, h("span", { class: "guide-mark" }, mark), h("span", null, t(`guide.${step.id}.title`))),
    isHere && h("div", { class: "guide-body" }, t(`guide.${step.id}.body`).split("\n").map((line) => h("p", null, line)), drawDeeds(step)),
  );
}

function drawDeeds(step) {
  const run = async (event) => {
    const pressed = event.currentTarget;
    pressed.disabled = true;
    pressed.setAttribute("aria-busy", "true");
    try {
      await step.go(story.seen);
    } catch (problem) {
      explainTrouble(problem);
    }
    pressed.disabled = false;
    pressed.removeAttribute("aria-busy");
  };
  const example = step.example && t(`guide.${step.id}.example`, step.words?.());
  return h(
    "div",
    { class: "guide-deeds" },
    example && h("blockquote", null, example),
    example && button(t("guide.example"), () => putExample(step, example), "primary"),
    h("button", { type: "button", class: example ? "" : "primary", onclick: run }, t(`guide.${step.id}.button`)),
  );
}

/** Open the place where it is written, and put the words there; sending stays with whoever sits here. */
async function putExample(step, words) {
  await step.go(story.seen);
  const until = performance.now() + COMPOSER_MS;
  const look = () => {
    const field = [...document.querySelectorAll(step.field)].find((one) => one.offsetParent);
    if (!field && performance.now() < until) return requestAnimationFrame(look);
    if (!field) return undefined;
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    return undefined;
  };
  look();
}

function drawFoot(foot) {
  const isDone = story.done.has(STEPS[story.at].id);
  fill(
    foot,
    h("button", { type: "button", class: "quiet", disabled: story.at === 0, onclick: () => goTo(story.at - 1) }, t("guide.back")),
    h("button", { type: "button", class: "quiet", onclick: beginStory }, t("guide.again")),
    h("button", { type: "button", onclick: isDone ? () => goTo(story.at + 1) : skip }, t(isDone ? "guide.next" : "guide.skip")),
  );
}
