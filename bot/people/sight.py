"""Sight: whose words somebody may read outside of the rooms, and where a link may lead them.

A nominee, and an idea, is for its circle: the people in its rooms, and its hosts. An adopted watchword is for the whole
workspace. What comes from a voice follows its consent besides (`bot.voices.consent`), and people of other organisations have
nothing of other circles.
"""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.circles import room_members
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Reader, Surface
from models import Circle, Dialogue, Host, Idea, Note, Person, Post, Remark, Room, Thread, Voice, Watchword

Told, Noted = aliased(Voice), aliased(Note)
"""By names of their own: whoever asks may have voices and notes in their query, too."""


@dataclass(frozen=True)
class Sight:
    """What one reader may see, at one moment."""

    channel_ids: frozenset[str]
    """The rooms that they are in."""
    circle_ids: frozenset[str]
    """The circles that are theirs: they are in a room, or host it."""
    reader: Reader = Reader.COLLEAGUE

    def words(self) -> ColumnElement[bool]:
        """Return the condition under which they may read a watchword."""
        own, adopted = Watchword.circle_id.in_(self.circle_ids), Watchword.state == "adopted"
        if self.reader is Reader.COLLEAGUE:
            return or_(own, adopted)
        told = _is_told(Surface.SHELF, self.reader, Watchword.about_kind, Watchword.about_id)
        is_colleagues = Watchword.about_kind == "remark"
        if self.reader is Reader.STRANGER:
            return and_(own, or_(is_colleagues, told))
        return or_(and_(own, or_(is_colleagues, told)), and_(adopted, told))

    def ideas(self) -> ColumnElement[bool]:
        """Return the condition under which they may read an idea."""
        own = Idea.circle_id.in_(self.circle_ids)
        if self.reader is Reader.COLLEAGUE:
            return own
        seen = consent.seen_on(Surface.SHELF, self.reader)
        hidden = exists().where(Told.id == Idea.voice_id, Told.consent.not_in(seen))
        return and_(own, ~hidden)

    def can_enter(self, room: Room) -> bool:
        """Say whether they can open what stands in a room."""
        is_open = not room.is_private and self.reader is Reader.COLLEAGUE
        return room.channel_id in self.channel_ids or is_open


def of_actor(tx: Transaction, channel_id: str | None = None) -> Sight:
    """Return what the actor may see. Where somebody types a command (`channel_id`), there they are.

    Nobody acts for an assistant: it sees what every colleague does, and its own surface decides besides.
    """
    if tx.person is None:
        return Sight(frozenset(), frozenset())
    return of_person(tx, tx.actor, channel_id)


def of_person(tx: Transaction, person: Person, channel_id: str | None = None) -> Sight:
    """Return what somebody may see."""
    tx.session.flush()
    channel_ids = room_members.channels_of(tx, person.user_id) | ({channel_id} if channel_id else set())
    seated = select(Room.circle_id).where(
        Room.workspace_id == tx.workspace.id, Room.channel_id.in_(channel_ids)
    )
    hosted = select(Host.circle_id).where(
        Host.workspace_id == tx.workspace.id, Host.user_id == person.user_id
    )
    hosting = set(tx.session.scalars(hosted))
    return Sight(
        frozenset(channel_ids),
        frozenset(tx.session.scalars(seated)) | hosting,
        consent.host(person) if hosting else consent.reader(person),
    )


def of_wins_room(circle: Circle) -> Sight:
    """Return what everybody who reads a circle's wins room may see, and open: it may hold any colleague."""
    surface = consent.wins_room(circle)
    is_outside = surface in {Surface.SHARED_ROOM, Surface.SHARED_WINS}
    at_table = {circle.id} if surface in {Surface.ROOM, Surface.SHARED_ROOM} else set()
    return Sight(
        frozenset({circle.wins_channel_id or ""}),
        frozenset(at_table),
        Reader.STRANGER if is_outside else Reader.COLLEAGUE,
    )


def keeps_back(tx: Transaction, sees: Sight) -> Literal["inside", "unknown"] | None:
    """Say why watchwords are kept back from somebody, if any are: of voices inside, or of who they are being unknown."""
    if sees.reader is Reader.COLLEAGUE:
        return None
    hidden = exists().where(
        Watchword.workspace_id == tx.workspace.id, Watchword.state == "adopted", ~sees.words()
    )
    if not tx.session.scalar(select(hidden)):
        return None
    return "inside" if tx.actor.is_external or tx.actor.learned_at is not None else "unknown"


def link(tx: Transaction, sight: Sight, dialogue: Dialogue, kind: str, about_id: str | None) -> str | None:
    """Return the address of a thing's message in a room that the reader can enter, their own before others."""
    can_enter = [one for one in dialogue.threads if sight.can_enter(one.room)]
    for thread in sorted(can_enter, key=lambda one: one.channel_id not in sight.channel_ids):
        ts = _stands_at(tx, thread, kind, about_id)
        address = home(tx, dialogue) if ts and thread.ts else None
        if ts and address:
            place = f"{thread.channel_id}/p{ts.replace('.', '')}"
            return f"{address}/archives/{place}?thread_ts={thread.ts}&cid={thread.channel_id}"
    return None


def _stands_at(tx: Transaction, thread: Thread, kind: str, about_id: str | None) -> str | None:
    if kind == "remark":
        remark = tx.find(Remark, about_id or "")
        if remark is None or remark.deleted_at is not None:
            return None
        if remark.channel_id == thread.channel_id and remark.ts is not None:
            return remark.ts
    posts = select(Post.ts).where(
        Post.workspace_id == tx.workspace.id,
        Post.channel_id == thread.channel_id,
        Post.state == "posted",
        Post.about_kind == kind,
        Post.about_id == about_id,
        ~Post.key.startswith("pinned:"),
    )
    if kind == "written":
        posts = select(Post.ts).where(
            Post.workspace_id == tx.workspace.id, Post.key == f"close:{thread.dialogue_id}:{thread.room_id}"
        )
    return tx.session.scalars(posts.order_by(Post.ts)).first()


def home(tx: Transaction, dialogue: Dialogue | None = None) -> str | None:
    """Return the workspace's address in Slack, as links that Slack made have it, those of a dialogue first."""
    threads = dialogue.threads if dialogue is not None else ()
    made = next((one.prompt_url for one in threads if one.prompt_url), None)
    if made is None:
        any_made = select(Thread.prompt_url).where(
            Thread.workspace_id == tx.workspace.id, Thread.prompt_url.is_not(None)
        )
        made = tx.session.scalars(any_made.order_by(Thread.id.desc()).limit(1)).first()
    address, found, _ = (made or "").partition("/archives/")
    return address if found and address.startswith("https://") else None


def _is_told(
    surface: Surface, reader: Reader, kind: InstrumentedAttribute[str], about_id: InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """Return the condition under which a thing is, or is noted about, a voice that this reader sees there."""
    seen = consent.seen_on(surface, reader)
    voice = exists().where(Told.id == about_id, Told.consent.in_(seen))
    noted = exists().where(Noted.id == about_id, Told.id == Noted.voice_id, Told.consent.in_(seen))
    return or_(and_(kind == "voice", voice), and_(kind == "note", noted))
