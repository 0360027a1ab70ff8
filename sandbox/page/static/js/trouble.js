// What went wrong outside of a form, said at the edge of the window.

import { troubleText } from "./blocks/surface.js";
import { say } from "./notices.js";

export const explainTrouble = (problem) => say(troubleText(problem), { kind: "trouble" });
