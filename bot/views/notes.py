"""Silent writing: the form over the voices, and how the notes look when they are opened together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ContextBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms
from bot.views.circles import shown
from bot.views.note_action import NoteAction
from bot.views.totals import NO_MARKS, Marks, marked

NOTE_CHARACTERS = 400
QUOTE_CHARACTERS = 500
NAMED = "named"
REST_ON_A_PAGE = 40
"""A view holds 100 blocks and 250 kB."""


class Written(BaseModel):
    """What the form's metadata keeps: whose table it is. Nothing that somebody wrote."""

    dialogue_id: str
    channel_id: str = ""
    voice_ids: list[str]
    """In the order of the fields `voice_1` … `voice_n`."""


@dataclass(frozen=True)
class Asked:
    """A voice as the form asks about it."""

    id: str
    position: int
    quote: str
    scene: str | None


@dataclass(frozen=True)
class Line:
    """A note as it is shown: plain text, and a name where its writer put one to it."""

    text: str
    name: str | None
    department: str | None
    is_late: bool = False


def paragraph(text: str) -> Block:
    return forms.ours(text)


def field(number: int) -> str:
    return f"voice_{number}"


def form(
    words: Words,
    asked: Sequence[Asked],
    written: Written,
    *,
    filled: Mapping[str, str],
    is_named: bool,
    lead: str,
) -> View:
    """Return the form; `filled` holds what its writer has written already, by the voice's id."""
    blocks: list[Block] = [paragraph(lead)]
    for number, voice in enumerate(asked, start=1):
        blocks.append(forms.said(words("open-voice", n=voice.position + 1, quote=_quote(voice.quote))))
        if voice.scene:
            blocks.append(forms.said(words("open-voice-scene", scene=_quote(voice.scene))))
        blocks.append(
            forms.text_field(
                field(number),
                words("silent-label", n=voice.position + 1),
                filled=filled.get(voice.id),
                hint=words("silent-modal-hint"),
                longest=NOTE_CHARACTERS,
                is_long=True,
            )
        )
    return forms.form(
        words,
        NoteAction.WRITE,
        title=words("silent-modal-title"),
        submit=words("silent-send"),
        metadata=written.model_dump_json(),
        blocks=[*blocks, _named(words, is_named=is_named), paragraph(words("unnamed-notes"))],
    )


def saved(words: Words, line: str) -> View:
    return forms.told(words, title=words("silent-modal-title"), blocks=[paragraph(line)])


def opened(words: Words, count: int) -> Message:
    """Say that all notes are opened together; without any, begin by reading."""
    header = words("reveal-header")
    body = words("reveal-body", count=count) if count else words("reveal-none")
    return Message(body, [HeaderBlock(text=header), paragraph(body)])


def heading(words: Words, position: int, quote: str) -> Message:
    """Return the line over the notes of one voice."""
    line = words("open-voice", n=position + 1, quote=_quote(quote))
    return Message(escape(line), [forms.said(line)])


def heading_inside_only(words: Words, position: int) -> Message:
    line = words("open-voice-inside-only", n=position + 1)
    return Message(line, [paragraph(line)])


def note(words: Words, line: Line, marks: Marks = NO_MARKS) -> Message:
    text = escape(words("note-line", text=shorten(line.text, NOTE_CHARACTERS)[0]))
    blocks: list[Block] = [SectionBlock(text=PlainTextObject(text=text, emoji=True))]
    about = _about(words, line)
    if about:
        blocks.append(ContextBlock(elements=[PlainTextObject(text=about, emoji=True)]))
    return Message(text, blocks + marked(words, marks))


def joined(messages: Sequence[Message]) -> Message:
    """Return one message that holds several, as delivery joins them."""
    return Message(
        "\n".join(message.text for message in messages),
        [block for message in messages for block in message.blocks],
    )


def more(words: Words, dialogue_id: str, count: int) -> Message:
    """Say that there are more notes than a thread can hold, with the button that shows them."""
    line = words("reveal-more", count=count)
    button = ButtonElement(text=words("reveal-more-button"), action_id=NoteAction.REST, value=dialogue_id)
    return Message(line, [paragraph(line), ActionsBlock(elements=[button])])


def rest(words: Words, lines: Sequence[Line]) -> View:
    blocks = [block for line in lines[:REST_ON_A_PAGE] for block in note(words, line).blocks]
    left = len(lines) - REST_ON_A_PAGE
    if left > 0:
        blocks.append(paragraph(words("home-more", count=left)))
    return forms.told(words, title=words("silent-modal-title"), blocks=blocks)


def hint(words: Words, dialogue_id: str) -> Message:
    """Tell somebody who writes in the thread during the writing time that there is a button, too."""
    line = words("silent-thread-early")
    write = ButtonElement(text=words("silent-button"), action_id=NoteAction.OPEN, value=dialogue_id)
    return Message(line, [paragraph(line), ActionsBlock(elements=[write])])


def _about(words: Words, line: Line) -> str:
    parts = []
    if line.name is not None:
        department = shown(line.department) if line.department else ""
        key = "copy-author" if department else "note-author"
        places = {"department": department} if department else {}
        parts.append(words(key, name=shown(line.name), **places))
    if line.is_late:
        parts.append(words("note-late"))
    return words("list-separator").join(parts)


def _named(words: Words, *, is_named: bool) -> InputBlock:
    option = Option(value=NAMED, text=MarkdownTextObject(text=words("silent-name-toggle")))
    return InputBlock(
        block_id=NAMED,
        label=words("silent-name-label"),
        optional=True,
        element=CheckboxesElement(
            action_id=forms.VALUE, options=[option], initial_options=[option] if is_named else None
        ),
    )


def _quote(quote: str) -> str:
    return shorten(quote, QUOTE_CHARACTERS)[0]
