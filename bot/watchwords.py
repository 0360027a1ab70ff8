"""Watchwords: phrases that people pin are the nominees of their dialogue, and the most pinned is adopted at its close."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, select

from bot import search, tally
from bot.outbox import About
from bot.plaintext import mentioned, readable, shorten
from bot.tally import Meaning
from bot.transaction import Transaction
from models import Circle, Dialogue, Person, Remark, Voice, Watchword

PHRASE_CHARACTERS = 60


@dataclass(frozen=True)
class Shelved:
    """A watchword with where it came from."""

    phrase: str
    is_adopted: bool
    circle: str
    tz: str
    said_at: datetime
    product: str | None


@dataclass(frozen=True)
class Shelf:
    """What the shelf shows of the whole: the newest adopted ones, then the newest nominees."""

    shown: Sequence[Shelved]
    more: int


def pinned(tx: Transaction, about: About, dialogue_id: str) -> None:
    """Follow the pins of a voice or a remark. Needs the dialogue's lock."""
    _follow(tx, about, tx.session.get_one(Dialogue, dialogue_id))


def source_changed(tx: Transaction, kind: str, source_id: str) -> None:
    """Follow an edit, a deletion or a withdrawal: the phrase becomes the new one, or is a watchword no more."""
    known = _find(tx, About(kind, source_id))
    if known is not None:
        _follow(tx, About(kind, source_id), tx.session.get_one(Dialogue, known.dialogue_id))
    elif kind == "remark":  # words may have come to a remark that was pinned for its picture
        remark = tx.session.get_one(Remark, source_id)
        _follow(tx, About(kind, source_id), tx.session.get_one(Dialogue, remark.dialogue_id))


def nominees(tx: Transaction, dialogue: Dialogue) -> list[Watchword]:
    """Return what was pinned in a dialogue, the adopted one among it: the most pinned first.

    Of several pinned alike a customer's own words come before a colleague's, then the earliest.
    """
    tx.session.flush()
    found = select(Watchword).where(
        Watchword.workspace_id == tx.workspace.id, Watchword.dialogue_id == dialogue.id
    )
    is_remark = Watchword.about_kind == "remark"
    by_pins = (Watchword.pins.desc(), is_remark, Watchword.nominated_at, Watchword.id)
    return list(tx.session.scalars(found.order_by(*by_pins)))


def adopt(tx: Transaction, dialogue: Dialogue) -> Watchword | None:
    """Adopt the first of the nominees; nobody pinned: none, which is honest."""
    for nominee in nominees(tx, dialogue):
        _follow(tx, About(nominee.about_kind, nominee.about_id), dialogue)
    adopted = next(iter(nominees(tx, dialogue)), None)
    if adopted is not None:
        adopted.state, adopted.adopted_at = "adopted", tx.now
    return adopted


def shelf(tx: Transaction, at_most: int) -> Shelf:
    """Return the newest watchwords of the workspace and how many more there are."""
    in_order = _shelved(tx).order_by(
        Watchword.state,  # adopted, nominee
        func.coalesce(Watchword.adopted_at, Watchword.nominated_at).desc(),
        Watchword.id,
    )
    total = tx.session.scalar(select(func.count()).where(Watchword.workspace_id == tx.workspace.id)) or 0
    return Shelf(_read(tx, in_order.limit(at_most)), max(0, total - at_most))


def near(tx: Transaction, asked: str, at_most: int) -> Shelf:
    """Return the watchwords that are spelled like what was asked, the nearest first."""
    newest_first = _shelved(tx).order_by(Watchword.nominated_at.desc(), Watchword.id)
    found = search.nearest(asked, _read(tx, newest_first), lambda shelved: shelved.phrase)
    return Shelf(found[:at_most], max(0, len(found) - at_most))


def said(tx: Transaction, remark: Remark) -> str:
    """Return a remark's words as people read them."""
    return readable(remark.text, _names(tx, mentioned(remark.text)))


def _follow(tx: Transaction, about: About, dialogue: Dialogue) -> None:
    """Make the watchword of a thing what its words and pins say now."""
    known, phrase = _find(tx, about), _phrase(tx, about)
    pins = tally.people(tx, Meaning.PIN, about) if phrase else 0
    stays = phrase and (pins > 0 or (known is not None and known.state == "adopted"))
    if not stays:
        if known is not None:
            tx.session.delete(known)
    elif known is not None:
        known.phrase, known.pins = phrase, pins
    else:
        tx.session.add(
            Watchword(
                workspace_id=tx.workspace.id,
                circle_id=dialogue.circle_id,
                dialogue_id=dialogue.id,
                about_kind=about.kind,
                about_id=about.id,
                phrase=phrase,
                pins=pins,
                state="nominee",
                nominated_at=tx.now,
            )
        )
    tx.session.flush()


def _phrase(tx: Transaction, about: About) -> str:
    """Return a thing's words in one line of at most 60 characters; empty when it has none any more."""
    if about.kind == "voice":
        text = tx.session.get_one(Voice, about.id).quote
    else:
        text = said(tx, tx.session.get_one(Remark, about.id))
    return shorten(" ".join(text.split()), PHRASE_CHARACTERS)[0]


def _names(tx: Transaction, user_ids: set[str]) -> dict[str, str]:
    found = select(Person).where(Person.workspace_id == tx.workspace.id, Person.user_id.in_(user_ids))
    return {person.user_id: person.name for person in tx.session.scalars(found) if person.name}


def _find(tx: Transaction, about: About) -> Watchword | None:
    return tx.session.scalar(
        select(Watchword).where(
            Watchword.workspace_id == tx.workspace.id,
            Watchword.about_kind == about.kind,
            Watchword.about_id == about.id,
        )
    )


def _shelved(tx: Transaction) -> Select[Watchword, Circle, Dialogue, str | None]:
    came_from = and_(Watchword.about_kind == "voice", Voice.id == Watchword.about_id)
    return (
        select(Watchword, Circle, Dialogue, Voice.product)
        .join(Circle, Circle.id == Watchword.circle_id)
        .join(Dialogue, Dialogue.id == Watchword.dialogue_id)
        .outerjoin(Voice, came_from)
        .where(Watchword.workspace_id == tx.workspace.id)
    )


def _read(tx: Transaction, query: Select[Watchword, Circle, Dialogue, str | None]) -> list[Shelved]:
    tx.session.flush()
    return [
        Shelved(
            phrase=word.phrase,
            is_adopted=word.state == "adopted",
            circle=circle.name,
            tz=circle.tz,
            said_at=dialogue.started_at,
            product=product,
        )
        for word, circle, dialogue, product in tx.session.execute(query)
    ]
