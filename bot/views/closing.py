"""How a dialogue looks when it has closed: in its threads, on its card, in the record room."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.delivery.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms, ideas, material, my_voices
from bot.views import improvements as improvement_views
from bot.views import notes as note_views
from bot.views.bridge import Spoken, speaker
from bot.views.circles import shown
from bot.views.dialogues import listed, paragraph
from bot.views.dialogues import quoted as voice_blocks
from bot.views.improvements import Proposal
from bot.views.my_voices import Came
from bot.views.notes import Line
from models import SeatedVoice

PHRASE_CHARACTERS = 200
"""As escaped; a phrase has at most 60."""
SHOWN_PHRASES = 10
SHOWN_IDEAS = 10
IDEA_CHARACTERS = 300
"""As escaped; an idea is told in at most 100."""
QUOTED_CHARACTERS = 600
NOTE_CHARACTERS = 900
"""As escaped."""


@dataclass(frozen=True)
class Outcome:
    """What came of a dialogue, in numbers and in customers' words."""

    voices: int
    remarks: int
    ideas: int
    watchword: str | None
    """None: there is none, or it is kept from this room."""
    phrases: Sequence[str]
    """The other pinned phrases, the most pinned first."""
    improvement: Proposal | None = None
    idea_lines: Sequence[str] = ()
    watchword_id: str | None = None
    """With it the watchword can be made into a picture or a slide."""
    keeps_watchword: bool = False
    """The watchword comes from a voice that this room does not see."""


def closing(words: Words, outcome: Outcome, dialogue_id: str | None = None) -> Message:
    """Return what every thread reads at the end, with the way to write an idea to the dialogue that it is of."""
    thanks = words("close-body")
    blocks: list[Block] = [HeaderBlock(text=words("close-header")), paragraph(thanks), *_came(words, outcome)]
    if outcome.watchword_id is not None:
        blocks.append(material.buttons(words, outcome.watchword_id))
    if dialogue_id is not None:
        blocks.append(ActionsBlock(elements=[ideas.write_button(words, dialogue_id)]))
    return Message(thanks, blocks)


def closed_card(
    words: Words,
    *,
    departments: Sequence[str],
    voices: int,
    started_at: datetime,
    closed_at: datetime,
    tz: str,
) -> Message:
    body = words("close-card", departments=listed(words, departments), voices=voices)
    time = words("close-time", start=words.moment(started_at, tz), end=words.time(closed_at, tz))
    return Message(body, [HeaderBlock(text=words("close-header")), paragraph(body), paragraph(time)])


def record(
    words: Words,
    *,
    circle: str,
    departments: Sequence[str],
    outcome: Outcome,
    quoted: Sequence[Spoken],
    link: str | None,
    holds_remarks: bool,
    started_at: datetime,
    tz: str,
) -> Message:
    """Return the record for everyone who was not there; its voices follow as replies."""
    moment = words.moment(started_at, tz)
    body = words("record-body", circle=shown(circle), moment=moment, departments=listed(words, departments))
    if holds_remarks:
        where = words("record-remarks-here")
    elif link is not None:
        where = words("record-remarks-linked", link=escape(link))
    else:
        where = words("record-remarks-stay")
    blocks = [HeaderBlock(text=words("record-header")), paragraph(body), *_came(words, outcome)]
    return Message(body, [*blocks, *_quoted(words, quoted), _small(where)])


def recorded_voice(words: Words, seated: SeatedVoice, tz: str, said: Sequence[Spoken]) -> Message:
    blocks = [*voice_blocks(words, seated, tz), *_quoted(words, said)]
    return Message(words("record-voice", n=seated.position + 1), blocks)


def recorded_notes(words: Words, lines: Sequence[Line]) -> Message:
    """Return notes about a voice, each named only if its writer put a name to it."""
    short = [replace(line, text=shorten(line.text, NOTE_CHARACTERS, escaped=True)[0]) for line in lines]
    return note_views.joined([note_views.note(words, line) for line in short])


def heard(
    words: Words, started_at: datetime, tz: str, *, remarks: int, quoted: Sequence[Spoken], came: Came
) -> Message:
    """Tell somebody that the voice they brought was on the table, what was said, and what came of it."""
    text = words("heard-dm", moment=words.moment(started_at, tz), count=remarks)
    return Message(
        text, [paragraph(text), *_quoted(words, quoted), *map(_plain, my_voices.came(words, came))]
    )


def _came(words: Words, outcome: Outcome) -> list[Block]:
    numbers = words("close-numbers", voices=outcome.voices, remarks=outcome.remarks, ideas=outcome.ideas)
    if outcome.watchword is not None:
        watchword = words("close-watchword", watchword=_phrase(outcome.watchword))
    else:
        watchword = words("close-watchword-inside" if outcome.keeps_watchword else "close-no-watchword")
    blocks = [paragraph(numbers), _plain(watchword)]
    improvement = (
        improvement_views.outcome(words, outcome.improvement)
        if outcome.improvement is not None
        else words("close-no-improvement")
    )
    if outcome.phrases:
        lines = [words("close-phrase", phrase=_phrase(phrase)) for phrase in outcome.phrases[:SHOWN_PHRASES]]
        blocks.append(_plain("\n".join([words("close-phrases"), *lines])))
    blocks.append(forms.said(improvement))
    if outcome.idea_lines:
        blocks.append(_ideas(words, outcome.idea_lines))
    return blocks


def _ideas(words: Words, ideas: Sequence[str]) -> Block:
    short = [shorten(idea, IDEA_CHARACTERS, escaped=True)[0] for idea in ideas[:SHOWN_IDEAS]]
    lines = [words("close-ideas"), *(words("close-idea", idea=idea) for idea in short)]
    more = len(ideas) - SHOWN_IDEAS
    if more > 0:
        lines.append(words("close-more-ideas", count=more))
    return forms.said("\n".join(lines))


def _quoted(words: Words, quoted: Sequence[Spoken]) -> list[Block]:
    """Return what was said, each named only as it was in the rooms."""
    if not quoted:
        return []
    blocks: list[Block] = [paragraph(words("record-quoted"))]
    for spoken in quoted:
        text = shorten(" ".join(spoken.text.split()), QUOTED_CHARACTERS, escaped=True)[0]
        line = words("record-quoted-line", text=escape(text), speaker=speaker(words, spoken))
        blocks.append(_plain(line))
    return blocks


def _phrase(phrase: str) -> str:
    return escape(shorten(phrase, PHRASE_CHARACTERS, escaped=True)[0])


def _small(text: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)])


def _plain(text: str) -> Block:
    return SectionBlock(text=PlainTextObject(text=text, emoji=True))
