"""Looking back: the watchwords that speak to what somebody is stuck on, each with the customer's situation.

The question is read before the transaction (`Search.ask`). It is stored and logged nowhere; it stays in the form that
its writer has open.
"""

from collections.abc import Sequence
from itertools import islice

from sqlalchemy import ColumnElement, and_, or_, select

from bot.people import sight
from bot.people.sight import Sight
from bot.refusals import Empty
from bot.transaction import Transaction
from bot.views.looking_back import ON_A_PAGE, Found, Seen
from bot.voices import consent
from bot.voices.consent import Reader, Surface
from bot.watchwords.search import Hit, How, Question, Search
from models import Circle, Dialogue, Note, Voice, Watchword

AT_MOST = 30
"""Whoever has read so many has another question."""
LOOKED_AT = 100


def look_back(
    tx: Transaction, search: Search, question: Question, *, page: int = 0, channel_id: str | None = None
) -> Found:
    """Return a page of the watchwords near to a question, of those that the actor may read in the channel they are in.

    Refuses an `Empty` question.
    """
    if not question.text.strip():
        raise Empty(field="asked")
    sees = sight.of_actor(tx, channel_id)
    found = near(tx, search, question, sees)
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    return Found(
        asked=question.text,
        keeps_back=sight.keeps_back(tx, sees),
        shown=_seen(tx, [hit.watchword_id for hit in shown], sees.reader),
        is_near=any(hit.how is How.NEAR for hit in found),
        by_spelling=question.numbers is None,
        count=len(found),
        page=page,
        pages=pages,
    )


def near(
    tx: Transaction,
    search: Search,
    question: Question,
    sees: Sight,
    *,
    at_most: int = AT_MOST,
    only_customers_words: bool = False,
) -> list[Hit]:
    """Return what is near to a question, the nearest first, of the watchwords on the shelf that somebody may read.

    Whoever does not belong to the company finds by customers' words alone. No more are looked at than it takes.
    """
    only_customers_words = only_customers_words or sees.reader is not Reader.COLLEAGUE
    hits = search.near(tx, question, only_customers_words=only_customers_words)
    found: list[Hit] = []
    while len(found) < at_most and (some := list(islice(hits, LOOKED_AT))):
        readable = select(Watchword.id).where(
            Watchword.workspace_id == tx.workspace.id,
            Watchword.id.in_([hit.watchword_id for hit in some]),
            Watchword.joined_to_id.is_(None),
            Watchword.retired_at.is_(None),
            sees.words(),
        )
        known = set(tx.session.scalars(readable))
        found += [hit for hit in some if hit.watchword_id in known]
    return found[:at_most]


def _seen(tx: Transaction, ids: Sequence[str], reader: Reader) -> list[Seen]:
    found = (
        select(Watchword, Circle, Dialogue, Voice)
        .join(Circle, Circle.id == Watchword.circle_id)
        .join(Dialogue, Dialogue.id == Watchword.dialogue_id)
        .outerjoin(Note, _about_note())
        .outerjoin(Voice, _about_voice())
        .where(Watchword.workspace_id == tx.workspace.id, Watchword.id.in_(ids))
    )
    rows = {
        word.id: (word, circle, dialogue, voice)
        for word, circle, dialogue, voice in tx.session.execute(found)
    }
    return [_one(*rows[word_id], reader) for word_id in ids]


def _one(word: Watchword, circle: Circle, dialogue: Dialogue, voice: Voice | None, reader: Reader) -> Seen:
    tells = voice is not None and voice.quote != "" and consent.is_seen(Surface.SEARCH, voice.consent, reader)
    told = voice if tells else None
    return Seen(
        id=word.id,
        phrase=word.phrase,
        is_adopted=word.state == "adopted",
        quote=told.quote if told and told.quote != word.phrase else None,
        scene=told.scene if told else None,
        product=told.product if told else None,
        circle=circle.name,
        tz=circle.tz,
        said_at=dialogue.started_at,
    )


def _about_note() -> ColumnElement[bool]:
    return and_(Watchword.about_kind == "note", Note.id == Watchword.about_id)


def _about_voice() -> ColumnElement[bool]:
    of_itself = and_(Watchword.about_kind == "voice", Voice.id == Watchword.about_id)
    return or_(of_itself, Voice.id == Note.voice_id)
