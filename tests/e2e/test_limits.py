"""Whatever people type or press is answered kindly, comes back whole where it cannot be kept, and Slack refuses nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.texts import words
from tests.e2e.shown import texts_in
from tests.e2e.stage import Stage, refused, staged, until

JA, EN = words("ja"), words("en")
pytestmark = [pytest.mark.slow, pytest.mark.long]

NOTHING = {
    "nothing": "",
    "spaces": "   ",
    "wide spaces": "\u3000\u3000",
    "line breaks": "\n\n\n",
    "controls": "\x01\x02\x1b",
    "NUL": "\x00",
    "zero width": "\u200b\u200d\ufeff",
    "a turned direction": "\u202e\u202c",
}
"""Nothing that a person could see."""
STRANGE = {
    "one emoji": "🎉",
    "a family": "👨‍👩‍👧‍👦",
    "a flag": "🇯🇵",
    "right to left": "שלום, הסל כבד מדי",
    "a turned direction": "\u202eこれは逆向き\u202cです",
    "NUL within": "ふた\x00が\x07固い",
    "a mention of everybody": "<!channel> <!here> @everyone みんな",
    "a mention": "<@U0NOBODY> と <#C0NOWHERE>",
    "a date": "<!date^1392734382^{date}|いつか>",
    "a link": "<https://evil.example|ここ> https://example.com/?a=1&b=2",
    "markup": "*太字* _斜体_ ~線~ `code` ```block``` > 引用",
    "entities": "&lt;b&gt; &amp;amp; <b>",
    "a formula": '=HYPERLINK("https://evil.example","x")',
    "a sum": "=SUM(1+1)*cmd|' /C calc'!A0",
    "a place for words": "{ $quote } {quote} %s %(x)s",
    "markers piled up": "か" + "\u0301" * 60 + "ない",
    "several lines": "一行め\n\n二行め\r\n三行め",
    "JSON": '{"voice_id": "x"}',
    "a word of the command": "help",
    "five hundred characters": "長" * 500,
}
"""What can be kept as it is, letter by letter."""
LIVELY = ["a mention of everybody", "a mention", "a link", "markup", "entities", "right to left"]
"""What would call, link or mark up if it could. Few: a channel takes one message a second."""
TOKENS = {
    "<!channel>": "@channel",
    "<!here>": "@here",
    "<@U0NOBODY>": "@…",
    "<#C0NOWHERE>": "#…",
    "<!date^1392734382^{date}|いつか>": "いつか",
    "<https://evil.example|ここ>": "ここ (https://evil.example)",
}
LONG = {
    "501 characters": "あ" * 501,
    "501 emojis": "😀" * 501,
    "3,001 characters": "長い話です。" * 500 + "あ",
    "12,000 characters": "とても長い話です。\n" * 1200,
    "12,000 to escape": "a & b < c " * 1200,
}
"""More than a voice or a win holds."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Give one running app with a circle to all tests; in the end Slack must have had nothing to refuse."""
    folder = tmp_path_factory.mktemp("limits")
    with staged(folder, "http", f"sqlite:///{folder}/entaku.sqlite3") as ready:
        ready.start_app(ENTAKU_CONTACT="help@example.com")
        ready.add_circle()
        ready.sandbox.settle(quiet=0.5)
        yield ready
        ready.sandbox.settle()
        assert refused(ready.sandbox) == []


@pytest.fixture(autouse=True)
def time_goes_by(stage: Stage) -> Iterator[None]:
    """Let each test begin with no form open and no words said in the last two minutes."""
    stage.sandbox.advance(121)
    yield
    for person in ("aki", "ben"):
        if stage.sandbox.views(person):
            stage.sandbox.close_view(person, everything=True)


def typed(stage: Stage, command: str, text: str = "", *, by: str = "aki") -> dict[str, Any]:
    answer = stage.sandbox.command(by, "sales", command, text)
    assert answer["acked"], answer
    assert answer["outcome"] == "acked", answer
    return answer


def read(answer: dict[str, Any]) -> str:
    """Return everything that a command's answer said, as it was sent: Slack keeps emojis by name."""
    return "".join(plain(text) for text in texts_in(answer.get("view") or answer["body"]))


def plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def seen(text: str) -> str:
    """Return what is to be seen of a text: no controls, no turned directions, every line break alike."""
    text = re.sub("\r\n|\r", "\n", text)
    return re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "", text).strip()


def waiting(stage: Stage) -> int:
    """Return how many voices wait, as Entaku tells it."""
    line = re.escape(JA("entaku-waiting", count="@")).replace("@", r"([\d,]+)")
    found = re.search(line, read(typed(stage, "/entaku", "status")))
    return int(found[1].replace(",", "")) if found else 0


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize("command", ["/voice", "/wins"])
def test_words_that_nobody_can_see_open_the_form(stage: Stage, command: str, text: str) -> None:
    before = waiting(stage)
    assert typed(stage, command, text)["view"]["submit"]
    assert waiting(stage) == before


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_words_are_a_voice_and_are_shown_letter_by_letter(stage: Stage, text: str) -> None:
    before = waiting(stage)
    shown = read(typed(stage, "/voice", text))
    assert without_markup(text) in shown
    assert waiting(stage) == before + 1


