"""Every kind of block and element is drawn, or shown as what it is; nothing an app posts is dropped."""

import re
import threading
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.blockkit.elements import MULTI_SELECTS, SELECTS, TEXT_INPUTS, TICKS
from sandbox.blockkit.message_blocks import MESSAGE_BLOCKS
from sandbox.client import Upload
from sandbox.pictures import portrait
from sandbox.text import EMOJI
from tests.browser import gallery
from tests.browser.conftest import PageAs
from tests.browser.windows import Complaints
from tests.sandbox.stage import Json, Received, Stage, plain, section, wait_for

PNG = portrait("2e9d6f", 120)
DRAWN = {
    "section", "header", "context", "actions", "divider", "image", "input", "rich_text", "markdown", "table", "video",
}  # fmt: skip
SALES = "/?at=sales"


def upload(stage: Stage) -> str:
    file = Upload("dot.png", PNG, "image/png").as_json()
    return str(stage.sandbox.ask("POST", "/acts/upload", user="aki", **file)["id"])


def shown(page: Page, ts: str) -> Locator:
    return page.locator(f'#room [data-ts="{ts}"] .body')


def post(stage: Stage, *blocks: Json, **more: Any) -> str:
    return stage.post(text="fallback", blocks=list(blocks), **more)


@pytest.fixture
def exhibited(stage: Stage, page_as: PageAs) -> tuple[list[Json], Locator]:
    blocks = gallery.message_blocks(upload(stage), stage.user("ben"), stage.channel("sales"))
    ts = post(stage, *blocks)
    body = shown(page_as("aki", path=SALES, height=1200), ts)
    expect(body.locator(":scope > .bk")).to_have_count(len(blocks))
    return blocks, body


def test_no_block_and_no_element_is_dropped(exhibited: tuple[list[Json], Locator]) -> None:
    blocks, body = exhibited
    for kind in {block["type"] for block in blocks}:
        found = body.locator(f':scope > [data-block="{kind}"]')
        expect(found).to_have_count(sum(block["type"] == kind for block in blocks))
        for one in found.all():
            assert one.locator(":scope > .bk-json").count() == (kind not in DRAWN), kind
    [row] = [block for block in blocks if block["type"] == "actions"]
    for element in row["elements"]:
        if element["type"] == "workflow_button":
            expect(body.locator(".actions .bk-json")).to_contain_text("workflow_button")
        else:
            expect(body.locator(f'.actions [data-action="{element["action_id"]}"]')).to_have_count(1)
    card = body.locator('[data-block="card"]')
    expect(card.locator("pre")).to_be_hidden()
    card.locator("summary").click()
    expect(card.locator("pre")).to_contain_text("小さな *札*")


def test_the_gallery_has_every_kind_there_is() -> None:
    blocks = gallery.message_blocks("F1", "U1", "C1")
    assert {block["type"] for block in blocks} >= DRAWN | set(MESSAGE_BLOCKS)
    fields = {block["element"]["type"] for block in gallery.form_fields()}
    assert fields >= {*SELECTS, *MULTI_SELECTS, *TICKS, *TEXT_INPUTS, "file_input"}


def test_texts_are_marked_up_and_escapes_stay_text(exhibited: tuple[list[Json], Locator]) -> None:
    _, body = exhibited
    text = body.locator('[data-block="section"]').first
    expect(text.locator("strong")).to_have_text("太字")
    expect(text.locator("em")).to_have_text("斜体")
    expect(text.locator("s")).to_have_text("取り消し")
    expect(text.locator("code")).to_have_text("コード")
    expect(text.locator("blockquote")).to_have_text("便利なのに、どこかモヤモヤする。")
    expect(text.locator("pre")).to_contain_text("pre *not bold*")
    expect(text.locator('a[href="https://example.com/a?b=1&c=2"]')).to_have_text("売り場の写真")
    expect(text.locator(".mention")).to_have_text("@here")
    expect(text.locator("time")).to_have_text("2025-12-01")
    expect(text).to_contain_text("a <b> &amp;")
    letters = body.locator('[data-block="section"]').nth(1)
    expect(letters).to_contain_text("言葉のまま *not bold* <i>")


def test_rich_text_has_all_its_parts(exhibited: tuple[list[Json], Locator]) -> None:
    _, body = exhibited
    rich = body.locator('[data-block="rich_text"]')
    for tag, words in (("strong", "太字"), ("em", "斜体"), ("s", "消す"), ("u", "下線"), ("mark", "目立つ")):
        expect(rich.locator(tag)).to_contain_text(words)
    expect(rich).to_contain_text("<b>escaped</b>")
    expect(rich.locator(".mention")).to_have_text(["@Ben Ito", "#sales", "@channel", "@S123", "T123"])
    expect(rich.locator("ol")).to_have_attribute("start", "3")
    expect(rich.locator("ul.indent-1")).to_have_text("その中")
    expect(rich.locator(".emoji")).to_have_text("👋🏼")


