// App Home: what the app has published for me, live.

import { act, get } from "./api.js";
import { ViewBlocks } from "./blocks/view.js";
import { desk } from "./desk.js";
import { fill, h } from "./dom.js";
import { on } from "./stream.js";
import { t } from "./texts.js";
import { explainTrouble } from "./trouble.js";

/**
 * Show my home tab in `container` and tell the app that I look at it.
 * @param {HTMLElement} container
 * @returns {() => void} stop
 */
export function drawHome(container) {
  const me = desk.me.id;
  const blocks = h("div", { class: "blocks" });
  const empty = h("p", { class: "empty-home", hidden: true }, t("blocks.emptyHome", { app: desk.app.name }));
  fill(container, h("div", { class: "home" }, empty, blocks));
  const home = new ViewBlocks(blocks, { kind: "home" });

  const read = async () => {
    const { view } = await get("read/home", { user: me });
    empty.hidden = Boolean(view);
    if (view) home.update(view);
  };
  const stops = [
    on("home", (change) => change.user === me && read().catch(explainTrouble)),
    on("loaded", () => read().catch(explainTrouble)),
    on("online", () => read().catch(explainTrouble)),
  ];
  read().catch(explainTrouble);
  act("home", { tab: "home" }).catch(explainTrouble);
  return () => stops.forEach((stop) => stop());
}
