from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.circles import circles, rooms
from bot.delivery.answers import Answer
from bot.people import people
from tests.bot.circle_of_three import CALLS, RECORD, SALES, WINS, seat
from tests.conftest import Begin, FakeClock, known, outbox_rows
from tests.web_api import web_api


class Slack:
    """Answers a few methods from tables, and remembers what it was asked."""

    def __init__(self) -> None:
        self.channels: dict[str, dict[str, Any]] = {}
        self.members: list[str] = []
        self.joined: list[str] = []

    def answer(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        channel = self.channels.get(given["channel"])
        if channel is None:
            return {"ok": False, "error": "channel_not_found"}
        if method == "conversations.join":
            self.joined.append(given["channel"])
        if method == "conversations.members":
            return {"ok": True, "members": self.members, "response_metadata": {"next_cursor": ""}}
        return {"ok": True, "channel": channel}


@pytest.fixture
def slack() -> Iterator[tuple[Slack, WebClient]]:
    told = Slack()
    with web_api(told.answer) as client:
        yield told, client


def test_a_public_room_is_joined(slack: tuple[Slack, WebClient]) -> None:
    told, client = slack
    told.channels[SALES] = {"name": "sales", "is_member": False}

    assert rooms.check(client, SALES) == rooms.RoomFacts(SALES, "#sales", is_private=False, is_shared=False)
    assert told.joined == [SALES]


@pytest.mark.parametrize(
    ("channel", "refusal"),
    [
        pytest.param(None, rooms.RoomNotFound, id="unknown"),
        pytest.param({"is_archived": True}, rooms.RoomArchived, id="archived"),
        pytest.param({"is_private": True, "is_member": False}, rooms.NotInvited, id="private, not invited"),
        pytest.param({"is_ext_shared": True, "is_member": True}, rooms.RoomShared, id="shared outside"),
        pytest.param(
            {"is_private": True, "is_member": True}, rooms.NoHostInside, id="private, no host inside"
        ),
    ],
)
def test_a_room_that_cannot_be_seated_is_refused(
    slack: tuple[Slack, WebClient], channel: dict[str, Any] | None, refusal: type[Exception]
) -> None:
    told, client = slack
    told.members = ["U0AKI"]
    if channel is not None:
        told.channels[SALES] = {"name": "sales"} | channel
    with pytest.raises(refusal):
        rooms.check(client, SALES, host_ids=["U0HOST"])
    assert told.joined == []


def test_a_private_room_is_seated_with_a_host_inside_and_a_shared_one_by_explicit_word(
    slack: tuple[Slack, WebClient],
) -> None:
    told, client = slack
    told.members = ["U0AKI", "U0HOST"]
    told.channels[SALES] = {"name": "sales", "is_private": True, "is_member": True, "is_ext_shared": True}

    facts = rooms.check(client, SALES, host_ids=["U0HOST"], allows_shared=True)
    assert (facts.is_private, facts.is_shared) == (True, True)


def test_members_are_learned_page_by_page(begin: Begin) -> None:
    with begin() as tx:
        rooms.learn_members(tx, seat(tx))
        asked = [row for row in outbox_rows(tx, "ask") if row.method == "conversations.members"]
        assert [row.arguments["channel"] for row in asked] == [SALES, "C0DEV", CALLS]

        page = {"members": ["U0A", "U0B"], "response_metadata": {"next_cursor": "more"}}
        rooms.members_listed(tx, f"{SALES}:0", Answer(page))

        assert people.find(tx, "U0A") is not None
        [again] = [row for row in outbox_rows(tx, "ask") if row.arguments.get("cursor")]
        since = int(tx.now.timestamp())
        assert (again.arguments["cursor"], again.subject) == ("more", f"{SALES}:2:{since}")


def test_the_members_of_a_huge_room_are_not_all_asked_about_at_once(begin: Begin) -> None:
    with begin() as tx:
        page = {"members": ["U0A"], "response_metadata": {"next_cursor": "more"}}
        rooms.members_listed(tx, f"{SALES}:{rooms.LEARNED_AT_ONCE}", Answer(page))
        assert [row.method for row in outbox_rows(tx, "ask")] == ["conversations.members"]


def test_a_lost_room_is_told_to_the_host_once_and_can_be_found_again(begin: Begin) -> None:
    with begin() as tx:
        known(tx, "U0HOST", name="進")
        circle = seat(tx)
        for _ in range(2):
            rooms.post_failed(tx, SALES, Answer(error="not_in_channel"))

        [told] = outbox_rows(tx, "post")
        assert told.lane == "U0HOST"
        assert "営業" in told.arguments["text"]
        assert [room.lost_because for room in circle.rooms] == ["not_in_channel", None, None]

        rooms.found(tx, SALES)
        assert circle.rooms[0].lost_because is None


@pytest.mark.parametrize(("channel_id", "named"), [(WINS, "小さな成功"), (RECORD, "記録")])
def test_a_lost_wins_or_record_room_is_told_to_the_host_once_each_time(
    begin: Begin, clock: FakeClock, channel_id: str, named: str
) -> None:
    with begin() as tx:
        known(tx, "U0HOST", name="進")
        seat(tx)
        for _ in range(2):
            rooms.post_failed(tx, channel_id, Answer(error="is_archived"))
        [told] = outbox_rows(tx, "post")
        assert told.lane == "U0HOST"
        assert named in told.arguments["text"]

    clock.advance(hours=1)
    with begin() as tx:
        rooms.looked_at(tx, channel_id, Answer({"channel": {"is_member": True}}))
        rooms.lost(tx, channel_id, "not_in_channel")
        assert len(outbox_rows(tx, "post")) == 2


def test_lost_rooms_are_looked_at_again_whatever_they_are_for(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        for channel_id in (SALES, WINS, RECORD):
            rooms.lost(tx, channel_id, "not_in_channel")

        rooms.look_again(tx, circle)

        asked = [row.subject for row in outbox_rows(tx, "ask") if row.method == "conversations.info"]
        assert sorted(filter(None, asked)) == sorted([SALES, WINS, RECORD])


def test_a_host_reads_of_a_lost_room_in_their_own_language(begin: Begin) -> None:
    with begin() as tx:
        known(tx, "U0HOST", name="Sue", locale="en")
        seat(tx)
        rooms.lost(tx, SALES, "is_archived")

        [told] = outbox_rows(tx, "post")
        assert "archived" in told.arguments["text"]


def test_a_refusal_that_is_no_fault_of_the_room_loses_no_room(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        rooms.post_failed(tx, SALES, Answer(error="invalid_blocks"))
        assert circle.rooms[0].lost_because is None


def test_a_channel_with_a_new_id_keeps_its_seat(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        rooms.renumbered(tx, SALES, "C0NEW")
        rooms.renumbered(tx, RECORD, "C0NEWRECORD")

        assert circles.by_channel(tx, "C0NEW") is circle
        assert circle.record_channel_id == "C0NEWRECORD"
