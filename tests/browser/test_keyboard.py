"""Everything can be done without a mouse, and everything has a name for those who listen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageAs
from tests.browser.sitting import THREAD, field, message, pill
from tests.sandbox.stage import Stage

NAMELESS = """() => [...document.querySelectorAll("button, a[href], input:not([hidden]):not([type=file]), textarea, select")]
  .filter((one) => one.offsetParent && !(one.getAttribute("aria-label") || one.textContent.trim() || one.title
    || one.labels?.length))
  .map((one) => one.outerHTML.slice(0, 160))"""


def test_a_whole_visit_without_a_mouse(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "please read")
    page = page_as("aki", path="/?at=board")
    expect(field(page)).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("sales")
    page.keyboard.press("Enter")
    expect(message(page, "please read")).to_be_visible()
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(message(page, "please read")).to_be_focused()
    page.keyboard.press("2")
    expect(pill(message(page, "please read"), "bulb")).to_be_visible()
    page.keyboard.press("Enter")
    expect(field(page, THREAD)).to_be_focused()
    page.keyboard.type("done")
    page.keyboard.press("Enter")
    expect(message(page, "done", THREAD)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator(".editor textarea")).to_be_focused()
    page.keyboard.type(" now")
    page.keyboard.press("Enter")
    expect(message(page, "done now", THREAD)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(THREAD)).to_be_hidden()


def test_arrow_keys_go_from_message_to_message(stage: Stage, page_as: PageAs) -> None:
    for text in ("one", "two", "three"):
        stage.sandbox.post("ben", "sales", text)
    page = page_as("aki", path="/?at=sales")
    expect(message(page, "three")).to_be_visible()
    field(page).press("Escape")
    for key, text in (("ArrowUp", "two"), ("Home", "one"), ("ArrowDown", "two"), ("End", "three")):
        page.keyboard.press(key)
        expect(message(page, text)).to_be_focused()


def test_the_menu_of_a_message_by_keys(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "one")
    page = page_as("aki", path="/?at=sales")
    expect(message(page, "one")).to_be_visible()
    field(page).press("Escape")
    page.keyboard.press("m")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(message(page, "one")).to_be_focused()


def test_rooms_are_walked_through_by_keys(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", path="/?at=sales")
    expect(field(page)).to_be_visible()
    stage.sandbox.post("carla", "shared", "news")
    expect(page.locator("#sidebar .count")).to_have_count(1)
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(page.locator("#room h1")).to_have_text("shared")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#room h1")).not_to_have_text("shared")


def test_f6_goes_from_pane_to_pane(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", path="/?at=sales")
    field(page).focus()
    panes = []
    for _ in range(3):
        page.keyboard.press("F6")
        panes.append(page.evaluate("document.activeElement.closest('#sidebar, #room, #bar').id"))
    assert panes == ["bar", "sidebar", "room"]


def test_the_keys_are_told(stage: Stage, page_as: PageAs) -> None:
    page = page_as("ben", path="/?at=sales")
    field(page).press("Escape")
    page.locator("body").press("?")
    dialog = page.get_by_role("dialog", name="Using the keyboard")
    expect(dialog).to_contain_text("Ctrl K")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


@pytest.mark.parametrize("path", ["/?at=sales", "/?view=home", "/?view=split"])
def test_whatever_can_be_used_has_a_name(stage: Stage, page_as: PageAs, path: str) -> None:
    ts = stage.sandbox.post("ben", "sales", "one")
    stage.sandbox.react("ben", "sales", ts, "tada")
    page = page_as("aki", path=path)
    expect(page.locator("#room h1")).to_be_visible()
    expect(page.locator(".time-hour")).not_to_have_text("")  # the clock is told a moment later
    assert page.evaluate(NAMELESS) == []
    for role in ("navigation", "main", "banner"):
        expect(page.get_by_role(role)).to_have_count(1)


def test_a_new_message_is_said(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "old")
    page = page_as("aki", path="/?at=sales")
    expect(message(page, "old")).to_be_visible()
    heard = page.locator("#heard")
    expect(heard).to_have_attribute("aria-live", "polite")
    stage.sandbox.post("ben", "sales", "news")
    expect(heard).to_have_text("Ben Ito: news")


def test_dark_or_light_is_chosen_and_kept(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    page.get_by_role("button", name="暗い色にする").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.get_by_role("button", name="明るい色にする")).to_be_visible()
