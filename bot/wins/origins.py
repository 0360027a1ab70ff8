"""Origins: what a win came from, as it can be chosen and as its post may show it.

Words are shown only where the opening card says so, and the wins room may hold anybody. Unless it is itself one of the
circle's rooms it reads no voice that is kept inside, no idea, and of improvements those that the win's author proposed
or leads. An adopted watchword is for the whole company.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.delivery.outbox import About
from bot.ideas import ideas
from bot.people import own_part
from bot.trail import stops
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Reader, Surface
from models import Circle, Dialogue, Idea, Improvement, Person, SeatedVoice, Voice, Watchword, Win

RECENT_DIALOGUES = 10
RECENT_VOICES = 30
RECENT_WORDS = 10
"""Watchwords, improvements and ideas of the circle, of each. Slack takes a hundred choices."""
OWN_AT_MOST = 25
OUTSIDE = {Surface.SHARED_ROOM, Surface.SHARED_WINS}
AT_TABLE = {Surface.ROOM, Surface.SHARED_ROOM}


@dataclass(frozen=True)
class FromDialogue:
    held_on: date


@dataclass(frozen=True)
class FromVoice:
    quote: str | None
    """None where the words may not be shown."""
    product: str | None
    brought_on: date


@dataclass(frozen=True)
class FromWords:
    """A watchword, an idea or an improvement."""

    kind: str
    text: str | None
    """None where the words may not be shown."""
    since: date
    """Of an idea the day of its dialogue."""


Origin = FromDialogue | FromVoice | FromWords
Place = tuple[str, str]
"""Kind and id."""


@dataclass(frozen=True)
class Eyes:
    """For whom an origin is put into words."""

    surface: Surface
    reader: Reader = Reader.COLLEAGUE
    person: Person | None = None
    """Who tells of it: of what they proposed or lead, whoever reads it."""
    is_private: bool = False
    """Only they read it."""


def choices(tx: Transaction, circle: Circle, *, is_inside: bool, chosen: str | None) -> dict[str, Origin]:
    """Return what a win of this circle can be said to come from, by the form's value.

    First what the actor was part of, the newest before older ones, then what else the circle has. `is_inside`: whether
    the circle's words may be shown to whoever chooses. What is `chosen` stays a choice.
    """
    eyes = Eyes(
        Surface.ROOM if is_inside else Surface.WINS, consent.reader(tx.actor), tx.actor, is_private=True
    )
    own = own_part.newest(tx, circle, OWN_AT_MOST)
    places: dict[Place, None] = dict.fromkeys(chain(own, _of_circle(tx, circle)))
    found: dict[str, Origin] = {}
    for kind, origin_id in places:
        origin = _origin(tx, circle, kind, origin_id, eyes)
        if origin is not None and _has_words(origin):
            found[f"{kind}:{origin_id}"] = origin
    kind, _, origin_id = (chosen or "").partition(":")
    kept = _origin(tx, circle, kind, origin_id, eyes)
    return found if kept is None else {f"{kind}:{origin_id}": kept} | found


def find(tx: Transaction, circle: Circle, chosen: str | None) -> tuple[str | None, str | None]:
    """Return kind and id of what was chosen; None twice if it is not there or not the circle's."""
    kind, _, origin_id = (chosen or "").partition(":")
    origin = _origin(tx, circle, kind, origin_id, Eyes(Surface.WINS))
    return (None, None) if origin is None else (kind, origin_id)


def shown(tx: Transaction, circle: Circle, win: Win) -> Origin | None:
    """Return the origin of a win as its post may show it."""
    eyes = Eyes(consent.wins_room(circle), person=tx.session.get_one(Person, win.person_id))
    return _origin(tx, circle, win.origin_kind, win.origin_id, eyes)


def _origin(
    tx: Transaction, circle: Circle, kind: str | None, origin_id: str | None, eyes: Eyes
) -> Origin | None:
    thing = stops.thing(tx, About(kind or "", origin_id or ""))
    if thing is None or thing.circle_id != circle.id:
        return None
    match thing:
        case Dialogue() if thing.state != "planned":
            return FromDialogue(_day(circle, thing.started_at))
        case Voice() if thing.state == "heard":
            return _from_voice(circle, thing, eyes)
        case Watchword() if thing.state == "adopted":
            return _from_watchword(tx, circle, thing, eyes)
        case Idea():
            return _from_idea(tx, circle, thing, eyes)
        case Improvement() if thing.state != "proposed":
            return _from_improvement(circle, thing, eyes)
    return None


