"""Reactions: 📌 pins, 💡 ideas, cheers and 🙏, wherever the thing stands: in its own room or as a copy elsewhere.

A person's emoji on a message is one row, switched on and off by Slack's own time of the event. When a message
carries several remarks the person is asked which one it is for; until then the row is about the message.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement, and_, select

from bot import inbox, steps
from bot.circles import circles
from bot.clock import real_now
from bot.delivery.answers import Answer
from bot.delivery.outbox import About
from bot.dialogues import dialogue_rows
from bot.ideas import ideas
from bot.people import people
from bot.reactions import places, thanks
from bot.refusals import Gone
from bot.tally import Meaning
from bot.texts import Words, words
from bot.transaction import Transaction
from bot.views import reactions as views
from bot.watchwords import pinning, watchwords
from bot.wins import wins
from models import (
    RUNNING,
    Dialogue,
    Early,
    Note,
    OutboxRow,
    Person,
    Reaction,
    Remark,
    SeatedVoice,
    Thread,
    Win,
)

COUNTED = {
    Meaning.PIN: {"voice", "note", "remark", "win"},
    Meaning.IDEA: {"note", "remark"},
    Meaning.CHEER: {"win"},
    Meaning.THANKS: {"note", "remark"},
}
"""What can be marked so; anywhere else the emoji is only an emoji."""
OF_A_DIALOGUE = {"voice", "note", "remark"}
TOTALS_SECONDS = 15
"""A message is written anew for its totals at most once in so long."""
WAITS = timedelta(seconds=90)
"""Slack sends an event that met no ack again at once and after a minute."""


class Item(BaseModel):
    """The message that an emoji was set on."""

    model_config = ConfigDict(frozen=True)

    type: str = "message"
    channel: str
    ts: str


class ReactionEvent(BaseModel):
    """https://docs.slack.dev/reference/events/reaction_added and …/reaction_removed"""

    model_config = ConfigDict(frozen=True)

    type: Literal["reaction_added", "reaction_removed"]
    user: str
    reaction: str
    item: Item
    event_ts: str

    @property
    def is_added(self) -> bool:
        return self.type == "reaction_added"


class Standing(BaseModel):
    """An emoji as `reactions.get` shows it; `users` may be fewer than `count`."""

    name: str
    users: list[str] = Field(default_factory=list)
    count: int = 0


def meaning_of(tx: Transaction, emoji: str) -> Meaning | None:
    """Return what an emoji means in this workspace, whatever its skin tone."""
    plain, _, _ = emoji.partition("::")
    return next((meaning for meaning in Meaning if plain in tx.workspace.reactions.get(meaning, [])), None)


def changed(tx: Transaction, event: ReactionEvent) -> None:
    """Let an emoji that was added or removed take effect.

    On a message that is not known yet, where one of ours may be on its way, it waits. Anywhere else a pin stores
    nothing, and whoever set it is offered to bring the message as a customer's voice.
    """
    meaning = meaning_of(tx, event.reaction)
    if meaning is None or event.user == tx.workspace.bot_user_id:
        return
    person = people.seen(tx, event.user)
    if person.is_bot:
        return
    things = places.things(tx, event.item.channel, event.item.ts)
    if things is None and _may_become_known(tx, event.item.channel):
        things = places.things(
            tx, event.item.channel, event.item.ts
        )  # it may have become known until the lock was ours
        if things is None:
            inbox.keep_early(tx, event.item.channel, event.item.ts, event.model_dump())
            return
    if things is not None:
        marked = _marked(things, meaning)
        _switch(tx, person, event.item, event.reaction, marked, is_on=event.is_added, event_ts=event.event_ts)
    elif meaning is Meaning.PIN and event.is_added:
        _offer(tx, person, event.item)


def stop_waiting(tx: Transaction) -> None:
    """Treat messages that nobody has told us of for `WAITS` as what they seem to be: nothing of ours.

    Nothing is kept of emojis on them; whose pin still stands is offered to bring the message as a customer's voice.
    """
    pins: dict[tuple[str, Item], ReactionEvent] = {}
    waiting = select(Early).where(Early.workspace_id == tx.workspace.id, waits_too_long())
    for early in tx.session.scalars(waiting.with_for_update(skip_locked=True)).all():
        if tx.outbox.has_unsettled_posts(early.channel_id):
            continue  # it may be on such a post: whatever becomes of that, we shall hear
        event = ReactionEvent.model_validate(early.event)
        tx.session.delete(early)
        if meaning_of(tx, event.reaction) is Meaning.PIN:
            mark = (event.user, event.item)
            pins[mark] = max(event, pins.get(mark, event), key=lambda one: Decimal(one.event_ts))
    for event in sorted(pins.values(), key=lambda one: Decimal(one.event_ts)):
        if event.is_added:
            _offer(tx, people.seen(tx, event.user), event.item)