def test_markdown_and_tables_are_drawn(exhibited: tuple[list[Json], Locator]) -> None:
    _, body = exhibited
    markdown = body.locator('[data-block="markdown"]')
    expect(markdown.get_by_role("heading")).to_have_text("今週の見出し")
    expect(markdown.locator("li li")).to_have_text("その中")
    expect(markdown.locator("input:checked")).to_have_count(1)
    expect(markdown.locator("td")).to_have_text(["営業", "12"])
    expect(markdown.locator("pre")).to_have_text('print("hi")')
    table = body.locator('[data-block="table"]')
    expect(table.locator("th")).to_have_text(["部署", "ひとこと", "件数"])
    expect(table.locator("td strong")).to_have_text("色が選べない")
    assert body.locator(":scope > .bk").last.get_attribute("data-block") == "table"


def test_pictures_come_from_this_machine_alone(exhibited: tuple[list[Json], Locator]) -> None:
    _, body = exhibited
    picture = body.locator('[data-block="image"] img')
    expect(picture).to_have_attribute("alt", "赤い点")
    expect(picture).to_have_js_property("naturalWidth", 120)
    expect(body.locator('[data-block="image"] .no-picture')).to_contain_text("よその庭")


def test_words_that_look_like_markup_do_nothing(stage: Stage, page_as: PageAs) -> None:
    nasty = '<img src=x onerror="document.title=1"><script>document.title=2</script> &lt;b&gt;'
    ts = post(
        stage, section(nasty), {"type": "markdown", "text": nasty}, {"type": "header", "text": plain(nasty)}
    )
    stage.sandbox.post("ben", "sales", nasty)
    page = page_as("aki", path=SALES)
    expect(shown(page, ts)).to_contain_text("<img src=x")
    assert shown(page, ts).locator("img, script, b").count() == 0
    assert page.title().startswith("Entaku sandbox") or "sales" in page.title()


MARKS = {
    "*a*b": "*a*b",
    "2 * 3 * 4": "2 * 3 * 4",
    "snake_case_name": "snake_case_name",
    "*open": "*open",
    "`*code*` *b*": "<code>*code*</code> <strong>b</strong>",
    "*a _b_ ~c~*": "<strong>a <em>b</em> <s>c</s></strong>",
    "（*太字*）、": "（<strong>太字</strong>）、",
    "&gt;&gt;&gt; a\nb": "<blockquote>a<br>b</blockquote>",
    ":no_such_emoji:": ":no_such_emoji:",
    "&amp;lt;": "&amp;lt;",
    "```\na\n```": "<pre>a</pre>",
    "a ``` b": "a ``` b",
}


def test_marks_count_only_where_slack_lets_them(stage: Stage, page_as: PageAs) -> None:
    drawn = page_as("aki").evaluate(
        """async (texts) => {
            const { drawMrkdwn } = await import("/page/js/mrkdwn.js");
            const html = (text) => {
                const holder = document.createElement("div");
                holder.append(drawMrkdwn(text, { verbatim: true }));
                return holder.innerHTML;
            };
            return Object.fromEntries(texts.map((text) => [text, html(text)]));
        }""",
        list(MARKS),
    )
    assert drawn == MARKS


def test_every_emoji_the_sandbox_names_has_its_picture(stage: Stage, page_as: PageAs) -> None:
    names = {name: char for char, name in EMOJI.items()}
    drawn = page_as("aki").evaluate(
        """async (names) => {
            const { emojiChar } = await import("/page/js/emoji.js");
            return Object.fromEntries(names.map((name) => [name, emojiChar(name)]));
        }""",
        list(names),
    )
    assert drawn == names


# --- using what is drawn -----------------------------------------------------------------------------------


def actions(stage: Stage) -> list[Json]:
    """What the app heard of elements that were used."""
    payloads = [one.payload for one in stage.app.received if one.payload.get("type") == "block_actions"]
    return [payload["actions"][0] for payload in payloads]


def row(*elements: Json) -> Json:
    return {"type": "actions", "block_id": "row", "elements": list(elements)}


def by_action(name: str) -> Json:
    return next(one for one in gallery.pressables() if one.get("action_id") == name)


def test_a_button_is_busy_until_the_app_has_answered(stage: Stage, page_as: PageAs) -> None:
    ts = post(stage, row(by_action("bring")))
    page = page_as("aki", path=SALES)
    button = shown(page, ts).get_by_role("button")
    seen = threading.Event()

    def answer(received: Received) -> tuple[int, None]:
        if received.payload.get("type") == "block_actions":
            seen.wait(2)
        return 200, None

    stage.app.answer = answer
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    button.click()
    seen.set()
    expect(button).not_to_have_attribute("aria-busy", "true")
    assert [one["value"] for one in actions(stage)] == ["1"]


