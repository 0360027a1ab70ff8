"""X-ray: the traffic between app and Slack, seen live."""

import json
import re
import threading

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageAs
from tests.e2e.stage import until
from tests.sandbox.stage import Stage

MANY = 1_200


@pytest.fixture
def xray(stage: Stage, page_as: PageAs) -> Page:
    page = page_as("ben")
    open_drawer(page)
    return page


def open_drawer(page: Page) -> None:
    page.locator('#tools [data-panel="xray"]').click()


def lines(page: Page, words: str = "") -> Locator:
    return page.locator("#panel .row", has_text=words)


def having(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words))


def count(page: Page, label: str) -> Locator:
    return page.locator(".xray-count", has_text=label).locator("strong")


def test_what_goes_by_is_listed_at_once_with_who_and_where(stage: Stage, xray: Page) -> None:
    expect(xray.locator(".xray-empty")).to_be_visible()
    stage.sandbox.post("aki", "sales", "おはようございます")
    line = lines(xray, "message")
    expect(line).to_contain_text("亜紀 · #sales")
    expect(line).to_contain_text("Slack to the app")
    expect(line).to_contain_text("ms")
    expect(count(xray, "payloads")).to_have_text("1")


def test_a_click_opens_what_was_sent_and_what_was_answered(stage: Stage, xray: Page) -> None:
    stage.answers("command", body={"text": "hello yourself"})
    stage.sandbox.command("aki", "sales", "/hello", "どなたか")
    lines(xray, "/hello").click()
    entry = xray.get_by_role("region", name="The chosen entry")
    expect(entry.locator("pre")).to_have_count(2)
    request, answer = entry.locator("pre").all()
    assert json.loads(request.inner_text())["text"] == "どなたか"
    assert json.loads(answer.inner_text()) == {"text": "hello yourself"}
    expect(entry).to_contain_text("acked")
    entry.press("Escape")
    expect(entry).to_be_hidden()
    expect(lines(xray, "/hello")).to_be_focused()


def test_a_refusal_is_red_and_names_slacks_reason_and_the_rules_line(stage: Stage, xray: Page) -> None:
    stage.call("chat.postMessage", channel="CNOWHERE", text="lost")
    line = lines(xray, "channel_not_found")
    expect(line.locator(".bad")).to_have_count(1)
    expect(count(xray, "refused")).to_have_text("1")
    line.click()
    verdict = xray.locator(".xray-verdict")
    expect(verdict).to_contain_text("channel.known")
    expect(verdict).to_contain_text("The conversation exists in this workspace.")
    expect(verdict).to_contain_text("SLACK.md §3")


def test_the_list_is_narrowed_by_kind_name_words_and_refusals(stage: Stage, xray: Page) -> None:
    stage.sandbox.command("aki", "sales", "/hello", "ふたが固い")
    stage.call("auth.test")
    stage.call("chat.postMessage", channel="CNOWHERE", text="lost")
    expect(lines(xray)).to_have_count(3)
    xray.get_by_label("Kind").select_option("command")
    expect(lines(xray)).to_have_count(1)
    xray.get_by_label("Kind").select_option("")
    xray.get_by_label("Name").fill("auth")
    expect(lines(xray)).to_have_text([having("auth.test")])
    xray.get_by_label("Name").fill("")
    xray.get_by_label("Any words in it").fill("ふたが")
    expect(lines(xray)).to_have_text([having("/hello")])
    xray.get_by_label("Any words in it").fill("")
    xray.get_by_label("Refused only").check()
    expect(lines(xray)).to_have_text([having("chat.postMessage")])
    stage.call("auth.test")
    stage.call("reactions.add", channel="CNOWHERE", timestamp="1.1", name="tada")
    expect(lines(xray)).to_have_text([having("reactions.add"), having("chat.postMessage")])


def test_a_call_under_way_is_seen_and_then_how_long_it_took(stage: Stage, xray: Page) -> None:
    stage.sandbox.fault("slow", method="auth.test", seconds=1.0)
    calling = threading.Thread(target=lambda: stage.call("auth.test"))
    calling.start()
    expect(lines(xray, "auth.test")).to_contain_text("under way")
    calling.join()
    expect(lines(xray, "auth.test")).to_contain_text("1.0 s")


def test_tries_are_shown_one_by_one_and_the_slowest_ack_opens_its_entry(stage: Stage, xray: Page) -> None:
    stage.sandbox.settings(retry_waits=[0.0])
    stage.sandbox.fault("lose_acks", count=1)
    stage.sandbox.post("aki", "sales", "twice")
    expect(lines(xray, "message")).to_contain_text("2 tries")
    xray.locator(".xray-count", has_text="slowest ack").click()
    tries = xray.locator(".xray-tries li")
    expect(tries).to_have_text([having("http_timeout"), having("acked")])


def test_of_a_long_log_only_what_is_seen_is_drawn(stage: Stage, page_as: PageAs) -> None:
    for number in range(MANY):
        stage.call("auth.test", number=number)
    page = page_as("ben")
    open_drawer(page)
    expect(lines(page).first).to_be_visible()
    assert lines(page).count() < 60
    rows = page.locator(".rows")
    last = page.locator(f'[aria-posinset="{MANY}"]')

    def at_the_end() -> bool:
        rows.evaluate("element => element.scrollTo(0, element.scrollHeight)")
        return last.is_visible()

    until("the oldest line", at_the_end)
    assert lines(page).count() < 60


def test_what_is_being_read_stays_where_it_is_while_more_goes_by(stage: Stage, page_as: PageAs) -> None:
    for number in range(100):
        stage.call("auth.test", number=number)
    page = page_as("ben")
    open_drawer(page)
    expect(lines(page).first).to_be_visible()
    page.locator(".rows").evaluate("element => element.scrollTo(0, 1500)")
    seen = page.locator('[aria-posinset="35"]')
    key, place = seen.get_attribute("data-key"), seen.bounding_box()
    for number in range(10):
        stage.call("auth.test", number=number)
    still = page.locator(f'[data-key="{key}"]')
    expect(still).to_have_attribute("aria-posinset", "45")
    assert still.bounding_box() == place


def test_arrow_keys_go_from_line_to_line(stage: Stage, xray: Page) -> None:
    for number in range(40):
        stage.call("auth.test", number=number)
    expect(count(xray, "calls")).to_have_text("40")
    lines(xray).first.focus()
    for _ in range(39):
        xray.keyboard.press("ArrowDown")
    expect(xray.locator('[aria-posinset="40"] button')).to_be_focused()
    xray.keyboard.press("Enter")
    expect(xray.get_by_role("region", name="The chosen entry")).to_be_visible()


def test_the_drawer_speaks_the_language_of_whoever_looks(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    open_drawer(page)
    expect(page.locator("#panel")).to_contain_text("やりとり")


def test_the_drawer_fits_a_telephone(stage: Stage, page_as: PageAs) -> None:
    stage.call("chat.postMessage", channel="CNOWHERE", text="lost")
    page = page_as("ben", width=360, height=740)
    open_drawer(page)
    lines(page, "channel_not_found").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Close the entry").click()
    expect(lines(page, "channel_not_found")).to_be_visible()
