"""Search parts: the texts by which a watchword is found, beside its phrase what is known of where it came from.

What its dialogue noticed and decided belongs to the one that the dialogue adopted; a nominee has its phrase and its voice.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from bot.plaintext import readable
from models import Idea, Improvement, Note, Remark, Voice, Watchword


class Part(StrEnum):
    PHRASE = "phrase"
    QUOTE = "quote"
    """The whole of what the customer said."""
    SCENE = "scene"
    PRODUCT = "product"
    WHY = "why"
    """Why it stayed with whoever chose it."""
    IDEA = "idea"
    IMPROVEMENT = "improvement"


OF_CUSTOMERS = frozenset({Part.PHRASE, Part.QUOTE, Part.SCENE, Part.PRODUCT})
"""What is no talk of colleagues among themselves."""


@dataclass(frozen=True)
class Text:
    watchword_id: str
    part: Part
    source_id: str
    """What holds it."""
    text: str


def of_all(session: Session, workspace_id: str, only: Collection[str] | None = None) -> list[Text]:
    """Return every text by which the watchwords of a workspace, or `only` these, are found, as they read now."""
    which = Watchword.workspace_id == workspace_id
    if only is not None:
        which = and_(which, Watchword.id.in_(only))
    every = (*_own(session, which), *_ideas(session, which), *_improvements(session, which))
    return [text for text in every if text.text.strip()]


def _own(session: Session, which: ColumnElement[bool]) -> Iterator[Text]:
    about_voice = and_(Watchword.about_kind == "voice", Voice.id == Watchword.about_id)
    about_note = and_(Watchword.about_kind == "note", Note.id == Watchword.about_id)
    words = (
        select(
            Watchword.id, Watchword.phrase, Watchword.why, Voice.id, Voice.quote, Voice.scene, Voice.product
        )
        .outerjoin(Note, about_note)
        .outerjoin(Voice, or_(about_voice, Voice.id == Note.voice_id))
        .where(which)
        .order_by(Watchword.id)
    )
    for word_id, phrase, why, voice_id, *of_voice in session.execute(words):
        yield Text(word_id, Part.PHRASE, word_id, phrase)
        yield Text(word_id, Part.WHY, word_id, why or "")
        for part, text in zip((Part.QUOTE, Part.SCENE, Part.PRODUCT), of_voice, strict=True):
            if text and text != phrase:
                yield Text(word_id, part, voice_id, text)


def _ideas(session: Session, which: ColumnElement[bool]) -> Iterator[Text]:
    """Yield the ideas of the dialogue of an adopted watchword: those written, and those marked with 💡."""
    kept = (
        select(Watchword.id, func.coalesce(Idea.about_id, Idea.id), Idea.text, Remark.text, Note.text)
        .join(Idea, Idea.dialogue_id == Watchword.dialogue_id)
        .outerjoin(Remark, and_(Idea.about_kind == "remark", Remark.id == Idea.about_id))
        .outerjoin(Note, and_(Idea.about_kind == "note", Note.id == Idea.about_id))
        .where(
            which,
            Watchword.state == "adopted",
            or_(Idea.about_id.is_(None), Idea.about_id != Watchword.about_id),
        )
        .order_by(Watchword.id, Idea.id)
    )
    for word_id, source_id, written, remark, note in session.execute(kept):
        yield Text(word_id, Part.IDEA, source_id, readable(remark, {}) if remark else written or note or "")


def _improvements(session: Session, which: ColumnElement[bool]) -> Iterator[Text]:
    decided = (
        select(Watchword.id, Improvement.id, Improvement.what)
        .join(Improvement, Improvement.dialogue_id == Watchword.dialogue_id)
        .where(
            which,
            Watchword.state == "adopted",
            Improvement.state != "proposed",
        )
        .order_by(Watchword.id, Improvement.id)
    )
    for word_id, improvement_id, what in session.execute(decided):
        yield Text(word_id, Part.IMPROVEMENT, improvement_id, what)
