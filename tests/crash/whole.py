"""What must hold of every story when all is quiet: each thing took effect once, stands once, in one order."""

import re
from collections import Counter
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.transaction import Database
from models import Dialogue, Early, OutboxRow, Post, Remark, SeatedVoice, Step, Voice, Watchword, Win
from tests.bot.circle_of_three import RECORD, WINS
from tests.bot.slack_in_memory import texts_in
from tests.crash.small_slack import Json, key_of, kind_of
from tests.crash.story import CHEER, PIN, ROOMS, Said, Story

WORDS = re.compile(r"R\d+e\d+")
STAGES = ["writing", "question_1", "question_2", "question_3", "deciding"]


def assert_whole(story: Story) -> None:
    """Invariants 1 to 3 of the design, for everything that the story did."""
    assert story.fuse.crashes > 0, "no crash, so nothing is shown"
    database = Database(story.database_url, story.clock)
    try:
        with database.reading() as session:
            _assert_nothing_is_left_over(session)
            _assert_each_command_counts_once(story, session)
            _assert_posts_stand_once(story, session)
            _assert_one_dialogue(story, session)
            _assert_one_order(story, session)
            _assert_no_old_words(story)
            _assert_pins(story, session)
            _assert_cheers(story, session)
    finally:
        database.dispose()


def _assert_nothing_is_left_over(session: Session) -> None:
    assert list(session.scalars(select(OutboxRow.key))) == []
    early = session.scalars(select(Early.event)).all()
    assert [event for event in early if event["type"] == "message"] == []


def _assert_each_command_counts_once(story: Story, session: Session) -> None:
    assert sorted(session.scalars(select(Voice.quote))) == sorted(story.voices)
    assert sorted(session.scalars(select(Win.headline))) == sorted(story.wins)


def _assert_posts_stand_once(story: Story, session: Session) -> None:
    """Invariant 2: each post is one message, whatever crashed, or failed where somebody was told."""
    assert {key: times for key, times in story.slack.sent.items() if times > 1} == {}
    standing = {(channel, message["ts"]) for channel, message in story.slack.ours()}
    for post in session.scalars(select(Post)):
        if post.state == "failed":
            assert post.channel_id == story.slack.lost_channel, post.key
        elif post.channel_id != story.slack.lost_channel:
            assert ((post.channel_id, post.ts) in standing) == (post.state == "posted"), post.key
            assert post.state in {"posted", "deleted"}, post.key
    known = set(session.scalars(select(Post.key)))
    assert {key_of(message) for _, message in story.slack.ours()} <= known
    told = [m for _, m in story.slack.ours() if kind_of(m) == "entaku_room_lost"]
    assert len(told) == (1 if story.loses_a_room else 0)


def _assert_one_dialogue(story: Story, session: Session) -> None:
    """The dialogue opened once, entered each stage at most once and closed once, in every room alike."""
    dialogue = session.scalars(select(Dialogue)).one()
    seated = session.scalars(select(SeatedVoice.voice_id)).all()
    assert dialogue.state == "closed"
    assert len(seated) == min(3, len(story.voices)) == len(set(seated))
    stages = select(Step.argument).where(
        Step.dialogue_id == dialogue.id, Step.name.in_(("stage", "close")), Step.done_at.is_not(None)
    )
    assert set(STAGES[1:]) | {"closed", "latest"} == set(session.scalars(stages))
    shown = [_table(story, room) for room in _whole_rooms(story)]
    assert all(table == shown[0] for table in shown), shown
    kinds = Counter(kind for kind, _ in shown[0])
    assert (kinds["entaku_card"], kinds["entaku_voice"], kinds["entaku_close"]) == (1, len(seated), 1)
    assert kinds["entaku_deciding"] == kinds["entaku_decided"] <= 1  # none where the stage was slept through
    records = [kind_of(message) for message in story.slack.standing(RECORD)]
    assert records in ([], ["entaku_record", *["entaku_record_voice"] * len(seated)])


