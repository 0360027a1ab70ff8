"""Questions: the three that a circle's dialogues ask, the ones everybody starts with or the hosts' own."""

from collections.abc import Mapping, Sequence

from bot.circles import acts, circles
from bot.dialogues import hosting
from bot.fields import fitting
from bot.texts import Words, words
from bot.transaction import Transaction
from models import Circle

LONGEST = 100
FIELDS = ("question_1", "question_2", "question_3")


def default(said: Words) -> list[str]:
    """Return the three questions that everybody starts with."""
    return [said("question-1"), said("question-2"), said("question-3")]


def offered(tx: Transaction, circle_id: str) -> tuple[Circle, Sequence[str]]:
    """Return a circle to one of its hosts with the questions that its next dialogue asks."""
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    return circle, circle.questions or default(words(circle.language))


def change(tx: Transaction, circle_id: str, typed: Mapping[str, str]) -> Circle:
    """Keep a circle's own questions; one that is left empty is the one everybody starts with.

    A dialogue that is open keeps its own. Refuses `TooLong` at the field.
    """
    circle, before = offered(tx, circle_id)
    usual = default(words(circle.language))
    asked = [_one_line(name, typed.get(name, "")) or plain for name, plain in zip(FIELDS, usual, strict=True)]
    circle.questions = None if asked == usual else asked
    if asked != list(before):
        hosting.tell_rooms(
            tx, circle, acts.log(tx, acts.ActKind.CIRCLE_QUESTIONS, circle=circle), "questions"
        )
    return circle


def _one_line(name: str, typed: str) -> str:
    return fitting(name, " ".join(typed.split()), LONGEST)
