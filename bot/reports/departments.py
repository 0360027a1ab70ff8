"""Departments as a report shows them: never a group of fewer than five people apart from others.

Who belongs to a department is who is in its rooms of the circle now, as Slack told it last. The smaller ones stand
together as one; where even together they are fewer than five, or only one, the next larger ones join them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.transaction import Transaction
from models import Circle, Person, Room, RoomMember

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Grouping:
    """Which departments are shown by their names, and which together."""

    apart: Sequence[str]
    """In the order of the rooms."""
    together: Sequence[str]

    @property
    def are_shown(self) -> bool:
        """Say whether there are two groups at all between which something could be shown."""
        return len(self.apart) + bool(self.together) > 1

    def group(self, department: str) -> str | None:
        """Return what a department is shown as: its name, or None for those together."""
        return department if department in self.apart else None


def of(tx: Transaction, circle: Circle) -> Grouping:
    """Return how the departments of a circle are shown."""
    return grouped(_people(tx, circle))


def grouped(people: Mapping[str, set[str]]) -> Grouping:
    """Say which departments, each with its people, are shown apart: the smaller ones first go together."""
    by_size = sorted(people, key=lambda name: (len(people[name]), name))
    together = [name for name in by_size if len(people[name]) < SMALLEST_GROUP]
    rest = by_size[len(together) :]
    while together and rest and (len(together) < 2 or _count(people, together) < SMALLEST_GROUP):
        together.append(rest.pop(0))
    return Grouping([name for name in people if name in rest], [name for name in people if name in together])


def _count(people: Mapping[str, set[str]], names: Sequence[str]) -> int:
    return len(set().union(*(people[name] for name in names)))


def _people(tx: Transaction, circle: Circle) -> dict[str, set[str]]:
    """Return who is in the rooms of each department."""
    rooms = select(Room.department, Room.channel_id).where(
        Room.workspace_id == tx.workspace.id, Room.circle_id == circle.id
    )
    found: dict[str, set[str]] = {}
    channels: dict[str, str] = {}
    for department, channel_id in tx.session.execute(rooms.order_by(Room.position, Room.id)):
        found.setdefault(department, set())
        channels[channel_id] = department
    bots = select(Person.user_id).where(Person.workspace_id == tx.workspace.id, Person.is_bot)
    members = select(RoomMember.channel_id, RoomMember.user_id).where(
        RoomMember.workspace_id == tx.workspace.id,
        RoomMember.channel_id.in_(channels),
        RoomMember.user_id.not_in(bots),
    )
    for channel_id, user_id in tx.session.execute(members):
        found[channels[channel_id]].add(user_id)
    return found
