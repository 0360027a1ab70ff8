from typing import Any

import pytest
from sqlalchemy import select

from bot import events
from bot.transaction import Transaction
from bot.views.voices import Opened
from bot.voices import voices
from models import Base, Voice
from tests.bot.circle_of_three import SALES, seat
from tests.bot.open_table import AKI, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import known, outbox_rows

DIRECT, BOT_USER = "D0AKI", "U0BOT"


def write(
    tx: Transaction, text: str, *, channel: str = DIRECT, ts: str = "1795000000.000001", **more: Any
) -> None:
    tx.person = known(tx, AKI, name="秋")
    kind = "im" if channel == DIRECT else "channel"
    message = {
        "type": "message",
        "channel": channel,
        "channel_type": kind,
        "user": AKI,
        "text": text,
        "ts": ts,
    }
    events.happened(tx, message | more)
    tx.session.flush()


def kept(tx: Transaction) -> list[str]:
    return list(tx.session.scalars(select(Voice.quote).where(Voice.state == "waiting")))


def answer(tx: Transaction) -> str:
    [row] = outbox_rows(tx, "post") or outbox_rows(tx, "ephemeral")
    return str(row.arguments)


def test_a_direct_message_is_kept_as_a_voice_and_answered_there(tx: Transaction) -> None:
    write(tx, "ふたが固くて開けられない。電話は090-1234-5678です")
    assert kept(tx) == ["ふたが固くて開けられない。電話は●●です"]
    [row] = outbox_rows(tx, "post")
    assert row.lane == DIRECT
    assert "voice.withdraw" in str(row.arguments)


def test_what_comes_again_is_kept_once(tx: Transaction) -> None:
    for _ in range(2):
        write(tx, "ふたが固くて開けられない")
    assert kept(tx) == ["ふたが固くて開けられない"]
    assert len(outbox_rows(tx, "post")) == 1


def test_a_mention_in_a_room_is_kept_for_its_circle_and_answered_privately(tx: Transaction) -> None:
    circle = seat(tx)
    write(tx, f"<@{BOT_USER}> 色が選べないと言われました", channel=SALES)
    assert kept(tx) == ["色が選べないと言われました"]
    assert tx.session.scalars(select(Voice.circle_id)).one() == circle.id
    [row] = outbox_rows(tx, "ephemeral")
    assert row.arguments["user"] == AKI


