"""Reloading in the middle of a dialogue: place, thread, person, what was said and what is half written stay."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs
from tests.browser.entaku import Entaku


def said(page: Page) -> list[str]:
    return page.locator("#thread .message-body").all_inner_texts()


def test_a_reload_keeps_the_thread_and_everything_in_it(dialogue: Entaku, page_as: PageAs) -> None:
    room, other = dialogue.rooms[:2]
    page = page_as(dialogue.someone_in(room), path=f"/?at={room}&thread={dialogue.cards_of[room]}")
    page.locator("#thread textarea").fill("朝の台所は、音がよく響きます")
    page.locator("#thread textarea").press("Enter")
    dialogue.sandbox.post(
        dialogue.someone_in(other), other, "ふたの溝を見てみたいです", dialogue.cards_of[other]
    )
    expect(page.locator("#thread .message-body", has_text="ふたの溝を見てみたいです")).to_be_visible()
    page.locator("#thread textarea").fill("書きかけの言葉")
    before, address = said(page), page.url

    page.reload()
    expect(page.locator("#thread .message-body", has_text="ふたの溝を見てみたいです")).to_be_visible()
    assert (said(page), page.url) == (before, address)
    expect(page.locator("#thread textarea")).to_have_value("書きかけの言葉")
    expect(page.locator("#who")).to_contain_text("佐藤美咲")


def test_after_a_reload_the_page_is_live_again(dialogue: Entaku, page_as: PageAs) -> None:
    room, other = dialogue.rooms[:2]
    page = page_as(dialogue.someone_in(room), path=f"/?at={room}&thread={dialogue.cards_of[room]}")
    page.reload()
    expect(page.locator("#thread .message-body").first).to_be_visible()
    dialogue.sandbox.post(
        dialogue.someone_in(other), other, "読みなおしたあとのひとこと", dialogue.cards_of[other]
    )
    expect(page.locator("#thread .message-body", has_text="読みなおしたあとのひとこと")).to_have_count(1)


def test_a_reload_in_a_form_shows_the_form_again(dialogue: Entaku, page_as: PageAs) -> None:
    page = page_as(dialogue.host, path=f"/?at={dialogue.rooms[0]}")
    page.locator("#room textarea").fill("/voice")
    page.locator("#room textarea").press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.reload()
    expect(page.get_by_role("dialog")).to_be_visible()