def test_a_button_that_was_not_answered_says_so(
    stage: Stage, page_as: PageAs, complaints: Complaints
) -> None:
    ts = post(stage, row(by_action("bring")))
    page = page_as("aki", path=SALES)
    stage.answers("block_actions", 500)
    shown(page, ts).get_by_role("button").click()
    expect(page.locator("#notices")).to_contain_text("アプリから返事がありませんでした")


def test_a_button_asks_first_where_it_should(stage: Stage, page_as: PageAs) -> None:
    ts = post(stage, row(by_action("withdraw")))
    page = page_as("aki", path=SALES)
    button = shown(page, ts).get_by_role("button")
    button.click()
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("声 を下げると")
    expect(dialog.get_by_role("button", name="やめておく")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
    assert actions(stage) == []
    button.click()
    dialog.get_by_role("button", name="下げる").click()
    wait_for(lambda: actions(stage))
    assert actions(stage)[0]["action_id"] == "withdraw"


def test_a_menu_is_used_by_keyboard(stage: Stage, page_as: PageAs) -> None:
    ts = post(stage, row(by_action("more")))
    page = page_as("aki", path=SALES)
    shown(page, ts).get_by_role("button").press("Enter")
    expect(page.get_by_role("menuitem")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_for(lambda: actions(stage))
    assert actions(stage)[0]["selected_option"]["value"] == "remove"
    expect(shown(page, ts).get_by_role("button")).to_be_focused()


def test_a_button_with_an_address_of_this_workspace_opens_it_here(stage: Stage, page_as: PageAs) -> None:
    there = stage.post(text="up here")
    link = stage.ok("chat.getPermalink", channel=stage.channel("sales"), message_ts=there)["permalink"]
    ts = post(stage, row({**by_action("visit"), "url": link}))
    page = page_as("aki", path=SALES)
    shown(page, ts).get_by_role("link").click()
    expect(page.locator("#thread")).to_be_visible()
    wait_for(lambda: actions(stage))
    assert actions(stage)[0]["action_id"] == "visit"


def test_a_choice_in_a_message_is_told_and_stays(stage: Stage, page_as: PageAs) -> None:
    ts = post(stage, row(by_action("drink")))
    page = page_as("aki", path=SALES)
    box = shown(page, ts).get_by_role("combobox")
    box.click()
    box.fill("コ")
    page.keyboard.press("Enter")
    wait_for(lambda: actions(stage))
    assert actions(stage)[0]["selected_option"]["value"] == "coffee"
    stage.ok(
        "chat.update",
        channel=stage.channel("sales"),
        ts=ts,
        text="new",
        blocks=[section("new"), row(by_action("drink"))],
    )
    expect(shown(page, ts)).to_contain_text("new")
    expect(shown(page, ts).get_by_role("combobox")).to_have_value("コーヒー")


def test_an_input_in_a_message_tells_at_enter(stage: Stage, page_as: PageAs) -> None:
    block = next(one for one in gallery.message_blocks("F", "U", "C") if one["type"] == "input")
    ts = post(stage, block)
    page = page_as("aki", path=SALES)
    shown(page, ts).get_by_label("ひとこと").fill("なるほど")
    page.keyboard.press("Enter")
    wait_for(lambda: actions(stage))
    assert actions(stage)[0]["value"] == "なるほど"


def test_boxes_days_and_times_are_told(stage: Stage, page_as: PageAs) -> None:
    ts = post(stage, row(*(by_action(name) for name in ("ticks", "one", "day", "hour", "moment"))))
    page = page_as("aki", path=SALES)
    body = shown(page, ts)
    body.get_by_role("checkbox", name="コーヒー").check()
    body.get_by_role("radio", name=re.compile("お茶")).check()
    body.locator('[data-action="day"] input').fill("2026-12-24")
    body.locator('[data-action="hour"] input').fill("09:30")
    body.locator('[data-action="moment"] input').fill("2026-12-24T09:30")
    wait_for(lambda: len(actions(stage)) >= 5)
    told = {one["action_id"]: one for one in actions(stage)}
    assert [one["value"] for one in told["ticks"]["selected_options"]] == ["coffee"]
    assert told["one"]["selected_option"]["value"] == "tea"
    assert (told["day"]["selected_date"], told["hour"]["selected_time"]) == ("2026-12-24", "09:30")
    assert told["moment"]["selected_date_time"] == 1_798_072_200


def test_everything_fits_a_telephone(stage: Stage, page_as: PageAs) -> None:
    blocks = gallery.message_blocks(upload(stage), stage.user("ben"), stage.channel("sales"))
    ts = post(stage, *blocks)
    page = page_as("ben", path=SALES, width=360, height=740, dark=True)
    expect(shown(page, ts)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    narrow = page.evaluate(
        "() => [...document.querySelectorAll('#room .bk-button, #room .bk-select')]"
        ".filter((one) => one.getBoundingClientRect().height < 40).map((one) => one.outerHTML)"
    )
    assert narrow == []
