"""Shortcuts of the manifest: global ones in the composer's menu, those of messages in theirs."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs
from tests.sandbox.stage import Json, Received, Stage, modal, plain, wait_for

SALES = "/?at=sales"


def used(stage: Stage, kind: str) -> list[Json]:
    return [one.payload for one in stage.app.received if one.payload.get("type") == kind]


def open_more_of(page: Page, ts: str) -> None:
    message = page.locator(f'#room [data-ts="{ts}"]')
    message.focus()
    message.press("m")


def test_a_global_shortcut_opens_what_the_app_opens(stage: Stage, page_as: PageAs) -> None:
    view = modal(title=plain("Something new"))

    def answer(received: Received) -> tuple[int, None]:
        if received.payload.get("type") == "shortcut":
            stage.ok("views.open", trigger_id=received.payload["trigger_id"], view=view)
        return 200, None

    stage.app.answer = answer
    page = page_as("aki", path=SALES)
    page.locator("#room").get_by_role("button", name="ショートカット").first.click()
    page.get_by_role("menuitem", name="New").click()
    expect(page.get_by_role("dialog", name="Something new")).to_be_visible()
    assert used(stage, "shortcut")[0]["callback_id"] == "new"


def test_a_message_shortcut_names_its_message(stage: Stage, page_as: PageAs) -> None:
    ts = stage.sandbox.post("ben", "sales", "worth keeping")
    page = page_as("aki", path=SALES)
    open_more_of(page, ts)
    page.get_by_role("menuitem", name="Keep").click()
    wait_for(lambda: used(stage, "message_action"))
    [given] = used(stage, "message_action")
    assert (given["message"]["text"], given["user"]["id"]) == ("worth keeping", stage.user("aki"))


def test_a_shortcut_the_app_does_not_answer_says_so(stage: Stage, page_as: PageAs) -> None:
    ts = stage.sandbox.post("ben", "sales", "worth keeping")
    page = page_as("aki", path=SALES)
    stage.answers("message_action", 500)
    open_more_of(page, ts)
    page.get_by_role("menuitem", name="Keep").click()
    expect(page.locator("#notices")).to_contain_text("アプリから返事がありませんでした")
