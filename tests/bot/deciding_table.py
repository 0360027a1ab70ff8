"""A dialogue that decides: open in three rooms, in its last minutes, with people who propose, choose and take the lead."""

from typing import Any

from sqlalchemy import select

from bot.dialogues import deciding, dialogues
from bot.dialogues.agenda import Stage
from bot.improvements import improvements, owners
from bot.improvements.improvement_form import ImprovementForm
from bot.people import people
from bot.transaction import Transaction
from models import Dialogue, Improvement, Person
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import FakeClock, known
from tests.laid import laid


def enter(tx: Transaction, slack: SlackInMemory, clock: FakeClock, **changed: Any) -> Dialogue:
    """Open a dialogue and lead it into its deciding stage."""
    return laid(tx, slack, f"deciding {changed}", lambda: _enter(tx, slack, clock, changed), clock=clock)


def _enter(tx: Transaction, slack: SlackInMemory, clock: FakeClock, changed: dict[str, Any]) -> Dialogue:
    dialogue = open_table(tx, slack, **changed)
    tx.now = clock.advance(minutes=25)
    dialogues.enter_stage(tx, dialogue, Stage.DECIDING)
    slack.deliver(tx)
    return dialogue


def acting(tx: Transaction, user_id: str) -> Person:
    """Let somebody act from now on."""
    tx.person = known(tx, user_id, name=user_id.removeprefix("U0").lower())
    return tx.person


def propose(tx: Transaction, dialogue: Dialogue, user_id: str, what: str, **fields: Any) -> Improvement:
    acting(tx, user_id)
    form = ImprovementForm(what=what, **fields)
    kept = improvements.propose(tx, dialogue.id, SALES, form).improvement
    tx.now = tx.now.replace(microsecond=tx.now.microsecond + 1)
    return kept


def choose(tx: Transaction, user_id: str, improvement: Improvement, channel_id: str = SALES) -> None:
    acting(tx, user_id)
    improvements.vote(tx, improvement.id, channel_id)


def take(tx: Transaction, user_id: str, improvement: Improvement, channel_id: str = SALES) -> None:
    acting(tx, user_id)
    owners.take(tx, improvement.id, channel_id)


def decide(tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue) -> Improvement | None:
    """Let the time for deciding pass."""
    tx.now = clock.advance(minutes=4)
    deciding.over(tx, dialogue.id)
    slack.deliver(tx)
    return deciding.decided(tx, dialogue)


def owner_of(tx: Transaction, improvement: Improvement | None) -> str | None:
    if improvement is None or improvement.owner_id is None:
        return None
    return tx.session.scalar(select(Person.user_id).where(Person.id == improvement.owner_id))


def person(tx: Transaction, user_id: str) -> Person:
    found = people.find(tx, user_id)
    assert found is not None
    return found
