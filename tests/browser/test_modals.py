"""Forms in modals: filled in, found fault with, three deep and back, and nothing typed is ever lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import gallery
from tests.browser.conftest import PageAs
from tests.sandbox.stage import (
    Answer,
    Json,
    Received,
    Stage,
    button,
    field_of,
    modal,
    plain,
    section,
    wait_for,
)

SALES = "/?at=sales"
Reply = Callable[[Json], Any]


def payloads(stage: Stage, kind: str) -> list[Json]:
    return [one.payload for one in stage.app.received if one.payload.get("type") == kind]


def replies(stage: Stage, **by_kind: Reply) -> None:
    """Let the app answer each kind of payload (`shortcut`, `block_actions` …) as a function says; its result is the ack."""

    def answer(received: Received) -> Answer:
        reply = by_kind.get(str(received.payload.get("type")))
        return 200, reply(received.payload) if reply else None

    stage.app.answer = answer


def opens(stage: Stage, view: Json) -> Reply:
    return lambda payload: stage.ok("views.open", trigger_id=payload["trigger_id"], view=view) and None


def pushes(stage: Stage, view: Json) -> Reply:
    return lambda payload: stage.ok("views.push", trigger_id=payload["trigger_id"], view=view) and None


def form_of(page: Page) -> Locator:
    """The sheet that is seen."""
    return page.get_by_role("dialog").locator("form:not([hidden])")


def field(page: Page, name: str) -> Locator:
    return form_of(page).locator(f'[data-field="{name}"]')


def send(page: Page) -> None:
    form_of(page).locator('button[type="submit"]').click()


def opened(stage: Stage, page_as: PageAs, view: Json, **more: Any) -> Page:
    """Open somebody's page and a form before it; further replies of the app may be given."""
    how = {key: more.pop(key) for key in ("width", "height", "dark") if key in more}
    who = more.pop("who", "aki")
    page = page_as(who, path=SALES, **how)
    replies(stage, shortcut=opens(stage, view), **more)
    stage.sandbox.shortcut(who, "new")
    expect(form_of(page)).to_be_visible()
    return page


# --- every kind of field -----------------------------------------------------------------------------------


def offered(payload: Json) -> Json:
    return {
        "options": [gallery.option(f"{payload['value']}{n}", f"{payload['value']}-{n}") for n in range(3)]
    }


def choose(page: Page, name: str, *texts: str) -> None:
    """Find options by typing, and take them with Enter."""
    box = field(page, name).get_by_role("combobox")
    for text in texts:
        box.fill(text)
        expect(page.locator('[role="option"][data-value]').filter(has_text=text).first).to_be_visible()
        box.press("Enter")
    if box.get_attribute("aria-expanded") == "true":
        box.press("Escape")