def test_a_mention_in_another_thread_is_a_voice_and_in_a_dialogue_a_remark(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    write(tx, f"<@{BOT_USER}> 重いと言われました", channel=SALES, thread_ts="1700000000.000001")
    assert kept(tx) == ["重いと言われました"]
    Talk(tx, slack, dialogue).say(f"<@{BOT_USER}> これも声かな")
    assert kept(tx) == ["重いと言われました"]


def test_without_a_mention_a_room_brings_nothing(tx: Transaction) -> None:
    seat(tx)
    write(tx, "お昼どうしますか", channel=SALES)
    assert kept(tx) == []
    assert outbox_rows(tx, "ephemeral") == []


@pytest.mark.parametrize(
    "text", ["", "help", "こんにちは！", "ありがとうございます", "HELLO", "👍", "はい", "？"]
)
def test_a_greeting_is_no_voice_and_is_told_how_to_bring_one(tx: Transaction, text: str) -> None:
    write(tx, text)
    assert kept(tx) == []
    assert "お客様の言葉をここに書くと" in answer(tx)


def test_what_is_too_long_stays_where_it_is_and_the_way_out_is_named(tx: Transaction) -> None:
    write(tx, "あ" * 501)
    assert kept(tx) == []
    assert "500字まで" in answer(tx)


def test_other_bots_edits_and_people_of_other_companies_bring_nothing(tx: Transaction) -> None:
    write(tx, "ふたが固くて開けられない", bot_id="B0OTHER")
    write(tx, "ふたが固くて開けられない", subtype="channel_topic")
    known(tx, AKI, name="秋").is_external = True
    write(tx, "ふたが固くて開けられない")
    assert kept(tx) == []
    assert outbox_rows(tx, "post") == []


def test_the_answer_in_a_direct_message_follows_the_withdrawal(tx: Transaction, slack: SlackInMemory) -> None:
    write(tx, "ふたが固くて開けられない")
    slack.deliver(tx)
    voices.withdraw(tx, tx.session.scalars(select(Voice.id)).one())
    slack.deliver(tx)
    assert "ふた" not in " ".join(slack.texts(DIRECT))
    assert "取り下げました" in " ".join(slack.texts(DIRECT))


# --- files


PICTURE = {"id": "F1", "name": "棚.png", "mimetype": "image/png", "url_private": "https://files.slack.com/1"}
TABLE = {"id": "F2", "name": "一覧.xlsx", "mimetype": "application/vnd.ms-excel"}


@pytest.mark.parametrize("label", ["", "|entaku", "|"])
def test_a_mention_with_a_label_is_no_word_of_the_customer(tx: Transaction, label: str) -> None:
    seat(tx)
    write(tx, f"<@{BOT_USER}{label}> 色が選べないと言われました", channel=SALES)
    assert kept(tx) == ["色が選べないと言われました"]


@pytest.mark.parametrize("channel", [DIRECT, SALES])
def test_files_that_come_with_the_words_lie_beside_the_voice_and_what_cannot_is_named(
    tx: Transaction, channel: str
) -> None:
    seat(tx)
    text = "高いけど十年使える" if channel == DIRECT else f"<@{BOT_USER}> 高いけど十年使える"
    many = [PICTURE | {"id": f"F1{number}"} for number in range(6)]
    write(tx, text, channel=channel, subtype="file_share", files=[TABLE, *many])

    voice = tx.session.scalars(select(Voice)).one()
    assert [file["id"] for file in voice.files] == ["F10", "F11", "F12", "F13", "F14"]
    assert len([row for row in outbox_rows(tx, "ask") if row.method == "files.mirror"]) == 5
    assert "「一覧.xlsx・棚.png」は添えられませんでした" in answer(tx)


def test_a_file_without_words_is_answered_with_a_form_that_holds_it(tx: Transaction) -> None:
    write(tx, "", subtype="file_share", files=[PICTURE])
    assert kept(tx) == []
    assert "お客様の言葉を添えると" in answer(tx)
    [row] = outbox_rows(tx, "post")
    [button] = row.arguments["blocks"][-1]["elements"]
    assert [file.id for file in Opened.model_validate_json(button["value"]).files] == ["F1"]


def test_a_button_remembers_as_many_files_as_it_can_hold(tx: Transaction) -> None:
    long = "https://files.slack.com/" + "x" * 900
    many = [PICTURE | {"id": f"F{number}", "url_private": long} for number in range(4)]
    write(tx, "", subtype="file_share", files=many)
    [row] = outbox_rows(tx, "post")
    [button] = row.arguments["blocks"][-1]["elements"]
    assert len(button["value"]) <= 2000
    assert [file.id for file in Opened.model_validate_json(button["value"]).files] == ["F0"]


def test_a_file_that_nobody_can_lay_beside_a_voice_is_answered_as_no_words(tx: Transaction) -> None:
    write(tx, "", subtype="file_share", files=[TABLE])
    assert "お客様の言葉をここに書くと" in answer(tx)


def test_the_same_words_again_with_a_picture_bring_the_picture_and_keep_the_details(tx: Transaction) -> None:
    write(tx, "高いけど十年使える")
    voice = tx.session.scalars(select(Voice)).one()
    voice.scene = "売り場で"
    write(tx, "高いけど十年使える", ts="1795000000.000002", subtype="file_share", files=[PICTURE])
    assert [file["id"] for file in voice.files] == ["F1"]
    assert (voice.scene, kept(tx)) == ("売り場で", ["高いけど十年使える"])


# --- the original


NUMBER = "090-1234-5678"


@pytest.mark.parametrize("way", ["direct message", "mention", "only a file", "edited mention"])
def test_no_row_holds_the_original_of_what_was_written(
    tx: Transaction, slack: SlackInMemory, way: str
) -> None:
    open_table(tx, slack)
    text, channel = f"ふたが固い。電話は{NUMBER}です", SALES if "mention" in way else DIRECT
    text = f"<@{BOT_USER}> {text}" if "mention" in way else text
    address = f"https://files.slack.com/files-pri/T-F1/{NUMBER}.png"
    picture = PICTURE | {
        "name": f"{NUMBER}.png",
        "url_private": address,
        "permalink": address,
        "title": NUMBER,
    }
    if way == "edited mention":
        edited = {"user": AKI, "text": text, "ts": "1795000000.000001", "edited": {"user": AKI, "ts": "1.2"}}
        event = {"type": "message", "subtype": "message_changed", "channel": SALES, "message": edited}
        events.happened(tx, event | {"ts": "1795000000.000009", "channel_type": "channel"})
    else:
        text = "" if way == "only a file" else text
        write(tx, text, channel=channel, subtype="file_share", files=[picture])

    tx.session.flush()
    for table in Base.metadata.sorted_tables:
        assert NUMBER not in str(tx.session.execute(select(table)).all()), table.name
    if way not in {"edited mention", "only a file"}:
        assert kept(tx) == ["ふたが固い。電話は●●です"]
