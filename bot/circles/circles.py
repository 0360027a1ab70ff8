"""Circles: which rooms talk as at one table, on which day and hour, and who holds the time.

A circle that is not paused always has its next occurrence: whoever uses one up (opens it, skips it, resumes)
clears `next_on`, and the beat gives the circle a new one (`scheduler.occurrences` knows the calendar).
"""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from sqlalchemy import select

from bot import steps
from bot.circles import seats
from bot.people import people
from bot.refusals import Gone, NotYours, Refusal
from bot.transaction import Transaction
from models import Circle, Dialogue, Host, Person, Remark, Room, SeatedVoice, Voice

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_SITTINGS = 99
INVITED_BEFORE = timedelta(days=2)
INVITED_UNTIL = timedelta(hours=1)
"""Nobody is asked for voices in the last hour before a dialogue."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
ChannelId = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[CG][A-Z0-9]+$")]
UserId = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[UW][A-Z0-9]+$")]


class RoomForm(BaseModel):
    """A room to be seated, with what Slack says of it (`bot.circles.rooms.check`)."""

    model_config = ConfigDict(extra="forbid")

    channel_id: ChannelId
    department: Text
    is_private: bool = False
    is_shared: bool = False


class CircleForm(BaseModel):
    """What a circle is set up with; a wrong value is refused under its field's name."""

    model_config = ConfigDict(extra="forbid")

    name: Text
    rooms: list[RoomForm] = Field(min_length=1, max_length=20)
    day: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    time: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    tz: str
    language: Literal["ja", "en"] = "ja"
    voices: int = Field(3, ge=1, le=5)
    hosts: list[UserId] = Field(default_factory=list)
    wins_room: ChannelId | None = None
    wins_is_shared: bool = False
    record_room: ChannelId | None = None
    record_is_shared: bool = False
    record_remarks: bool = False
    """Whether the record holds every remark, which the opening card says; else they stay in the rooms."""
    holiday_rule: Literal["move", "skip", "ignore"] = "move"
    sittings: int | None = Field(None, ge=1, le=MOST_SITTINGS)
    """After how many it looks back and its hosts choose whether it goes on; None: it has no end."""

    @field_validator("tz")
    @classmethod
    def _known_tz(cls, tz: str) -> str:
        if tz not in time_zones():
            raise ValueError("no such time zone; they are written like Asia/Tokyo")
        return tz

    @field_validator("rooms")
    @classmethod
    def _rooms_once(cls, rooms: list[RoomForm]) -> list[RoomForm]:
        if len({room.channel_id for room in rooms}) < len(rooms):
            raise ValueError("a room sits in a circle once")
        return rooms


@cache
def time_zones() -> set[str]:
    """Return the names of all time zones; to list them, Python opens hundreds of files."""
    return available_timezones()


class NameTaken(Refusal):
    key = "error-circle-name-taken"
    field = "name"


class CameRound(Refusal):
    """Its last sitting is over, and its hosts have yet to choose whether it goes on."""

    key = "error-circle-came-round"


class CircleClosed(Refusal):
    key = "error-circle-closed"


def add(tx: Transaction, form: CircleForm) -> Circle:
    """Set up a circle in rooms that have been checked. Refuses a name that another circle has (`NameTaken`)."""
    if _by_name(tx, form.name) is not None:
        raise NameTaken(name=form.name)
    circle = Circle(
        workspace_id=tx.workspace.id,
        name=form.name,
        language=form.language,
        weekday=DAYS.index(form.day),
        at=form.time,
        tz=form.tz,
        holiday_rule=form.holiday_rule,
        voices_wanted=form.voices,
        wins_channel_id=form.wins_room,
        wins_is_shared=form.wins_is_shared,
        record_channel_id=form.record_room,
        record_is_shared=form.record_is_shared,
        record_remarks=form.record_remarks,
        sittings=form.sittings,
        created_at=tx.now,
    )
    circle.rooms = [
        Room(workspace_id=tx.workspace.id, position=position, **room.model_dump())
        for position, room in enumerate(form.rooms)
    ]
    circle.hosts = [
        Host(workspace_id=tx.workspace.id, user_id=user_id) for user_id in dict.fromkeys(form.hosts)
    ]
    tx.session.add(circle)
    tx.session.flush()
    for host in circle.hosts:
        people.seen(tx, host.user_id)
    return circle


def is_taken(tx: Transaction, name: str) -> bool:
    """Say whether another circle of the workspace has this name."""
    return _by_name(tx, name) is not None


def list_(tx: Transaction) -> list[Circle]:
    """Return the workspace's circles, the oldest first, those that are closed last."""
    found = select(Circle).where(Circle.workspace_id == tx.workspace.id)
    in_order = found.order_by(Circle.closed_at.is_not(None), Circle.created_at, Circle.name)
    return list(tx.session.scalars(in_order))


def get(tx: Transaction, circle_id: str) -> Circle:
    """Return a circle of this workspace, or refuse with `Gone`."""
    circle = tx.find(Circle, circle_id)
    if circle is None:
        raise Gone
    return circle


def named(tx: Transaction, name: str) -> Circle:
    """Return the circle called so, or refuse with `Gone`."""
    circle = _by_name(tx, name)
    if circle is None:
        raise Gone
    return circle


