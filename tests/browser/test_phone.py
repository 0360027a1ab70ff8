"""At 360 pixels there is one pane at a time, with a way back, and targets large enough for a thumb."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs
from tests.browser.entaku import Entaku
from tests.browser.sitting import THREAD, field, message, place, write
from tests.sandbox.stage import Stage

PHONE = {"width": 360, "height": 740, "touch": True}
SMALL = """() => [...document.querySelectorAll("button, a, select, input:not([type=checkbox]):not([hidden])")]
  .filter((one) => one.offsetParent && !one.closest(".message-body, #panel") && one.getBoundingClientRect().height < 39.5
    && !one.matches(".link, .pill, .replies, .to-new, .to-latest, .section-head button"))
  .map((one) => one.outerHTML.slice(0, 120))"""


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_telephone_begins_with_the_list(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", **PHONE)
    expect(page.locator("#sidebar")).to_be_visible()
    expect(page.locator("#room")).to_be_hidden()
    assert fits(page)


def test_one_goes_into_a_thread_and_back(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "parent")
    page = page_as("aki", **PHONE)
    place(page, "sales").tap()
    expect(page.locator("#sidebar")).to_be_hidden()
    message(page, "parent").get_by_role("button", name="そのほか").first.tap()
    page.get_by_role("menuitem", name="スレッドで返信").tap()
    expect(page.locator("#room")).to_be_hidden()
    write(page, "from the phone", THREAD)
    expect(message(page, "from the phone", THREAD)).to_be_visible()
    assert fits(page)
    page.locator(THREAD).get_by_role("button", name="戻る").tap()
    expect(page.locator("#room .replies")).to_contain_text("1件の返信")
    page.locator("#room").get_by_role("button", name="戻る").tap()
    expect(page.locator("#sidebar")).to_be_visible()


def test_the_browsers_own_way_back_works_too(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", **PHONE)
    place(page, "sales").tap()
    expect(field(page)).to_be_visible()
    page.go_back()
    expect(page.locator("#sidebar")).to_be_visible()
    expect(page.locator("#room")).to_be_hidden()


def test_reactions_are_at_hand_without_hovering(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "well said")
    page = page_as("aki", path="/?at=sales", **PHONE)
    message(page, "well said").get_by_role("button", name="そのほか").first.tap()
    page.locator(".at-hand").get_by_role("button", name=":pushpin:").tap()
    expect(message(page, "well said").locator(".pill.mine")).to_have_text("📌1")


@pytest.mark.parametrize("path", ["/", "/?at=sales", "/?view=home", "/?view=split"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_sticks_out_and_targets_are_large(
    dialogue: Entaku, page_as: PageAs, path: str, dark: bool
) -> None:
    page = page_as(dialogue.host, path=path, dark=dark, **PHONE)
    expect(page.locator(".who")).to_be_visible()
    if path != "/":
        expect(page.locator("#room .pane-head").first).to_be_visible()
    assert fits(page)
    assert page.evaluate(SMALL) == []


def test_the_rooms_side_by_side_snap_one_after_the_other(dialogue: Entaku, page_as: PageAs) -> None:
    page = page_as(dialogue.host, path="/?view=split", **PHONE)
    expect(page.locator(".column")).to_have_count(3)
    columns = page.locator(".columns")
    assert columns.evaluate("e => getComputedStyle(e).scrollSnapType") == "x mandatory"
    columns.evaluate("e => e.scrollTo({ left: e.clientWidth, behavior: 'instant' })")
    expect(page.locator(".column").nth(1)).to_be_in_viewport(ratio=0.9)
