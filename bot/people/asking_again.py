"""Asking again: people of one table in a group message, whose first line Entaku posts and says who asks.

Slack is asked to open it, and its answer posts the line. The words stay here only until they stand there; where Slack
will not, whoever asked gets them back with the reason.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy import delete, select

from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import Draft
from bot.dialogues import dialogue_rows
from bot.fields import filled
from bot.people import my_table, private, sight
from bot.plaintext import escape
from bot.refusals import Empty, Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import my_table as views
from bot.views.my_table import LINE_CHARACTERS, MOST_ASKED, Companion
from bot.voices import consent, my_voices
from models import Person, TableAsk

LEFT = {"user_disabled", "user_not_found", "user_not_visible", "users_not_found", "invalid_user_combination"}
"""Slack's words for people with whom no group message can be opened."""
NO_SCOPE = {"missing_scope", "no_permission", "not_allowed_token_type"}


class AskForm(BaseModel):
    """Whom to ask again (ids of people), and the first line."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    whom: Annotated[list[str], BeforeValidator(lambda ids: list(dict.fromkeys(ids or ())))] = Field(
        default_factory=list
    )
    line: Annotated[str, BeforeValidator(lambda text: text or "")] = ""


class TooManyAsked(Refusal):
    """A group message holds no more. Needs `max`."""

    key = "table-too-many"
    field = "whom"


class NotThereAnyMore(Refusal):
    """Somebody who was chosen is not shown by now: they switched it off, or left."""

    key = "table-not-there"
    field = "whom"


def open_form(tx: Transaction, dialogue_id: str) -> tuple[AskForm, list[Companion]]:
    """Return the form with its first line written, and whom it offers. Refuses as `my_table.companions`."""
    offered = my_table.companions(tx, dialogue_id)
    dialogue = dialogue_rows.get(tx, dialogue_id)
    day = tx.words.date(dialogue.started_at.astimezone(ZoneInfo(dialogue.circle.tz)).date())
    came = my_voices.came_of(tx, dialogue, reader=consent.reader(tx.actor))
    is_own = dialogue.circle_id in sight.of_actor(tx).circle_ids
    line = tx.words("table-first-line", day=day)
    if came.improvement and is_own:
        line = tx.words("table-first-line-decided", day=day, what=came.improvement)
    return AskForm(whom=[one.person_id for one in offered[:MOST_ASKED]], line=line), offered


def ask(tx: Transaction, dialogue_id: str, form: AskForm) -> None:
    """Have a group message opened with these people.

    Refuses at the field: `Empty`, `TooLong`, `TooManyAsked`, `NotThereAnyMore`; else as `my_table.companions`.
    """
    offered = {one.person_id: one for one in my_table.companions(tx, dialogue_id)}
    if not form.whom:
        raise Empty(field="whom")
    if len(form.whom) > MOST_ASKED:
        raise TooManyAsked(max=MOST_ASKED)
    if not set(form.whom) <= set(offered):
        raise NotThereAnyMore
    line = filled("line", form.line, LINE_CHARACTERS)
    one = TableAsk(
        workspace_id=tx.workspace.id,
        person_id=tx.actor.id,
        user_ids=[tx.actor.user_id, *(offered[person_id].user_id for person_id in form.whom)],
        line=line,
        asked_at=tx.now,
    )
    tx.session.add(one)
    tx.session.flush()
    group = {"users": ",".join(one.user_ids)}
    tx.outbox.ask("conversations.open", group, answer="table_opened", subject=one.id)


@answers.runs("table_opened")
def opened(tx: Transaction, ask_id: str, answer: Answer) -> None:
    """Post the first line into the group message, or give it back to whoever asked."""
    one = _waiting(tx, ask_id)
    if one is None:
        return
    channel = answer.data.get("channel") or {}
    if answer.error is not None or not channel.get("id"):
        _give_back(tx, one, _because(answer.error))
        return
    who = tx.session.get_one(Person, one.person_id)
    message = views.first_line(words(who.locale), who.user_id, one.line)
    tx.outbox.post(Draft(channel["id"], key=key(one), message=message, answer="table_posted", subject=one.id))


@answers.runs("table_posted", hears_refusal=True)
def posted(tx: Transaction, ask_id: str, answer: Answer) -> None:
    """Forget the words, and whom they are for: they stand there now, or whoever asked has them back."""
    one = _waiting(tx, ask_id)
    if one is None:
        return
    if answer.error is None:
        one.user_ids, one.line = [], ""
        tx.session.flush()
    else:
        _give_back(tx, one, "unsure" if answer.error in NO_SCOPE else "slack")


def age(tx: Transaction, before: datetime, at_most: int) -> int:
    """Forget who asked before an instant; return how often that was."""
    old = select(TableAsk.id).where(TableAsk.workspace_id == tx.workspace.id, TableAsk.asked_at < before)
    ids = tx.session.scalars(old.limit(at_most)).all()
    tx.session.execute(delete(TableAsk).where(TableAsk.id.in_(ids)))
    return len(ids)


def forget(tx: Transaction, person: Person) -> tuple[int, int]:
    """Take down the first lines that somebody asked with, and ask nobody else for them any more.

    Return how many asks these are, and how many of them Slack is just being told of.
    """
    tx.session.flush()
    every = select(TableAsk).where(TableAsk.workspace_id == tx.workspace.id).order_by(TableAsk.id)
    asks: Sequence[TableAsk] = tx.session.scalars(every).all()
    theirs = [one for one in asks if one.person_id == person.id]
    under_way = 0
    for one in theirs:
        under_way += not take_back(tx, one)
    for one in asks:
        if one not in theirs and person.user_id in one.user_ids:
            tx.outbox.drop_asked("conversations.open", one.id)
            _give_back(tx, one, "left")
    tx.session.flush()
    return len(theirs), under_way


def waiting(tx: Transaction) -> Sequence[TableAsk]:
    """Return what is asked and does not stand in its group message yet."""
    asks = select(TableAsk).where(TableAsk.workspace_id == tx.workspace.id, TableAsk.line != "")
    return tx.session.scalars(asks.order_by(TableAsk.id)).all()


def take_back(tx: Transaction, one: TableAsk) -> bool:
    """Forget an ask, and take its first line down; False while Slack is just being told the line."""
    tx.outbox.drop_asked("conversations.open", one.id)
    is_forgotten = tx.outbox.forget(key(one))
    if not is_forgotten:
        tx.outbox.delete(key(one))  # as soon as Slack has answered
    tx.session.delete(one)
    return is_forgotten


def key(one: TableAsk) -> str:
    """Return the key of the post with the first line."""
    return f"table:{one.id}"


def _waiting(tx: Transaction, ask_id: str) -> TableAsk | None:
    one = tx.find(TableAsk, ask_id, with_for_update=True, populate_existing=True)
    return one if one is not None and one.line else None


def _because(error: str | None) -> str:
    if error in LEFT:
        return "left"
    return "scope" if error in NO_SCOPE else "slack"


def _give_back(tx: Transaction, one: TableAsk, because: str) -> None:
    """Tell whoever asked why, with the words they typed, and keep nothing of it."""
    who = tx.session.get_one(Person, one.person_id)
    said = words(who.locale)
    message = views.given_back(said, because, one.line, escape(tx.contact or said("contact-default")))
    told = f"table-given-back:{one.id}:{who.user_id}"
    private.tell(tx, who, private.Kind.HOSTING, message, key=told)
    post = tx.outbox.find(key(one))
    if post is not None and post.state == "failed":
        tx.session.delete(post)
    tx.session.delete(one)
    tx.session.flush()
