"""Answers: operations that run with what Slack answered to a call of the outbox.

An operation says its name with `@answers.runs("person_learned")`; the outbox row names it, so that the answer
finds its way after a restart too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.transaction import Transaction


@dataclass(frozen=True)
class Answer:
    """What Slack answered to a call of the outbox; `error` is Slack's code when it refused for good."""

    data: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


Operation = Callable[[Transaction, str, Answer], object]
_operations: dict[str, Operation] = {}
_hear_refusals: set[str] = set()


def runs(name: str, *, hears_refusal: bool = False) -> Callable[[Operation], Operation]:
    """Make an operation known under the name that outbox rows carry.

    One that waits for a post hears of its refusal only if it says so: as a rule the room's hosts are told.
    """

    def register(operation: Operation) -> Operation:
        _operations[name] = operation
        if hears_refusal:
            _hear_refusals.add(name)
        return operation

    return register


def run(tx: Transaction, name: str, subject: str | None, answer: Answer) -> None:
    """Run the operation called `name`, in the transaction that settles the call."""
    _operations[name](tx, subject or "", answer)


def refused(tx: Transaction, name: str, subject: str | None, error: str) -> None:
    """Tell the operation called `name` that its post was refused for good, if it wants to hear of it."""
    if name in _hear_refusals:
        run(tx, name, subject, Answer(error=error))
