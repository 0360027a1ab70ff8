// Whatever this page has no drawing for is shown as it is: a label and the JSON, folded. Nothing is dropped.

import { h } from "../dom.js";
import { t } from "../texts.js";

export function drawUnknown(what) {
  const kind = what?.type ?? "?";
  return h(
    "details",
    { class: "bk-json" },
    h("summary", null, h("code", null, kind), " ", h("span", { class: "muted" }, t("blocks.asJson"))),
    h("pre", { tabindex: "0" }, JSON.stringify(what, null, 2)),
  );
}
