"""Answers: operations that run with what Slack answered to a call of the outbox.

An operation says its name with `@answers.runs("person_learned")`; the outbox row names it, so that the answer
finds its way after a restart too.
"""

from collections.abc import Callable

from bot.people import Answer
from bot.transaction import Transaction

Operation = Callable[[Transaction, str, Answer], object]
_operations: dict[str, Operation] = {}


def runs(name: str) -> Callable[[Operation], Operation]:
    """Make an operation known under the name that outbox rows carry."""

    def register(operation: Operation) -> Operation:
        _operations[name] = operation
        return operation

    return register


def run(tx: Transaction, name: str, subject: str | None, answer: Answer) -> None:
    """Run the operation called `name`, in the transaction that settles the call."""
    _operations[name](tx, subject or "", answer)