def waits_too_long() -> ColumnElement[bool]:
    """Return the condition under which an emoji that came early has waited long enough."""
    is_emoji = Early.event["type"].as_string().in_(["reaction_added", "reaction_removed"])
    return and_(is_emoji, Early.received_at <= real_now() - WAITS)


def recount(tx: Transaction, subject: str, answer: Answer) -> None:
    """Make our rows what Slack shows on the message at `channel:ts`: what was missed while away is made up for."""
    channel, _, ts = subject.partition(":")
    item = Item(channel=channel, ts=ts)
    things = places.things(tx, item.channel, item.ts)
    if answer.error is not None or not things:
        return
    shown = [Standing.model_validate(one) for one in answer.data["message"].get("reactions", [])]
    for row, user_id in _on(tx, item):
        standing = next((one for one in shown if one.name == row.emoji), Standing(name=row.emoji))
        is_told_whole = len(standing.users) >= standing.count
        if user_id not in standing.users and is_told_whole and meaning_of(tx, row.emoji) is not None:
            person = tx.session.get_one(Person, row.person_id)
            _switch(tx, person, item, row.emoji, things, is_on=False, event_ts=None)
    for standing in shown:
        meaning = meaning_of(tx, standing.name)
        if meaning is None:
            continue
        for user_id in standing.users:
            if user_id != tx.workspace.bot_user_id:
                person, marked = people.seen(tx, user_id), _marked(things, meaning)
                _switch(tx, person, item, standing.name, marked, is_on=True, event_ts=None)


def choose(tx: Transaction, meaning: Meaning, item: Item, thing_id: str) -> None:
    """Say which of the remarks or notes in a shared message the actor's emoji is for. Refuses with `Gone`."""
    chosen = next(
        (thing for thing in places.things(tx, item.channel, item.ts) or [] if thing.id == thing_id), None
    )
    if chosen is None:
        raise Gone
    dialogue_id = _lock(tx, chosen)
    mine = [row for row, user_id in _on(tx, item) if user_id == tx.actor.user_id and row.meaning == meaning]
    if not mine:
        raise Gone
    before = {About(row.about_kind, row.about_id) for row in mine}
    for row in mine:
        row.about_kind, row.about_id = chosen.kind, chosen.id
    for about in sorted(before | {chosen}, key=lambda about: about.id):
        take_effect(tx, meaning, about, dialogue_id)
    if meaning is Meaning.PIN and dialogue_id is not None:
        pinning.pinned(tx, tx.actor, item.channel, chosen, dialogue_id)


def take_effect(tx: Transaction, meaning: Meaning, about: About, dialogue_id: str | None) -> None:
    """Follow the marks of a thing, which have changed. Needs the lock of its dialogue, if it has one."""
    tx.session.flush()
    if meaning is Meaning.CHEER:
        wins.cheered(tx, about.id)
        return
    if meaning is Meaning.THANKS:
        thanks.changed(tx, about)
        return
    if about.kind not in OF_A_DIALOGUE or dialogue_id is None:
        return  # a shared message of which nobody knows yet which remark is meant
    dialogue = tx.session.get_one(Dialogue, dialogue_id)
    if meaning is Meaning.PIN:
        pinning.changed(tx, about, dialogue)
    else:
        ideas.marked(tx, about, dialogue)
    _plan_totals(tx, about, dialogue)


def _marked(things: Sequence[About], meaning: Meaning) -> list[About]:
    return [thing for thing in things if thing.kind in COUNTED[meaning]]


def _may_become_known(tx: Transaction, channel_id: str) -> bool:
    """Say whether a message here may be a remark or a post we have not heard of; locked, so that none slips by."""
    open_here = (
        select(Dialogue.id)
        .join(Thread, Thread.dialogue_id == Dialogue.id)
        .where(
            Dialogue.workspace_id == tx.workspace.id,
            Thread.channel_id == channel_id,
            Dialogue.state.in_(RUNNING),
        )
    )
    under_way = select(OutboxRow.id).where(
        OutboxRow.workspace_id == tx.workspace.id,
        OutboxRow.lane == channel_id,
        OutboxRow.kind == "post",
        OutboxRow.state != "waiting",
    )
    is_open = tx.session.scalars(open_here.with_for_update(of=Dialogue)).first() is not None
    return tx.session.scalars(under_way.with_for_update()).first() is not None or is_open


