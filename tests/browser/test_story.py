"""The newcomer's story with the real app and the colleagues: from a customer's words to a small win two weeks later."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.entaku import Entaku
from tests.browser.newcomer import (
    WORDS,
    colleagues,
    come_to_the_decision,
    come_to_the_end,
    come_to_the_win,
    here,
    open_guide,
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("company", "width"), [("entaku", 1280), ("entaku_en", 360)])
def test_a_newcomer_goes_once_round_the_table(request, windows, company, width):
    place: Entaku = request.getfixturevalue(company)
    place.sandbox.set_clock(rate=1, paused=False)
    page = windows.open(place.sandbox.url, place.host, width=width, height=800, touch=width < 500)
    with colleagues(place) as play:
        come_to_the_decision(page, WORDS[place.language])
        decided_at = place.sandbox.clock()
        come_to_the_win(page)
        assert timedelta(days=13) < place.sandbox.clock() - decided_at < timedelta(days=14)
        come_to_the_end(page)
        assert any(name.endswith(".html") for name in files_told(place, place.host))
        done = {deed.what for deed in play.deeds}
        assert {"answer", "done", "help", "settle", "win"} <= done
        assert not any(deed.who == place.host for deed in play.deeds)
        assert [deed for deed in play.troubles() if deed.at > decided_at] == []
        assert [(one["name"], one["rule"]) for one in place.sandbox.refusals() if one["kind"] == "call"] == []


def files_told(place: Entaku, person: str) -> list[str]:
    told = place.sandbox.direct_messages(person)
    return [file["name"] for message in told for file in message.get("files") or ()]


def test_each_step_can_be_passed_over_and_gone_back_to(entaku, page_as):
    words = WORDS["ja"]
    page = page_as(entaku.host)
    open_guide(page, words)
    page.get_by_role("button", name=words["skip"]).click()
    here(page, "monday")
    page.get_by_role("button", name=words["skip"]).click()
    here(page, "write")
    page.get_by_role("button", name=words["skip"]).click()
    here(page, "talk")
    page.get_by_role("button", name=words["back"]).click()
    here(page, "write")
    page.locator("[data-step=pin] .guide-title").click()
    here(page, "pin")
    page.get_by_role("button", name=words["skip"]).click()
    here(page, "improve")
    page.locator("[data-step=win] .guide-title").click()
    here(page, "win")
    page.get_by_role("button", name=words["again"]).click()
    here(page, "voice")


def test_the_story_goes_on_after_a_reload(entaku, page_as):
    page = page_as(entaku.host)
    open_guide(page, WORDS["ja"])
    page.get_by_role("button", name=WORDS["ja"]["skip"]).click()
    here(page, "monday")
    page.reload()
    here(page, "monday")
    expect(page.locator("[data-guide=time-next]")).to_have_class(re.compile("guide-lit"))


def test_whoever_sits_at_no_table_is_given_a_seat(entaku, page_as):
    page = page_as("shimizu")
    open_guide(page, WORDS["ja"])
    expect(page).to_have_url(re.compile(r"as=sato"))


def test_a_step_is_done_by_deeds_and_not_by_pressing(entaku, page_as):
    page = page_as(entaku.host)
    open_guide(page, WORDS["ja"])
    here(page, "voice").locator(".guide-deeds .primary").click()
    box = page.locator("#room .composer .field")
    box.fill("ただのひとこと")
    box.press("Enter")
    expect(page.get_by_text("ただのひとこと")).to_be_visible()
    page.wait_for_timeout(1500)
    here(page, "voice")
