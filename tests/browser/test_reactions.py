"""Reactions: at hand, from the picker, and on and off by their pills."""

from playwright.sync_api import expect

from tests.browser.conftest import PageAs
from tests.browser.sitting import hand, message, pill
from tests.sandbox.stage import Stage


def test_pin_idea_and_cheer_are_at_hand(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "well said")
    page = page_as("aki")
    shown = message(page, "well said")
    for name in ("pushpin", "bulb", "tada"):
        hand(shown, f":{name}:").click()
        expect(pill(shown, name)).to_have_attribute("aria-pressed", "true")
    told = stage.sandbox.messages("sales")[0]["reactions"]
    assert [(one["name"], one["users"]) for one in told] == [
        (name, [stage.user("aki")]) for name in ("pushpin", "bulb", "tada")
    ]


def test_a_pill_is_pressed_on_and_off(stage: Stage, page_as: PageAs) -> None:
    ts = stage.sandbox.post("ben", "sales", "well said")
    stage.sandbox.react("ben", "sales", ts, "bulb")
    page = page_as("aki")
    shown = pill(message(page, "well said"), "bulb")
    expect(shown).to_have_attribute("aria-pressed", "false")
    shown.click()
    expect(shown).to_have_text("💡2")
    shown.click()
    expect(shown).to_have_text("💡1")
    stage.sandbox.unreact("ben", "sales", ts, "bulb")
    expect(shown).to_have_count(0)


def test_an_emoji_is_found_by_its_name(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "lovely")
    page = page_as("aki")
    hand(message(page, "lovely"), "リアクションを付ける").click()
    search = page.get_by_placeholder("名前でさがす")
    expect(search).to_be_focused()
    search.fill("seedl")
    search.press("Enter")
    expect(pill(message(page, "lovely"), "seedling")).to_be_visible()


def test_the_picker_is_left_with_escape(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("ben", "sales", "lovely")
    page = page_as("aki")
    hand(message(page, "lovely"), "リアクションを付ける").click()
    page.keyboard.press("Escape")
    expect(page.locator(".popover")).to_have_count(0)
    assert "reactions" not in stage.sandbox.messages("sales")[0]


def test_who_reacted_is_told(stage: Stage, page_as: PageAs) -> None:
    ts = stage.sandbox.post("ben", "sales", "lovely")
    stage.sandbox.react("ben", "sales", ts, "tada")
    stage.sandbox.react("aki", "sales", ts, "tada")
    page = page_as("aki")
    name = ":tada: 2件、Ben Ito、自分。押すと付けはずしできます"
    expect(page.get_by_role("button", name=name)).to_be_visible()


def test_a_reaction_leaves_what_stands_in_the_message_alone(stage: Stage, page_as: PageAs) -> None:
    ts = stage.post(text="x", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "a card"}}])
    page = page_as("aki")
    shown = message(page, "a card")
    shown.locator(".message-body").evaluate("e => (e.firstElementChild.dataset.same = 'yes')")
    stage.sandbox.react("ben", "sales", ts, "pushpin")
    expect(pill(shown, "pushpin")).to_be_visible()
    expect(shown.locator("[data-same=yes]")).to_have_count(1)
