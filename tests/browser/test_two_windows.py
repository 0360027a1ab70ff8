"""Two windows can be two people; what one does, the other sees at once."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PageAs
from tests.browser.sitting import message, pill, place, write
from tests.sandbox.stage import Stage


def test_two_people_talk(stage: Stage, page_as: PageAs) -> None:
    aki, ben = page_as("aki", path="/?at=sales"), page_as("ben", path="/?at=sales")
    write(aki, "こんにちは")
    expect(message(ben, "こんにちは")).to_contain_text("亜紀")
    write(ben, "hello")
    expect(message(aki, "hello")).to_contain_text("Ben Ito")
    message(aki, "hello").hover()
    message(aki, "hello").get_by_role("button", name=":tada:").click()
    expect(pill(message(ben, "hello"), "tada")).to_have_attribute("aria-pressed", "false")


def test_a_new_message_is_on_all_windows(stage: Stage, page_as: PageAs) -> None:
    pages = [page_as("aki", path="/?at=sales"), page_as("ben", path="/?at=sales")]
    for number in range(3):
        stage.sandbox.post("ben", "sales", f"now {number}")
        for page in pages:
            expect(message(page, f"now {number}")).to_be_visible()


def test_one_sits_down_as_somebody_else(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    page.get_by_role("button", name=re.compile("いまは佐藤 亜紀さん")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("option", name="Ben Ito")).to_contain_text("English")
    dialog.get_by_role("combobox").fill("ben")
    page.keyboard.press("Enter")
    expect(page.locator("#sidebar")).to_contain_text("Direct messages")
    assert "as=ben" in page.url
    write(page, "as ben")
    expect(message(page, "as ben")).to_contain_text("Ben Ito")
    assert stage.sandbox.messages("sales")[0]["user"] == stage.user("ben")
    expect(place(page, "board")).to_have_count(0)


def test_a_second_window_opens_as_somebody_else(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    page.get_by_role("button", name=re.compile("いまは佐藤 亜紀さん")).click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Ben Itoさんを別の窓でひらく").click()
    expect(opened.value.locator("#who")).to_contain_text("Ben Ito")
    expect(page.locator("#who")).to_contain_text("亜紀")


def test_what_is_read_in_one_window_is_read_in_the_other(stage: Stage, page_as: PageAs) -> None:
    first, second = page_as("aki", path="/?at=board"), page_as("aki", path="/?at=board")
    stage.sandbox.post("ben", "sales", "news")
    expect(place(second, "sales").locator(".count")).to_have_text("1")
    place(first, "sales").click()
    expect(place(second, "sales").locator(".count")).to_have_count(0)
