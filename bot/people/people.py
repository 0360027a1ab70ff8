"""People: known by their Slack id at once, by name as soon as Slack has told it. Never by title."""

from collections.abc import Callable
from datetime import timedelta

from pydantic import BaseModel, Field
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.delivery.answers import Answer
from bot.delivery.outbox import Priority
from bot.people.names import plain_name
from bot.texts import language_of
from bot.transaction import Transaction
from models import Person

GONE = "user_not_found"
ASK_AGAIN_AFTER = timedelta(days=7)
Leave = Callable[[Transaction, Person], None]
_on_leave: list[Leave] = []
BY_USER_ID = select(Person).where(
    Person.workspace_id == bindparam("workspace_id"), Person.user_id == bindparam("user_id")
)


class SlackProfile(BaseModel):
    display_name: str = ""
    real_name: str = ""
    image_72: str | None = None
    image_48: str | None = None


class SlackUser(BaseModel):
    """A user object: https://docs.slack.dev/reference/objects/user-object (deleted and external ones lack keys)."""

    id: str
    team_id: str | None = None
    name: str = ""
    real_name: str = ""
    locale: str | None = None
    tz: str | None = None
    is_bot: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    """A guest; one of a single channel is `is_ultra_restricted` as well."""
    deleted: bool = False
    profile: SlackProfile = Field(default_factory=SlackProfile)


def find(tx: Transaction, user_id: str) -> Person | None:
    return tx.session.scalar(BY_USER_ID, {"workspace_id": tx.workspace.id, "user_id": user_id})


def language(session: Session, workspace_id: str, user_id: str) -> str | None:
    """Return which of our languages somebody reads, if Slack has told it."""
    locale = select(Person.locale).where(Person.workspace_id == workspace_id, Person.user_id == user_id)
    return session.scalar(locale)


def seen(tx: Transaction, user_id: str, *, priority: Priority = Priority.REMARK) -> Person:
    """Return the person, known at least by id; what is not known yet is asked of Slack through the outbox."""
    person = find(tx, user_id)
    if person is None:
        tx.add_once(Person, workspace_id=tx.workspace.id, user_id=user_id, is_bot=False, is_external=False)
        person = tx.session.scalars(BY_USER_ID, {"workspace_id": tx.workspace.id, "user_id": user_id}).one()
    if person.asked_at is None or (
        person.learned_at and tx.now - person.learned_at > ASK_AGAIN_AFTER > tx.now - person.asked_at
    ):
        _ask(tx, person, priority)
    return person


def of_team(tx: Transaction, person: Person, team_id: str | None) -> None:
    """Keep at once what a payload tells of where somebody belongs; Slack's answer about them comes later."""
    if _is_external(tx, person.user_id, team_id) and not person.is_external:
        person.is_external = True


def _is_external(tx: Transaction, user_id: str, team_id: str | None) -> bool:
    return team_id not in {None, tx.workspace.id} and not user_id.startswith("W")


def passing(tx: Transaction, user_id: str) -> Person:
    """Return the person without keeping that they were here: whom we do not know is nobody's row."""
    return find(tx, user_id) or Person(workspace_id=tx.workspace.id, user_id=user_id, is_bot=False)


def _ask(tx: Transaction, person: Person, priority: Priority) -> None:
    person.asked_at = tx.now
    tx.outbox.ask(
        "users.info",
        {"user": person.user_id, "include_locale": True},
        answer="person_learned",
        subject=person.user_id,
        priority=priority,
    )


def learn(tx: Transaction, user_id: str, answer: Answer) -> Person:
    """Keep what Slack says of a person. One it will not tell of (left, invisible) is shown by a general word.

    Of whom it never told anything counts as a guest: nothing says that they belong to the company.
    """
    person = seen(tx, user_id)
    if answer.error is not None and person.learned_at is None:
        person.is_guest = True
    if answer.error is None:
        _keep(tx, person, SlackUser.model_validate(answer.data["user"]))
    elif answer.error == GONE:
        _leave(tx, person)
    person.learned_at = tx.now
    return person


def changed(tx: Transaction, user: SlackUser) -> Person | None:
    """Follow a changed profile of somebody we know; strangers stay strangers."""
    person = find(tx, user.id)
    if person is not None:
        _keep(tx, person, user)
        person.learned_at = tx.now
    return person


def _keep(tx: Transaction, person: Person, user: SlackUser) -> None:
    profile = user.profile
    shown = plain_name(profile.display_name, profile.real_name or user.real_name, user.name)
    person.name = shown or None
    person.locale = language_of(user.locale) or person.locale
    person.tz = user.tz or person.tz
    person.picture_url = profile.image_48 or profile.image_72
    person.is_bot = user.is_bot
    person.is_admin = (user.is_admin or user.is_owner) and not user.deleted
    person.is_guest = user.is_restricted
    person.is_external = _is_external(tx, user.id, user.team_id)

    if user.deleted:
        _leave(tx, person)
    else:
        person.left_at = None


def on_leave(operation: Leave) -> Leave:
    """Let an operation run when somebody's account turns out to be gone."""
    _on_leave.append(operation)
    return operation


def _leave(tx: Transaction, person: Person) -> None:
    if person.left_at is None:
        person.left_at = tx.now
        for operation in _on_leave:
            operation(tx, person)


def is_known(person: Person) -> bool:
    """Say whether Slack has been asked and has answered, so that a name or its stand-in can be shown."""
    return person.learned_at is not None
