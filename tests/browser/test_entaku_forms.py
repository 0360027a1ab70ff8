"""Entaku's own forms, as people fill them in: /voice and /wins."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageAs
from tests.browser.entaku import Entaku

QUOTE = "色が多すぎて、どれも選べなくなってしまいました"


def form_of(page: Page) -> Locator:
    return page.get_by_role("dialog").locator("form:not([hidden])")


def field(page: Page, name: str) -> Locator:
    return form_of(page).locator(f'[data-field="{name}"]')


def send(page: Page) -> None:
    form_of(page).locator('button[type="submit"]').click()


def choose(page: Page, name: str, text: str) -> None:
    box = field(page, name).get_by_role("combobox")
    box.fill(text)
    box.press("Enter")


def sitting(entaku: Entaku, page_as: PageAs, command: str, **how: Any) -> Page:
    """Somebody of the first room, with the form of a command before them."""
    room = entaku.rooms[0]
    who = entaku.someone_in(room, 1)
    page = page_as(who, path=f"/?at={room}", **how)
    entaku.sandbox.command(who, room, command)
    expect(form_of(page)).to_be_visible()
    return page


@pytest.mark.parametrize("how", [{}, {"width": 360, "height": 740, "dark": True}])
def test_a_voice_is_brought_and_taken_back(entaku: Entaku, page_as: PageAs, how: Any) -> None:
    page = sitting(entaku, page_as, "/voice", **how)
    expect(field(page, "quote").get_by_role("textbox")).to_be_focused()
    send(page)
    expect(field(page, "quote").locator(".field-error")).to_be_visible()
    field(page, "quote").get_by_role("textbox").fill("あ" * 501)
    send(page)
    expect(field(page, "quote").locator(".field-error")).to_contain_text("501")
    field(page, "quote").get_by_role("textbox").fill(QUOTE)
    field(page, "scene").get_by_role("textbox").fill("売り場で\n棚の前に立ったまま")
    choose(page, "source", "店頭")
    field(page, "said_on").locator("input").fill("2026-11-28")
    send(page)
    expect(form_of(page)).to_contain_text("ありがとうございます")
    expect(form_of(page)).to_contain_text(QUOTE)
    form_of(page).get_by_role("button", name="取り下げる").click()
    expect(form_of(page)).to_contain_text("取り下げました")
    expect(form_of(page).get_by_role("button", name="とじる")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_win_is_shared_with_thanks_to_a_colleague(entaku: Entaku, page_as: PageAs) -> None:
    page = sitting(entaku, page_as, "/wins")
    thanked = next(one for one in entaku.sandbox.users() if one["key"] == entaku.host)
    name = thanked["display_name"] or thanked["real_name"]
    field(page, "headline").get_by_role("textbox").fill("棚の札を大きくしたら、手に取る人がふえました")
    field(page, "before").get_by_role("textbox").fill("3人")
    field(page, "after").get_by_role("textbox").fill("8人")
    choose(page, "thanks", name)
    expect(field(page, "thanks").locator(".bk-chip")).to_contain_text(name)
    page.keyboard.press("Escape")
    expect(form_of(page)).to_be_visible()
    send(page)
    expect(form_of(page)).to_contain_text("棚の札を大きくしたら")
    assert entaku.company.story
    form_of(page).get_by_role("link").first.click()
    page.keyboard.press("Escape")
    post = page.locator("#room .message").filter(has_text="棚の札を大きくしたら").last
    expect(post).to_contain_text("3人 → 8人")
    expect(post.locator(".mention")).to_contain_text(name)
