"""People: known by their Slack id at once, by name as soon as Slack has told it. Never by title."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import select

from bot.names import plain_name
from bot.outbox import Priority
from bot.texts import language_of
from bot.transaction import Transaction
from models import Person

ASK_AGAIN_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Answer:
    """What Slack answered to a call of the outbox; `error` is Slack's code when it refused for good."""

    data: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


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
    profile: SlackProfile = Field(default_factory=SlackProfile)


def find(tx: Transaction, user_id: str) -> Person | None:
    return tx.session.scalar(
        select(Person).where(Person.workspace_id == tx.workspace.id, Person.user_id == user_id)
    )


def seen(tx: Transaction, user_id: str, *, priority: Priority = Priority.REMARK) -> Person:
    """Return the person, known at least by id; what is not known yet is asked of Slack through the outbox."""
    person = find(tx, user_id)
    if person is None:
        tx.add_once(Person, workspace_id=tx.workspace.id, user_id=user_id, is_bot=False, is_external=False)
        person = tx.session.scalars(
            select(Person).where(Person.workspace_id == tx.workspace.id, Person.user_id == user_id)
        ).one()
    if person.asked_at is None or (
        person.learned_at and tx.now - person.learned_at > ASK_AGAIN_AFTER > tx.now - person.asked_at
    ):
        _ask(tx, person, priority)
    return person


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
    """Keep what Slack says of a person. One it will not tell of (left, invisible) is shown by a general word."""
    person = seen(tx, user_id)
    if answer.error is None:
        _keep(tx, person, SlackUser.model_validate(answer.data["user"]))
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
    person.is_external = user.team_id not in {None, tx.workspace.id} and not user.id.startswith("W")


def is_known(person: Person) -> bool:
    """Say whether Slack has been asked and has answered, so that a name or its stand-in can be shown."""
    return person.learned_at is not None
