"""The app goes away in the middle of a dialogue: people write on, and it catches up when it is back."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageAs
from tests.browser.entaku import Entaku
from tests.e2e.stage import until

CATCHING_UP_MS = 30_000


def thread_of(entaku: Entaku, page_as: PageAs, room: str) -> Page:
    return page_as(entaku.someone_in(room), path=f"/?at={room}&thread={entaku.cards_of[room]}")


def say(page: Page, words: str) -> None:
    page.locator("#thread textarea").fill(words)
    page.locator("#thread textarea").press("Enter")


def messages(page: Page) -> Locator:
    return page.locator("#thread .message-body")


def test_the_page_says_kindly_that_the_app_is_away_and_it_catches_up_later(
    dialogue: Entaku, page_as: PageAs
) -> None:
    here, there = (thread_of(dialogue, page_as, room) for room in dialogue.rooms[:2])
    say(here, "まだみんなそろっています")
    expect(messages(there).filter(has_text="まだみんなそろっています")).to_be_visible()

    app = dialogue.apps[-1].process
    app.terminate()
    expect(here.locator("#notices")).to_contain_text("席を外しています")
    app.wait(30)
    say(here, "アプリのいないあいだに")
    expect(messages(here).filter(has_text="アプリのいないあいだに")).to_be_visible()
    expect(messages(there).filter(has_text="アプリのいないあいだに")).to_have_count(0)

    dialogue.start_app()
    expect(here.locator("#notices")).to_contain_text("戻りました")
    copy = messages(there).filter(has_text="アプリのいないあいだに")
    expect(copy).to_have_count(1, timeout=CATCHING_UP_MS)
    say(there, "おかえりなさい")
    expect(messages(here).filter(has_text="おかえりなさい")).to_have_count(1)


def test_what_nobody_answers_is_said_and_not_lost(dialogue: Entaku, page_as: PageAs) -> None:
    page = thread_of(dialogue, page_as, dialogue.rooms[0])
    page.locator('#tools [data-panel="xray"]').click()
    page.get_by_role("tab", name="保存と読み込み").click()
    page.get_by_role("button", name="アプリのプラグを抜く").click()
    expect(page.locator("#panel")).to_contain_text("プラグが抜けています")
    page.locator("#panel").get_by_label("閉じる").first.click()
    page.locator("#room textarea").fill("/voice とりはずせる持ち手がほしい")
    page.locator("#room textarea").press("Enter")
    expect(page.locator("#notices")).to_contain_text("/voice の返事がありませんでした")
    expect(page.locator("#room textarea")).to_have_value("/voice とりはずせる持ち手がほしい")

    page.locator('#tools [data-panel="xray"]').click()
    page.get_by_role("button", name="アプリのプラグを差す").click()
    until("the app has a socket", dialogue.sandbox.sockets, 30)
    page.locator("#room textarea").press("Enter")
    expect(page.locator("#room textarea")).to_have_value("")
    until("the voice is kept", lambda: dialogue.sandbox.traffic(kind="command", name="/voice"))
