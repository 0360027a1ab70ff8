"""Members: whether somebody sits in a channel. Slack is asked through the outbox; its answer goes on with what wanted it.

Who sees a public channel without being in it can press the buttons there, so a press alone says nothing.
"""

from collections.abc import Callable, Sequence

from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import Priority
from bot.transaction import Transaction

PAGE = 200
Then = Callable[[Transaction, str, str | None], None]
"""Gets what it was about and the first of the people asked for who is there; None: nobody of them."""
_then: dict[str, Then] = {}


def then(name: str) -> Callable[[Then], Then]:
    """Make an operation known under the name with which `ask` says how to go on."""

    def register(operation: Then) -> Then:
        _then[name] = operation
        return operation

    return register


def ask(tx: Transaction, channel_id: str, user_ids: Sequence[str], *, then: str, about: str) -> None:
    """Ask which of these people is a member of a channel."""
    _ask(tx, f"{then}|{about}|{channel_id}|{','.join(user_ids)}", page=0, cursor=None)


def _ask(tx: Transaction, question: str, *, page: int, cursor: str | None) -> None:
    channel_id = question.split("|")[2]
    arguments = {"channel": channel_id, "limit": PAGE} | ({"cursor": cursor} if cursor else {})
    tx.outbox.ask(
        "conversations.members",
        arguments,
        answer="membership_told",
        subject=f"{question}|{page}",
        priority=Priority.CARD,
    )


@answers.runs("membership_told")
def told(tx: Transaction, subject: str, answer: Answer) -> None:
    """Look through a page of members; go on as soon as somebody is found, or when there are no more pages."""
    question, _, page = subject.rpartition("|")
    name, about, _, user_ids = question.split("|")
    members = set(answer.data.get("members") or ())
    found = next((user_id for user_id in user_ids.split(",") if user_id in members), None)
    cursor = (answer.data.get("response_metadata") or {}).get("next_cursor")
    if found is None and cursor:
        _ask(tx, question, page=int(page) + 1, cursor=cursor)
    else:
        _then[name](tx, about, found)