def _table(story: Story, room: str) -> list[tuple[str, str]]:
    """Return what everybody reads at the table apart from remarks, in order: the kind of each post and its text."""
    kinds = {
        *("entaku_card", "entaku_voice", "entaku_stage"),
        *("entaku_deciding", "entaku_decided", "entaku_close"),
    }
    return [(kind_of(m), m["text"]) for m in story.slack.standing(room) if kind_of(m) in kinds]


def _assert_one_order(story: Story, session: Session) -> None:
    """Invariants 1 and 3: each remark stands once in each other room with its last words, in the one order."""
    seq = {
        (remark.channel_id, remark.ts): remark.seq
        for remark in session.scalars(select(Remark).where(Remark.deleted_at.is_(None)))
    }
    stands = [said for said in story.said if not said.is_deleted]
    assert set(seq) == {_place(said) for said in stands}
    in_order = sorted(stands, key=lambda said: seq[_place(said)])
    for room in _whole_rooms(story):
        expected = [said.words for said in in_order if said.channel != room]
        assert _copies(story, room) == expected, room
    for room in set(ROOMS) - set(_whole_rooms(story)):
        shown = [_number(words) for words in _copies(story, room)]
        assert shown == [said.number for said in _by_seq(story, session) if said.number in shown], room


def _copies(story: Story, room: str) -> list[str]:
    blocks = [message["blocks"] for message in story.slack.standing(room, "entaku_copy")]
    return WORDS.findall(" ".join(chain.from_iterable(map(texts_in, blocks))))


def _by_seq(story: Story, session: Session) -> list[Said]:
    seq = {(r.channel_id, r.ts): r.seq for r in session.scalars(select(Remark))}
    return sorted((s for s in story.said if _place(s) in seq), key=lambda said: seq[_place(said)])


def _assert_no_old_words(story: Story) -> None:
    """What was deleted or edited is nowhere to be read any more, quotes in the closing and the record included."""
    current = {said.words for said in story.said if not said.is_deleted}
    for channel, message in story.slack.ours():
        if channel != story.slack.lost_channel:
            shown = set(WORDS.findall(" ".join([message["text"], *texts_in(message["blocks"])])))
            assert shown <= current, (channel, message["text"])


def _assert_pins(story: Story, session: Session) -> None:
    """Each person counts once for a thing, on whatever copies of it they pinned; what nobody pins is no nominee."""
    people: dict[tuple[str, str], set[str]] = {}
    for channel in ROOMS:
        for message in story.slack.standing(channel):
            pinned_by = message.get("reactions", {}).get(PIN, [])
            for about in _about(session, channel, message) if pinned_by else []:
                people.setdefault(about, set()).update(pinned_by)
    counted = {
        (word.about_kind, word.about_id): word.pins
        for word in session.scalars(select(Watchword))
        if word.pins
    }
    assert counted == {about: len(who) for about, who in people.items()}


def _about(session: Session, channel: str, message: Json) -> list[tuple[str, str]]:
    """Return what stands at a place, as kind and id, without what was deleted."""
    at: dict[str, Any] = {"channel_id": channel, "ts": message["ts"]}
    remarks = session.scalars(select(Remark).filter_by(**at)).all()
    posts = session.scalars(select(Post).filter_by(**at)).all()
    about = {("remark", r.id) for r in remarks} | {(p.about_kind or "", p.about_id or "") for p in posts}
    deleted = {
        ("remark", r) for r in session.scalars(select(Remark.id).where(Remark.deleted_at.is_not(None)))
    }
    return sorted(about - deleted)


def _assert_cheers(story: Story, session: Session) -> None:
    wins = story.slack.standing(WINS, "entaku_win")
    cheers = [len(message.get("reactions", {}).get(CHEER, [])) for message in wins]
    assert list(session.scalars(select(Win.cheers))) == cheers


def _whole_rooms(story: Story) -> list[str]:
    return [room for room in ROOMS if room != story.slack.lost_channel]


def _place(said: Said) -> tuple[str, str]:
    return said.channel, said.message["ts"]


def _number(words: str) -> int:
    return int(words.removeprefix("R").split("e")[0])
