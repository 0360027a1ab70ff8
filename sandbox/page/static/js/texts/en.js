import { blocks } from "./blocks.en.js";
import { guide } from "./guide.en.js";
import { shell } from "./shell.en.js";
import { xray } from "./xray.en.js";

export const en = { ...shell, ...blocks, ...xray, ...guide };
