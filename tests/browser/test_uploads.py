"""Pictures and files: chosen, pasted, dropped; seen before they go and after."""

import base64
from pathlib import Path

from playwright.sync_api import Page, expect

from sandbox.pictures import portrait
from tests.browser.conftest import PageAs
from tests.browser.sitting import THREAD, field, message, write
from tests.sandbox.stage import Stage

PICTURE = portrait("c2543d", 96)
HAND_OVER = """(element, [kind, name, type, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type }));
  if (kind === "paste") element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  else for (const step of ["dragenter", "dragover", "drop"]) element.dispatchEvent(new DragEvent(step, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def give(page: Page, kind: str, name: str, mimetype: str, content: bytes, pane: str = "#room") -> None:
    """Paste or drop a file, as the browser tells the page of it."""
    field(page, pane).evaluate(HAND_OVER, [kind, name, mimetype, base64.b64encode(content).decode()])


def test_a_picture_is_chosen_described_and_sent(stage: Stage, page_as: PageAs, tmp_path: Path) -> None:
    path = tmp_path / "水筒.png"
    path.write_bytes(PICTURE)
    page = page_as("aki")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="ファイルや写真を付ける").click()
    chooser.value.set_files(path)
    expect(page.locator(".tray img")).to_be_visible()
    page.get_by_placeholder("写真の説明").fill("赤い水筒")
    write(page, "これです")
    shown = message(page, "これです").locator("img[alt='赤い水筒']")
    expect(shown).to_be_visible()
    assert shown.evaluate("e => e.decode().then(() => e.naturalWidth)") == 96
    [file] = stage.sandbox.messages("sales")[0]["files"]
    assert (file["name"], file["mimetype"], file["size"]) == ("水筒.png", "image/png", len(PICTURE))
    expect(page.locator(".tray")).to_be_hidden()


def test_a_picture_is_pasted(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    give(page, "paste", "image.png", "image/png", PICTURE)
    expect(page.locator(".tray .chip")).to_contain_text("image.png")
    field(page).press("Enter")
    expect(page.locator("#room .message img").last).to_be_visible()
    assert stage.sandbox.messages("sales")[0]["files"][0]["name"] == "image.png"


def test_a_file_is_dropped_into_a_thread(stage: Stage, page_as: PageAs) -> None:
    parent = stage.sandbox.post("ben", "sales", "send it here")
    page = page_as("aki", path=f"/?at=sales&thread={parent}")
    give(page, "drop", "notes.csv", "text/csv", b"a,b\n1,2\n", THREAD)
    field(page, THREAD).press("Enter")
    expect(message(page, "notes.csv", THREAD)).to_be_visible()
    reply = stage.sandbox.thread("sales", parent)[1]
    assert reply["files"][0]["name"] == "notes.csv"


def test_a_file_can_be_taken_out_again(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki")
    give(page, "paste", "wrong.png", "image/png", PICTURE)
    page.get_by_role("button", name="wrong.png をはずす").click()
    expect(page.locator(".tray")).to_be_hidden()
    expect(page.get_by_role("button", name="送る")).to_be_disabled()
