"""A room joins a circle when one of its members accepts there: nobody is seated from outside."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot import events
from bot.circles import acts, circles, joining, rooms
from bot.circles.joining import Wanted
from bot.refusals import Gone
from bot.transaction import Database, Transaction
from models import AskedRoom, Circle
from tests.bot.channels import Channel, Channels
from tests.bot.circle_of_three import SALES, seat
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, install, known

HOST, NEW = "U0HOST", "C0NEW"


@pytest.fixture
def channels() -> Channels:
    return Channels()


@pytest.fixture
def circle(begin: Begin) -> Circle:
    with begin(HOST, name="進") as tx:
        made = seat(tx, wins_room=None, record_room=None)
        tx.session.flush()
        return made


def ask(
    begin: Begin,
    channels: Channels,
    circle: Circle,
    wanted: Sequence[Wanted] = (Wanted(NEW, department="広報"),),
) -> None:
    with begin(HOST, name="進") as tx:
        joining.ask(tx, circles.get(tx, circle.id), wanted)
        channels.answer(tx)


def departments(tx: Transaction, circle: Circle) -> list[str]:
    return [room.department for room in circles.get(tx, circle.id).rooms]


def asked(tx: Transaction) -> AskedRoom:
    return tx.session.scalars(select(AskedRoom)).one()


def test_a_hosts_own_room_joins_at_once_since_the_host_is_a_member(
    begin: Begin, channels: Channels, circle: Circle, slack: SlackInMemory
) -> None:
    channels[NEW] = Channel(["U1", "U2", "U3", HOST])
    ask(begin, channels, circle)
    with begin() as tx:
        slack.deliver(tx)
        assert "広報" in departments(tx, circle)
        assert asked(tx).state == "accepted"
        assert [(act.kind, act.user_id) for act in acts.of_circle(tx, circle)] == [("room.accept", HOST)]
    assert channels[NEW].has_us
    assert ["広報の席に加わりました" in text for text in slack.texts(NEW)] == [True]


def test_a_room_the_host_is_not_in_is_asked_and_nothing_else_happens(
    begin: Begin, channels: Channels, circle: Circle, slack: SlackInMemory
) -> None:
    channels[NEW] = Channel(["U1", "U2", "U3"])
    ask(begin, channels, circle)
    with begin() as tx:
        slack.deliver(tx)
        assert "広報" not in departments(tx, circle)
    [text] = slack.texts(NEW)
    assert "進さんより" in text
    assert "押さなければ、何も始まりません" in text


def test_a_member_accepts_and_the_room_sits(
    begin: Begin, channels: Channels, circle: Circle, slack: SlackInMemory
) -> None:
    channels[NEW] = Channel(["U1", "U2", "U3"])
    ask(begin, channels, circle)
    with begin("U3") as tx:
        slack.deliver(tx)
        joining.accept(tx, asked(tx).id, NEW)
        assert "広報" not in departments(tx, circle)
        channels.answer(tx)
        slack.deliver(tx)
        assert "広報" in departments(tx, circle)
    [text] = slack.texts(NEW)
    assert "広報の席に加わりました" in text


def test_somebody_who_only_looks_into_a_public_room_cannot_seat_it(
    begin: Begin, channels: Channels, circle: Circle, slack: SlackInMemory
) -> None:
    channels[NEW] = Channel(["U1", "U2", "U3"])
    ask(begin, channels, circle)
    with begin("U9") as tx:
        slack.deliver(tx)
        joining.accept(tx, asked(tx).id, NEW)
        channels.answer(tx)
        assert "広報" not in departments(tx, circle)
        slack.deliver(tx)
    assert slack.texts("U9") == [f"<#{NEW}>のメンバーの方が押すと、受けられます。"]


def test_a_room_is_accepted_once_and_only_where_it_was_asked(
    begin: Begin, channels: Channels, circle: Circle, slack: SlackInMemory
) -> None:
    channels[NEW] = Channel(["U1", "U2"])
    ask(begin, channels, circle)
    with begin("U1") as tx, pytest.raises(Gone):
        joining.accept(tx, asked(tx).id, SALES)
    with begin("U1") as tx:
        joining.accept(tx, asked(tx).id, NEW)
        tx.person = known(tx, "U2", name="二")
        joining.accept(tx, asked(tx).id, NEW)
        channels.answer(tx)
        assert departments(tx, circle).count("広報") == 1
    with begin("U1") as tx, pytest.raises(joining.AlreadyJoined):
        joining.accept(tx, asked(tx).id, NEW)


def test_a_private_room_waits_until_somebody_there_invites_us(
    begin: Begin, channels: Channels, circle: Circle, slack: SlackInMemory
) -> None:
    channels[NEW] = Channel(["U1", HOST], is_private=True)
    ask(begin, channels, circle)
    with begin() as tx:
        assert asked(tx).state == "uninvited"
        slack.deliver(tx)
        assert "/invite @Entaku" in slack.texts(HOST)[0]
        channels[NEW].has_us = True
        events.happened(
            tx, {"type": "member_joined_channel", "channel": NEW, "user": tx.workspace.bot_user_id}
        )
        channels.answer(tx)
        assert "広報" in departments(tx, circle)
        assert next(room for room in circles.get(tx, circle.id).rooms if room.channel_id == NEW).is_private


@pytest.mark.parametrize(
    ("channel", "because"),
    [(Channel(is_archived=True), "archived"), (Channel([HOST], is_shared=True), "shared")],
)
def test_an_archived_room_or_one_shared_with_others_stays_out(
    begin: Begin, channels: Channels, circle: Circle, channel: Channel, because: str
) -> None:
    channels[NEW] = channel
    ask(begin, channels, circle)
    with begin() as tx:
        assert (asked(tx).state, asked(tx).because) == ("refused", because)
        assert "広報" not in departments(tx, circle)


@pytest.mark.parametrize("purpose", list(rooms.Purpose))
def test_a_record_or_wins_room_is_asked_as_well(
    begin: Begin, channels: Channels, circle: Circle, slack: SlackInMemory, purpose: rooms.Purpose
) -> None:
    channels[NEW] = Channel(["U1"])
    ask(begin, channels, circle, [Wanted(NEW, purpose=purpose)])
    with begin("U1") as tx:
        assert getattr(circles.get(tx, circle.id), f"{purpose}_channel_id") is None
        joining.accept(tx, asked(tx).id, NEW)
        channels.answer(tx)
        assert getattr(circles.get(tx, circle.id), f"{purpose}_channel_id") == NEW


def test_another_workspace_cannot_accept(
    begin: Begin, channels: Channels, circle: Circle, database: Database
) -> None:
    channels[NEW] = Channel(["U1"])
    ask(begin, channels, circle)
    with begin() as tx:
        asked_id = asked(tx).id
    with database.session() as session:
        install(session, "T0OTHER")
    with begin("U1", team_id="T0OTHER") as tx, pytest.raises(Gone):
        joining.accept(tx, asked_id, NEW)
