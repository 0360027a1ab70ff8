"""The first dialogue of a circle, today: voices are picked or typed, and it opens at once."""

import pytest
from sqlalchemy import select

from bot.circles import circles, first, joining, setup
from bot.circles.setup import SetupForm
from bot.refusals import Empty, NotYours, TooLong
from models import Circle, Voice
from tests.bot.channels import Channel, Channels
from tests.bot.circle_of_three import SALES, seat
from tests.bot.open_table import bring
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, known

HOST = "U0HOST"


@pytest.fixture
def circle(begin: Begin) -> Circle:
    with begin(HOST, name="進") as tx:
        return seat(tx)


def test_from_nothing_to_an_open_dialogue_in_the_hosts_own_room(begin: Begin) -> None:
    slack, channels = SlackInMemory(), Channels({SALES: Channel(["U1", HOST]), "C2": Channel(["U2"])})
    with begin(HOST, name="進") as tx:
        form = SetupForm(name="商品づくり", rooms=[SALES, "C2"], hosts=[HOST])
        made = setup.add(tx, form, ["営業", "開発"])
        with pytest.raises(first.NoRoomYet):
            first.open_with(tx, made.id, [], {"voice_1": "水筒が重い"})
        channels.answer(tx)
        assert [asked.state for asked in joining.of_circle(tx, made)] == ["asked"]
        opened = first.open_with(tx, made.id, [], {"voice_1": "水筒が重い", "voice_3": "090-1234-5678です"})
        slack.deliver(tx)
        assert opened.hidden == 1
        assert [seated.voice.quote for seated in opened.dialogue.seated] == ["水筒が重い", "●●です"]
        assert {seated.voice.circle_id for seated in opened.dialogue.seated} == {made.id}
    told = slack.texts(SALES)
    assert any("進行がえらんだ声です" in text for text in told)
    assert len(slack.texts("C2")) == 1


def test_voices_that_wait_can_be_picked_and_the_others_wait_on(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        here = circles.get(tx, circle.id)
        picked, left = bring(tx, here, "軽い"), bring(tx, here, "重い")
        opened = first.open_with(tx, circle.id, [picked.id], {"voice_2": " "})
        assert [seated.voice_id for seated in opened.dialogue.seated] == [picked.id]
        assert left.state == "waiting"
        assert picked.state == "heard"


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        known(tx, HOST, name="進")
        for number in range(6):
            bring(tx, circles.get(tx, circle.id), f"声{number}")
    with pytest.raises(Empty) as refused, begin(HOST) as tx:
        first.open_with(tx, circle.id, ["nothere23456"], {})
    assert refused.value.field == "voice_1"
    with pytest.raises(TooLong) as too_long, begin(HOST) as tx:
        first.open_with(tx, circle.id, [], {"voice_1": "軽い", "voice_2": "あ" * 501})
    assert too_long.value.field == "voice_2"
    with begin(HOST) as tx:
        every = [voice.id for voice in tx.session.scalars(select(Voice))]
        with pytest.raises(first.TooManyVoices):
            first.open_with(tx, circle.id, every, {})
        assert len(every) == 6


def test_nobody_but_a_host_opens_it(begin: Begin, circle: Circle) -> None:
    with begin("U0AKI") as tx, pytest.raises(NotYours):
        first.open_with(tx, circle.id, [], {"voice_1": "軽い"})
