from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.answers import Answer
from bot.files import SlackFile
from bot.transaction import Transaction
from bot.voices import joined, voice_files, voices
from bot.voices.voice_files import FileTooBig, TooManyFiles, UnfitFile
from bot.voices.voice_form import VoiceForm
from models import Dialogue, Step, Voice
from scheduler import steps
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.open_table import CHIE, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import known, outbox_rows

PICTURE = SlackFile(
    id="F1", name="棚.png", mimetype="image/png", url_private="https://files.slack.com/1", size=9
)
CLIP = SlackFile(
    id="F2",
    name="声|<!channel>.m4a",
    mimetype="audio/mp4",
    permalink="https://test.slack.com/files/F2",
    size=10**7,
)


def bring(tx: Transaction, *attached: SlackFile) -> Voice:
    tx.person = known(tx, CHIE, name="千恵")
    return voices.submit(tx, VoiceForm(quote="水筒が重い", files=list(attached)), channel_id=SALES).voice


def asked(tx: Transaction, method: str) -> list[dict[str, Any]]:
    return [row.arguments for row in outbox_rows(tx, "ask") if row.method == method]


def on_table(tx: Transaction, slack: SlackInMemory, *attached: SlackFile) -> tuple[Dialogue, Voice]:
    dialogue = open_table(tx, slack)
    voice = dialogue.seated[0].voice
    voice_files.add(tx, voice, attached)
    return dialogue, voice


def catch_up(tx: Transaction, slack: SlackInMemory) -> None:
    tx.session.flush()
    for step in tx.session.scalars(select(Step).where(Step.name == "totals", Step.done_at.is_(None))).all():
        steps.perform(tx, step)
    slack.deliver(tx)


def test_a_picture_lies_on_the_table_in_every_room_once_it_is_ours(
    tx: Transaction, slack: SlackInMemory
) -> None:
    _, voice = on_table(tx, slack, PICTURE)
    assert asked(tx, "files.mirror") == [{"file": "F1", "url": "https://files.slack.com/1", "name": "棚.png"}]
    voice_files.mirrored(tx, f"{voice.id}:F1", Answer({"file_id": "F0OURS"}))
    catch_up(tx, slack)
    for room in (SALES, DEVELOPMENT, CALLS):
        [shown] = [
            m for (channel, _), m in slack.messages.items() if channel == room and "声その1" in m["text"]
        ]
        [image] = [block for block in shown["blocks"] if block["type"] == "image"]
        assert (image["slack_file"], image["alt_text"]) == ({"id": "F0OURS"}, "棚.png")


@pytest.mark.parametrize(
    ("of_table", "of_other", "is_shown"),
    [("inside", "inside", True), ("public", "agreed", True), ("public", "inside", False)],
)
def test_a_picture_of_a_voice_that_says_the_same_lies_beside_it_as_far_as_both_may_be_seen(
    tx: Transaction, slack: SlackInMemory, of_table: str, of_other: str, is_shown: bool
) -> None:
    dialogue, voice = on_table(tx, slack, PICTURE)
    voice_files.mirrored(tx, f"{voice.id}:F1", Answer({"file_id": "F0OURS"}))
    other = bring(tx, PICTURE.model_copy(update={"id": "F3"}))
    voice.consent, other.consent = of_table, of_other
    joined.join(tx, voice, [other])
    voice_files.mirrored(tx, f"{other.id}:F3", Answer({"file_id": "F0TWIN"}))
    catch_up(tx, slack)
    shown = [m for (channel, _), m in slack.messages.items() if channel == SALES and "声その1" in m["text"]]
    pictures = [block["slack_file"]["id"] for block in shown[0]["blocks"] if block["type"] == "image"]
    assert pictures == ["F0OURS", *(["F0TWIN"] if is_shown else [])]

    voices.withdraw(tx, other.id)
    catch_up(tx, slack)
    assert "F0TWIN" not in str(slack.messages)
    assert dialogue.state == "open"


def test_a_clip_is_a_link_whose_name_is_only_a_name(tx: Transaction, slack: SlackInMemory) -> None:
    _, voice = on_table(tx, slack, CLIP, PICTURE)
    voice_files.mirrored(tx, f"{voice.id}:F1", Answer({}, error="file_not_found"))
    catch_up(tx, slack)
    said = " ".join(slack.texts(CALLS))
    assert "<https://test.slack.com/files/F2|声/&lt;!channel&gt;.m4a>" in said
    assert "添えられたファイル　棚.png" in said


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (SlackFile(id="F3", name="表.xlsx", mimetype="application/vnd.ms-excel"), UnfitFile),
        (SlackFile(id="F3"), UnfitFile),
        (CLIP.model_copy(update={"size": 101 * 1024 * 1024}), FileTooBig),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name_at_the_field(
    tx: Transaction, file: SlackFile, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as refused:
        bring(tx, PICTURE, file)
    assert refused.value.field == "files"  # type: ignore[attr-defined]  # all are refusals
    assert list(tx.session.scalars(select(Voice.id))) == []


def test_five_files_lie_beside_a_voice_each_once(tx: Transaction) -> None:
    many = [PICTURE.model_copy(update={"id": f"F{number}"}) for number in range(5)]
    voice = bring(tx, *many)
    voices.change(tx, voice.id, VoiceForm(quote="水筒が重い", files=many[:2]))
    assert len(voice.files) == 5
    with pytest.raises(TooManyFiles):
        voices.change(
            tx, voice.id, VoiceForm(quote="水筒が重い", files=[CLIP.model_copy(update={"id": "F9"})])
        )


def test_our_files_go_with_the_voice_also_those_still_on_their_way(tx: Transaction) -> None:
    voice = bring(tx, PICTURE, PICTURE.model_copy(update={"id": "F9"}))
    voice_files.mirrored(tx, f"{voice.id}:F1", Answer({"file_id": "F0OURS"}))
    voices.withdraw(tx, voice.id)
    voice_files.mirrored(tx, f"{voice.id}:F9", Answer({"file_id": "F0LATE"}))
    assert asked(tx, "files.delete") == [{"file": "F0OURS"}, {"file": "F0LATE"}]
    assert voice.files == []


def test_a_file_is_called_and_found_by_nothing_that_leads_to_a_person(tx: Transaction) -> None:
    name, address = (
        "090-1234-5678_山田花子様の声.png",
        "https://files.slack.com/files-pri/T-F1/090-1234-5678.png",
    )
    file = PICTURE.model_copy(update={"name": name, "url_private": address, "permalink": address})
    voice = bring(tx, file, CLIP)

    kept, clip = voice.files
    assert (kept["name"], kept["url"], kept["permalink"]) == ("●● ●●様の声.png", None, None)
    assert asked(tx, "files.mirror") == [{"file": "F1", "url": None, "name": kept["name"]}]
    assert clip["permalink"] == CLIP.permalink
    [remembered] = voice_files.remembered(tx, [file])
    assert "1234" not in remembered.model_dump_json()
    assert remembered.kept().is_awaited