def test_every_kind_of_field_reaches_the_app_as_it_was_filled_in(stage: Stage, page_as: PageAs) -> None:
    view = modal(*gallery.form_fields())
    page = opened(stage, page_as, view, block_suggestion=offered)
    field(page, "line").get_by_role("textbox").fill("一行 :tea: <b>")
    field(page, "lines").get_by_role("textbox").fill("一行め\n二行め")
    field(page, "mail").get_by_role("textbox").fill(" a@b.example ")
    field(page, "link").get_by_role("textbox").fill("https://example.com/")
    field(page, "count").get_by_role("textbox").fill("３")
    choose(page, "drink", "コーヒー")
    choose(page, "drinks", "お茶", "水")
    choose(page, "found", "あ")
    choose(page, "founds", "い")
    choose(page, "person", "Ben")
    choose(page, "people", "亜紀", "Ben")
    choose(page, "talk", "#sales")
    choose(page, "talks", "#board", "#sales")
    choose(page, "channel", "#support")
    choose(page, "channels", "#sales")
    field(page, "day").locator("input").fill("2026-12-24")
    field(page, "hour").locator("input").fill("09:30")
    field(page, "moment").locator("input").fill("2026-12-24T09:30")
    field(page, "ticks").get_by_label("水").check()
    field(page, "one").get_by_label("お茶").check()
    field(page, "files").locator("input").set_input_files(
        [{"name": "memo.txt", "mimeType": "text/plain", "buffer": "ことば".encode()}]
    )
    editor = field(page, "rich").get_by_role("textbox")
    editor.click()
    page.keyboard.type("ふつうと")
    page.keyboard.press("Control+b")
    page.keyboard.type("太字")
    expect(field(page, "files").locator("li")).to_contain_text("9 B")
    send(page)
    expect(page.get_by_role("dialog")).to_have_count(0)

    [given] = payloads(stage, "view_submission")
    state = {name: one["value"] for name, one in given["view"]["state"]["values"].items()}
    aki, ben = stage.user("aki"), stage.user("ben")
    sales, board, support = (stage.channel(name) for name in ("sales", "board", "support"))
    assert {one["type"] for one in state.values()} == {
        block["element"]["type"] for block in gallery.form_fields()
    }
    assert [state[name]["value"] for name in ("line", "lines", "mail", "link", "count")] == [
        "一行 :tea: <b>",
        "一行め\n二行め",
        "a@b.example",
        "https://example.com/",
        "3",
    ]
    assert state["drink"]["selected_option"] == gallery.DRINKS[1]
    assert state["drinks"]["selected_options"] == [gallery.DRINKS[0], gallery.DRINKS[2]]
    assert state["found"]["selected_option"] == gallery.option("あ0", "あ-0")
    assert state["founds"]["selected_options"] == [gallery.option("い0", "い-0")]
    assert (state["person"]["selected_user"], state["people"]["selected_users"]) == (ben, [aki, ben])
    assert state["talk"]["selected_conversation"] == sales
    assert state["talks"]["selected_conversations"] == [board, sales]
    assert (state["channel"]["selected_channel"], state["channels"]["selected_channels"]) == (
        support,
        [sales],
    )
    assert (state["day"]["selected_date"], state["hour"]["selected_time"]) == ("2026-12-24", "09:30")
    assert state["moment"]["selected_date_time"] == 1_798_072_200
    assert [one["value"] for one in state["ticks"]["selected_options"]] == ["water"]
    assert state["one"]["selected_option"]["value"] == "tea"
    [file] = state["files"]["files"]
    assert (file["name"], file["mimetype"], file["size"]) == ("memo.txt", "text/plain", 9)
    assert state["rich"]["rich_text_value"]["elements"] == [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "ふつうと"},
                {"type": "text", "text": "太字", "style": {"bold": True}},
            ],
        }
    ]


def test_fields_begin_with_what_the_app_put_in_them(stage: Stage, page_as: PageAs) -> None:
    ben = stage.user("ben")
    initial: dict[str, Json] = {
        "line": {"initial_value": "はじめの一行"},
        "count": {"initial_value": "7"},
        "drink": {"initial_option": gallery.DRINKS[2]},
        "drinks": {"initial_options": gallery.DRINKS[:2]},
        "found": {"initial_option": gallery.option("見つかった", "x")},
        "person": {"initial_user": ben},
        "talks": {"initial_conversations": [stage.channel("sales")]},
        "day": {"initial_date": "2026-11-30"},
        "hour": {"initial_time": "10:00"},
        "moment": {"initial_date_time": 1_764_550_800},
        "one": {"initial_option": gallery.DRINKS[1]},
        "rich": {
            "initial_value": {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_section", "elements": [gallery.words("前の ", bold=True)]},
                    {
                        "type": "rich_text_list",
                        "style": "bullet",
                        "indent": 0,
                        "elements": [{"type": "rich_text_section", "elements": [gallery.words("一つ")]}],
                    },
                ],
            }
        },
    }
    blocks = [block for block in gallery.form_fields() if block["block_id"] in initial]
    view = modal(*({**one, "element": {**one["element"], **initial[one["block_id"]]}} for one in blocks))
    page = opened(stage, page_as, view)
    expect(field(page, "line").get_by_role("textbox")).to_have_value("はじめの一行")
    expect(field(page, "drink").get_by_role("combobox")).to_have_value("水")
    expect(field(page, "drinks").locator(".bk-chip")).to_have_count(2)
    expect(field(page, "person").get_by_role("combobox")).to_have_value("Ben Ito")
    expect(field(page, "moment").locator("input")).to_have_value("2025-12-01T10:00")
    send(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    values = payloads(stage, "view_submission")[0]["view"]["state"]["values"]
    for name, given in initial.items():
        held = next(value for key, value in values[name]["value"].items() if key != "type")
        assert held == next(iter(given.values())), name


# --- what is wrong with it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("element", "typed", "words"),
    [
        ({"type": "plain_text_input"}, "", "ここは書いてから"),
        ({"type": "plain_text_input", "max_length": 3}, "四文字だ", "3文字まで"),
        ({"type": "email_text_input"}, "nobody", "メールアドレス"),
        ({"type": "url_text_input"}, "example.com", "https://"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "小数のない"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "9"}, "10", "9以下"),
    ],
)
def test_what_a_field_lacks_is_said_before_anything_is_sent(
    stage: Stage, page_as: PageAs, element: Json, typed: str, words: str
) -> None:
    page = opened(stage, page_as, modal(field_of("first", optional=True), field_of("name", **element)))
    box = field(page, "name").get_by_role("textbox")
    box.fill(typed)
    send(page)
    expect(field(page, "name").locator(".field-error")).to_contain_text(words)
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(field(page, "first").locator(".field-error")).to_be_hidden()
    assert payloads(stage, "view_submission") == []
    box.fill("1")
    expect(field(page, "name").locator(".field-error")).to_be_hidden()


