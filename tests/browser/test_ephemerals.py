"""Ephemerals: seen by one person, changed and taken away by their own buttons."""

from playwright.sync_api import expect

from tests.browser.conftest import PageAs
from tests.sandbox.stage import Json, Received, Stage, button, wait_for

SALES = "/?at=sales"


def whisper(stage: Stage, text: str = "あなただけに", **more: object) -> str:
    where = {"channel": stage.channel("sales"), "user": stage.user("aki")}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}, button("go")]
    answer = stage.ok("chat.postEphemeral", text=text, blocks=blocks, **where, **more)
    return str(answer["message_ts"])


def answering(stage: Stage, body: Json) -> None:
    """Let the app answer a press through its response_url."""

    def answer(received: Received) -> tuple[int, None]:
        if received.payload.get("type") == "block_actions":
            stage.http.post(received.payload["response_url"], json=body)
        return 200, None

    stage.app.answer = answer


def test_an_ephemeral_is_seen_by_one_and_live(stage: Stage, page_as: PageAs) -> None:
    mine, theirs = page_as("aki", path=SALES), page_as("ben", path=SALES)
    ts = whisper(stage)
    expect(mine.locator(f'#room [data-ts="{ts}"]')).to_contain_text("あなただけに")
    stage.post(text="for all")
    expect(theirs.locator("#room")).to_contain_text("for all")
    expect(theirs.locator(f'[data-ts="{ts}"]')).to_have_count(0)


def test_its_button_replaces_it(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", path=SALES)
    one = page.locator(f'#room [data-ts="{whisper(stage)}"]')
    answering(stage, {"replace_original": True, "text": "届きました"})
    one.get_by_role("button", name="Press").click()
    expect(one).to_contain_text("届きました")
    expect(one.get_by_role("button", name="Press")).to_have_count(0)


def test_its_button_takes_it_away(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", path=SALES)
    one = page.locator(f'#room [data-ts="{whisper(stage)}"]')
    answering(stage, {"delete_original": True})
    one.get_by_role("button", name="Press").click()
    expect(one).to_have_count(0)


def test_one_in_a_thread_is_seen_there(stage: Stage, page_as: PageAs) -> None:
    parent = stage.post(text="parent")
    page = page_as("aki", path=f"/?at=sales&thread={parent}")
    ts = whisper(stage, "糸のなかで", thread_ts=parent)
    one = page.locator(f'#thread [data-ts="{ts}"]')
    expect(one).to_contain_text("糸のなかで")
    one.get_by_role("button", name="Press").click()
    wait_for(lambda: [one for one in stage.app.received if one.payload.get("type") == "block_actions"])
    assert stage.app.received[-1].payload["container"]["thread_ts"] == parent
