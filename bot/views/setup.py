"""The form of a new circle, its second step with a department for each room, and the form of a first dialogue."""

from collections.abc import Sequence
from enum import StrEnum

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    ConversationFilter,
    ConversationMultiSelectElement,
    ConversationSelectElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot.circles.circles import DAYS
from bot.circles.setup import MOST_HOSTS, NAME_CHARACTERS, SetupForm, WhoSetsUp
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms
from bot.views.circles import shown
from bot.views.ending import sittings_field
from models import Circle, Voice

ZONES = (
    "Asia/Tokyo", "Asia/Seoul", "Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong", "Asia/Singapore", "Asia/Manila",
    "Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Jakarta", "Asia/Kolkata", "Asia/Dubai", "Australia/Sydney",
    "Australia/Perth", "Pacific/Auckland", "Europe/London", "Europe/Lisbon", "Europe/Paris", "Europe/Berlin",
    "Europe/Madrid", "Europe/Rome", "Europe/Amsterdam", "Europe/Stockholm", "Europe/Warsaw", "Europe/Athens",
    "Europe/Istanbul", "Africa/Cairo", "Africa/Johannesburg", "Africa/Nairobi", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto", "America/Mexico_City",
    "America/Bogota", "America/Sao_Paulo", "Pacific/Honolulu", "UTC",
)  # fmt: skip
"""Offered beside the person's own zone."""
TYPED_VOICES = 3
MOST_VOICES = 5
OFFERED_VOICES = 50


class SetupAction(StrEnum):
    SUBMIT = "circle.setup"
    DEPARTMENTS = "circle.departments"
    LETS = "workspace.lets"
    FIRST = "circle.first"


def form(words: Words, filled: SetupForm, *, lets: WhoSetsUp | None) -> View:
    """Return the form; `lets` is who may set up circles, shown to admins, who may change it there."""
    blocks: list[Block] = [forms.ours(words("setup-what"))]
    if lets is not None:
        blocks.append(_who(words, lets))
    blocks += [
        forms.text_field(
            "name", words("setup-name"), filled=filled.name, longest=NAME_CHARACTERS, is_optional=False
        ),
        _rooms(words, filled.rooms),
        forms.text_field(
            "departments",
            words("setup-departments"),
            filled=filled.departments,
            hint=words("setup-departments-hint"),
            is_long=True,
        ),
        _required(
            forms.choice_field(
                "day",
                words("setup-day"),
                {day: words.weekday(number) for number, day in enumerate(DAYS)},
                filled.day,
            )
        ),
        InputBlock(
            block_id="time",
            label=words("setup-time"),
            element=TimePickerElement(action_id=forms.VALUE, initial_time=filled.time),
        ),
        _required(
            forms.choice_field(
                "tz",
                words("setup-tz"),
                {zone: zone for zone in dict.fromkeys((filled.tz, *ZONES))},
                filled.tz,
            )
        ),
        forms.people_field("hosts", words("setup-hosts"), filled.hosts, MOST_HOSTS),
        _one_room("wins_room", words("setup-wins-room")),
        _one_room("record_room", words("setup-record-room")),
        sittings_field(words, filled.sittings or None),
    ]
    return forms.form(
        words,
        SetupAction.SUBMIT,
        title=words("setup-title"),
        submit=words("setup-next"),
        metadata="",
        blocks=blocks,
    )


def departments(words: Words, filled: SetupForm) -> View:
    """Return the second step: which department each room stands for, filled with the lines that were typed."""
    lines = filled.department_lines()
    blocks: list[Block] = [forms.ours(words("setup-which-department"))]
    for number, channel_id in enumerate(filled.rooms, start=1):
        blocks.append(SectionBlock(text=MarkdownTextObject(text=f"<#{channel_id}>")))
        blocks.append(
            forms.text_field(
                f"department_{number}",
                words("setup-department"),
                filled=lines[number - 1] if number <= len(lines) else None,
                longest=NAME_CHARACTERS,
                is_optional=False,
            )
        )
    return forms.form(
        words,
        SetupAction.DEPARTMENTS,
        title=words("setup-title"),
        submit=words("setup-submit"),
        metadata=filled.model_dump_json(exclude={"departments"}),
        blocks=blocks,
    )