def test_errors_of_the_app_stand_at_their_fields(stage: Stage, page_as: PageAs) -> None:
    errors = {"second": "もう少し具体的に", "third": "ここも"}
    view = modal(*(field_of(name) for name in ("first", "second", "third")))
    page = opened(
        stage, page_as, view, view_submission=lambda _: {"response_action": "errors", "errors": errors}
    )
    for name in ("first", "second", "third"):
        field(page, name).get_by_role("textbox").fill(name)
    send(page)
    expect(field(page, "second").locator(".field-error")).to_have_text("もう少し具体的に")
    expect(field(page, "third").locator(".field-error")).to_have_text("ここも")
    box = field(page, "second").get_by_role("textbox")
    expect(box).to_be_focused()
    expect(box).to_have_accessible_description("もう少し具体的に")
    expect(field(page, "first").get_by_role("textbox")).to_have_value("first")


def test_a_form_the_app_does_not_answer_keeps_what_was_typed(stage: Stage, page_as: PageAs) -> None:
    page = opened(stage, page_as, modal())
    box = field(page, "name").get_by_role("textbox")
    box.fill("長い声")
    stage.answers("view_submission", 500)
    send(page)
    expect(form_of(page).get_by_role("alert")).to_contain_text("アプリに届きませんでした")
    expect(box).to_have_value("長い声")
    stage.app.answer = lambda _: (200, None)
    send(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert (
        payloads(stage, "view_submission")[-1]["view"]["state"]["values"]["name"]["value"]["value"]
        == "長い声"
    )


def test_an_answer_nobody_can_show_is_said_kindly(stage: Stage, page_as: PageAs) -> None:
    page = opened(stage, page_as, modal(), view_submission=lambda _: {"response_action": "dance"})
    field(page, "name").get_by_role("textbox").fill("長い声")
    send(page)
    expect(form_of(page).get_by_role("alert")).to_contain_text("返事を受けとれませんでした")


def test_a_form_is_busy_while_it_is_sent(stage: Stage, page_as: PageAs) -> None:
    seen = threading.Event()
    page = opened(stage, page_as, modal(), view_submission=lambda _: seen.wait(2) and None)
    field(page, "name").get_by_role("textbox").fill("声")
    send(page)
    expect(form_of(page).locator('button[type="submit"]')).to_be_disabled()
    page.keyboard.press("Escape")
    expect(form_of(page)).to_be_visible()
    seen.set()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert len(payloads(stage, "view_submission")) == 1


# --- one on the other --------------------------------------------------------------------------------------


def test_three_lie_on_each_other_and_come_back_with_what_was_typed(stage: Stage, page_as: PageAs) -> None:
    def view(name: str) -> Json:
        return modal(field_of("name", optional=True), button("more"), title=plain(name), notify_on_close=True)

    page = opened(stage, page_as, view("一枚め"))
    typed = {}
    for number, name in enumerate(("一枚め", "二枚め", "三枚め")):
        expect(page.get_by_role("dialog", name=name)).to_be_visible()
        box = field(page, "name").get_by_role("textbox")
        expect(box).to_be_focused()
        box.fill(f"{name}の声")
        typed[name] = f"{name}の声"
        if number < 2:
            replies(stage, block_actions=pushes(stage, view(("二枚め", "三枚め")[number])))
            form_of(page).get_by_role("button", name="Press").click()
    told = payloads(stage, "block_actions")[-1]["view"]["state"]["values"]
    assert told["name"]["value"]["value"] == "二枚めの声"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="二枚め")).to_be_visible()
    expect(field(page, "name").get_by_role("textbox")).to_have_value(typed["二枚め"])
    expect(form_of(page).get_by_role("button", name="Press")).to_be_focused()
    form_of(page).get_by_role("button", name="キャンセル").click()
    expect(page.get_by_role("dialog", name="一枚め")).to_be_visible()
    expect(field(page, "name").get_by_role("textbox")).to_have_value(typed["一枚め"])
    assert [one["is_cleared"] for one in payloads(stage, "view_closed")] == [False, False]


