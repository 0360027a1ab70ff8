"""Who answered what in a pulse, asked after its end by somebody with the database, the logs and Slack in hand.

One and the same week is played with different people behind one of the answers, and with two people's answers the
other way round. Whatever would tell them apart would be left in one of them.
"""

from dataclasses import dataclass

import pytest
from slack_bolt import App
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.dialogues import dialogues
from bot.transaction import Database
from models import Dialogue, Pulse, PulseAnswer, PulseKey, new_id
from models.base import ID_LENGTH
from tests.bot.circle_of_three import CALLS, seat
from tests.bot.open_table import bring
from tests.bot.pulses import close, held
from tests.bot.test_aliases import holds
from tests.conftest import MONDAY_TEN_IN_TOKYO, Begin, FakeClock, install, known
from tests.handlers.stage import Calls, press, submit
from tests.handlers.test_unnamed_attack import Story
from tests.slack_stand_in import RecordingSlack

PEOPLE = ("U0AKI", "U0BEN", "U0CHIE", "U0DAN", "U0EMI", "U0FUMI")
OTHERS = ("U0CHIE", "U0DAN", "U0EMI", "U0FUMI")
FORM = "V0SECRETPULSE"


@dataclass
class Week(Story):
    """A week in which a pulse runs, and everything that is left of it."""

    def answered(self, given: list[tuple[str, str]]) -> str:
        """Play it with these answers, in this order; return what is left."""
        self.slack = RecordingSlack()
        self._clear()
        self.calls.clear()
        self.clock.set(MONDAY_TEN_IN_TOKYO)
        with self.database.session() as session:
            install(session)
        with capture_logs() as self.logs:
            pulse_id = self._ask()
            for number, (user, step) in enumerate(given):
                self._go_on(minutes=7)
                press(self.app, "pulse.answer", pulse_id, user=user, channel={"id": CALLS})
                submit(
                    self.app, self.calls.opened(), user=user, view_id=f"{FORM}{number}", said=step, heart=step
                )
            with self.database.reading() as session:
                [self.key] = [bytes(key) for key in session.scalars(select(PulseKey.key)) if key]
                assert len(session.scalars(select(PulseAnswer)).all()) == len({user for user, _ in given})
            self._go_on(days=8)
            self._go_on(seconds=2)
        with self.database.reading() as session:
            assert session.scalars(select(Pulse)).one().ended_at is not None, self.logs
            assert session.scalars(select(PulseKey)).all() == [], self.logs
        return self.left()

    def _ask(self) -> str:
        with self.begin("U0HOST", name="進") as tx:
            for number, user in enumerate(PEOPLE):
                known(tx, user, name=f"人{number}")
            circle = seat(tx)
            for number, room in enumerate(circle.rooms):
                room.id = f"{number + 2}" * ID_LENGTH
            circle.paused_at = tx.now
            tx.session.flush()
            bring(tx, circle, "水筒が重い")
            dialogue = dialogues.open_now(tx, circle, seed="1")
            held(tx, circle, 3)
        self._deliver()
        with self.begin("U0HOST", name="進") as tx:
            close(tx, tx.session.scalars(select(Dialogue).where(Dialogue.id == dialogue.id)).one())
            found = tx.session.scalars(select(Pulse.id)).one()
        self._deliver()
        return found


@pytest.fixture
def week(app: App, calls: Calls, database: Database, begin: Begin, clock: FakeClock) -> Week:
    return Week(app, calls, database, begin, clock)


@pytest.mark.slow
def test_whoever_answered_everything_that_is_left_is_the_same(week: Week) -> None:
    told = [
        week.answered([*((user, "5") for user in OTHERS), (one, "1")])
        for one in ("U0AKI", "U0BEN", "U0STRANGER")
    ]
    assert "4.2" in told[0]
    for other in told[1:]:
        assert other.splitlines() == told[0].splitlines()


@pytest.mark.slow
def test_who_of_two_chose_what_leaves_nothing_either(week: Week) -> None:
    others = [(user, "4") for user in OTHERS]
    one = week.answered([("U0AKI", "1"), ("U0BEN", "5"), *others])
    other = week.answered([("U0AKI", "5"), ("U0BEN", "1"), *others])
    assert other.splitlines() == one.splitlines()


@pytest.mark.slow
def test_no_file_of_the_database_holds_the_key_the_form_or_a_stranger(week: Week) -> None:
    stranger = f"U0{new_id().upper()}"
    left = week.answered([*((user, "5") for user in OTHERS), (stranger, "1")])
    engine = week.database.engine
    assert holds(engine, "水筒が重い".encode())
    assert not holds(engine, week.key)
    assert not holds(engine, week.key.hex().encode())
    assert not holds(engine, FORM.encode())
    assert not holds(engine, stranger.encode())
    assert stranger not in left
    assert stranger not in str(week.logs)


@pytest.mark.slow
def test_with_too_few_answers_not_even_an_average_is_left(week: Week) -> None:
    week.answered([("U0AKI", "1"), ("U0BEN", "5"), ("U0CHIE", "5")])
    with week.database.reading() as session:
        assert session.scalars(select(PulseAnswer)).all() == []
        assert session.scalars(select(Pulse)).one().averages is None
    assert not any("3.7" in str(call) for call in week.slack.calls)
