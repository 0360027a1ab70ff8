"""Clips and recordings beside a voice: whoever reads the voice can play them, and they go with it."""

import json
from typing import Any

import pytest

from bot import events
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.dialogues import closing, dialogues
from bot.dialogues.agenda import Stage
from bot.files import File, SlackFile
from bot.transaction import Transaction
from bot.voices import clips, voice_files, voices
from models import Dialogue, OutboxRow, Voice
from tests.bot.circle_of_three import DEVELOPMENT, RECORD, SALES, seat
from tests.bot.open_table import CHIE, bring, thread_in
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_voice_files import catch_up
from tests.conftest import FakeClock, known, outbox_rows

CLIP = SlackFile(
    id="F2",
    name="声.m4a",
    mimetype="audio/mp4",
    url_private="https://files.slack.com/2",
    permalink="https://test.slack.com/files/F2",
    size=10**6,
)
TWO_ROOMS = [
    {"channel_id": SALES, "department": "営業"},
    {"channel_id": DEVELOPMENT, "department": "開発"},
]


@pytest.fixture
def slack() -> SlackInMemory:
    return SlackInMemory()


def on_table(tx: Transaction, slack: SlackInMemory, clip: SlackFile = CLIP, **changed: Any) -> Dialogue:
    known(tx, "U0HOST", name="進")
    circle = seat(tx, **({"rooms": TWO_ROOMS} | changed))
    voice_files.add(tx, bring(tx, circle, "声その1"), [clip])
    dialogue = dialogues.open_now(tx, circle, seed="1")
    slack.deliver(tx)
    return dialogue


def asked(tx: Transaction, method: str) -> list[OutboxRow]:
    return [row for row in outbox_rows(tx, "ask") if row.method == method]


def answer(tx: Transaction, row: OutboxRow, given: Answer) -> None:
    tx.session.delete(row)
    tx.session.flush()
    answers.run(tx, row.answer or "", row.subject, given)


def upload(tx: Transaction) -> list[OutboxRow]:
    """Let every upload that was asked for arrive; return what shares them."""
    for number, row in enumerate(asked(tx, "files.upload")):
        answer(tx, row, Answer({"file_id": f"F0OURS{number}"}))
    return asked(tx, "files.completeUploadExternal")


def read_in(slack: SlackInMemory, channel_id: str) -> str:
    return " ".join(slack.texts(channel_id))


def test_a_clip_follows_into_each_thread_where_its_voice_lies(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = on_table(tx, slack)
    assert "声.m4a　このスレッドに続きます" in read_in(slack, SALES)
    shared = upload(tx)

    assert [row.arguments["thread_ts"] for row in shared] == [one.ts for one in dialogue.threads]
    assert [row.arguments["channel_id"] for row in shared] == [SALES, DEVELOPMENT]
    assert [json.loads(row.arguments["files"]) for row in shared] == [
        [{"id": "F0OURS0", "title": "声.m4a"}],
        [{"id": "F0OURS1", "title": "声.m4a"}],
    ]
    assert {row.arguments["initial_comment"] for row in shared} == {"声1に添えられた動画・音声です。"}


def test_the_record_can_play_it_as_well(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> None:
    dialogue = on_table(tx, slack)
    upload(tx)
    tx.now = clock.advance(minutes=30)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    closing.close(tx, dialogue)
    slack.deliver(tx)
    [row] = asked(tx, "files.upload")
    answer(tx, row, Answer({"file_id": "F0RECORD"}))

    [shared] = [
        row for row in asked(tx, "files.completeUploadExternal") if "F0RECORD" in row.arguments["files"]
    ]
    assert shared.arguments["channel_id"] == RECORD


def test_a_shared_room_gets_no_clip_of_a_voice_kept_inside(tx: Transaction, slack: SlackInMemory) -> None:
    on_table(tx, slack, rooms=[TWO_ROOMS[0], TWO_ROOMS[1] | {"is_shared": True}])
    assert [row.arguments["channel_id"] for row in upload(tx)] == [SALES]


@pytest.mark.parametrize(
    "unfit",
    [
        pytest.param({"size": voice_files.PLAYED_BYTES + 1}, id="too big to be uploaded once more"),
        pytest.param({"url_private": None}, id="no address to read it from"),
    ],
)
def test_what_cannot_be_played_is_a_link_that_says_for_whom_it_opens(
    tx: Transaction, slack: SlackInMemory, unfit: dict[str, Any]
) -> None:
    on_table(tx, slack, CLIP.model_copy(update=unfit))
    assert (
        "<https://test.slack.com/files/F2|声.m4a>（Slackでこのファイルを見られる人がひらけます）"
        in read_in(slack, SALES)
    )
    assert asked(tx, "files.upload") == []


@pytest.mark.parametrize("step", ["files.upload", "files.completeUploadExternal"])
def test_where_slack_refuses_a_clip_the_voice_says_so(
    tx: Transaction, slack: SlackInMemory, step: str
) -> None:
    dialogue = on_table(tx, slack)
    if step == "files.completeUploadExternal":
        upload(tx)
    answer(tx, asked(tx, step)[0], Answer(error="storage_limit_reached"))
    assert File.model_validate(dialogue.seated[0].voice.files[0]).goes_along is False
    catch_up(tx, slack)
    assert "Slackでこのファイルを見られる人がひらけます" in read_in(slack, DEVELOPMENT)


def test_a_call_that_is_repeated_since_its_answer_was_lost_shares_nothing_twice(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = on_table(tx, slack)
    answer(tx, upload(tx)[0], Answer(error="file_not_found"))
    assert File.model_validate(dialogue.seated[0].voice.files[0]).goes_along


def withdraw(tx: Transaction, voice: Voice) -> None:
    tx.person = known(tx, CHIE, name="千恵")
    voices.withdraw(tx, voice.id)
    tx.session.flush()


def deleted(tx: Transaction) -> set[str]:
    return {row.arguments["file"] for row in asked(tx, "files.delete")}


def test_a_clip_goes_with_its_voice_wherever_it_was_on_its_way(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = on_table(tx, slack)
    first, second = asked(tx, "files.upload")
    answer(tx, first, Answer({"file_id": "F0FIRST"}))
    [shared] = asked(tx, "files.completeUploadExternal")
    here = {"type": "message", "subtype": "file_share", "user": "U0BOT", "channel": SALES, "text": ""}
    thread_ts = thread_in(dialogue, SALES).ts
    events.happened(
        tx, here | {"ts": "1795000500.000001", "thread_ts": thread_ts, "files": [{"id": "F0FIRST"}]}
    )
    withdraw(tx, dialogue.seated[0].voice)
    assert deleted(tx) == {"F0FIRST"}
    gone = [row.key for row in outbox_rows(tx, "delete")]
    assert "clip:F0FIRST" in gone

    for row in asked(tx, "files.delete"):  # it came before the upload was shared: there was nothing to delete
        tx.session.delete(row)
    answer(tx, shared, Answer({"ok": True}))
    assert deleted(tx) == {"F0FIRST"}
    answer(tx, second, Answer({"file_id": "F0SECOND"}))
    assert asked(tx, "files.completeUploadExternal") == []


def test_what_else_we_share_is_nobodys_clip(tx: Transaction, slack: SlackInMemory) -> None:
    on_table(tx, slack)
    clips.stands(tx, SALES, "1795000500.000001", ["F0OTHER"])
    assert tx.outbox.find("clip:F0OTHER") is None
