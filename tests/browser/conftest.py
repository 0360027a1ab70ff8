"""The page as people see it: a real Chromium before a running sandbox, with or without Entaku beside it.

A test takes one of these and opens windows with `page_as("aki")`:

  stage      the little company of the sandbox's own tests (aki, ben …), and an app whose answers the test writes
  entaku     Entaku with the Japanese company and its circle, on a Sunday evening; shared by a module
  entaku_en  the same with the English one
  dialogue   `entaku` in the middle of a dialogue, at its first question

Whatever a page complains about (errors in the console, errors of its scripts, requests to another host) fails
the test; one that means to upset it says so first: `complaints.expect("ERR_CONNECTION")`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sandbox.client import Sandbox
from tests.browser import chromium
from tests.browser.entaku import Entaku, seated
from tests.browser.windows import PATIENCE_MS, Complaints, Windows
from tests.e2e.stage import ROOT
from tests.sandbox.little_company import caller, listener, running, stage  # noqa: F401  fixtures are found by name

PICTURES = ROOT / "var" / "browser"
STAGES = ("dialogue", "entaku", "entaku_en", "stage")
PageAs = Callable[..., Page]
failed = pytest.StashKey[bool]()

expect.set_options(timeout=PATIENCE_MS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.when == "call":
        item.stash[failed] = report.failed
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path, chromium.ADVICE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def windows(request: pytest.FixtureRequest, browser: Browser, complaints: Complaints) -> Iterator[Windows]:
    """Give what opens pages of any sandbox; they are closed, and asked what they complain about, at the end."""
    opened = Windows(browser, complaints)
    yield opened
    has_failed = request.node.stash.get(failed, False)
    if has_failed or complaints.left():
        opened.picture(PICTURES, re.sub(r"[^\w-]+", "-", request.node.nodeid.removeprefix("tests/browser/")))
    opened.close()
    assert complaints.left() == [] or has_failed


@pytest.fixture
def page_as(request: pytest.FixtureRequest, windows: Windows) -> PageAs:
    """Give `page_as(who, path=…, width=…, dark=…)`: a window of its own onto the sandbox of the test."""
    known = next((name for name in STAGES if name in request.fixturenames), "stage")
    sandbox: Sandbox = request.getfixturevalue(known).sandbox

    def open_page(who: str | None = None, **how: Any) -> Page:
        return windows.open(sandbox.url, who, **how)

    return open_page


# --- Entaku ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def entaku(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entaku]:
    with seated(tmp_path_factory.mktemp("entaku"), "ja") as ready:
        yield ready


@pytest.fixture(scope="module")
def entaku_en(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entaku]:
    with seated(tmp_path_factory.mktemp("entaku-en"), "en") as ready:
        yield ready


@pytest.fixture(scope="module")
def dialogue(entaku: Entaku) -> Entaku:
    """Give Entaku at the first question of a dialogue; `cards_of` has the ts of each room's card."""
    entaku.in_the_middle()
    return entaku


@pytest.fixture(scope="session", autouse=True)
def _pictures_of_last_time() -> None:
    for old in Path(PICTURES).glob("*.png"):
        old.unlink(missing_ok=True)
