"""Setting up: a circle from nothing, by whoever the workspace lets, in rooms that join by their own word."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy import exists, select

from bot.circles import acts, circles, ending, joining
from bot.circles.circles import CircleForm
from bot.circles.joining import Wanted
from bot.plaintext import tidy
from bot.refusals import Empty, NotYours, Refusal, TooLong
from bot.texts import DEFAULT
from bot.transaction import Transaction
from models import Circle, Host

NAME_CHARACTERS = 80
MOST_ROOMS = 20
MOST_HOSTS = 10
DEFAULT_TZ = "Asia/Tokyo"

Text = Annotated[str, BeforeValidator(lambda text: tidy(text or ""))]
Ids = Annotated[list[str], BeforeValidator(lambda ids: list(dict.fromkeys(ids or ())))]


class WhoSetsUp(StrEnum):
    """Who of a workspace may set up circles; Slack's admins always may."""

    EVERYBODY = "everybody"
    HOSTS = "hosts"
    ADMINS = "admins"


class SetupForm(BaseModel):
    """What the form of a new circle holds, as it was typed."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    name: Text = ""
    rooms: Ids = Field(default_factory=list)
    departments: Text = ""
    """One to a line, in the order of the rooms."""
    day: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    time: str = "10:00"
    tz: str = DEFAULT_TZ
    hosts: Ids = Field(default_factory=list)
    wins_room: str | None = None
    record_room: str | None = None
    sittings: Text = ""
    """After how many the circle looks back, as typed; empty: it has no end."""

    def department_lines(self) -> list[str]:
        return [line for line in (tidy(line) for line in self.departments.splitlines()) if line]


class NewCircle(CircleForm):
    """A circle without rooms: they join afterwards."""

    rooms: list[circles.RoomForm] = Field(default_factory=list)


class MayNotSetUp(NotYours):
    """Needs `contact`."""

    key = "setup-not-you"


class AdminsOnly(NotYours):
    key = "setup-admins-only"


class TooMany(Refusal):
    """Needs `max`."""

    key = "setup-too-many"


class NoSuchZone(Refusal):
    key = "setup-no-such-zone"
    field = "tz"


def require_allowed(tx: Transaction) -> None:
    """Refuse with `MayNotSetUp` whom the workspace does not let set up circles."""
    who = WhoSetsUp(tx.workspace.who_sets_up)
    hosting = exists().where(Host.workspace_id == tx.workspace.id, Host.user_id == tx.actor.user_id)
    is_allowed = (
        who is WhoSetsUp.EVERYBODY
        or tx.actor.is_admin
        or (who is WhoSetsUp.HOSTS and bool(tx.session.scalar(select(hosting))))
    )
    if tx.actor.is_external or not is_allowed:
        raise MayNotSetUp(contact=tx.contact or tx.words("contact-default"))


def beginning(tx: Transaction, channel_id: str) -> SetupForm:
    """Return the form as it opens for the actor in a channel."""
    return SetupForm(
        rooms=[channel_id] if channel_id.startswith(("C", "G")) else [],
        tz=tx.actor.tz if tx.actor.tz in circles.time_zones() else DEFAULT_TZ,
        hosts=[tx.actor.user_id],
    )


def let(tx: Transaction, who: WhoSetsUp) -> None:
    """Say who may set up circles from now on: for admins of Slack."""
    if not tx.actor.is_admin:
        raise AdminsOnly
    if tx.workspace.who_sets_up != who:
        tx.workspace.who_sets_up = who
        acts.log(tx, acts.ActKind(f"workspace.lets_{who}"))


def check(tx: Transaction, form: SetupForm) -> None:
    """Refuse at the field what cannot be: `Empty`, `TooLong`, `NameTaken`, `TooMany`, `NoSuchZone`, `BadNumber`."""
    require_allowed(tx)
    if not form.name:
        raise Empty(field="name")
    if len(form.name) > NAME_CHARACTERS:
        raise TooLong(field="name", max=NAME_CHARACTERS, len=len(form.name))
    if circles.is_taken(tx, form.name):
        raise circles.NameTaken(name=form.name)
    if not form.rooms:
        raise Empty(field="rooms")
    if len(form.rooms) > MOST_ROOMS:
        raise TooMany(field="rooms", max=MOST_ROOMS)
    if len(form.hosts) > MOST_HOSTS:
        raise TooMany(field="hosts", max=MOST_HOSTS)
    if form.tz not in circles.time_zones():
        raise NoSuchZone
    ending.number(form.sittings)


def departments(form: SetupForm) -> list[str] | None:
    """Return what each room stands for, or None when the lines do not say it plainly: then each room is asked for."""
    lines = form.department_lines()
    return lines if len(form.rooms) == len(lines) == 1 else None


def add(tx: Transaction, form: SetupForm, departments: Sequence[str]) -> Circle:
    """Set up a circle and ask its rooms. Refuses as `check`, and an empty or long department at its field."""
    check(tx, form)
    for number, department in enumerate(departments, start=1):
        if not department:
            raise Empty(field=f"department_{number}")
        if len(department) > NAME_CHARACTERS:
            raise TooLong(field=f"department_{number}", max=NAME_CHARACTERS, len=len(department))
    circle = circles.add(
        tx,
        NewCircle(
            name=form.name,
            day=form.day,
            time=form.time,
            tz=form.tz,
            language="en" if tx.words.language == "en" else DEFAULT,
            hosts=form.hosts or [tx.actor.user_id],
            sittings=ending.number(form.sittings),
        ),
    )
    acts.log(tx, acts.ActKind.CIRCLE_SETUP, circle=circle)
    seats = [Wanted(room, department=name) for room, name in zip(form.rooms, departments, strict=True)]
    beside = [
        Wanted(room, purpose=purpose)
        for purpose, room in (("wins", form.wins_room), ("record", form.record_room))
        if room
    ]
    joining.ask(tx, circle, [*seats, *beside])
    return circle
