import { blocks } from "./blocks.ja.js";
import { guide } from "./guide.ja.js";
import { shell } from "./shell.ja.js";
import { xray } from "./xray.ja.js";

export const ja = { ...shell, ...blocks, ...xray, ...guide };