def by_channel(tx: Transaction, channel_id: str) -> Circle | None:
    """Return the (oldest) circle that this channel has a seat in, one that is closed only where there is no other."""
    found = (
        select(Circle).join(Room).where(Circle.workspace_id == tx.workspace.id, Room.channel_id == channel_id)
    )
    in_order = found.order_by(Circle.closed_at.is_not(None), Circle.created_at, Circle.name)
    return tx.session.scalars(in_order.limit(1)).first()


def of_channel_or_only(tx: Transaction, channel_id: str) -> Circle | None:
    """Return the circle that somebody in this channel means: its own, or the only one there is."""
    own = by_channel(tx, channel_id)
    if own is not None:
        return own
    every = list_(tx)
    if len(every) > 1:
        every = [circle for circle in every if circle.closed_at is None]
    return every[0] if len(every) == 1 else None


def own_ids(tx: Transaction) -> set[str]:
    """Return the ids of the circles that the actor hosts, has brought a voice to or has spoken in."""
    hosted = select(Host.circle_id).where(
        Host.workspace_id == tx.workspace.id, Host.user_id == tx.actor.user_id
    )
    brought = select(Voice.circle_id).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.submitter_id == tx.actor.id,
        Voice.circle_id.is_not(None),
    )
    spoke = (
        select(Dialogue.circle_id)
        .join(Remark, Remark.dialogue_id == Dialogue.id)
        .where(Remark.workspace_id == tx.workspace.id, Remark.person_id == tx.actor.id)
    )
    return {circle_id for circle_id in tx.session.scalars(hosted.union(brought, spoke)) if circle_id}


def hosts(tx: Transaction, circle: Circle) -> list[Person]:
    return [people.seen(tx, host.user_id) for host in sorted(circle.hosts, key=lambda host: host.user_id)]


def is_host(tx: Transaction, circle: Circle) -> bool:
    """Say whether the actor is a host of the circle, or a host's deputy."""
    return tx.actor.user_id in {host.user_id for host in circle.hosts}


def require_host(tx: Transaction, circle: Circle) -> None:
    """Refuse with `NotYours` whoever is not a host of the circle."""
    if not is_host(tx, circle):
        raise NotYours


def pause(tx: Transaction, circle: Circle) -> None:
    """Open no more dialogues until `resume`; one that is open runs to its end. Refuses as `require_going`."""
    require_going(circle)
    if circle.paused_at is None:
        circle.paused_at = tx.now
        stop(tx, circle)


def resume(tx: Transaction, circle: Circle) -> None:
    """Go on with the next occurrence from now; a closed circle opens again, without an end. Refuses with `CameRound`."""
    del tx
    if circle.came_round_at is not None:
        raise CameRound
    if circle.closed_at is not None:
        circle.closed_at = circle.sittings = None
    circle.paused_at = None


def stop(tx: Transaction, circle: Circle) -> None:
    """Let nothing that was planned for a circle happen: its voices and seats wait for another occurrence."""
    steps.drop(tx, circle)
    _release(tx, circle)
    seats.put_off(tx, circle)
    _use_up(circle)


def require_going(circle: Circle) -> None:
    """Refuse with `CameRound` or `CircleClosed` where no dialogue may open."""
    if circle.closed_at is not None:
        raise CircleClosed
    if circle.came_round_at is not None:
        raise CameRound


def skip(tx: Transaction, circle: Circle) -> date | None:
    """Leave the next occurrence out; return its date. Its voices wait for the one after."""
    skipped = circle.next_on
    steps.cross_off(tx, circle)
    seats.put_off(tx, circle)
    _use_up(circle)
    return skipped


def expect(tx: Transaction, circle: Circle, nominal_on: date, starts_at: datetime) -> bool:
    """Make this the circle's next occurrence, unless it was already opened, skipped or missed: then say False."""
    if steps.is_done(tx, steps.Name.OPEN, circle, nominal_on.isoformat()):
        return False
    circle.next_on, circle.next_at = nominal_on, starts_at
    steps.plan(tx, steps.Name.OPEN, starts_at, circle=circle, argument=nominal_on.isoformat())
    if tx.now < starts_at - INVITED_UNTIL:
        invited_at = max(tx.now, starts_at - INVITED_BEFORE)
        steps.plan(tx, steps.Name.INVITE, invited_at, circle=circle, argument=nominal_on.isoformat())
        if circle.writes_ahead_hours:
            ahead = max(tx.now, starts_at - timedelta(hours=circle.writes_ahead_hours))
            steps.plan(tx, steps.Name.LAY_OUT, ahead, circle=circle, argument=nominal_on.isoformat())
    return True


def used_up(circle: Circle, nominal_on: date) -> None:
    """Note that an occurrence is over, whatever came of it, so that the circle gets its next one."""
    if circle.next_on == nominal_on:
        _use_up(circle)


def _use_up(circle: Circle) -> None:
    circle.next_on = circle.next_at = None


def _release(tx: Transaction, circle: Circle) -> None:
    """Let voices that are laid out for a dialogue wait on: another circle may hear them meanwhile."""
    laid_out = (
        select(SeatedVoice).join(Dialogue).where(Dialogue.circle_id == circle.id, Dialogue.state == "planned")
    )
    for seated in tx.session.scalars(laid_out).all():
        for voice in (seated.voice, *seated.voice.joined):
            if voice.state == "seated":
                voice.state, voice.joined_to_id = "waiting", None
        tx.session.delete(seated)
    tx.session.flush()
    tx.session.expire_all()


def _by_name(tx: Transaction, name: str) -> Circle | None:
    return tx.session.scalar(
        select(Circle).where(Circle.workspace_id == tx.workspace.id, Circle.name == name)
    )
