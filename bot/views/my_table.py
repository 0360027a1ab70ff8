"""How "my table" looks at home, the form in which one asks again, and the first line of the group message."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    SectionBlock,
    StaticMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.texts import Words
from bot.views import forms, my_voices
from bot.views.circles import shown
from bot.views.my_voices import Came

MOST_ASKED = 7
"""Beside whoever asks: conversations.open takes up to eight people."""
LINE_CHARACTERS = 300
SHOWN_COMPANIONS = 20
OFFERED = 100
"""A select holds no more options."""


class TableAction(StrEnum):
    ON = "table.on"
    OFF = "table.off"
    ASK = "table.ask_again"


@dataclass(frozen=True)
class Companion:
    """Somebody one sat with."""

    person_id: str
    user_id: str
    name: str | None
    department: str | None


@dataclass(frozen=True)
class Sitting:
    """One table."""

    dialogue_id: str
    day: date
    circle: str
    companions: Sequence[Companion]
    came: Came | None
    """What was decided; None: of a circle that is not the reader's any more."""


@dataclass(frozen=True)
class Table:
    is_on: bool
    sittings: Sequence[Sitting] = field(default_factory=tuple)


OFF = Table(is_on=False)


def switch(words: Words, table: Table) -> Block:
    """Return the switch among the settings."""
    if table.is_on:
        line, text, action = words("table-is-on"), words("table-turn-off"), TableAction.OFF
    else:
        line, text, action = words("table-is-off"), words("table-turn-on"), TableAction.ON
    button = ButtonElement(text=text, action_id=action)
    return SectionBlock(block_id="table", text=MarkdownTextObject(text=line, verbatim=True), accessory=button)


def form(
    words: Words, whom: Sequence[str], line: str, offered: Sequence[Companion], dialogue_id: str
) -> View:
    options = [Option(value=one.person_id, text=PlainTextObject(text=_option(words, one))) for one in offered]
    chosen = [option for option in options[:OFFERED] if option.value in whom][:MOST_ASKED]
    select = StaticMultiSelectElement(
        action_id=forms.VALUE,
        options=options[:OFFERED],
        initial_options=chosen or None,
        max_selected_items=MOST_ASKED,
    )
    fields: list[Block] = [
        forms.ours(words("table-ask-what")),
        InputBlock(
            block_id="whom",
            label=words("table-whom"),
            hint=words("table-whom-hint", max=MOST_ASKED),
            element=select,
        ),
        forms.text_field(
            "line",
            words("table-line", max=LINE_CHARACTERS),
            filled=line,
            longest=LINE_CHARACTERS,
            is_long=True,
            is_optional=False,
        ),
    ]
    return forms.form(
        words,
        TableAction.ASK,
        title=words("table-ask-button"),
        submit=words("table-ask-submit"),
        metadata=dialogue_id,
        blocks=fields,
    )


def asked(words: Words) -> View:
    return forms.told(words, title=words("table-ask-button"), blocks=[forms.ours(words("table-asked"))])


def first_line(words: Words, user_id: str, line: str) -> Message:
    """Return the first line of the group message: who asks, and their words as they typed them."""
    intro = words("table-from", who=f"<@{user_id}>")
    return Message(words("table-from-them"), [forms.ours(intro), forms.said(line)])


def given_back(words: Words, because: str, line: str, contact: str) -> Message:
    """Say why no group message came about, with the words that were to open it."""
    why = words(f"table-because-{because}", contact=contact)
    return Message(why, [forms.ours(why), forms.ours(words("table-your-line")), forms.said(line)])


def sitting(words: Words, sitting: Sitting) -> Iterator[Block]:
    """Yield one dialogue at home: with whom, what was decided, and the button to ask them again."""
    names = [_mention(words, one) for one in sitting.companions[:SHOWN_COMPANIONS]]
    people = words("list-separator").join(names)
    if len(sitting.companions) > SHOWN_COMPANIONS:
        people = words("table-and-more", people=people)
    heading = words("table-sitting", day=words.date(sitting.day), circle=shown(sitting.circle))
    ask = ButtonElement(text=words("table-ask-button"), action_id=TableAction.ASK, value=sitting.dialogue_id)
    yield SectionBlock(text=MarkdownTextObject(text=f"*{heading}*\n{people}", verbatim=True), accessory=ask)
    lines = list(my_voices.came(words, sitting.came)) if sitting.came is not None else []
    if lines:
        yield forms.said("\n".join(lines))


def _mention(words: Words, one: Companion) -> str:
    """Return somebody as Slack shows them; at home nobody is notified of it."""
    who = f"<@{one.user_id}>"
    return words("table-person", who=who, department=shown(one.department)) if one.department else who


def _option(words: Words, one: Companion) -> str:
    name = (one.name or "").strip() or words("somebody")
    text = words("table-person", who=name, department=one.department) if one.department else name
    return forms.option(text)
