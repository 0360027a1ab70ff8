"""Consent: where a voice's words may be seen, for every surface, and by whom. Nothing else decides it.

`public` and `agreed` may leave the company. `inside` is seen inside it only; made into something that travels by itself
it carries 社内限り. `refused` is never kept as a quote, and would be seen nowhere. docs/privacy.md holds the table.
"""

from enum import StrEnum, auto

from sqlalchemy import select

from bot.delivery.outbox import About
from bot.transaction import Transaction
from bot.voices.voice_form import Consent
from models import Circle, Note, Person, Room, Voice


class Surface(StrEnum):
    """Where words of a voice, or what was noted about it, can be seen."""

    ROOM = auto()
    """A room of the circle: its thread, and the forms opened from there."""
    SHARED_ROOM = auto()
    """A room of the circle that is shared with another organisation."""
    RECORD = auto()
    SHARED_RECORD = auto()
    WINS = auto()
    """A wins room beside the table: the opening card does not name it. At the table it is a room."""
    SHARED_WINS = auto()
    SHELF = auto()
    SEARCH = auto()
    """An answer to what somebody is unsure about."""
    HOME = auto()
    """App Home and private news, apart from what is one's own."""
    OWN = auto()
    """What somebody brought themselves, shown to them: home, news, answers, their export."""
    HOSTING = auto()
    """A host's waiting list, swaps and first dialogue."""
    SPREADSHEET = auto()
    SLIDE = auto()
    """A picture card or a slide."""
    REPORT = auto()
    """A report's page, which may be printed and passed on."""
    ASSISTANT = auto()
    """An answer to an AI assistant that the company connected."""


class Reader(StrEnum):
    COLLEAGUE = auto()
    GUEST = auto()
    """A guest account, or somebody whom Slack has yet to tell us about."""
    STRANGER = auto()
    """Somebody of another organisation (Slack Connect)."""


class Seen(StrEnum):
    SHOWN = auto()
    INSIDE_ONLY = auto()
    """Shown with the mark 社内限り."""
    HIDDEN = auto()


MAY_LEAVE = frozenset({Consent.PUBLIC, Consent.AGREED})
_MARKED = frozenset({Surface.SPREADSHEET, Surface.SLIDE, Surface.REPORT, Surface.ASSISTANT})
"""What goes on by itself, and so says of itself where it belongs."""
_OUTSIDE = frozenset({Surface.SHARED_ROOM, Surface.SHARED_RECORD, Surface.SHARED_WINS, Surface.WINS})
_INVITED = frozenset({Surface.ROOM, Surface.RECORD})
"""Channels of the company: whoever made somebody a guest there lets them read what stands in it."""


def seen(surface: Surface, consent: str, reader: Reader = Reader.COLLEAGUE) -> Seen:
    """Say whether, and how, somebody sees a voice of this consent on a surface."""
    if consent == Consent.REFUSED:
        return Seen.HIDDEN
    if consent in MAY_LEAVE or surface is Surface.OWN:
        return Seen.SHOWN
    if surface in _OUTSIDE or reader is Reader.STRANGER:
        return Seen.HIDDEN
    if reader is Reader.GUEST and surface not in _INVITED:
        return Seen.HIDDEN
    return Seen.INSIDE_ONLY if surface in _MARKED else Seen.SHOWN


def is_seen(surface: Surface, consent: str | None, reader: Reader = Reader.COLLEAGUE) -> bool:
    """Say whether a thing of this consent is seen; one without (`of`) is a colleague's own words."""
    return consent is None or seen(surface, consent, reader) is not Seen.HIDDEN


def seen_on(surface: Surface, reader: Reader) -> list[Consent]:
    """Return the consents with which a voice is seen there."""
    return [one for one in Consent if is_seen(surface, one, reader)]


def of(tx: Transaction, about: About) -> str | None:
    """Return the consent that a thing is bound to: a voice's own, or of the voice a note is about.

    None: what a colleague said. What has gone counts as kept inside.
    """
    if about.kind == "voice":
        found = select(Voice.consent).where(Voice.workspace_id == tx.workspace.id, Voice.id == about.id)
    elif about.kind == "note":
        found = select(Voice.consent).join(Note, Note.voice_id == Voice.id)
        found = found.where(Note.workspace_id == tx.workspace.id, Note.id == about.id)
    else:
        return None
    return tx.session.scalar(found) or Consent.INSIDE


def reader(person: Person | None) -> Reader:
    """Return who somebody is to the company; None: nobody in Slack asks, and the surface alone decides."""
    if person is None:
        return Reader.COLLEAGUE
    if person.is_external:
        return Reader.STRANGER
    return Reader.GUEST if person.is_guest or person.learned_at is None else Reader.COLLEAGUE


def host(person: Person) -> Reader:
    """Return who a host is to the company: somebody there has named them, whatever Slack has yet to tell."""
    is_unknown = person.learned_at is None and not (person.is_guest or person.is_external)
    return Reader.COLLEAGUE if is_unknown else reader(person)


def room(room: Room) -> Surface:
    """Return what a room of a circle is."""
    return Surface.SHARED_ROOM if room.is_shared else Surface.ROOM


def record_room(circle: Circle) -> Surface:
    """Return what a circle's record room is."""
    is_shared = circle.record_is_shared or _is_shared_room(circle, circle.record_channel_id)
    return Surface.SHARED_RECORD if is_shared else Surface.RECORD


def wins_room(circle: Circle) -> Surface:
    """Return what a circle's wins room is: one of its rooms, or beside them."""
    at_table = next((room for room in circle.rooms if room.channel_id == circle.wins_channel_id), None)
    if at_table is not None:
        return room(at_table)
    return Surface.SHARED_WINS if circle.wins_is_shared else Surface.WINS


def _is_shared_room(circle: Circle, channel_id: str | None) -> bool:
    return any(room.is_shared for room in circle.rooms if room.channel_id == channel_id)
