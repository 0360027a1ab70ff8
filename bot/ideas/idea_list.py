"""The list of ideas that somebody may read: what waits first, the newest before older ones, each with where it is from."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from bot import paging
from bot.ideas import ideas
from bot.paging import Page
from bot.people import sight
from bot.people.sight import Sight
from bot.refusals import Gone
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Surface
from models import Dialogue, Idea, Voice

ON_A_PAGE = 6
_IN_ORDER = (Idea.state.desc(), Idea.noted_at.desc(), Idea.id)
"""What waits comes first."""


@dataclass(frozen=True)
class Listed:
    """An idea with the voice and the dialogue that it is from."""

    id: str
    text: str
    is_waiting: bool
    voices: list[str]
    """The words of the voice, or of every voice on its table where it is about all of them."""
    circle: str
    held_at: datetime
    tz: str
    link: str | None
    """Its message, in a room that the reader can enter."""
    is_own: bool
    """Written by the reader, who may take it back."""
    has_trail: bool = False
    """Its dialogue has closed."""


@dataclass(frozen=True)
class Ideas:
    """A page of ideas."""

    page: Page
    shown: list[Listed]


def page(
    tx: Transaction, place: str | None = None, *, channel_id: str | None = None, size: int = ON_A_PAGE
) -> Ideas:
    """Return the ideas at a place of the list, for the actor in the channel where they are."""
    sees = sight.of_actor(tx, channel_id)
    cut = paging.cut(tx.session.scalars(_seen(tx, sees).order_by(*_IN_ORDER)).all(), place, size)
    shown = [_listed(tx, tx.session.get_one(Idea, idea_id), sees) for idea_id in cut.ids]
    return Ideas(cut, [one for one in shown if one.text])


def newest(tx: Transaction, sees: Sight, *, size: int) -> list[str]:
    """Return the first ideas of the list as they read now; one whose words are gone is left out."""
    tx.session.flush()
    first = select(Idea).where(Idea.workspace_id == tx.workspace.id, sees.ideas()).order_by(*_IN_ORDER)
    texts = [ideas.words_of(tx, idea) for idea in tx.session.scalars(first.limit(size))]
    return [text for text in texts if text]


def get(tx: Transaction, idea_id: str, channel_id: str | None = None) -> Idea:
    """Return an idea that the actor may read, or refuse with `Gone`."""
    tx.session.flush()
    sees = sight.of_actor(tx, channel_id)
    if tx.session.scalar(_seen(tx, sees).where(Idea.id == idea_id)) is None:
        raise Gone
    return tx.session.get_one(Idea, idea_id)


def _seen(tx: Transaction, sees: Sight) -> Select[str]:
    return select(Idea.id).where(Idea.workspace_id == tx.workspace.id, sees.ideas())


def _listed(tx: Transaction, idea: Idea, sees: Sight) -> Listed:
    dialogue = tx.session.get_one(Dialogue, idea.dialogue_id)
    own = (
        [tx.session.get_one(Voice, idea.voice_id)]
        if idea.voice_id
        else [one.voice for one in dialogue.seated]
    )
    return Listed(
        id=idea.id,
        text=ideas.words_of(tx, idea),
        is_waiting=idea.state == "waiting",
        voices=[
            one.quote for one in own if one.quote and consent.is_seen(Surface.SHELF, one.consent, sees.reader)
        ],
        circle=dialogue.circle.name,
        held_at=dialogue.started_at,
        tz=dialogue.circle.tz,
        link=sight.link(tx, sees, dialogue, idea.about_kind, idea.about_id),
        is_own=idea.writer_id == tx.actor.id,
        has_trail=dialogue.state == "closed",
    )
