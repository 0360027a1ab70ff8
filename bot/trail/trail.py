"""The trail: voice → dialogue → watchword, idea, improvement → win, read in either direction.

What no row ties together is not on one trail. What stands by one voice of a table (its watchword, an idea noted about it)
is not told of the others.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.delivery.outbox import About
from bot.refusals import Gone
from bot.trail import stops
from bot.trail.stops import Kind, Stop
from bot.transaction import Transaction

ORDER = list(Kind)
Known = dict[About, Stop]
ALONE: dict[Kind, Callable[[Transaction, str], Stop | None]] = {
    Kind.VOICE: stops.voice,
    Kind.IMPROVEMENT: stops.improvement,
}
"""What can stand on a trail without a dialogue that closed: a voice before it is heard, an improvement begun apart."""


@dataclass(frozen=True)
class Trail:
    """Where something came from and what came of it, each in the order of the trail and then of days."""

    start: Stop
    before: Sequence[Stop]
    after: Sequence[Stop]


def follow(tx: Transaction, kind: Kind, id_: str) -> Trail:
    """Return the trail through one thing. Refuses with `Gone` what is on no trail of this workspace."""
    tx.session.flush()
    here = About(kind, id_)
    known = {stop.about: stop for one in stops.dialogues(tx, kind, id_) for stop in stops.of(tx, one)}
    by_itself = ALONE.get(kind)
    alone = by_itself(tx, id_) if by_itself is not None and here not in known else None
    if alone is not None:
        known[here] = alone
    known |= {stop.about: stop for stop in stops.wins(tx, [here, *known])}
    if here not in known:
        raise Gone
    start = known[here]
    known |= dict(_beside(tx, known))
    return Trail(start, _in_order(_before(start, known)), _in_order(_after(start, known)))


def _beside(tx: Transaction, known: Known) -> Iterator[tuple[About, Stop]]:
    """Yield what wins came from besides closed dialogues: what stands alone, and in its place what is kept no more."""
    for win in list(known.values()):
        origin, *table = win.came_from if win.kind is Kind.WIN and win.came_from else (None,)
        if origin is None or origin in known:
            continue
        by_itself = ALONE.get(Kind(origin.kind))
        alone = by_itself(tx, origin.id) if by_itself is not None else None
        if alone is not None:
            yield origin, alone
        elif stops.thing(tx, origin) is None:
            on = next((known[place].on for place in table if place in known), win.on)
            yield origin, stops.gone(origin, on, tuple(table))


def _before(start: Stop, known: Known) -> set[Stop]:
    """Return what led to a thing. It stands by a voice: only that one is told of those on the table."""
    found: set[Stop] = set()
    ahead = [start]
    while ahead:
        sources = {known[place] for place in ahead.pop().came_from if place in known} - found
        found |= sources
        ahead += [one for one in sources if one.kind is not Kind.DIALOGUE]
    voices = {one for one in found if one.kind is Kind.VOICE}
    dialogues = {one for one in found if one.kind is Kind.DIALOGUE}
    if not voices:
        return found | {known[place] for table in dialogues for place in table.came_from if place in known}
    if not dialogues and start.kind is Kind.WIN:
        return found | {one for one in known.values() if one.kind is Kind.DIALOGUE and _came_of(one, voices)}
    return found


def _after(start: Stop, known: Known) -> set[Stop]:
    """Return what came of a thing; of a voice nothing that stands by another one."""
    found: set[Stop] = set()
    ahead = [start]
    while ahead:
        outcomes = {one for one in known.values() if _came_of(one, {ahead[-1]})} - found
        ahead.pop()
        if start.kind is Kind.VOICE:
            outcomes = {one for one in outcomes if not _is_anothers(one, start)}
        found |= outcomes
        ahead += outcomes
    return found


def _came_of(stop: Stop, sources: set[Stop]) -> bool:
    return any(source.about in stop.came_from for source in sources)


def _is_anothers(stop: Stop, voice: Stop) -> bool:
    """Say whether something stands by other voices than this one."""
    voices = [place for place in stop.came_from if place.kind == Kind.VOICE]
    return bool(voices) and stop.kind is not Kind.DIALOGUE and voice.about not in voices


def _in_order(found: Iterable[Stop]) -> Sequence[Stop]:
    return sorted(found, key=lambda stop: (ORDER.index(stop.kind), stop.on, stop.id))
