"""How a line is taken down: what vanishes where, which one is meant, and what is told afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel
from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.plaintext import shorten
from bot.texts import Words
from bot.views import forms
from bot.views.dialogues import listed

TAKE_DOWN = "remark.take_down"
"""The message shortcut and its form."""
SHOWN_CHARACTERS = 1000
WHICH = "line"


class Opened(BaseModel):
    """What the form remembers: the line it is about, `kind:id`, where the message holds only one."""

    about: str | None = None


@dataclass(frozen=True)
class Where:
    """From where a line would vanish, and where it would not."""

    departments: Sequence[str]
    is_told: bool
    """It may be told of in the closing and the record."""
    is_on_shelf: bool
    original: str | None
    """The department in whose room its author wrote it by their own hand."""
    is_own: bool
    is_win: bool = False
    """It stands in the wins room."""


def form(words: Words, lines: Mapping[str, tuple[str, Where]]) -> View:
    """Ask before a line goes. `lines`: text and places of each line of the message, by `kind:id`."""
    only = next(iter(lines)) if len(lines) == 1 else None
    return forms.form(
        words,
        TAKE_DOWN,
        title=words("takedown-title"),
        submit=words("takedown-submit"),
        metadata=Opened(about=only).model_dump_json(),
        blocks=_one(words, *lines[only]) if only is not None else _several(words, lines),
    )


def done(words: Words, where: Where) -> View:
    blocks: list[Block] = [forms.ours(words("takedown-done")), *_stays(words, where)]
    return forms.told(words, title=words("takedown-title"), blocks=blocks)


def _one(words: Words, text: str, where: Where) -> list[Block]:
    return [forms.said(_shown(words, text), longest=SHOWN_CHARACTERS), *_told(words, where)]


def _several(words: Words, lines: Mapping[str, tuple[str, Where]]) -> list[Block]:
    options = {about: _shown(words, text) for about, (text, _) in lines.items()}
    which = forms.choice_field(WHICH, words("takedown-which"), options, None, is_optional=False)
    first = next(where for _, where in lines.values())
    return [which, DividerBlock(), *_told(words, first)]


def _told(words: Words, where: Where) -> list[Block]:
    if where.is_win:
        return [forms.ours(words("wins-withdraw-what"))]
    departments = listed(words, where.departments)
    lines = [words("takedown-where", departments=departments) if departments else words("takedown-nowhere")]
    if where.is_told:
        lines.append(words("takedown-told"))
    if where.is_on_shelf:
        lines.append(words("takedown-shelf"))
    return [*(forms.ours(line) for line in lines), *_stays(words, where)]


def _stays(words: Words, where: Where) -> list[Block]:
    """Say what is not ours to take down."""
    if where.original is None:
        return []
    department = listed(words, [where.original])
    if where.is_own:
        return [forms.ours(words("takedown-original-own", department=department))]
    return [forms.ours(words("takedown-original", department=department))]


def _shown(words: Words, text: str) -> str:
    return shorten(text.strip(), SHOWN_CHARACTERS)[0] or words("reaction-no-words")