def without_markup(text: str) -> str:
    """Return what a person reads who sees Slack's own tokens as words."""
    for token, said in TOKENS.items():
        text = text.replace(token, said)
    return plain(seen(text))


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("command", ["/voice", "/wins"])
def test_words_that_are_too_long_come_back_whole(stage: Stage, command: str, text: str) -> None:
    before = waiting(stage)
    shown = read(typed(stage, command, text))
    assert "".join(text.split()) in "".join(shown.split())
    assert waiting(stage) == before


@pytest.mark.parametrize("text", [*NOTHING.values(), *STRANGE.values(), *LONG.values()])
@pytest.mark.parametrize("command", ["/watchwords", "/entaku"])
def test_strange_questions_are_answered(stage: Stage, command: str, text: str) -> None:
    shown = read(typed(stage, command, text))
    assert shown
    assert "うまくいきませんでした" not in shown


@pytest.mark.parametrize(
    ("field", "longest"), [("quote", 500), ("scene", 500), ("segment", 100), ("product", 100)]
)
def test_each_field_of_a_voice_says_how_much_fits_and_keeps_what_was_typed(
    stage: Stage, field: str, longest: int
) -> None:
    sandbox = stage.sandbox
    typed(stage, "/voice")
    too_long = "長" * (longest + 1)
    answer = sandbox.submit("aki", {"quote": "重い", field: too_long})
    assert answer["errors"] == {field: JA("error-too-long", max=longest, len=longest + 1)}
    assert entered(stage)[field] == too_long

    for more in LONG.values():
        assert field in sandbox.submit("aki", {field: more})["errors"]
    assert sandbox.submit("aki", {field: "長" * longest})["outcome"] == "updated"


@pytest.mark.parametrize(
    ("field", "longest"), [("headline", 200), ("before", 40), ("after", 40), ("unit", 20)]
)
def test_each_field_of_a_win_says_how_much_fits_and_keeps_what_was_typed(
    stage: Stage, field: str, longest: int
) -> None:
    sandbox = stage.sandbox
    typed(stage, "/wins")
    too_long = "長" * (longest + 1)
    answer = sandbox.submit("aki", {"headline": "軽くなった", field: too_long})
    assert answer["errors"] == {field: JA("error-too-long", max=longest, len=longest + 1)}
    assert entered(stage)[field] == too_long
    assert sandbox.submit("aki", {field: "長" * longest})["outcome"] == "updated"


def entered(stage: Stage, by: str = "aki") -> dict[str, Any]:
    """Return what stands in the fields of the form that is open."""
    values = stage.sandbox.views(by)[-1]["state"]["values"]
    return {name: field["value"].get("value") for name, field in values.items()}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_forms_keep_strange_words_letter_by_letter(stage: Stage, text: str) -> None:
    typed(stage, "/voice")
    answer = stage.sandbox.submit(
        "aki", {"quote": text, "scene": text, "segment": text[:50], "product": text[:50]}
    )
    assert answer["outcome"] == "updated"
    assert seen(text) in "".join(plain(one) for one in texts_in(answer["body"]))


@pytest.mark.parametrize("text", [text for text in NOTHING.values() if text])
def test_forms_with_nothing_to_be_seen_say_so_at_the_field(stage: Stage, text: str) -> None:
    for command, field in (("/voice", "quote"), ("/wins", "headline")):
        typed(stage, command)
        assert stage.sandbox.submit("aki", {field: text})["errors"] == {field: JA("error-empty")}


@pytest.mark.parametrize("text", [STRANGE[name] for name in LIVELY], ids=LIVELY)
def test_a_win_is_posted_letter_by_letter_and_calls_nobody(stage: Stage, text: str) -> None:
    typed(stage, "/wins", text[:180])
    post = until("the win", lambda: stage.sandbox.messages("wins")[-1:])[0]
    until("the words", lambda: without_markup(text[:180]) in posted(stage))
    assert not re.search("<[!@#]", str(post["blocks"]))


def posted(stage: Stage) -> str:
    """Return the words of the newest win as they were sent: what stands in Slack has its emojis by name."""
    sent = [
        entry["body"]
        for entry in stage.sandbox.traffic(kind="call", limit=100_000)
        if entry["body"].get("channel") == stage.channels["wins"]
        and entry["name"] in {"chat.postMessage", "chat.update"}
    ]
    return "".join(plain(one) for one in texts_in(sent[-1]["blocks"])) if sent else ""


def test_a_long_message_opens_the_form_with_its_beginning(stage: Stage) -> None:
    for text in (long for long in LONG.values() if "😀" not in long):
        ts = stage.sandbox.post("aki", "sales", text)
        stage.sandbox.shortcut("aki", "voice.from_message", channel="sales", ts=ts)
        assert seen(text).startswith(str(entered(stage)["quote"]).removesuffix("…"))
        stage.sandbox.close_view("aki", everything=True)


