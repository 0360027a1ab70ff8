"""A voice is swapped before its dialogue opens, and never while somebody has written about it."""

import pytest

from bot.circles import acts, planning
from bot.dialogues import dialogues
from bot.refusals import Gone, NotYours
from bot.transaction import Transaction
from bot.voices import swaps
from models import Circle, Note
from tests.bot.circle_of_three import SALES, seat
from tests.bot.open_table import bring
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, FakeClock

HOST = "U0HOST"


@pytest.fixture
def circle(begin: Begin, clock: FakeClock) -> Circle:
    """Lay out three of four voices for a dialogue in a few hours."""
    with begin(HOST, name="進") as tx:
        made = seat(tx)
        for number in range(4):
            clock.advance(seconds=1)
            tx.now = clock.now()
            bring(tx, made, f"声その{number + 1}")
        dialogue = planning.plan(tx, made, clock.now().date(), clock.now())
        planning.seat_voices(tx, dialogue)
        tx.session.refresh(made)
        return made


def table(tx: Transaction, circle: Circle) -> list[str]:
    tx.session.expire_all()
    planned = planning.planned(tx, circle)
    assert planned is not None
    return [seated.voice_id for seated in planned.seated]


def test_the_swapped_voice_waits_again_and_the_other_opens(begin: Begin, circle: Circle) -> None:
    slack = SlackInMemory()
    with begin(HOST) as tx:
        before = table(tx, circle)
        [other] = swaps.offered(tx, circle.id).waiting
        swaps.swap(tx, circle.id, before[1], other.id)
        assert table(tx, circle) == [before[0], other.id, before[2]]
        slack.deliver(tx)
        assert [act.kind for act in acts.of_circle(tx, circle)] == ["voice.swap"]
        assert [voice.id for voice in swaps.offered(tx, circle.id).waiting] == [before[1]]
    assert any("入れかえました" in text for text in slack.texts(SALES))
    with begin(HOST) as tx:
        opened = dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
        assert [seated.voice_id for seated in opened.seated] == [before[0], other.id, before[2]]
        assert {seated.voice.state for seated in opened.seated} == {"heard"}


def test_pressed_twice_it_is_swapped_once(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        out = table(tx, circle)[0]
        [other] = swaps.offered(tx, circle.id).waiting
        for _ in range(2):
            swaps.swap(tx, circle.id, out, other.id)
        assert len(acts.of_circle(tx, circle)) == 1


def test_a_voice_that_somebody_wrote_about_stays(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        out = table(tx, circle)[0]
        planned = planning.planned(tx, circle)
        assert planned is not None
        note = Note(workspace_id=tx.workspace.id, dialogue_id=planned.id, voice_id=out, text="朝")
        tx.session.add(note)
        [other] = swaps.offered(tx, circle.id).waiting
        with pytest.raises(swaps.WrittenAbout):
            swaps.swap(tx, circle.id, out, other.id)


def test_what_changed_meanwhile_is_said_at_its_field(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        first, second, _ = table(tx, circle)
        with pytest.raises(swaps.NotWaiting):
            swaps.swap(tx, circle.id, first, second)
        with pytest.raises(Gone):
            swaps.swap(tx, circle.id, "nothere23456", "nothere23457")


def test_before_voices_are_laid_out_and_after_it_opened_nothing_is_swapped(
    begin: Begin, circle: Circle
) -> None:
    with begin(HOST) as tx:
        bare = seat(tx, name="別の円卓")
        bring(tx, bare, "ほかの声")
        with pytest.raises(swaps.NothingLaidOut):
            swaps.offered(tx, bare.id)
        dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
        with pytest.raises(swaps.NothingLaidOut):
            swaps.offered(tx, circle.id)


def test_nobody_but_a_host_swaps(begin: Begin, circle: Circle) -> None:
    with begin("U0AKI") as tx, pytest.raises(NotYours):
        swaps.offered(tx, circle.id)