def _switch(
    tx: Transaction,
    person: Person,
    item: Item,
    emoji: str,
    marked: Sequence[About],
    *,
    is_on: bool,
    event_ts: str | None,
) -> None:
    """Switch a person's emoji on a message on or off. An older event changes nothing.

    Without `event_ts` we only know how it stands now: events that still come, in whatever order, say the rest.
    """
    meaning = meaning_of(tx, emoji)
    if meaning is None or not marked:
        return
    dialogue_id = _lock(tx, marked[0])
    row = _row(tx, person, item, emoji)
    if row is None:
        row = _new_row(tx, person, item, emoji, meaning, marked, dialogue_id)
    elif event_ts is not None and Decimal(event_ts) <= Decimal(row.event_ts):
        return
    was_on = row.is_on
    row.is_on, row.event_ts, row.changed_at = is_on, event_ts or row.event_ts, tx.now
    if is_on and not was_on and row.about_kind == "message":
        _ask_which(tx, person, item, meaning, marked)
    about = About(row.about_kind, row.about_id)
    take_effect(tx, meaning, about, dialogue_id)
    if is_on and not was_on and meaning is Meaning.PIN and dialogue_id is not None:
        pinning.pinned(tx, person, item.channel, about, dialogue_id)


def _row(tx: Transaction, person: Person, item: Item, emoji: str) -> Reaction | None:
    tx.session.flush()
    found = select(Reaction).where(
        Reaction.workspace_id == tx.workspace.id,
        Reaction.channel_id == item.channel,
        Reaction.ts == item.ts,
        Reaction.person_id == person.id,
        Reaction.emoji == emoji,
    )
    return tx.session.scalar(found.execution_options(populate_existing=True))


def _new_row(
    tx: Transaction,
    person: Person,
    item: Item,
    emoji: str,
    meaning: Meaning,
    marked: Sequence[About],
    dialogue_id: str | None,
) -> Reaction:
    about = marked[0] if len(marked) == 1 else About("message", f"{item.channel}:{item.ts}")
    row = Reaction(
        workspace_id=tx.workspace.id,
        person_id=person.id,
        meaning=meaning,
        about_kind=about.kind,
        about_id=about.id,
        dialogue_id=dialogue_id,
        channel_id=item.channel,
        ts=item.ts,
        emoji=emoji,
        is_on=False,
        event_ts="0",
        changed_at=tx.now,
    )
    tx.session.add(row)
    return row


def _on(tx: Transaction, item: Item) -> list[tuple[Reaction, str]]:
    """Return the emojis that stand on a message, each with its person's user id."""
    tx.session.flush()
    found = (
        select(Reaction, Person.user_id)
        .join(Person, Person.id == Reaction.person_id)
        .where(
            Reaction.workspace_id == tx.workspace.id,
            Reaction.channel_id == item.channel,
            Reaction.ts == item.ts,
            Reaction.is_on,
        )
    )
    return [(row, user_id) for row, user_id in tx.session.execute(found.order_by(Reaction.id))]


def _lock(tx: Transaction, about: About) -> str | None:
    """Let one change of a thing's marks decide at a time; return the dialogue that it belongs to, if any."""
    if about.kind == "win":
        tx.session.get_one(Win, about.id, with_for_update=True, populate_existing=True)
        return None
    if about.kind in {"note", "remark"}:
        table = Note if about.kind == "note" else Remark
        dialogue_id = tx.session.scalar(select(table.dialogue_id).where(table.id == about.id))
    else:
        seated = select(SeatedVoice.dialogue_id).join(Dialogue).where(SeatedVoice.voice_id == about.id)
        dialogue_id = tx.session.scalars(seated.order_by(Dialogue.started_at.desc())).first()
    if dialogue_id is not None:
        dialogue_rows.lock(tx, dialogue_id)
    return dialogue_id


def _plan_totals(tx: Transaction, about: About, dialogue: Dialogue) -> None:
    """Let the totals on a thing be shown within a quarter of a minute, once for all marks until then."""
    quarter = int(tx.now.timestamp() // TOTALS_SECONDS) + 1
    due_at = datetime.fromtimestamp(quarter * TOTALS_SECONDS, UTC)
    steps.plan(
        tx, steps.Name.TOTALS, due_at, dialogue=dialogue, argument=f"{about.kind}:{about.id}:{quarter}"
    )


def _ask_which(
    tx: Transaction, person: Person, item: Item, meaning: Meaning, marked: Sequence[About]
) -> None:
    options = [
        views.Option(f"{meaning}:{item.channel}:{item.ts}:{about.id}", watchwords.text_of(tx, about))
        for about in marked
    ]
    tx.outbox.ephemeral(item.channel, person.user_id, views.which(_words(tx, person, item), options))


def _offer(tx: Transaction, person: Person, item: Item) -> None:
    """Offer once to bring the message as a customer's voice; nothing of it is kept."""
    if inbox.first_time(tx, f"offer:{item.channel}:{item.ts}:{person.user_id}"):
        tx.outbox.ephemeral(item.channel, person.user_id, views.offer(_words(tx, person, item)))


def _words(tx: Transaction, person: Person, item: Item) -> Words:
    """Return a person's language; until Slack has told it, that of the table where they are."""
    if person.locale is not None:
        return words(person.locale)
    circle = circles.by_channel(tx, item.channel)
    return words(circle.language if circle else None)
