"""The time in the bar: what hour it is, how fast it runs, and the way to what happens next."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import expect

from sandbox.client import Sandbox
from tests.browser.entaku import Entaku


def button(page, name):
    return page.locator("#time").get_by_role("button", name=name)


def test_day_and_hour_are_told_where_the_company_is(entaku, page_as):
    entaku.sandbox.set_clock(now=datetime.fromisoformat("2026-11-29T18:04:30+09:00"), paused=True)
    page = page_as(entaku.host)
    expect(page.locator(".time-day")).to_have_text(re.compile(r"11月29日"))
    expect(page.locator(".time-hour")).to_have_text("18:04")


def test_time_can_be_stopped_and_run_faster(entaku, page_as):
    page = page_as(entaku.host)
    button(page, "10倍の速さ").click()
    expect(button(page, "10倍の速さ")).to_have_attribute("aria-pressed", "true")
    assert clock(entaku.sandbox) == {"rate": 10, "paused": False}
    button(page, "時間を止める").click()
    expect(button(page, "時間を進める")).to_have_attribute("aria-pressed", "true")
    assert clock(entaku.sandbox) == {"rate": 10, "paused": True}
    button(page, "ふだんの速さ").click()
    expect(button(page, "ふだんの速さ")).to_have_attribute("aria-pressed", "true")
    assert clock(entaku.sandbox) == {"rate": 1, "paused": False}


def clock(sandbox: Sandbox) -> dict[str, object]:
    told = sandbox.ask("GET", "/clock")
    return {name: told[name] for name in ("rate", "paused")}


def test_what_others_do_to_the_clock_is_shown_at_once(entaku, page_as):
    page = page_as(entaku.host)
    entaku.sandbox.set_clock(now=datetime.fromisoformat("2026-11-29T19:30:00+09:00"), rate=60, paused=True)
    expect(page.locator(".time-hour")).to_have_text("19:30")
    expect(button(page, "時間を進める")).to_be_visible()


def test_what_is_told_while_the_clock_is_being_read_stands(entaku, page_as):
    entaku.sandbox.set_clock(now=datetime.fromisoformat("2026-11-29T19:00:00+09:00"), rate=60, paused=False)
    page = page_as(entaku.host)
    expect(button(page, "60倍の速さ")).to_have_attribute("aria-pressed", "true")
    asked = []

    def answer_late(route):
        """The bar is there at the second reading; its answer comes after somebody stopped the clock."""
        asked.append(answer := route.fetch())
        if len(asked) == 2:
            at = datetime.fromisoformat("2026-11-29T19:40:00+09:00")
            entaku.sandbox.set_clock(now=at, paused=True)
            expect(page.locator(".time-hour")).to_have_text("19:40")
        route.fulfill(response=answer)

    page.route("**/control/clock*", answer_late)
    page.reload()
    expect(page.locator(".time-hour")).to_have_text("19:40")
    expect(button(page, "時間を進める")).to_be_visible()
    assert len(asked) >= 2


def test_the_way_to_what_happens_next(entaku, page_as):
    at = datetime.fromisoformat("2026-11-29T20:00:00+09:00")
    entaku.sandbox.set_clock(now=at, paused=True)
    page = page_as(entaku.host)
    entaku.sandbox.announce([{"at": (at + timedelta(minutes=12)).isoformat(), "kind": "colleague"}])
    onward = button(page, re.compile("次のできごとまで進める（20:12 だれかが動く）"))
    onward.click()
    expect(page.locator(".time-hour")).to_have_text("20:12")
    entaku.sandbox.announce([])
    expect(button(page, re.compile("10:00 ミニ対話がひらく"))).to_be_visible()


def test_whom_a_window_plays_colleagues_leave_alone(entaku, page_as):
    page = page_as(entaku.host)
    me, other = entaku.sandbox.user(entaku.host)["id"], entaku.sandbox.user("kato")["id"]
    wait(lambda: me in entaku.sandbox.colleagues()["present"], page)
    second = page_as("kato")
    wait(lambda: {me, other} <= set(entaku.sandbox.colleagues()["present"]), second)
    second.close()
    wait(lambda: other not in entaku.sandbox.colleagues()["present"], page)
    assert me in entaku.sandbox.colleagues()["present"]


def wait(is_so, page) -> None:
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen in time")


def test_colleagues_are_switched_off_and_on(entaku, page_as):
    entaku.sandbox.announce([])
    page = page_as(entaku.host)
    button(page, "同僚に休んでもらう").click()
    expect(button(page, "同僚に来てもらう")).to_be_visible()
    assert entaku.sandbox.colleagues()["on"] is False
    button(page, "同僚に来てもらう").click()
    expect(button(page, "同僚に休んでもらう")).to_be_visible()
    assert entaku.sandbox.colleagues()["on"] is True


def test_english_is_spoken_to_those_who_speak_it(entaku: Entaku, page_as):
    page = page_as("lin")
    expect(button(page, re.compile("Go to what happens next"))).to_be_visible()
    expect(page.locator("#time")).not_to_contain_text("次へ")
