"""Nobody: the person in whose name stays what outlives its link to somebody.

What must belong to a person (a voice to its submitter) belongs to this one when that person's link to it is cut.
Where a person may stand only once (one proposal each at a dialogue) there are several of them.
"""

from collections.abc import Collection
from datetime import UTC, datetime

from bot.people import people
from bot.transaction import Transaction
from models import Person

NEVER_ASKED_ABOUT = datetime(9999, 1, 1, tzinfo=UTC)
"""As if learned about then: Slack is never asked who this is."""


def in_place_of(tx: Transaction, *, but: Collection[str] = ()) -> Person:
    """Return a person that stands for nobody, `but` none with these ids."""
    number = 1
    while True:
        user_id = f"erased:{number}"
        person = people.find(tx, user_id)
        if person is None:
            tx.add_once(
                Person,
                workspace_id=tx.workspace.id,
                user_id=user_id,
                is_bot=True,  # whom nothing is ever sent to
                is_external=False,
                asked_at=NEVER_ASKED_ABOUT,
                learned_at=NEVER_ASKED_ABOUT,
            )
            person = people.find(tx, user_id)
            assert person is not None
        if person.id not in but:
            return person
        number += 1


def is_it(person: Person) -> bool:
    """Say whether a person stands for nobody."""
    return person.user_id.startswith("erased:")
