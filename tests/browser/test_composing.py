"""Composing Japanese; suggestions for people, commands and emoji; commands that are not answered."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs
from tests.browser.sitting import THREAD, field, message, write
from tests.sandbox.stage import Stage, wait_for

COMPOSED_KEY = """(element, how) => element.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...how }))"""


def compose(page: Page, text: str) -> None:
    """Type with an input method, up to the underlined text that is not chosen yet."""
    session = page.context.new_cdp_session(page)
    session.send(
        "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
    )


def test_enter_while_composing_chooses_a_word_and_sends_nothing(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    field(page).click()
    compose(page, "こえ")
    expect(field(page)).to_have_value("こえ")
    page.keyboard.press("Enter")
    assert stage.sandbox.messages("sales") == []
    page.keyboard.insert_text("声")
    field(page).press("Enter")
    expect(message(page, "声")).to_be_visible()
    assert len(stage.sandbox.messages("sales")) == 1


def test_both_ways_in_which_browsers_tell_of_composing_are_understood(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    field(page).fill("変換中")
    field(page).evaluate(COMPOSED_KEY, {"isComposing": True})
    field(page).evaluate(COMPOSED_KEY, {"keyCode": 229})
    expect(field(page)).to_have_value("変換中")
    assert stage.sandbox.messages("sales") == []


def test_shift_enter_makes_a_line(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    field(page).press_sequentially("one")
    field(page).press("Shift+Enter")
    field(page).press_sequentially("two")
    expect(field(page)).to_have_value("one\ntwo")
    assert stage.sandbox.messages("sales") == []


def test_a_mention_is_suggested_and_means_the_person(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    field(page).press_sequentially("これ、 @be")
    expect(page.get_by_role("option", name="Ben Ito")).to_be_visible()
    field(page).press("Enter")
    expect(field(page)).to_have_value("これ、 @Ben Ito ")
    field(page).press("Enter")
    expect(message(page, "@Ben Ito")).to_be_visible()
    assert f"<@{stage.user('ben')}>" in stage.sandbox.messages("sales")[0]["text"]


def test_suggestions_are_left_with_escape(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    field(page).press_sequentially("@be")
    expect(page.get_by_role("option", name="Ben Ito")).to_be_visible()
    field(page).press("Escape")
    expect(page.get_by_role("option", name="Ben Ito")).to_have_count(0)
    expect(field(page)).to_be_focused()


def test_an_emoji_is_suggested_by_its_name(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    field(page).press_sequentially("よかった :tad")
    field(page).press("Tab")
    expect(field(page)).to_have_value("よかった 🎉 ")


def test_a_command_is_suggested_and_run(stage: Stage, page_as: PageAs) -> None:
    stage.answers("command")
    page = page_as("aki")
    field(page).press_sequentially("/he")
    expect(page.get_by_role("option", name="/hello")).to_contain_text("says hello")
    field(page).press("Enter")
    field(page).press_sequentially("there")
    field(page).press("Enter")
    expect(field(page)).to_have_value("")
    payload = wait_for(lambda: [one.payload for one in stage.app.received if "command" in one.payload])[0]
    assert (payload["command"], payload["text"]) == ("/hello", "there")
    assert stage.sandbox.messages("sales") == []


def test_a_command_that_is_not_answered_is_put_back(stage: Stage, page_as: PageAs) -> None:
    stage.answers("command", 500)
    page = page_as("aki")
    write(page, "/hello 大事なこと")
    expect(page.locator("#notices")).to_contain_text("Parlour から /hello の返事がありませんでした")
    expect(field(page)).to_have_value("/hello 大事なこと")


def test_an_answer_that_cannot_be_shown_is_told(stage: Stage, page_as: PageAs) -> None:
    stage.answers("command", 200, {"blocks": [{"type": "none"}]})
    page = page_as("aki")
    write(page, "/hello 大事なこと")
    expect(page.locator("#notices")).to_contain_text("表示できませんでした")
    expect(field(page)).to_have_value("/hello 大事なこと")


def test_an_unknown_command_can_be_sent_as_a_message(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    write(page, "/shrug indeed")
    expect(page.locator("#notices")).to_contain_text("/shrug というコマンドはありません。")
    page.locator("#notices").get_by_role("button", name="文として送る").click()
    expect(message(page, "/shrug indeed")).to_be_visible()
    expect(field(page)).to_have_value("")


def test_a_command_in_a_thread_is_kindly_moved_to_the_room(stage: Stage, page_as: PageAs) -> None:
    parent = stage.sandbox.post("ben", "sales", "parent")
    page = page_as("aki", path=f"/?at=sales&thread={parent}")
    write(page, "/hello there", THREAD)
    expect(page.locator("#notices")).to_contain_text("コマンドはスレッドでは使えません")
    expect(field(page, THREAD)).to_have_value("/hello there")
    page.locator("#notices").get_by_role("button", name="部屋の入力欄へ移す").click()
    expect(field(page)).to_have_value("/hello there")
    expect(field(page)).to_be_focused()
    assert len(stage.sandbox.thread("sales", parent)) == 1


def test_commands_and_shortcuts_stand_in_the_plus_menu(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    page.get_by_role("button", name="ファイル、コマンド、ショートカット").click()
    expect(page.get_by_role("menuitem", name="New")).to_be_visible()
    page.get_by_role("menuitem", name="/hello").click()
    expect(field(page)).to_have_value("/hello ")