def _from_voice(circle: Circle, voice: Voice, eyes: Eyes) -> FromVoice:
    """Return a voice as an origin: quoted where it may be seen, inside the company at least with its product."""
    is_own = eyes.is_private and eyes.person is not None and voice.submitter_id == eyes.person.id
    surface = Surface.OWN if is_own else eyes.surface
    is_quoted = consent.is_seen(surface, voice.consent, eyes.reader)
    is_outside = surface in OUTSIDE or eyes.reader is Reader.STRANGER
    return FromVoice(
        quote=voice.quote if is_quoted else None,
        product=voice.product if is_quoted or not is_outside else None,
        brought_on=_day(circle, voice.brought_at),
    )


def _from_watchword(tx: Transaction, circle: Circle, word: Watchword, eyes: Eyes) -> FromWords:
    bound = consent.of(tx, About(word.about_kind, word.about_id))
    surface = Surface.SHELF if eyes.is_private else eyes.surface
    is_shown = (
        surface is not Surface.SHARED_WINS if bound is None else consent.is_seen(surface, bound, eyes.reader)
    )
    since = word.adopted_at or word.nominated_at
    return FromWords("watchword", word.phrase if is_shown else None, _day(circle, since))


def _from_idea(tx: Transaction, circle: Circle, idea: Idea, eyes: Eyes) -> FromWords | None:
    text = ideas.words_of(tx, idea)
    if not text:
        return None
    is_own = eyes.person is not None and own_part.is_idea_of(tx, idea, eyes.person)
    bound = ideas.consent_of(tx, idea)
    may_be_seen = consent.is_seen(eyes.surface, bound, eyes.reader)
    is_shown = (is_own and eyes.is_private) or (eyes.surface in AT_TABLE and may_be_seen)
    held = tx.session.get_one(Dialogue, idea.dialogue_id).started_at
    return FromWords("idea", text if is_shown else None, _day(circle, held))


def _from_improvement(circle: Circle, improvement: Improvement, eyes: Eyes) -> FromWords:
    is_own = eyes.person is not None and eyes.person.id in {improvement.owner_id, improvement.proposer_id}
    is_shown = eyes.surface in AT_TABLE or is_own
    since = improvement.decided_at or improvement.proposed_at
    return FromWords("improvement", improvement.what if is_shown else None, _day(circle, since))


def _has_words(origin: Origin) -> bool:
    """Say whether somebody can tell what they would choose."""
    return (
        isinstance(origin, FromDialogue)
        or (origin.quote if isinstance(origin, FromVoice) else origin.text) is not None
    )


def _of_circle(tx: Transaction, circle: Circle) -> Sequence[Place]:
    """Return what a circle has, each kind from the newest on."""
    here = Dialogue.workspace_id == tx.workspace.id, Dialogue.circle_id == circle.id
    recent = select(Dialogue.id).where(*here, Dialogue.state != "planned")
    newest = tx.session.scalars(recent.order_by(Dialogue.started_at.desc()).limit(RECENT_DIALOGUES)).all()
    heard = (
        select(Voice.id)
        .join(SeatedVoice, SeatedVoice.voice_id == Voice.id)
        .where(SeatedVoice.dialogue_id.in_(newest), Voice.state == "heard")
        .order_by(Voice.heard_at.desc(), SeatedVoice.position)
        .limit(RECENT_VOICES)
    )
    adopted = (
        select(Watchword.id)
        .where(Watchword.circle_id == circle.id, Watchword.state == "adopted")
        .order_by(Watchword.adopted_at.desc(), Watchword.id)
    )
    decided = (
        select(Improvement.id)
        .where(Improvement.circle_id == circle.id, Improvement.state != "proposed")
        .order_by(Improvement.decided_at.desc(), Improvement.id)
    )
    noted = select(Idea.id).where(Idea.circle_id == circle.id).order_by(Idea.noted_at.desc(), Idea.id)
    return [
        *(("dialogue", one) for one in newest),
        *(("voice", one) for one in tx.session.scalars(heard)),
        *(("watchword", one) for one in tx.session.scalars(adopted.limit(RECENT_WORDS))),
        *(("improvement", one) for one in tx.session.scalars(decided.limit(RECENT_WORDS))),
        *(("idea", one) for one in tx.session.scalars(noted.limit(RECENT_WORDS))),
    ]


def _day(circle: Circle, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(circle.tz)).date()
