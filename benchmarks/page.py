"""How soon the sandbox's page shows a full room, a new message in every open window, and a newcomer the whole story."""

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.figures import Figure
from sandbox.client import Sandbox
from tests.browser import chromium, newcomer
from tests.browser.entaku import seated
from tests.browser.windows import Complaints, Windows

PARLOUR = Path("tests/sandbox")
MESSAGES = 500
LOOKS = 5
POSTS = 12
PAUSE_SECONDS = 0.5
PAINTED = """
() => {
  window.painted = {};
  const look = () => {
    for (const element of document.querySelectorAll("[data-ts]")) {
      const { ts } = element.dataset;
      if (window.painted[ts]) continue;
      window.painted[ts] = { since: 0, at: 0 };
      requestAnimationFrame(() => setTimeout(() => {
        window.painted[ts] = { since: performance.now(), at: Date.now() };
      }));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}
"""
"""Notes when each message has been painted: after the frame in which it came."""
BARE = """<!doctype html><meta charset="utf-8"><title>bare</title><body><script>
for (let n = 1; n <= %d; n++) {
  const line = document.createElement("p");
  line.dataset.ts = String(n);
  line.textContent = `ひとこと ${n}`;
  document.body.append(line);
}
</script>"""


def measure(folder: Path) -> list[Figure]:
    return [*_measure_page(), _story(folder)]


def _measure_page() -> list[Figure]:
    with (
        Sandbox.start(manifest=PARLOUR / "manifest.yml", company=PARLOUR / "company.yml") as sandbox,
        sync_playwright() as playwright,
    ):
        sandbox.settings(retry_waits=[])
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))
        figures = [_first_paint(browser, sandbox), _news(browser, sandbox)]
        browser.close()
    return figures


# --- a full room -------------------------------------------------------------------------------------------


def _first_paint(browser: Browser, sandbox: Sandbox) -> Figure:
    ts = ""
    for number in range(MESSAGES):
        ts = sandbox.post(
            ("aki", "ben")[number // 3 % 2], "sales", f"ひとこと {number}: ふたが固くて、朝だけ頼んでいます"
        )
    with _bare_page() as bare:
        floor = _opened(browser, bare, str(MESSAGES))
    ours = _opened(browser, f"{sandbox.url}/?as=ben&at=sales", ts)
    return Figure(
        f"first paint of a room with {MESSAGES} messages, median",
        f"{ours:.0f} ms",
        f"{MESSAGES} bare paragraphs: {floor:.0f} ms",
        "≤ 1,000 ms",
        ours <= 1000,
    )


def _opened(browser: Browser, url: str, ts: str) -> float:
    """Milliseconds from the address to the newest message on the screen, in windows that know nothing yet."""
    took = []
    for _ in range(LOOKS):
        with _window(browser) as page:
            page.goto(url, wait_until="commit")
            took.append(_painted(page, ts, "since"))
    return statistics.median(took)


@contextmanager
def _bare_page() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = (BARE % MESSAGES).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# --- a new message -----------------------------------------------------------------------------------------


def _news(browser: Browser, sandbox: Sandbox) -> Figure:
    """How long after a post began it is painted in the later of two windows."""
    with _heard(sandbox) as heard, _window(browser) as first, _window(browser) as second:
        for page, who in ((first, "aki"), (second, "ben")):
            page.goto(f"{sandbox.url}/?as={who}&at=support")
            page.wait_for_selector("#room textarea")
        shown, told = [], []
        for number in range(POSTS):
            began = time.time() * 1000
            ts = sandbox.post("aki", "support", f"news {number}")
            shown.append(max(_painted(page, ts, "at") for page in (first, second)) - began)
            told.append(heard[ts] - began)
            time.sleep(PAUSE_SECONDS)
    slowest, floor = statistics.quantiles(shown, n=10)[-1], statistics.median(told)
    return Figure(
        "from post to paint in two other windows, median (9th of 10)",
        f"{statistics.median(shown):.0f} ms ({slowest:.0f})",
        f"the raw stream: {floor:.0f} ms",
        "≤ 200 ms",
        statistics.median(shown) <= 200,
    )


@contextmanager
def _heard(sandbox: Sandbox) -> Iterator[dict[str, float]]:
    """When the stream told of each message, to a listener that does nothing else."""
    heard: dict[str, float] = {}
    other = Sandbox(sandbox.url)
    over = threading.Event()

    def listen() -> None:
        for change in other.changes():
            heard.setdefault(change.get("ts", ""), time.time() * 1000)
            if over.is_set():
                return

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield heard
    finally:
        over.set()
        sandbox.post("aki", "board", "the end")
        listener.join(5)
        other.close()


# --- the newcomer's story ------------------------------------------------------------------------------------


def _story(folder: Path) -> Figure:
    """How long somebody who reads nothing and thinks nothing needs from "Begin" to the end, two weeks later."""
    with seated(folder, "ja") as place, sync_playwright() as playwright:
        place.sandbox.set_clock(rate=1, paused=False)
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))
        windows = Windows(browser, Complaints())
        page = windows.open(place.sandbox.url, place.host, width=1280, height=800)
        with newcomer.colleagues(place):
            began = time.monotonic()
            newcomer.come_to_the_decision(page, newcomer.WORDS["ja"])
            decided = time.monotonic()
            newcomer.come_to_the_win(page)
            newcomer.come_to_the_end(page)
            took = time.monotonic() - began
        windows.close()
        browser.close()
    return Figure(
        "the newcomer's story from end to end",
        f"{took:.0f} s",
        f"to its decision: {decided - began:.0f} s",
        "≤ 180 s",
        took <= 180,
    )


# --- windows -----------------------------------------------------------------------------------------------


@contextmanager
def _window(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP")
    context.add_init_script(f"({PAINTED})()")
    try:
        yield context.new_page()
    finally:
        context.close()


def _painted(page: Page, ts: str, when: str) -> float:
    found = page.wait_for_function(
        "([ts, when]) => window.painted?.[ts]?.[when] || null", arg=[ts, when], polling=20, timeout=60_000
    )
    return float(found.json_value())
