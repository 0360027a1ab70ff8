"""The shelf: the watchwords that somebody may read, adopted ones before nominees, the newest first, in pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, func, select

from bot import paging
from bot.circles import circles
from bot.delivery.outbox import About
from bot.paging import Page
from bot.people import sight
from bot.people.sight import Sight
from bot.transaction import Transaction
from bot.watchwords import same_words, uses
from bot.watchwords.uses import Summary
from models import Circle, Dialogue, Voice, Watchword

ON_A_PAGE = 6
NEAR_AT_MOST = 6
MOST_CIRCLES = 30
"""So many to choose between; the others' words stand among all."""
EVERYTHING, AWAY = "all", "away"
_IN_ORDER = (
    Watchword.state,  # adopted, nominee
    func.coalesce(Watchword.adopted_at, Watchword.nominated_at).desc(),
    Watchword.id,
)


@dataclass(frozen=True)
class Entry:
    """A watchword, or a nominee, with where it came from."""

    id: str
    phrase: str
    is_adopted: bool
    circle: str
    tz: str
    said_at: datetime
    product: str | None
    pins: int
    why: str | None = None
    link: str | None = None
    """Its message, in a room that the reader can enter."""
    is_mine: bool = False
    """The reader put it forward."""
    joined: tuple[tuple[str, str], ...] = ()
    """Id and phrase of those that count with it, where the reader may part them."""
    uses: Summary = field(default_factory=Summary)


@dataclass(frozen=True)
class Shown:
    """A page of the shelf."""

    page: Page
    entries: list[Entry]
    which: str = EVERYTHING
    """`all`, `away` or a circle's id."""
    circles: tuple[tuple[str, str], ...] = ()
    """Those that have something on the shelf: id and name."""
    has_away: bool = False
    keeps_back: Literal["inside", "unknown"] | None = None
    """Why watchwords are missing: they are for who belongs to the company, or Slack has yet to say who reads."""

    @classmethod
    def nothing(cls) -> "Shown":
        return cls(Page([], 0, 0), [])


def page(
    tx: Transaction,
    place: str | None = None,
    *,
    which: str = EVERYTHING,
    channel_id: str | None = None,
    size: int = ON_A_PAGE,
) -> Shown:
    """Return what stands at a place of the shelf, for the actor in the channel where they are.

    `which`: everything, one circle's, or what was put away. Refuses with `Gone` a circle that is none.
    """
    if which not in {EVERYTHING, AWAY}:
        circles.get(tx, which)
    sees = sight.of_actor(tx, channel_id)
    in_order = (
        select(Watchword.id)
        .where(Watchword.workspace_id == tx.workspace.id, *_which(sees, which))
        .order_by(*_IN_ORDER)
    )
    cut = paging.cut(tx.session.scalars(in_order).all(), place, size)
    return Shown(
        cut,
        _entries(tx, cut.ids, sees),
        which=which,
        circles=_circles(tx, sees),
        has_away=_has_away(tx, sees),
        keeps_back=sight.keeps_back(tx, sees),
    )


def newest(tx: Transaction, circle_ids: Collection[str], sees: Sight, *, size: int) -> Shown:
    """Return the first of these circles' words as a page has them, with what a line of them shows."""
    found = (
        select(Watchword, Dialogue)
        .join(Dialogue, Dialogue.id == Watchword.dialogue_id)
        .where(
            Watchword.workspace_id == tx.workspace.id,
            Watchword.circle_id.in_(circle_ids),
            *_which(sees, EVERYTHING),
        )
        .order_by(*_IN_ORDER)
        .limit(size)
    )
    rows = [(word, dialogue) for word, dialogue in tx.session.execute(found)]
    told = [word.about_id for word, _ in rows if word.about_kind == "voice"]
    products = select(Voice.id, Voice.product).where(
        Voice.workspace_id == tx.workspace.id, Voice.id.in_(told)
    )
    product = dict(tx.session.execute(products).all())
    entries = [_short(word, dialogue, product.get(word.about_id)) for word, dialogue in rows]
    return Shown(
        Page([one.id for one in entries], 0, len(entries)), entries, keeps_back=sight.keeps_back(tx, sees)
    )


def _which(sees: Sight, which: str) -> tuple[ColumnElement[bool], ...]:
    there = (Watchword.joined_to_id.is_(None), sees.words())
    if which == AWAY:
        return (*there, Watchword.retired_at.is_not(None))
    standing = (*there, Watchword.retired_at.is_(None))
    return standing if which == EVERYTHING else (*standing, Watchword.circle_id == which)


def _has_away(tx: Transaction, sees: Sight) -> bool:
    away = select(Watchword.id).where(Watchword.workspace_id == tx.workspace.id, *_which(sees, AWAY))
    return tx.session.scalar(away.limit(1)) is not None


def _circles(tx: Transaction, sees: Sight) -> tuple[tuple[str, str], ...]:
    of_workspace = Watchword.workspace_id == tx.workspace.id
    there = select(Watchword.circle_id).where(of_workspace, *_which(sees, EVERYTHING))
    named = select(Circle.id, Circle.name).where(Circle.id.in_(there)).order_by(Circle.name)
    return tuple((one, name) for one, name in tx.session.execute(named.limit(MOST_CIRCLES)))


def _entries(tx: Transaction, ids: Sequence[str], sees: Sight) -> list[Entry]:
    counted = uses.summaries(tx, ids)
    return [replace(_entry(tx, tx.session.get_one(Watchword, one), sees), uses=counted[one]) for one in ids]


def _short(word: Watchword, dialogue: Dialogue, product: str | None) -> Entry:
    return Entry(
        id=word.id,
        phrase=word.phrase,
        is_adopted=word.state == "adopted",
        circle=dialogue.circle.name,
        tz=dialogue.circle.tz,
        said_at=dialogue.started_at,
        product=product,
        pins=word.pins,
    )


def _entry(tx: Transaction, word: Watchword, sees: Sight) -> Entry:
    dialogue = tx.session.get_one(Dialogue, word.dialogue_id)
    voice = tx.find(Voice, word.about_id) if word.about_kind == "voice" else None
    about = About(word.about_kind, word.about_id)
    is_mine = tx.actor.id in {person.id for person, _ in same_words.supporters(tx, word)}
    may_part = is_mine or circles.is_host(tx, dialogue.circle)
    return replace(
        _short(word, dialogue, voice.product if voice is not None else None),
        why=word.why if dialogue.circle_id in sees.circle_ids else None,
        link=sight.link(tx, sees, dialogue, about.kind, about.id),
        is_mine=is_mine,
        joined=same_words.counted_with(tx, word) if may_part else (),
    )
