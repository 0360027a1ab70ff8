"""How a remark looks in the other rooms: who said it and where, then the words, which stay plain text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    ImageBlock,
    ImageElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks.basic_components import SlackFile
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.plaintext import escape, pieces, shorten
from bot.texts import Words
from bot.views.circles import sentence, shown
from bot.views.totals import NO_MARKS, Marks, marked

SECTION_CHARACTERS = 3000
COPY_CHARACTERS = 9000
"""Slack refuses a message whose blocks hold about 12,000 characters in all."""
FALLBACK_CHARACTERS = 2400
"""Fluent puts no more than 2,500 characters into a sentence."""
SECTIONS_ON_A_PAGE = 6
"""A view may weigh 250 kB; a character takes up to 12 bytes there."""
SHOWN_PICTURES = 10
SHOWN_FILE_NAME = 100


class RemarkAction(StrEnum):
    READ = "remark.read"
    TURN = "remark.turn"


@dataclass(frozen=True)
class Picture:
    file_id: str
    name: str


@dataclass(frozen=True)
class Spoken:
    """A remark with everything that is shown of it. `text` is plain text."""

    id: str
    author: str | None
    department: str
    picture_url: str | None
    text: str
    pictures: Sequence[Picture] = field(default_factory=tuple)
    other_files: Sequence[str] = field(default_factory=tuple)
    alias: str | None = None
    """What somebody goes by who gives no name; then author and department are empty."""
    marks: Marks = NO_MARKS


def copy(words: Words, remarks: Sequence[Spoken]) -> Message:
    """Return a message that holds these remarks; what is too long for it can be read whole at a button."""
    room_for_each = COPY_CHARACTERS // len(remarks)
    blocks = [block for remark in remarks for block in _blocks(words, remark, room_for_each)]
    fallback_for_each = FALLBACK_CHARACTERS // len(remarks) - 1
    return Message("\n".join(_fallback(words, remark, fallback_for_each) for remark in remarks), blocks)


def closed(words: Words) -> Message:
    return sentence(words("close-after"))


def whole(words: Words, remark: Spoken, *, channel_id: str, page: int = 0) -> View:
    """Return a form-less modal with the whole of a remark, in pages of several sections.

    `channel_id`: the room from which it is read, kept for the next page.
    """
    parts = pieces(remark.text, SECTION_CHARACTERS)
    pages = max(1, -(-len(parts) // SECTIONS_ON_A_PAGE))
    page = min(max(page, 0), pages - 1)
    here = parts[page * SECTIONS_ON_A_PAGE : (page + 1) * SECTIONS_ON_A_PAGE]
    blocks = [_author(words, remark), *(_section(part) for part in here)]
    turns = [(page - 1, "copy-earlier"), (page + 1, "copy-later")]
    buttons = [
        ButtonElement(text=words(key), action_id=f"{RemarkAction.TURN}.{to}", value=f"{remark.id}:{to}")
        for to, key in turns
        if 0 <= to < pages
    ]
    if buttons:
        blocks.append(ActionsBlock(elements=buttons))
    return View(
        type="modal",
        callback_id=RemarkAction.READ,
        title=words("copy-whole-title"),
        close=words("copy-whole-close"),
        private_metadata=channel_id,
        blocks=blocks,
    )


def _blocks(words: Words, remark: Spoken, room: int) -> list[Block]:
    text, is_cut = shorten(remark.text, room, escaped=True) if remark.text.strip() else ("", False)
    blocks = [_author(words, remark), *(_section(part) for part in pieces(text, SECTION_CHARACTERS))]
    if is_cut:
        button = ButtonElement(text=words("copy-read-whole"), action_id=RemarkAction.READ, value=remark.id)
        blocks.append(ActionsBlock(elements=[button]))
    blocks += [
        ImageBlock(slack_file=SlackFile(id=picture.file_id), alt_text=_file_name(words, picture.name))
        for picture in remark.pictures[:SHOWN_PICTURES]
    ]
    lines = _file_lines(words, remark)
    if lines:
        blocks.append(_section(shorten("\n".join(lines), SECTION_CHARACTERS, escaped=True)[0]))
    return blocks + marked(words, remark.marks)


def speaker(words: Words, remark: Spoken) -> str:
    """Return who said something, escaped: named only as they spoke."""
    if remark.alias is not None:
        return words("unnamed-author", alias=remark.alias)
    name = remark.author or words("somebody")
    return words("copy-author", name=shown(name), department=shown(remark.department))


def _author(words: Words, remark: Spoken) -> Block:
    line = PlainTextObject(text=speaker(words, remark), emoji=True)
    if remark.picture_url is None or remark.alias is not None:
        return ContextBlock(elements=[line])
    name = remark.author or words("somebody")
    return ContextBlock(elements=[ImageElement(image_url=remark.picture_url, alt_text=name), line])


def _section(text: str) -> Block:
    """Return people's words, or ours about them, letter by letter: plain text neither mentions nor links."""
    return SectionBlock(text=PlainTextObject(text=escape(text), emoji=True))


def _file_lines(words: Words, remark: Spoken) -> list[str]:
    names = [*remark.other_files, *(picture.name for picture in remark.pictures[SHOWN_PICTURES:])]
    department = _one_line(remark.department)
    return [words("copy-file", name=_file_name(words, name), department=department) for name in names]


def _file_name(words: Words, name: str) -> str:
    return _one_line(name) if name.strip() else words("copy-file-unnamed")


def _one_line(name: str) -> str:
    return shorten(" ".join(name.split()), SHOWN_FILE_NAME)[0]


def _fallback(words: Words, remark: Spoken, room: int) -> str:
    """Return what notifications and screen readers get, cut where it is still whole characters."""
    text = remark.text if remark.text.strip() else " ".join(_file_lines(words, remark))
    room -= len(_said_by(words, remark, ""))
    return _said_by(words, remark, escape(shorten(text, room, escaped=True)[0]) if text else "")


def _said_by(words: Words, remark: Spoken, text: str) -> str:
    if remark.alias is not None:
        return words("unnamed-text", alias=remark.alias, text=text)
    name, department = shown(remark.author or words("somebody")), shown(remark.department)
    return words("copy-text", name=name, department=department, text=text)
