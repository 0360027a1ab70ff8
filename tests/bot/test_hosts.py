"""Deputies, and what happens when a host has left."""

import pytest

from bot import events
from bot.circles import acts, circles, hosts
from bot.delivery.answers import Answer
from bot.people import people
from bot.refusals import Gone, NotYours
from bot.transaction import Transaction
from models import Circle
from tests.bot.channels import Channel, Channels
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES, seat
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, Begin, known, outbox_rows

HOST, ROOMS = "U0HOST", (SALES, DEVELOPMENT, CALLS)


@pytest.fixture
def circle(begin: Begin) -> Circle:
    with begin(HOST, name="進") as tx:
        return seat(tx)


def leave(tx: Transaction, user_id: str = HOST) -> None:
    user = {"id": user_id, "team_id": TEAM, "name": "x", "deleted": True, "profile": {}}
    events.happened(tx, {"type": "user_change", "user": user})
    tx.session.flush()


def hosting(tx: Transaction, circle: Circle) -> dict[str, bool]:
    tx.session.expire_all()
    return {host.user_id: host.is_deputy for host in circles.get(tx, circle.id).hosts}


def test_a_deputy_can_do_all_that_a_host_can(begin: Begin, circle: Circle, slack: SlackInMemory) -> None:
    with begin(HOST) as tx:
        hosts.name_deputies(tx, circle.id, ["U0AKI", "U0BEN"])
        slack.deliver(tx)
    assert "副進行は、<@U0AKI>さん・<@U0BEN>さんです。" in slack.texts(SALES)
    with begin("U0AKI") as tx:
        circles.require_host(tx, circles.get(tx, circle.id))
        hosts.name_deputies(tx, circle.id, ["U0BEN", HOST])
        assert hosting(tx, circle) == {HOST: False, "U0BEN": True}
    with begin("U0AKI") as tx, pytest.raises(NotYours):
        hosts.deputies(tx, circle.id)


def test_there_are_three_deputies_at_most_and_naming_the_same_is_not_told_again(
    begin: Begin, circle: Circle, slack: SlackInMemory
) -> None:
    with begin(HOST) as tx, pytest.raises(hosts.TooManyDeputies):
        hosts.name_deputies(tx, circle.id, [f"U{n}" for n in range(4)])
    with begin(HOST) as tx:
        for _ in range(2):
            hosts.name_deputies(tx, circle.id, ["U1", "U2", "U3"])
        slack.deliver(tx)
    assert len(slack.texts(SALES)) == 1


def test_when_the_host_leaves_every_room_is_asked_once(
    begin: Begin, circle: Circle, slack: SlackInMemory
) -> None:
    with begin() as tx:
        leave(tx)
        leave(tx)
        slack.deliver(tx)
        assert hosting(tx, circle) == {}
        assert [(act.kind, act.user_id) for act in acts.of_circle(tx, circle)] == [("host.leave", HOST)]
    for room in ROOMS:
        assert ["進行を、どなたか" in text for text in slack.texts(room)] == [True]


def test_an_account_that_slack_no_longer_knows_has_left(begin: Begin, circle: Circle) -> None:
    with begin() as tx:
        people.learn(tx, HOST, Answer(error="user_not_found"))
        assert hosting(tx, circle) == {}


def test_while_another_host_is_there_nobody_is_asked(begin: Begin, slack: SlackInMemory) -> None:
    with begin(HOST) as tx:
        circle = seat(tx, hosts=[HOST, "U0OTHER"])
        leave(tx)
        slack.deliver(tx)
        assert hosting(tx, circle) == {"U0OTHER": False}
    assert slack.texts(SALES) == []


def test_the_first_member_who_accepts_is_the_host_and_all_rooms_read_it(
    begin: Begin, circle: Circle, slack: SlackInMemory
) -> None:
    channels = Channels({SALES: Channel(["U0AKI", "U1", "U2"]), DEVELOPMENT: Channel(["U0BEN"])})
    with begin("U0AKI") as tx:
        leave(tx)
        slack.deliver(tx)
        hosts.take(tx, circle.id, SALES)
        tx.person = known(tx, "U0BEN", name="勉")
        hosts.take(tx, circle.id, DEVELOPMENT)
        channels.answer(tx)
        slack.deliver(tx)
        assert hosting(tx, circle) == {"U0AKI": False}
        assert [row.arguments["user"] for row in outbox_rows(tx, "ephemeral")] == ["U0BEN"]
        kept = {(act.kind, act.user_id) for act in acts.of_circle(tx, circle)}
        assert kept == {("host.leave", HOST), ("host.take", "U0AKI")}
    for room in ROOMS:
        assert slack.texts(room) == ["円卓「商品づくり」の進行は、<@U0AKI>さんです。"]
    with begin("U0BEN") as tx, pytest.raises(hosts.AlreadyHosted):
        hosts.take(tx, circle.id, DEVELOPMENT)


def test_who_pressed_twice_is_not_told_that_somebody_else_hosts(begin: Begin, circle: Circle) -> None:
    with begin() as tx:
        leave(tx)
    with begin("U0BEN") as tx:
        for channel_id in (SALES, CALLS):
            hosts.take(tx, circle.id, channel_id)
        for channel_id in (SALES, CALLS):
            hosts.taken(tx, f"{circle.id}:{channel_id}:U0BEN", "U0BEN")
        hosts.take(tx, circle.id, SALES)
        assert hosting(tx, circle) == {"U0BEN": False}
        assert outbox_rows(tx, "ephemeral") == []


def test_a_deputy_who_accepts_becomes_the_host(begin: Begin, circle: Circle) -> None:
    channels = Channels({SALES: Channel(["U0AKI"])})
    with begin(HOST) as tx:
        hosts.name_deputies(tx, circle.id, ["U0AKI"])
        leave(tx)
    with begin("U0AKI") as tx:
        hosts.take(tx, circle.id, SALES)
        channels.answer(tx)
        assert hosting(tx, circle) == {"U0AKI": False}


def test_nobody_from_outside_the_rooms_becomes_a_host(
    begin: Begin, circle: Circle, slack: SlackInMemory
) -> None:
    channels = Channels({SALES: Channel(["U1"])})
    with begin("U9") as tx:
        leave(tx)
        with pytest.raises(Gone):
            hosts.take(tx, circle.id, "C0ELSEWHERE")
        hosts.take(tx, circle.id, SALES)
        channels.answer(tx)
        assert hosting(tx, circle) == {}
        slack.deliver(tx)
    assert slack.texts("U9") == [f"<#{SALES}>のメンバーの方が押すと、受けられます。"]
