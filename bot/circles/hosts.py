"""Hosts: who runs a circle, the deputies they name, and whoever takes over when a host has left."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from bot.circles import acts, circles, joining, members, rooms
from bot.delivery.outbox import Draft
from bot.dialogues import hosting
from bot.people import people
from bot.refusals import Gone, Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import hosts as views
from models import Circle, Host, Person, Post

MOST_DEPUTIES = 3


class TooManyDeputies(Refusal):
    """Needs `max`."""

    key = "setup-too-many"
    field = "deputies"


class AlreadyHosted(Refusal):
    key = "host-already"


def deputies(tx: Transaction, circle_id: str) -> tuple[Circle, list[str]]:
    """Return a circle to one of its hosts with the user ids of its deputies."""
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    return circle, sorted(host.user_id for host in circle.hosts if host.is_deputy)


def name_deputies(tx: Transaction, circle_id: str, user_ids: Iterable[str]) -> Circle:
    """Let these people do all that a host can, instead of those named before. Refuses more than three."""
    circle, before = deputies(tx, circle_id)
    own = {host.user_id for host in circle.hosts if not host.is_deputy}
    named = sorted(set(user_ids) - own)
    if len(named) > MOST_DEPUTIES:
        raise TooManyDeputies(max=MOST_DEPUTIES)
    if named == before:
        return circle
    for host in [host for host in circle.hosts if host.is_deputy and host.user_id not in named]:
        circle.hosts.remove(host)
    for user_id in named:
        people.seen(tx, user_id)
        if user_id not in before:
            circle.hosts.append(Host(workspace_id=tx.workspace.id, user_id=user_id, is_deputy=True))
    act = acts.log(tx, acts.ActKind.HOST_DEPUTIES, circle=circle)
    if named:
        who = views.named(words(circle.language), named)
        hosting.tell_rooms(tx, circle, act, "deputies", people=who)
    else:
        hosting.tell_rooms(tx, circle, act, "no-deputies")
    return circle


@people.on_leave
def left(tx: Transaction, person: Person) -> None:
    """Let the circles of a host whose account is gone go on: the rooms of those without a host are asked for one."""
    found = select(Host).where(Host.workspace_id == tx.workspace.id, Host.user_id == person.user_id)
    for host in tx.session.scalars(found.order_by(Host.circle_id)).all():
        circle = host.circle
        circle.hosts.remove(host)
        acts.log(tx, acts.ActKind.HOST_LEAVE, circle=circle, user_id=person.user_id)
        tx.session.flush()
        if not _has_host(circle):
            _ask_rooms(tx, circle, person)


def take(tx: Transaction, circle_id: str, channel_id: str) -> None:
    """Offer to host a circle: the first member of one of its rooms who does becomes its host.

    Pressed again by them it is done. Refuses with `Gone` outside of its rooms and with `AlreadyHosted` who comes later.
    """
    circle = circles.get(tx, circle_id)
    if channel_id not in {room.channel_id for room in circle.rooms} or tx.actor.is_external:
        raise Gone
    user_id = tx.actor.user_id
    if _is_own_host(circle, user_id):
        return
    if _has_host(circle):
        raise AlreadyHosted
    members.ask(tx, channel_id, [user_id], then="host.take", about=f"{circle.id}:{channel_id}:{user_id}")


@members.then("host.take")
def taken(tx: Transaction, about: str, member_id: str | None) -> None:
    """Make the member who offered first the host, and say so where the rooms were asked."""
    circle_id, channel_id, user_id = about.split(":")
    circle = circles.get(tx, circle_id)
    tx.session.refresh(circle, with_for_update=True)
    if _is_own_host(circle, user_id):
        return
    if member_id is None:
        joining.say_members_only(tx, circle, channel_id, user_id)
        return
    if _has_host(circle):
        said = words(people.seen(tx, user_id).locale or circle.language)
        tx.outbox.ephemeral(channel_id, user_id, views.already(said))
        return
    deputy = next((host for host in circle.hosts if host.user_id == member_id), None)
    if deputy is not None:
        deputy.is_deputy = False
    else:
        circle.hosts.append(Host(workspace_id=tx.workspace.id, user_id=member_id))
    acts.log(tx, acts.ActKind.HOST_TAKE, circle=circle, user_id=member_id)
    said = words(circle.language)
    for post in _requests(tx, circle):
        tx.outbox.update(post.key, views.taken(said, circle, member_id))


def _has_host(circle: Circle) -> bool:
    return any(not host.is_deputy for host in circle.hosts)


def _is_own_host(circle: Circle, user_id: str) -> bool:
    """Say whether somebody hosts a circle, not as a deputy."""
    return any(host.user_id == user_id and not host.is_deputy for host in circle.hosts)


def _ask_rooms(tx: Transaction, circle: Circle, person: Person) -> None:
    message = views.wanted(words(circle.language), circle)
    for room in rooms.open_rooms(circle):
        key = f"host-wanted:{circle.id}:{person.id}:{room.id}"
        tx.outbox.post(Draft(room.channel_id, key=key, message=message))


def _requests(tx: Transaction, circle: Circle) -> Sequence[Post]:
    found = select(Post).where(
        Post.workspace_id == tx.workspace.id, Post.key.startswith(f"host-wanted:{circle.id}:")
    )
    return tx.session.scalars(found.order_by(Post.key)).all()
