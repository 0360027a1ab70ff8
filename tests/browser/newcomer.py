"""A newcomer's way through the story "Start here", as a person goes it: press, write, pin, wait."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from sandbox.play import Play
from tests.browser.entaku import Entaku

LONG_MS = 200_000.0
REACH_MS = 2_000.0
REACHES = 10
WORDS = {
    "ja": {
        "title": "ここから",
        "begin": "はじめる",
        "skip": "とばす",
        "back": "ひとつ前へ",
        "again": "最初から",
        "note": "朝がいちばん遠い",
        "idea": "ふたの見本を持って帰ってみる",
    },
    "en": {
        "title": "Start here",
        "begin": "Begin",
        "skip": "Skip",
        "back": "Back",
        "again": "Start over",
        "note": "Mornings are the far end of it",
        "idea": "Take a sample lid home for a week",
    },
}


@contextmanager
def colleagues(entaku: Entaku) -> Iterator[Play]:
    """Colleagues who live there for as long as the block runs."""
    play = Play(entaku.sandbox, entaku.company, seed=1, lives_on=True)
    play.start()
    try:
        yield play
    finally:
        play.stop()
        entaku.sandbox.announce([])


# --- the way -----------------------------------------------------------------------------------------------


def come_to_the_decision(page: Page, words: dict[str, str]) -> None:
    """Open the story and go from a customer's words to the improvement that a dialogue decides."""
    open_guide(page, words)
    send_example(page, "voice", "#room .composer .field")
    here(page, "monday").locator(".primary").click()
    write_a_note(page, words["note"])
    send_example(page, "talk", "#thread .composer .field")
    here(page, "across").locator(".primary").click()
    expect(page.locator(".columns .column")).to_have_count(3)
    pin_something(page)
    propose_something(page, words["idea"])
    here(page, "close").locator(".primary").click()
    make_a_picture(page)
    measure_something(page)
    send_example(page, "direct", "#room .composer .field")


def come_to_the_win(page: Page) -> None:
    here(page, "later").locator(".primary").click()
    follow_a_win(page)


def come_to_the_end(page: Page) -> None:
    send_example(page, "win", "#room .composer .field")
    expect(page.locator("#room .reaction, #room .reactions button").first).to_be_visible(timeout=LONG_MS)
    send_example(page, "report", "#room .composer .field")
    here(page, "mine").locator(".primary").click()
    expect(page.locator(".guide[data-state=over]")).to_be_visible(timeout=LONG_MS)


# --- its steps ---------------------------------------------------------------------------------------------


def here(page: Page, step: str) -> Locator:
    found = page.locator(f".guide-step.here[data-step={step}]")
    expect(found).to_be_visible(timeout=LONG_MS)
    return found


def open_guide(page: Page, words: dict[str, str]) -> None:
    page.locator("#tools").get_by_role("button", name=words["title"]).click()
    page.locator(".guide").get_by_role("button", name=words["begin"]).click()
    here(page, "voice")


def send_example(page: Page, step: str, field: str) -> str:
    """Send the words that a step puts into a field, and return how they begin."""
    here(page, step).locator(".guide-deeds .primary").click()
    box = page.locator(field).first
    expect(box).not_to_have_value("")
    words = box.input_value()
    box.press("Enter")
    return words[:12]


def follow_a_win(page: Page) -> None:
    """Two weeks later a win that came of the improvement stands there, with the way to it."""
    here(page, "trail").locator(".primary").click()
    button = page.locator("#room [data-action='trail.open']").last
    expect(button).to_be_visible(timeout=LONG_MS)
    button.click()
    way = page.locator("dialog[open]")
    expect(way.locator("hr").first).to_be_visible(timeout=LONG_MS)
    page.keyboard.press("Escape")
    expect(way).to_have_count(0)


def write_a_note(page: Page, words: str) -> None:
    here(page, "write").locator(".primary").click()
    page.locator("#thread [data-action='note.open']").first.click()
    send_form(page, words)


def propose_something(page: Page, words: str) -> None:
    here(page, "improve").locator(".primary").click()
    button = page.locator("#thread [data-action='improvement.propose']").first
    expect(button).to_be_visible(timeout=LONG_MS)
    button.click()
    send_form(page, words)


def make_a_picture(page: Page) -> None:
    here(page, "picture").locator(".primary").click()
    page.locator("#thread [data-action='watchword.card']").first.click()


def measure_something(page: Page) -> None:
    """With the shortcut behind ⋯ of the plan that was just sent."""
    plan = send_example(page, "measure", "#room .composer .field")
    message = page.locator("#room .message", has_text=plan).last
    message.focus()
    message.press("m")
    page.get_by_role("menuitem", name="Measure").click()
    form = page.locator("dialog[open]")
    expect(form.locator("[data-action='watchword.share']").first).to_be_visible(timeout=LONG_MS)
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)


def send_form(page: Page, words: str) -> None:
    """Fill in the first field of the form and send it; a page of thanks is closed."""
    form = page.locator("dialog[open]")
    form.locator("textarea, input[type=text]").first.fill(words)
    form.locator("button[type=submit], .primary").last.click()
    expect(form.locator("textarea, input[type=text]")).to_have_count(0, timeout=LONG_MS)
    if form.is_visible():
        page.keyboard.press("Escape")
    expect(form).to_have_count(0)


def pin_something(page: Page) -> None:
    """With 📌 on the last message of the first room: at hand under a mouse, behind ⋯ under a finger."""
    here(page, "pin")
    last = page.locator(".columns .column").first.locator(".message").last
    message = page.locator(f".columns .message[data-ts='{last.get_attribute('data-ts')}']").first
    message.scroll_into_view_if_needed()
    if page.evaluate("matchMedia('(hover: none)').matches"):
        message.locator(".touch-more").click()
        page.locator(".at-hand [data-emoji=pushpin]").click()
    else:
        take_by_hand(message, "[data-emoji=pushpin]")


def take_by_hand(message: Locator, button: str) -> None:
    """Press a button of the bar at a message's corner, reaching anew when what others say moved it from under the mouse."""
    at_hand = message.locator(".hand").locator(button)
    for _ in range(REACHES):
        message.hover()
        try:
            at_hand.click(timeout=REACH_MS)
        except NotInTime:
            continue
        return
    at_hand.click()
