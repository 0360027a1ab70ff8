"""Windows onto the sandbox's page: one browser context a window, watched for whatever ought not to happen."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

WIDE, HIGH = 1280, 800
PATIENCE_MS = 60_000.0
HARMLESS_SCHEMES = {"data", "blob", "about"}


@dataclass
class Complaints:
    """What the pages of a test complained about; a test that means to upset them says what it expects."""

    found: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    def expect(self, *patterns: str) -> None:
        """Let complaints pass that match one of these regular expressions."""
        self._expected += patterns

    def left(self) -> list[str]:
        return [one for one in self.found if not any(re.search(p, one) for p in self._expected)]


@dataclass
class Windows:
    """Opens pages and keeps their contexts until the test is over."""

    browser: Browser
    complaints: Complaints
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        url: str,
        who: str | None = None,
        *,
        path: str = "/",
        width: int = WIDE,
        height: int = HIGH,
        dark: bool = False,
        locale: str = "ja-JP",
        tz: str = "Asia/Tokyo",
        touch: bool = False,
        scale: int = 1,
    ) -> Page:
        """Open the page of the sandbox at `url` as somebody (a key), in a context of its own."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=locale,
            timezone_id=tz,
            reduced_motion="reduce",
            has_touch=touch,
            device_scale_factor=scale,
        )
        context.set_default_timeout(PATIENCE_MS)
        self.contexts.append(context)
        self._watch(context, urlsplit(url).netloc)
        page = context.new_page()
        page.goto(url + _as(path, who), wait_until="load")
        return page

    def _watch(self, context: BrowserContext, home: str) -> None:
        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.complaints.found.append(f"console: {message.text} ({message.location.get('url', '')})")

        def asked(request: Request) -> None:
            address = urlsplit(request.url)
            if address.scheme not in HARMLESS_SCHEMES and address.netloc != home:
                self.complaints.found.append(f"request off the machine: {request.url}")

        context.on("console", said)
        context.on("weberror", lambda error: self.complaints.found.append(f"page error: {error.error}"))
        context.on("request", asked)

    def picture(self, folder: Path, name: str) -> None:
        """Keep what every open page shows."""
        folder.mkdir(parents=True, exist_ok=True)
        pages = [page for context in self.contexts for page in context.pages]
        for number, page in enumerate(pages):
            page.screenshot(path=folder / f"{name}-{number}.png")

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def _as(path: str, who: str | None) -> str:
    """The path with `?as=KEY` in it."""
    if who is None:
        return path
    place, _, fragment = path.partition("#")
    joint = "&" if "?" in place else "?"
    return f"{place}{joint}{urlencode({'as': who})}" + (f"#{fragment}" if fragment else "")
