"""The whole loop, as employees live it: voices in, a dialogue across rooms, a watchword, a record, a win."""

from functools import partial

import pytest

from tests.e2e.stage import DEPARTMENTS, Stage, Table, kind, refused, section_texts, until

pytestmark = pytest.mark.slow

LONG = "長い話です。" * 2000
HOSTILE = [
    "<!channel> <!here> @everyone みんな見て",
    "*太字* _斜体_ ~取消~ `code` > 引用",
    "https://example.com/?a=1&b=2 と <https://evil.example|ここ>",
    "\u202eこれは逆向き\u202c です",
    "🎉🎉🎉",
    "=1+1 と <script>alert(1)</script> & そのまま",
]


def test_a_week_from_voices_to_a_win(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()
    cards = stage.open_dialogue()
    sandbox = stage.sandbox

    for room, ts in cards.items():
        assert len(stage.of_kind(room, ts, "entaku_voice", 3)) == 3
    for other in DEPARTMENTS.values():
        assert any(other in str(card["blocks"]) for card in [stage.card("sales")] if card)

    stage.to("2026-11-30T10:06:00+09:00")
    said = sandbox.post("aki", "sales", "軽さより、長く使えるかを見ている気がします", cards["sales"])
    for room in ("dev", "care"):
        stage.copies(room, cards[room], ["軽さより、長く使えるかを見ている気がします"])
    [copy] = [m for m in sandbox.thread("dev", cards["dev"]) if kind(m) == "entaku_copy"]
    context = str(copy["blocks"][0])
    assert "秋山あき" in context
    assert "営業" in context
    assert "部長" not in str(copy["blocks"])
    assert stage.texts("sales", cards["sales"]) == []

    sandbox.edit("aki", "sales", said, "長く使えるかを見ている気がします")
    until("the edit in dev", lambda: stage.texts("dev", cards["dev"]) == ["長く使えるかを見ている気がします"])
    taken_back = sandbox.post("chie", "dev", "これは取り消します", cards["dev"])
    until("the second copy", lambda: len(stage.texts("care", cards["care"])) == 2)
    sandbox.delete("chie", "dev", taken_back)
    until("the deletion", lambda: len(stage.texts("care", cards["care"])) == 1)

    sandbox.react("dai", "dev", copy["ts"], "pushpin")
    sandbox.react("emi", "care", voice_ts(stage, "care", cards["care"], 0), "pushpin")
    sandbox.react("fumi", "care", voice_ts(stage, "care", cards["care"], 0), "pushpin::skin-tone-3")
    sandbox.settle()

    stage.to("2026-11-30T10:30:01+09:00")
    for room, ts in cards.items():
        assert len(stage.of_kind(room, ts, "entaku_close")) == 1
    record = until(
        "the record", lambda: [m for m in sandbox.messages("record") if kind(m) == "entaku_record"]
    )
    assert len(record) == 1
    answer = sandbox.command("aki", "sales", "/watchwords")
    assert "合言葉" in str(answer["message"])

    sandbox.post("aki", "sales", "むすびのあとのひとこと", cards["sales"])
    until(
        "the word after the close",
        lambda: [m for m in sandbox.thread("sales", cards["sales"]) if kind(m) == "entaku_after"],
    )
    assert len(stage.texts("dev", cards["dev"])) == 1

    sandbox.command("chie", "dev", "/wins", "ふたの説明を書きかえたら、問い合わせが減りました")
    [win] = until("the win", lambda: [m for m in sandbox.messages("wins") if kind(m) == "entaku_win"])
    assert "ふたの説明を書きかえたら" in str(win["blocks"])
    sandbox.react("aki", "wins", win["ts"], "tada")
    until("the cheer counted", lambda: "1" in str(sandbox.messages("wins")[-1]["blocks"]))

    sandbox.settle()
    assert refused(sandbox) == []


def voice_ts(stage: Stage, room: str, ts: str, number: int) -> str:
    voices = [m for m in stage.sandbox.thread(room, ts) if kind(m) == "entaku_voice"]
    return str(voices[number]["ts"])


@pytest.mark.long
def test_hostile_words_are_shown_as_words_in_every_room(table: Table) -> None:
    sandbox, cards = table.stage.sandbox, table.cards
    before = len(authors(table))
    for words in [*HOSTILE, LONG]:
        sandbox.post("aki", "sales", words, cards["sales"])
    until("all copies", lambda: len(authors(table)) == before + len(HOSTILE) + 1, 30)

    shown = [m for m in sandbox.thread("dev", cards["dev"]) if kind(m) == "entaku_copy"]
    for message in shown:
        for block in message["blocks"]:
            if block["type"] == "section":
                assert block["text"]["type"] == "plain_text"
        assert "<!" not in str(message)
        assert "\u202e" not in str(message["blocks"])
    assert any("🎉" in text or ":tada:" in text for text in table.stage.texts("dev", cards["dev"]))
    assert refused(sandbox) == []


def authors(table: Table) -> list[object]:
    """The lines above the copies in the development room that say who speaks: one a remark."""
    copies = [m for m in table.stage.sandbox.thread("dev", table.cards["dev"]) if kind(m) == "entaku_copy"]
    return [block for copy in copies for block in copy["blocks"] if block["type"] == "context"]


@pytest.mark.long
def test_a_person_mentioned_is_notified_only_where_they_were_mentioned(table: Table) -> None:
    stage, cards = table.stage, table.cards
    stage.sandbox.post("aki", "sales", f"<@{stage.people['chie']}> はどう思いますか", cards["sales"])

    until("the copy", lambda: "@千葉ちえ はどう思いますか" in stage.texts("dev", cards["dev"]))
    assert stage.people["chie"] not in str(stage.sandbox.thread("dev", cards["dev"]))


@pytest.mark.long
@pytest.mark.parametrize("stage", ["socket-postgresql"], indirect=True)
def test_the_half_hour_moves_from_stage_to_stage_on_time(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()
    cards = stage.open_dialogue()

    for minute, expected in ((5, 2), (12, 3), (19, 4)):
        stage.to(f"2026-11-30T10:{minute:02}:01+09:00")
        for room, ts in cards.items():
            assert len(stage.of_kind(room, ts, "entaku_stage", expected)) == expected
    stage.to("2026-11-30T10:25:01+09:00")
    for room, ts in cards.items():
        assert len(stage.of_kind(room, ts, "entaku_deciding", 1)) == 1
    card = stage.card("sales")
    assert card is not None
    assert "10:29" in str(card["blocks"]) or "10:30" in str(card["blocks"])


@pytest.mark.long
@pytest.mark.parametrize("stage", ["http-sqlite"], indirect=True)
def test_a_command_answers_privately_with_what_was_hidden(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()

    answer = stage.sandbox.command("aki", "sales", "/voice", "電話は090-1234-5678です。ふたが固いんです")

    shown = str(answer["message"])
    assert "090" not in shown
    assert "●●" in shown
    assert "ふたが固い" in shown


@pytest.mark.long
@pytest.mark.parametrize("stage", ["socket-postgresql"], indirect=True)
def test_with_no_voice_nothing_opens_and_the_rooms_are_told_kindly(stage: Stage) -> None:
    stage.start_app()
    stage.add_circle()

    stage.to("2026-11-30T10:00:01+09:00")

    for room in DEPARTMENTS:
        told = until(f"a kind word in {room}", partial(stage.sandbox.messages, room))
        assert all(kind(message) != "entaku_card" for message in told)
    assert section_texts(stage.sandbox.messages("sales")[-1]) or stage.sandbox.messages("sales")[-1]["text"]
