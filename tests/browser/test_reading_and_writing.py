"""Reading and writing in rooms, threads and direct messages; what is new leads there."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PageAs
from tests.browser.sitting import THREAD, field, hand, message, more, place, write
from tests.browser.windows import Complaints
from tests.sandbox.stage import Stage, wait_for


def test_a_message_is_written_and_read(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    write(page, "おはよう\nございます")
    expect(message(page, "おはよう")).to_contain_text("ございます")
    [told] = stage.sandbox.messages("sales")
    assert (told["text"], told["user"]) == ("おはよう\nございます", stage.user("aki"))
    expect(field(page)).to_have_value("")


def test_what_is_typed_is_shown_as_text_and_never_as_html(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    write(page, "<img src=x onerror=alert(1)> & <b>bold</b>")
    expect(message(page, "<b>bold</b>")).to_be_visible()
    assert page.locator("#room .message-body img[src='x'], #room .message-body b").count() == 0


def test_authors_are_grouped_and_days_divided(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.ask("PUT", "/clock", now="2026-11-29T09:00:00+09:00", paused=True)
    for user, text in (("aki", "one"), ("aki", "two"), ("ben", "three")):
        stage.sandbox.post(user, "sales", text)
        stage.sandbox.advance(1)
    stage.sandbox.ask("PUT", "/clock", now="2026-11-30T09:00:00+09:00")
    stage.sandbox.post("ben", "sales", "four")
    page = page_as("aki")
    expect(page.locator("#room .between:not(.new)")).to_have_count(2)
    expect(page.locator("#room .between").filter(has_text="今日")).to_have_count(1)
    expect(message(page, "two")).to_have_class(re.compile("grouped"))
    for text in ("one", "three", "four"):
        expect(message(page, text)).not_to_have_class(re.compile("grouped"))


def test_a_reply_is_written_in_the_thread_and_counted_in_the_room(stage: Stage, page_as: PageAs) -> None:
    parent = stage.sandbox.post("ben", "sales", "what do you think")
    page = page_as("aki")
    hand(message(page, "what do you think"), "スレッドで返信").click()
    write(page, "いいですね", THREAD)
    expect(message(page, "いいですね", THREAD)).to_be_visible()
    expect(page.locator("#room .replies")).to_contain_text("1件の返信")
    assert [one["text"] for one in stage.sandbox.thread("sales", parent)][1:] == ["いいですね"]
    page.get_by_role("button", name="閉じる").click()
    expect(page.locator(THREAD)).to_be_hidden()


def test_a_reply_may_be_shown_in_the_room_too(stage: Stage, page_as: PageAs) -> None:
    parent = stage.sandbox.post("ben", "sales", "parent")
    page = page_as("aki", path=f"/?at=sales&thread={parent}")
    page.get_by_label("部屋にも表示する").check()
    write(page, "everybody should know", THREAD)
    expect(
        message(page, "everybody should know").get_by_role("button", name="スレッドへの返信")
    ).to_be_visible()


def test_the_last_message_is_edited_with_the_arrow_key(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    write(page, "a & b <c>")
    expect(message(page, "a & b")).to_be_visible()
    field(page).press("ArrowUp")
    editor = page.locator("#room .editor textarea")
    expect(editor).to_have_value("a & b <c>")
    editor.fill("better")
    editor.press("Enter")
    expect(message(page, "better").locator(".edited")).to_have_text("（編集ずみ）")
    assert stage.sandbox.messages("sales")[0]["text"] == "better"


def test_leaving_the_editor_changes_nothing(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("aki", "sales", "as it was")
    page = page_as("aki")
    more(page, message(page, "as it was"), "編集")
    page.locator("#room .editor textarea").fill("something else")
    page.keyboard.press("Escape")
    expect(message(page, "as it was")).to_be_visible()
    assert "edited" not in stage.sandbox.messages("sales")[0]


def test_ones_own_message_is_deleted_once_that_is_confirmed(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("aki", "sales", "a slip")
    page = page_as("aki")
    more(page, message(page, "a slip"), "削除")
    page.get_by_role("dialog").get_by_role("button", name="削除").click()
    expect(message(page, "a slip")).to_have_count(0)
    assert stage.sandbox.messages("sales") == []


def test_of_somebody_elses_message_neither_edit_nor_delete_is_offered(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "not mine")
    page = page_as("aki")
    hand(message(page, "not mine"), "そのほか").click()
    expect(page.get_by_role("menuitem", name="文をコピー")).to_be_visible()
    expect(page.get_by_role("menuitem", name="編集")).to_have_count(0)
    expect(page.get_by_role("menuitem", name="削除")).to_have_count(0)


def test_a_parent_that_is_deleted_leaves_a_trace(stage: Stage, page_as: PageAs) -> None:
    parent = stage.sandbox.post("aki", "sales", "parent")
    stage.sandbox.post("ben", "sales", "reply", thread_ts=parent)
    page = page_as("aki")
    expect(message(page, "parent")).to_be_visible()
    stage.sandbox.delete("aki", "sales", parent)
    expect(message(page, "このメッセージは削除されました。")).to_be_visible()
    expect(page.locator("#room .replies")).to_contain_text("1件の返信")


def test_an_ephemeral_stands_in_its_place_and_can_be_put_away(stage: Stage, page_as: PageAs) -> None:
    stage.post(text="before")
    stage.ok("chat.postEphemeral", channel=stage.channel("sales"), user=stage.user("aki"), text="psst")
    stage.post(text="after")
    page, other = page_as("aki"), page_as("ben")
    expect(page.locator("#room .message")).to_have_count(3)
    expect(page.locator("#room .message").nth(1)).to_contain_text("あなただけに見えています")
    expect(message(other, "after")).to_be_visible()
    expect(message(other, "psst")).to_have_count(0)
    message(page, "psst").get_by_role("button", name="かくす").click()
    expect(message(page, "psst")).to_have_count(0)


def test_an_ephemeral_of_a_thread_stands_in_the_thread(stage: Stage, page_as: PageAs) -> None:
    parent = stage.post(text="parent")
    page = page_as("aki", path=f"/?at=sales&thread={parent}")
    expect(message(page, "parent", THREAD)).to_be_visible()
    where = {"channel": stage.channel("sales"), "user": stage.user("aki"), "thread_ts": parent}
    stage.ok("chat.postEphemeral", text="psst", **where)
    expect(message(page, "psst", THREAD)).to_be_visible()
    expect(message(page, "psst")).to_have_count(0)


def test_unread_marks_lead_to_what_is_new(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", path="/?at=board")
    stage.sandbox.post("ben", "sales", "this is new")
    expect(place(page, "sales").locator(".count")).to_have_text("1")
    expect(page).to_have_title(re.compile(r"^\(1\)"))
    place(page, "sales").click()
    expect(page.locator("#room .between.new")).to_be_visible()
    expect(message(page, "this is new")).to_be_visible()
    expect(place(page, "sales").locator(".count")).to_have_count(0)


def test_a_new_reply_leads_into_its_thread(stage: Stage, page_as: PageAs) -> None:
    parent = stage.sandbox.post("aki", "sales", "parent")
    page = page_as("aki", path="/?at=board")
    stage.sandbox.post("ben", "sales", "deep inside", thread_ts=parent)
    expect(place(page, "sales").locator(".count")).to_have_text("1")
    place(page, "sales").click()
    expect(message(page, "deep inside", THREAD)).to_be_visible()
    expect(place(page, "sales").locator(".count")).to_have_count(0)


def test_what_was_read_stays_read_over_a_reload(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "read me")
    page = page_as("aki", path="/?at=sales")
    wait_for(lambda: unread_of(stage, "aki") == 0)
    page.reload()
    expect(message(page, "read me")).to_be_visible()
    expect(page.locator("#sidebar .count")).to_have_count(0)
    expect(page.locator("#room .between.new")).to_have_count(0)


def unread_of(stage: Stage, user: str) -> int:
    found = stage.sandbox.ask("GET", "/read/unread", user=user)["conversations"]
    return sum(one["unread"] for one in found)


def test_of_five_hundred_messages_the_newest_are_drawn_first(stage: Stage, page_as: PageAs) -> None:
    for number in range(500):
        stage.sandbox.post(("aki", "ben")[number % 2], "sales", f"message {number} of many")
    page = page_as("aki", path="/?at=sales")
    expect(message(page, "message 499")).to_be_visible()
    assert page.locator("#room .message").count() < 200


def test_older_messages_come_when_one_goes_up(stage: Stage, page_as: PageAs) -> None:
    for number in range(150):
        stage.sandbox.post("ben", "sales", f"message {number}.")
    page = page_as("aki", path="/?at=sales")
    expect(message(page, "message 149.")).to_be_visible()
    expect(message(page, "message 0.")).to_have_count(0)
    scroller = page.locator("#room .scroller")
    for oldest in ("message 90.", "message 30.", "message 0."):
        scroller.evaluate("e => e.scrollTo(0, 0)")
        expect(message(page, oldest)).to_have_count(1)
    scroller.evaluate("e => e.scrollTo(0, 0)")
    expect(message(page, "message 0.")).to_be_visible()
    expect(page.locator("#room .message")).to_have_count(150)


def test_whoever_reads_further_up_is_not_moved_by_what_comes(stage: Stage, page_as: PageAs) -> None:
    for number in range(55):
        stage.sandbox.post("ben", "sales", f"message {number}.")
    page = page_as("aki", path="/?at=sales")
    expect(message(page, "message 54.")).to_be_visible()
    page.locator("#room .scroller").evaluate("e => e.scrollTo(0, 600)")
    shown = message(page, "message 20.")
    before = shown.bounding_box()
    stage.sandbox.post("ben", "sales", "down below")
    expect(message(page, "down below")).to_have_count(1)
    assert shown.bounding_box() == before
    page.get_by_role("button", name="いちばん新しいところへ").click()
    expect(message(page, "down below")).to_be_in_viewport()


def test_people_write_to_each_other(stage: Stage, page_as: PageAs) -> None:
    page, other = page_as("aki"), page_as("ben")
    page.get_by_role("button", name="だれかに書く").click()
    page.get_by_role("dialog").get_by_role("option", name="Ben Ito").click()
    write(page, "just for you")
    expect(place(other, "亜紀").locator(".count")).to_have_text("1")
    place(other, "亜紀").click()
    expect(message(other, "just for you")).to_be_visible()
    assert stage.app.texts() == []


def test_one_writes_to_the_app(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", path="/?view=home")
    page.get_by_role("tab", name="メッセージ").click()
    write(page, "hello app")
    expect(message(page, "hello app")).to_be_visible()
    wait_for(lambda: "hello app" in stage.app.texts())


def test_a_group_that_the_app_belongs_to_is_a_group_and_not_the_app(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.change_workspace(scopes=["chat:write", "mpim:write"])
    group = stage.ok("conversations.open", users=f"{stage.user('aki')},{stage.user('ben')}")["channel"]["id"]
    stage.ok("chat.postMessage", channel=group, text="you two met on Monday")
    page = page_as("aki")
    place = page.locator(f'.place[data-channel="{group}"]')
    expect(place).to_contain_text("Ben")
    place.click()
    expect(page.get_by_text("you two met on Monday")).to_be_visible()
    expect(page.get_by_role("tab", name="ホーム")).to_have_count(0)


def test_a_public_room_can_be_entered(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.add_channel("lounge", members=["ben"])
    page = page_as("aki")
    place(page, "lounge").click()
    expect(field(page)).to_have_count(0)
    page.get_by_role("button", name="この部屋に入る").click()
    write(page, "hello")
    expect(message(page, "hello")).to_be_visible()
    expect(message(page, "佐藤 亜紀さんが部屋に入りました")).to_be_visible()


def test_in_an_archived_room_nobody_writes(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", path="/?at=sales")
    expect(field(page)).to_be_visible()
    stage.sandbox.archive("sales")
    expect(page.get_by_text("この部屋はアーカイブされています。")).to_be_visible()
    expect(field(page)).to_have_count(0)


def test_drafts_are_kept_for_each_place(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", path="/?at=sales")
    field(page).fill("half a thought")
    place(page, "board").click()
    expect(field(page)).to_have_value("")
    expect(place(page, "sales").locator(".icon-edit")).to_be_visible()
    page.reload()
    place(page, "sales").click()
    expect(field(page)).to_have_value("half a thought")


def test_everything_is_read_anew_after_another_state_is_loaded(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "before")
    saved = stage.sandbox.save()
    page = page_as("aki", path="/?at=sales")
    write(page, "after")
    expect(message(page, "after")).to_be_visible()
    stage.sandbox.load(saved)
    expect(message(page, "after")).to_have_count(0)
    expect(message(page, "before")).to_be_visible()
    stage.sandbox.reset()
    expect(message(page, "before")).to_have_count(0)
    write(page, "and on")
    expect(message(page, "and on")).to_be_visible()


@pytest.mark.parametrize("user", ["aki", "ben"])
def test_the_page_speaks_the_persons_language(stage: Stage, page_as: PageAs, user: str) -> None:
    page = page_as(user)
    words = {"aki": "ダイレクトメッセージ", "ben": "Direct messages"}
    expect(page.locator("#sidebar")).to_contain_text(words[user])
    expect(page.locator("html")).to_have_attribute("lang", {"aki": "ja", "ben": "en"}[user])


def test_when_the_sandbox_is_out_of_reach_what_was_written_stays(
    stage: Stage, page_as: PageAs, complaints: Complaints
) -> None:
    complaints.expect("ERR_", "Failed to load")
    page = page_as("aki", path="/?at=sales")
    expect(field(page)).to_be_visible()
    page.context.set_offline(True)
    write(page, "not lost")
    expect(field(page)).to_have_value("not lost")
    page.context.set_offline(False)
    field(page).press("Enter")
    expect(message(page, "not lost")).to_be_visible()


def test_what_could_not_be_read_stands_there_as_soon_as_it_can_be(
    stage: Stage, page_as: PageAs, complaints: Complaints
) -> None:
    complaints.expect("ERR_", "Failed to load")
    page = page_as("aki", path="/?at=sales")
    expect(field(page)).to_be_visible()
    page.route("**/control/read/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        stage.sandbox.post("ben", "sales", "not missed")
    page.unroute("**/control/read/**")
    expect(message(page, "not missed")).to_be_visible()


def test_a_deed_the_sandbox_did_not_hear_of_is_told(
    stage: Stage, page_as: PageAs, complaints: Complaints
) -> None:
    complaints.expect("ERR_", "Failed to load")
    stage.ok("chat.postEphemeral", channel=stage.channel("sales"), user=stage.user("aki"), text="psst")
    page = page_as("aki", path="/?at=sales")
    page.route("**/control/acts/dismiss*", lambda route: route.abort())
    message(page, "psst").get_by_role("button", name="かくす").click()
    expect(page.locator(".notice")).to_contain_text("サンドボックスにつながりません")
    expect(message(page, "psst")).to_be_visible()