def test_nobody_changes_or_withdraws_somebody_elses_voice(stage: Stage) -> None:
    message = typed(stage, "/voice", "秋山が届けた声")["message"]
    voice_id = button(message["blocks"], "voice.withdraw")["value"]
    before = waiting(stage)
    typed(stage, "/voice", "ベンが届けた声", by="ben")
    [own] = stage.sandbox.ephemerals("ben")[-1:]
    stage.sandbox.click("ben", "voice.details", ephemeral=own["ts"])
    stage.sandbox.submit("ben", {"scene": "a scene"})
    sent = newest_payload(stage, "view_submission", "ben")
    pressed = newest_payload(stage, "block_actions", "ben")

    forged = sent["view"] | {"id": "VFORGED", "private_metadata": f'{{"voice_id": "{voice_id}"}}'}
    answer = stage.sandbox.payload("interactive", sent | {"view": forged})
    assert EN("voice-not-yours") in str(answer)
    for action_id in ("voice.details", "voice.withdraw"):
        shown = len(stage.sandbox.ephemerals("ben"))
        action = {"type": "button", "block_id": "b", "action_id": action_id, "value": voice_id}
        stage.sandbox.payload("interactive", pressed | {"actions": [action]})
        told = until("a private word", lambda n=shown: stage.sandbox.ephemerals("ben")[n:])  # type: ignore[misc]
        assert EN("voice-not-yours") in told[-1]["text"]

    assert waiting(stage) == before + 1
    stage.sandbox.click("aki", "voice.details", ephemeral=message["ts"])
    assert entered(stage)["quote"] == "秋山が届けた声"


def button(blocks: list[dict[str, Any]], action_id: str) -> dict[str, Any]:
    elements = (element for block in blocks for element in block.get("elements", []))
    found: dict[str, Any] = next(one for one in elements if one.get("action_id") == action_id)
    return found


def newest_payload(stage: Stage, name: str, by: str) -> dict[str, Any]:
    entries = stage.sandbox.traffic(kind="interactive", name=name, limit=100_000)
    mine = [entry["body"] for entry in entries if entry["body"]["user"]["id"] == stage.people[by]]
    newest: dict[str, Any] = mine[-1]
    return newest


def test_a_form_that_comes_twice_counts_once(stage: Stage) -> None:
    before = waiting(stage)
    typed(stage, "/voice")
    stage.sandbox.submit("aki", {"quote": "ふたつめはありません"})
    stage.sandbox.advance(600)
    for _ in range(2):
        answer = stage.sandbox.payload("interactive", newest_payload(stage, "view_submission", "aki"))
        assert answer["acked"]
    assert waiting(stage) == before + 1


def two_minutes_pass(stage: Stage) -> None:
    """Let two minutes pass, and wait until the app has seen it: words said before are new words then."""
    typed(stage, "/voice", "時計を見ます")
    stage.sandbox.advance(121)
    before = waiting(stage)
    until(
        "the app sees that time went by",
        lambda: typed(stage, "/voice", "時計を見ます") and waiting(stage) == before + 1,
    )


def test_the_same_words_within_two_minutes_are_one_voice_and_later_another(stage: Stage) -> None:
    two_minutes_pass(stage)
    before = waiting(stage)
    for _ in range(3):
        typed(stage, "/voice", "二度押しました")
        stage.sandbox.advance(30)
    assert waiting(stage) == before + 1
    typed(stage, "/voice", "二度押しました", by="ben")
    assert waiting(stage) == before + 2
    two_minutes_pass(stage)
    typed(stage, "/voice", "二度押しました")
    assert waiting(stage) == before + 4
    assert JA("voice-duplicate") in read(typed(stage, "/voice", "二度押しました"))


def test_the_same_win_within_two_minutes_is_posted_once(stage: Stage) -> None:
    stage.sandbox.settle()
    before = len(stage.sandbox.messages("wins"))
    for _ in range(2):
        typed(stage, "/wins", "一度だけ書きました")
    until("the win", lambda: len(stage.sandbox.messages("wins")) > before)
    stage.sandbox.settle()
    assert len(stage.sandbox.messages("wins")) == before + 1


def test_buttons_pressed_twice_do_what_they_do_once(stage: Stage) -> None:
    before = waiting(stage)
    message = typed(stage, "/voice", "やっぱりやめます")["message"]
    for _ in range(2):
        assert stage.sandbox.click("aki", "voice.withdraw", ephemeral=message["ts"])["acked"]
    assert waiting(stage) == before
    typed(stage, "/wins", "拍手はひとりひとつ")
    until("the win", lambda: "拍手はひとりひとつ" in posted(stage))
    ts = stage.sandbox.messages("wins")[-1]["ts"]
    for _ in range(2):
        stage.sandbox.click("ben", "win.cheer", channel="wins", ts=ts)
    until("the cheer", lambda: JA("wins-cheered", count=1) in posted(stage), 30)
    stage.sandbox.settle()
    assert JA("wins-cheered", count=2) not in posted(stage)
