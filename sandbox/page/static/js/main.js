// Wires everything together: reads the desk, draws the panes, begins to listen.

import { Away } from "./api.js";
import { desk, readDesk } from "./desk.js";
import { start as guide } from "./guide.js";
import { start as keyboard } from "./keyboard.js";
import { start as look } from "./look.js";
import { start as modal } from "./modal.js";
import { say } from "./notices.js";
import { readClock } from "./now.js";
import { start as panes } from "./panes.js";
import { start as person } from "./person.js";
import { placeFromAddress } from "./places.js";
import { start as shortcuts } from "./shortcuts.js";
import { start as sidebar } from "./sidebar.js";
import { listen, on } from "./stream.js";
import { t } from "./texts.js";
import { start as time } from "./time.js";
import { explainTrouble } from "./trouble.js";
import { readNews } from "./unread.js";
import { start as xray } from "./xray.js";

const away = document.getElementById("away");
on("offline", () => {
  away.textContent = t("shell.offline");
  away.hidden = false;
});
on("online", () => (away.hidden = true));

// What could not be read is read again by itself (stream.js); a deed that nobody heard of is told.
addEventListener("unhandledrejection", (event) => {
  if (!(event.reason instanceof Away)) return;
  event.preventDefault();
  if (!event.reason.reading) explainTrouble(event.reason);
});

await listen(); // first listen, then read: what changes in between is heard
await Promise.all([readDesk(), readClock()]);
if (!desk.me) say("Nobody works here yet: start the sandbox with --company ja or en.", { kind: "trouble" });
placeFromAddress();
for (const start of [person, sidebar, panes, keyboard, look, time, xray, guide, modal, shortcuts]) start();
readNews();
