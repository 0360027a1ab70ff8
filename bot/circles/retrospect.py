"""Looking back on so many sittings of a circle: what was heard, what was kept of it, and what came of it.

Each place reads what it may read (`bot.voices.consent`). A place shared with another organisation reads what its own
dialogues were about: no wins, and no improvements from beside them. What is edited or goes later goes here, too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from bot import retelling, steps
from bot.circles import rooms, sittings
from bot.delivery.outbox import About, Draft, Message
from bot.dialogues import dialogue_rows
from bot.people import sight
from bot.texts import words
from bot.transaction import Transaction
from bot.views import ending as views
from bot.voices import consent
from bot.voices.consent import Surface
from bot.voices.voice_form import Consent
from models import Circle, Dialogue, Improvement, Post, Room, Watchword, Win

SHARED = frozenset({Surface.SHARED_ROOM, Surface.SHARED_RECORD})
RECORD = "record"


@dataclass(frozen=True)
class Span:
    """Which sittings of a circle: those after the `first` so many, up to the `last`, looked at then."""

    first: int
    last: int
    at: datetime


def tell(tx: Transaction, circle: Circle, span: Span) -> None:
    """Tell every room and the record room, each once for these sittings."""
    if any(key.startswith(f"{_prefix(circle.id)}:{span.first}:{span.last}:") for key in _told(tx, circle.id)):
        return
    for room in rooms.open_rooms(circle):
        message = _message(tx, circle, span, consent.room(room), room)
        tx.outbox.post(Draft(room.channel_id, key=_key(circle, span, room.id), message=message))
    in_rooms = {room.channel_id for room in rooms.open_rooms(circle)}
    if circle.record_channel_id is not None and circle.record_channel_id not in in_rooms:
        message = _message(tx, circle, span, consent.record_room(circle), None)
        tx.outbox.post(Draft(circle.record_channel_id, key=_key(circle, span, RECORD), message=message))


@retelling.follows
def follow(tx: Transaction, _about: About, circle_id: str) -> None:
    """Let what was told soon follow that words in it read otherwise or are gone."""
    if _told(tx, circle_id):
        argument = f"{circle_id}:{tx.now.isoformat()}"
        steps.plan(tx, steps.Name.LOOK_AGAIN, tx.now, argument=argument)


def tell_again(tx: Transaction, circle_id: str) -> None:
    """Let what was told read as things are now."""
    circle = tx.session.get_one(Circle, circle_id)
    by_id = {room.id: room for room in circle.rooms}
    for key in _told(tx, circle_id):
        _, _, first, last, at, place = key.split(":")
        span = Span(int(first), int(last), datetime.fromtimestamp(int(at), UTC))
        room = by_id.get(place)
        if room is None and place != RECORD:
            tx.outbox.delete(key)
            continue
        surface = consent.room(room) if room is not None else consent.record_room(circle)
        tx.outbox.update(key, _message(tx, circle, span, surface, room))


def _message(tx: Transaction, circle: Circle, span: Span, surface: Surface, room: Room | None) -> Message:
    """Return what one place reads; `room` is None in the record room."""
    held = sittings.dialogues(tx, circle, span.first, span.last)
    quotes, kept_quotes = _quotes(held, surface)
    phrases, kept_phrases = _phrases(tx, held, surface)
    began = _improvements(tx, circle, held, span, surface)
    told = views.Round(
        circle=circle.name,
        sittings=len(held),
        departments=list(dict.fromkeys(one.department for dialogue in held for one in dialogue.threads)),
        links=list(_links(tx, held, room)),
        quotes=quotes,
        phrases=phrases,
        done=[one.what for one in began if one.state == "done"],
        under_way=[one.what for one in began if one.state in {"open", "doing"}],
        wins=[] if surface in SHARED else _wins(tx, circle, held, span),
        keeps_back=kept_quotes or kept_phrases,
        tz=circle.tz,
    )
    return views.look_back(words(circle.language), told)


def _quotes(held: Sequence[Dialogue], surface: Surface) -> tuple[list[str], bool]:
    voices = [seated.voice for dialogue in held for seated in dialogue_rows.on_table(dialogue)]
    voices = [voice for voice in voices if voice.quote]
    seen = [voice.quote for voice in voices if consent.is_seen(surface, voice.consent)]
    return seen, len(seen) < len(voices)


def _phrases(tx: Transaction, held: Sequence[Dialogue], surface: Surface) -> tuple[list[str], bool]:
    adopted = select(Watchword).where(
        Watchword.workspace_id == tx.workspace.id,
        Watchword.dialogue_id.in_([dialogue.id for dialogue in held]),
        Watchword.state == "adopted",
        Watchword.joined_to_id.is_(None),
        Watchword.retired_at.is_(None),
    )
    every = tx.session.scalars(adopted.order_by(Watchword.adopted_at, Watchword.id)).all()
    seen = [word.phrase for word in every if consent.is_seen(surface, _bound(tx, word, surface))]
    return seen, len(seen) < len(every)


def _bound(tx: Transaction, word: Watchword, surface: Surface) -> str | None:
    """Return the consent a phrase is bound to; a colleague's words go to nobody outside from a record room."""
    bound = consent.of(tx, About(word.about_kind, word.about_id))
    return Consent.INSIDE if bound is None and surface is Surface.SHARED_RECORD else bound