def test_the_cross_closes_all_and_the_focus_goes_back(stage: Stage, page_as: PageAs) -> None:
    ts = stage.post(blocks=[button("go")])
    page = page_as("aki", path=SALES)
    view = modal(section("まず"), button("more"), notify_on_close=True)
    replies(stage, block_actions=opens(stage, view))
    start = page.locator(f'[data-ts="{ts}"]').get_by_role("button", name="Press")
    start.click()
    expect(form_of(page)).to_be_visible()
    replies(stage, block_actions=pushes(stage, modal(notify_on_close=True, title=plain("Second"))))
    form_of(page).get_by_role("button", name="Press").click()
    expect(page.get_by_role("dialog", name="Second")).to_be_visible()
    form_of(page).get_by_role("button", name="すべて閉じる").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(start).to_be_focused()
    wait_for(lambda: len(payloads(stage, "view_closed")) == 2)
    assert [one["is_cleared"] for one in payloads(stage, "view_closed")] == [True, True]


def test_the_focus_stays_within_the_modal(stage: Stage, page_as: PageAs) -> None:
    page = opened(stage, page_as, modal(field_of("name"), field_of("other")))
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
        )


def test_an_update_keeps_what_is_typed_where_the_names_are_the_same(stage: Stage, page_as: PageAs) -> None:
    page = opened(stage, page_as, modal(field_of("name"), field_of("gone", optional=True)))
    [view] = stage.sandbox.views("aki")
    field(page, "gone").get_by_role("textbox").fill("消える")
    box = field(page, "name").get_by_role("textbox")
    box.fill("途中の声")
    box.evaluate("(box) => box.setSelectionRange(2, 2)")
    new = {**field_of("name"), "label": plain("新しい名")}
    stage.ok(
        "views.update",
        view_id=view["id"],
        view=modal(section("増えた"), new, field_of("more", optional=True)),
    )
    expect(form_of(page)).to_contain_text("新しい名")
    expect(field(page, "name").get_by_role("textbox")).to_have_value("途中の声")
    expect(field(page, "name").get_by_role("textbox")).to_be_focused()
    page.keyboard.type("ここ")
    expect(field(page, "gone")).to_have_count(0)
    send(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    values = payloads(stage, "view_submission")[0]["view"]["state"]["values"]
    assert values["name"]["value"]["value"] == "途中ここの声"
    assert values["more"]["value"]["value"] is None


def test_an_answer_updates_and_pushes(stage: Stage, page_as: PageAs) -> None:
    second = {"response_action": "push", "view": modal(title=plain("Second"))}
    page = opened(stage, page_as, modal(), view_submission=lambda _: second)
    field(page, "name").get_by_role("textbox").fill("一つめ")
    send(page)
    expect(page.get_by_role("dialog", name="Second")).to_be_visible()
    done = modal(section("ありがとうございます"), title=plain("Done"))
    del done["submit"]
    replies(stage, view_submission=lambda _: {"response_action": "update", "view": done})
    field(page, "name").get_by_role("textbox").fill("二つめ")
    send(page)
    expect(page.get_by_role("dialog", name="Done")).to_contain_text("ありがとうございます")
    expect(form_of(page).locator('button[type="submit"]')).to_have_count(0)
    form_of(page).get_by_role("button", name="前の画面へもどる").click()
    expect(field(page, "name").get_by_role("textbox")).to_have_value("一つめ")


def test_a_modal_survives_a_reload_and_is_its_owners_alone(stage: Stage, page_as: PageAs) -> None:
    page = opened(stage, page_as, modal(title=plain("Mine")))
    other = page_as("ben", path=SALES)
    expect(other.locator("#room")).to_be_visible()
    expect(other.get_by_role("dialog")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("dialog", name="Mine")).to_be_visible()


def test_composing_japanese_sends_nothing(stage: Stage, page_as: PageAs) -> None:
    page = opened(stage, page_as, modal())
    box = field(page, "name").get_by_role("textbox")
    box.focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "こえ", "selectionStart": 2, "selectionEnd": 2})
    client.send(
        "Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Process", "windowsVirtualKeyCode": 229}
    )
    client.send("Input.insertText", {"text": "声"})
    expect(box).to_have_value("声")
    assert payloads(stage, "view_submission") == []
    box.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_form_fills_a_telephone(stage: Stage, page_as: PageAs) -> None:
    page = opened(
        stage,
        page_as,
        modal(*gallery.form_fields(), gallery.ALERT),
        who="ben",
        width=360,
        height=740,
        dark=True,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = form_of(page).bounding_box()
    assert box
    assert (round(box["width"]), round(box["height"])) == (360, 740)
