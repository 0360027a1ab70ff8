"""Rooms side by side: the bridge is seen working."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageAs
from tests.browser.entaku import Entaku
from tests.sandbox.stage import Stage


def column(page: Page, entaku: Entaku, room: str) -> Locator:
    return page.locator(f'.column[data-channel="{entaku.channels[room]}"]')


def test_a_remark_goes_over_into_the_other_rooms(dialogue: Entaku, page_as: PageAs) -> None:
    first, *others = dialogue.rooms
    page = page_as(dialogue.someone_in(first), path="/?view=split")
    expect(page.locator(".column")).to_have_count(3)
    box = column(page, dialogue, first).locator("textarea")
    box.fill("店でも同じことを聞きました")
    box.press("Enter")
    for room in dialogue.rooms:
        expect(column(page, dialogue, room)).to_contain_text("店でも同じことを聞きました")
    name = dialogue.sandbox.user(dialogue.someone_in(first))["real_name"].split()[0]
    for room in others:
        expect(column(page, dialogue, room).locator(".message.app").last).to_contain_text(name)


def test_in_a_room_one_is_not_in_one_can_be_somebody_who_is(dialogue: Entaku, page_as: PageAs) -> None:
    first, second, _ = dialogue.rooms
    page = page_as(dialogue.someone_in(first), path="/?view=split")
    there = column(page, dialogue, second)
    expect(there.locator("textarea")).to_have_count(0)
    there.get_by_role("button", name=re.compile("として書く")).click()
    expect(there.locator("textarea")).to_be_visible()
    assert f"as={dialogue.someone_in(second)}" in page.url
    assert "view=split" in page.url


def test_a_thread_of_the_split_view_is_opened_in_its_room(dialogue: Entaku, page_as: PageAs) -> None:
    room = dialogue.rooms[0]
    page = page_as(dialogue.someone_in(room), path="/?view=split")
    column(page, dialogue, room).get_by_role("button", name="部屋でひらく").click()
    expect(page.locator("#thread .message").first).to_be_visible()
    expect(page.locator("#room textarea")).to_be_visible()


def test_before_there_is_anything_to_see_the_split_view_says_so(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", path="/?view=split")
    expect(page.get_by_text("ここにならびます")).to_be_visible()
    for channel in ("sales", "shared"):
        parent = stage.post(channel, "an opening")
        stage.sandbox.post("aki", channel, "a reply", thread_ts=parent)
    expect(page.locator(".column")).to_have_count(2)
    expect(page.locator(".column").first).to_contain_text("a reply")