def _improvements(
    tx: Transaction, circle: Circle, held: Sequence[Dialogue], span: Span, surface: Surface
) -> Sequence[Improvement]:
    decided = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.circle_id == circle.id,
        Improvement.state.in_(("open", "doing", "done")),
        Improvement.decided_at >= _since(held, span),
        Improvement.decided_at <= span.at,
    )
    if surface in SHARED:
        decided = decided.where(
            Improvement.dialogue_id.in_([dialogue.id for dialogue in held]), Improvement.is_apart.is_(False)
        )
    return tx.session.scalars(decided.order_by(Improvement.decided_at, Improvement.id)).all()


def _wins(tx: Transaction, circle: Circle, held: Sequence[Dialogue], span: Span) -> list[str]:
    posted = select(Win.headline).where(
        Win.workspace_id == tx.workspace.id,
        Win.circle_id == circle.id,
        Win.posted_at >= _since(held, span),
        Win.posted_at <= span.at,
    )
    return list(tx.session.scalars(posted.order_by(Win.posted_at, Win.id)))


def _since(held: Sequence[Dialogue], span: Span) -> datetime:
    return held[0].started_at if held else span.at


def _links(tx: Transaction, held: Sequence[Dialogue], room: Room | None) -> Iterator[tuple[datetime, str]]:
    """Give each dialogue's thread in this room; in the record room one that its readers may open."""
    for dialogue in held:
        if room is None:
            url = next((thread.permalink for thread in dialogue.threads if thread.permalink), None)
        else:
            url = _address(tx, dialogue, room)
        if url is not None:
            yield dialogue.started_at, url


def _address(tx: Transaction, dialogue: Dialogue, room: Room) -> str | None:
    here = next((thread for thread in dialogue.threads if thread.room_id == room.id), None)
    address = sight.home(tx, dialogue)
    if here is None or here.ts is None or address is None:
        return None
    return f"{address}/archives/{here.channel_id}/p{here.ts.replace('.', '')}"


def _told(tx: Transaction, circle_id: str) -> Sequence[str]:
    told = select(Post.key).where(
        Post.workspace_id == tx.workspace.id, Post.key.startswith(f"{_prefix(circle_id)}:")
    )
    return tx.session.scalars(told.order_by(Post.key)).all()


def _prefix(circle_id: str) -> str:
    return f"look-back:{circle_id}"


def _key(circle: Circle, span: Span, place: str) -> str:
    return f"{_prefix(circle.id)}:{span.first}:{span.last}:{int(span.at.timestamp())}:{place}"
