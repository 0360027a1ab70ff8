"""How a weekly letter looks: what was heard, held, decided and done, and one story in the words of its time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import Block, ContextBlock, DividerBlock, HeaderBlock, MarkdownTextObject

from bot.delivery.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.trail.stops import Kind
from bot.views import forms
from bot.views.circles import shown

SHOWN = 6
"""Of each sort of thing; of the others it says how many there are."""
LINE_CHARACTERS = 140
CHANGE_CHARACTERS = 160
STORY_CHARACTERS = 300
"""As escaped. Slack refuses a message whose blocks hold about 12,000 characters in all."""
FEWEST_PARTS = 2
"""Of a story; of one that has lost the others nothing is told."""


@dataclass(frozen=True)
class Dialogue:
    day: date
    link: str | None
    """To its record."""


@dataclass(frozen=True)
class Changed:
    """An improvement, and what was measured of it in a line."""

    what: str
    change: str | None = None


@dataclass(frozen=True)
class Win:
    headline: str
    link: str | None = None


@dataclass(frozen=True)
class Part:
    """One thing of the story in its own words."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Told:
    """What a letter tells."""

    circle: str
    since: date
    until: date
    brought: int = 0
    """Voices that came in."""
    quotes: Sequence[str] = ()
    """Voices that were heard."""
    kept_back: int = 0
    """Voices that were heard and that this room may not read."""
    dialogues: Sequence[Dialogue] = ()
    phrases: Sequence[str] = ()
    decided: Sequence[str] = ()
    done: Sequence[Changed] = ()
    measured: Sequence[Changed] = ()
    wins: Sequence[Win] = ()
    story: Sequence[Part] = field(default_factory=tuple)

    @property
    def tells_anything(self) -> bool:
        return any((self.dialogues, self.phrases, self.decided, self.done, self.measured, self.wins))


def letter(words: Words, told: Told) -> Message:
    header = words("digest-header", **{"from": words.date(told.since), "to": words.date(told.until)})
    numbers = words(
        "digest-body",
        voices=told.brought,
        dialogues=len(told.dialogues),
        watchwords=len(told.phrases),
        done=len(told.done),
    )
    circle = _small(words("digest-circle", circle=shown(told.circle)))
    blocks: list[Block] = [HeaderBlock(text=header), circle, forms.ours(numbers)]
    blocks += _heard(words, told)
    blocks += _dialogues(words, told.dialogues)
    phrases = [words("digest-word", watchword=_line(phrase)) for phrase in told.phrases[:SHOWN]]
    blocks += _lines(words, phrases, len(told.phrases))
    decided = [words("digest-quote", quote=_line(what)) for what in told.decided[:SHOWN]]
    blocks += _section(words, "digest-decided", decided, len(told.decided))
    for key, changes in (("digest-done", told.done), ("digest-measured", told.measured)):
        blocks += _section(words, key, [_changed(words, one) for one in changes[:SHOWN]], len(changes))
    blocks += _wins(words, told.wins)
    if len(told.story) >= FEWEST_PARTS:
        blocks += _story(words, told.story)
    blocks.append(_small(words("digest-foot")))
    return Message(header, blocks)


def _heard(words: Words, told: Told) -> Iterator[Block]:
    quotes = [words("digest-quote", quote=_line(quote)) for quote in told.quotes[:SHOWN]]
    yield from _section(words, "digest-heard", quotes, len(told.quotes))
    if told.kept_back:
        yield _small(words("digest-kept-back", count=told.kept_back))


def _dialogues(words: Words, dialogues: Sequence[Dialogue]) -> Iterator[Block]:
    if not dialogues:
        return
    yield _heading(words, "digest-dialogues")
    lines = []
    for one in dialogues[:SHOWN]:
        line = words("digest-dialogue", day=words.date(one.day))
        link = f"<{escape(one.link)}|{words('digest-record')}>" if one.link else None
        lines.append(words("digest-linked", text=line, link=link) if link else line)
    yield forms.ours("\n".join(lines))
    yield from _more(words, len(dialogues))


def _wins(words: Words, wins: Sequence[Win]) -> Iterator[Block]:
    if not wins:
        return
    yield _heading(words, "digest-wins")
    for win in wins[:SHOWN]:
        yield forms.said(words("digest-quote", quote=_line(win.headline)))
        if win.link:
            yield _small(f"<{escape(win.link)}|{words('digest-win-link')}>")
    yield from _more(words, len(wins))


def _story(words: Words, story: Sequence[Part]) -> Iterator[Block]:
    yield DividerBlock()
    yield _heading(words, "digest-story")
    yield forms.ours(words("digest-story-lead"))
    for part in story:
        yield _small(words(f"trail-kind-{part.kind}"))
        yield forms.said(words("digest-quote", quote=_line(part.text, STORY_CHARACTERS)))


def _section(words: Words, key: str, lines: Sequence[str], count: int) -> Iterator[Block]:
    """Yield a heading and lines of plain text below it; nothing without any."""
    if lines:
        yield _heading(words, key)
        yield from _lines(words, lines, count)


def _lines(words: Words, lines: Sequence[str], count: int) -> Iterator[Block]:
    if lines:
        yield forms.said("\n".join(lines))
        yield from _more(words, count)


def _more(words: Words, count: int) -> Iterator[Block]:
    if count > SHOWN:
        yield _small(words("digest-more", count=count - SHOWN))


def _changed(words: Words, one: Changed) -> str:
    what = words("digest-quote", quote=_line(one.what))
    if one.change is None:
        return what
    return words("digest-changed", what=what, change=_line(one.change, CHANGE_CHARACTERS))


def _line(text: str, longest: int = LINE_CHARACTERS) -> str:
    return shorten(" ".join(text.split()), longest, escaped=True)[0]


def _heading(words: Words, key: str) -> Block:
    return forms.ours(f"*{words(key)}*")


def _small(text: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)])