def done(words: Words, circle: Circle) -> View:
    """Say that the circle is there, how its rooms join, and offer to begin today."""
    moment = words("setup-done", circle=shown(circle.name), day=words.weekday(circle.weekday), time=circle.at)
    begin = ButtonElement(
        text=words("first-button"), action_id=SetupAction.FIRST, value=circle.id, style="primary"
    )
    blocks: list[Block] = [
        forms.ours(moment),
        forms.ours(words("setup-done-rooms")),
        forms.ours(words("setup-done-private")),
        forms.ours(words("first-offer")),
        ActionsBlock(elements=[begin]),
    ]
    return forms.told(words, title=words("setup-title"), blocks=blocks)


def first(words: Words, circle: Circle, waiting: Sequence[Voice]) -> View:
    """Return the form of a dialogue that opens now: voices that wait, and room to type three."""
    blocks: list[Block] = [forms.ours(words("first-what", circle=shown(circle.name)))]
    if waiting:
        blocks.append(_waiting(words, waiting[:OFFERED_VOICES]))
    blocks += [
        forms.text_field(f"voice_{number}", words("first-voice", n=number), is_long=True)
        for number in range(1, TYPED_VOICES + 1)
    ]
    blocks.append(ContextBlock(elements=[PlainTextObject(text=words("voice-quote-hint"), emoji=True)]))
    return forms.form(
        words,
        SetupAction.FIRST,
        title=words("first-title"),
        submit=words("host-start-button"),
        metadata=circle.id,
        blocks=blocks,
    )


def opened(words: Words, text: str, hidden: int) -> View:
    blocks = [forms.ours(text)]
    if hidden:
        blocks.append(forms.ours(words("voice-masked-preview", count=hidden)))
    return forms.told(words, title=words("first-title"), blocks=blocks)


def _who(words: Words, lets: WhoSetsUp) -> Block:
    options = [Option(value=who, text=PlainTextObject(text=words(f"setup-who-{who}"))) for who in WhoSetsUp]
    chosen = next(option for option in options if option.value == lets)
    return SectionBlock(
        text=MarkdownTextObject(text=words("setup-who")),
        accessory=StaticSelectElement(action_id=SetupAction.LETS, options=options, initial_option=chosen),
    )


def _rooms(words: Words, chosen: Sequence[str]) -> InputBlock:
    return InputBlock(
        block_id="rooms",
        label=words("setup-rooms"),
        hint=words("setup-rooms-hint"),
        element=ConversationMultiSelectElement(
            action_id=forms.VALUE, initial_conversations=list(chosen) or None, filter=_channels()
        ),
    )


def _one_room(name: str, label: str) -> InputBlock:
    return InputBlock(
        block_id=name,
        label=label,
        optional=True,
        element=ConversationSelectElement(action_id=forms.VALUE, filter=_channels()),
    )


def _channels() -> ConversationFilter:
    return ConversationFilter(include=["public", "private"], exclude_external_shared_channels=True)


def _waiting(words: Words, waiting: Sequence[Voice]) -> InputBlock:
    options = [Option(value=voice.id, text=PlainTextObject(text=_short(voice.quote))) for voice in waiting]
    return InputBlock(
        block_id="waiting",
        label=words("first-waiting"),
        optional=True,
        element=StaticMultiSelectElement(
            action_id=forms.VALUE, options=options, max_selected_items=MOST_VOICES
        ),
    )


def _short(text: str) -> str:
    return escape(shorten(" ".join(text.split()), forms.OPTION_CHARACTERS, escaped=True)[0])


def _required(field: InputBlock) -> InputBlock:
    field.optional = False
    return field
