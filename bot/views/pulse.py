"""The pulse: what asks for it in the rooms, its form with what it promises, and how its line is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import reduce
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    ImageBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.blocks.basic_components import SlackFile
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.texts import Words
from bot.views import forms
from bot.views.circles import sentence, shown

QUESTIONS = ("said", "know", "customer", "heart")
"""The fields of the form, in order."""
STEPS = ("1", "2", "3", "4", "5")
TOLD_AT_MOST = 6
"""So many pulses a line of text tells; the picture shows more."""
ALT_CHARACTERS = 2000


class PulseAction(StrEnum):
    ANSWER = "pulse.answer"
    SUBMIT = "pulse.submit"
    TAKE_BACK = "pulse.take_back"


@dataclass(frozen=True)
class Sheet:
    """What whoever opens the form finds there."""

    pulse_id: str
    ends_at: datetime
    tz: str
    enough: int
    given: Mapping[str, str] | None
    """What they answered before: a step for each question they chose one of."""


@dataclass(frozen=True)
class Line:
    """One question over the pulses that were shown."""

    question: str
    averages: Sequence[int | None] = field(default_factory=tuple)
    """In tenths, the newest last; None where too few answered."""


@dataclass(frozen=True)
class Standing:
    """How the pulse of a circle stands."""

    circle: str
    lines: Sequence[Line]
    """Empty: nothing could be shown yet."""
    enough: int
    is_few: bool = False
    """Too few answered the newest one that has ended."""
    running_until: datetime | None = None
    is_off: bool = False
    tz: str = "UTC"
    picture_id: str | None = None
    picture_says: str = ""


def question(words: Words, name: str) -> str:
    return words(f"pulse-question-{name}")


def asked(words: Words, pulse_id: str, ends_at: datetime, tz: str) -> Message:
    """Ask a thread, in two lines, with the button that opens the form."""
    text = words("pulse-asked", day=_day(words, ends_at, tz))
    press = ButtonElement(text=words("pulse-button"), action_id=PulseAction.ANSWER, value=pulse_id)
    return Message(text, [forms.ours(text), ActionsBlock(elements=[press])])


def over(words: Words, *, has_record_room: bool) -> Message:
    """Say in the place of the question that it has ended."""
    return sentence(words("pulse-over-record" if has_record_room else "pulse-over"))


def form(words: Words, sheet: Sheet) -> View:
    """Return the form: what is promised and what is not, the questions, and the way to take an answer back."""
    day = _day(words, sheet.ends_at, sheet.tz)
    promise = [
        words("pulse-promise", day=day),
        words("pulse-until"),
        words("pulse-few", enough=sheet.enough),
    ]
    blocks: list[Block] = [ContextBlock(elements=[MarkdownTextObject(text=line)]) for line in promise]
    given = sheet.given or {}
    blocks += [_field(words, name, given.get(name), is_first=name == QUESTIONS[0]) for name in QUESTIONS]
    if sheet.given is not None:
        back = ButtonElement(
            text=words("pulse-take-back"), action_id=PulseAction.TAKE_BACK, value=sheet.pulse_id
        )
        blocks += [forms.ours(words("pulse-given")), ActionsBlock(elements=[back])]
    return forms.form(
        words,
        PulseAction.SUBMIT,
        title=words("pulse-title"),
        submit=words("pulse-send"),
        metadata=sheet.pulse_id,
        blocks=blocks,
    )


def taken(words: Words, sheet: Sheet) -> View:
    return _told(words, words("pulse-taken", day=_day(words, sheet.ends_at, sheet.tz)))


def taken_back(words: Words) -> View:
    return _told(words, words("pulse-taken-back"))


def standing(words: Words, told: Standing) -> Message:
    """Tell how the pulse stands: the line of each question in words, then the picture of the same."""
    circle = shown(told.circle)
    lines = []
    if told.lines:
        lines = [words("pulse-result", circle=circle), *(spoken(words, line) for line in told.lines)]
    if told.is_few:
        lines.append(words("pulse-too-few", circle=circle, enough=told.enough))
    if not lines:
        lines.append(words("pulse-none", circle=circle))
    if told.running_until is not None:
        lines.append(words("pulse-running", day=_day(words, told.running_until, told.tz)))
    if told.is_off:
        lines.append(words("pulse-is-off"))
    blocks: list[Block] = [forms.ours(line) for line in lines]
    if told.picture_id is not None and told.lines:
        alt = told.picture_says[:ALT_CHARACTERS]
        blocks.append(ImageBlock(slack_file=SlackFile(id=told.picture_id), alt_text=alt))
    if told.lines:
        limits = words("pulse-limits", enough=told.enough)
        blocks.append(ContextBlock(elements=[PlainTextObject(text=limits, emoji=True)]))
        lines.append(limits)
    return Message("\n".join(lines), blocks)


def spoken(words: Words, line: Line) -> str:
    """Return a question's line as it is read aloud."""
    told = [value(words, one) for one in line.averages[-TOLD_AT_MOST:]]
    steps = reduce(lambda before, one: words("pulse-then", before=before, value=one), told)
    return words("pulse-line", question=question(words, line.question), steps=steps)


def value(words: Words, tenths: int | None) -> str:
    """Return an average as people read it: `3.8`, or what stands for one that too few answered."""
    return words("pulse-gap") if tenths is None else f"{tenths / 10:.1f}"


def _field(words: Words, name: str, chosen: str | None, *, is_first: bool) -> InputBlock:
    options = [Option(value=step, text=PlainTextObject(text=words(f"pulse-step-{step}"))) for step in STEPS]
    initial = next((option for option in options if option.value == chosen), None)
    return InputBlock(
        block_id=name,
        label=question(words, name),
        hint=words("pulse-hint") if is_first else None,
        optional=True,
        element=RadioButtonsElement(action_id=forms.VALUE, options=options, initial_option=initial),
    )


def _told(words: Words, text: str) -> View:
    return forms.told(words, title=words("pulse-title"), blocks=[forms.ours(text)])


def _day(words: Words, instant: datetime, tz: str) -> str:
    return words.date(instant.astimezone(ZoneInfo(tz)).date())
