"""Owners: who takes the lead of an improvement. Somebody does with one tap, or names a colleague, who accepts or not.

That a colleague was asked is shown without their name, and that they passed is told only to who asked them.
"""

from sqlalchemy import select

from bot.bridge import copies
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.dialogues import deciding
from bot.ideas import ideas
from bot.improvements import proposals, reminders
from bot.improvements.reminders import QUOTE_IT
from bot.people import people, private
from bot.people.private import Kind
from bot.refusals import Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import circles as circle_views
from bot.views import improvements as views
from models import UNDER_WAY, Dialogue, Improvement, Person


class AlreadyOwned(Refusal):
    """Needs `owner`."""

    key = "improve-already-owned"
    field = "owner"


class NotAsked(Refusal):
    key = "improve-not-asked"


class CannotAsk(Refusal):
    """An app, or somebody who wants no such messages: told alike."""

    key = "improve-cannot-ask"
    field = "owner"


class AskedBefore(Refusal):
    """Nobody is asked twice about the same thing."""

    key = "improve-asked-before"
    field = "owner"


def take(tx: Transaction, improvement_id: str, channel_id: str) -> Improvement:
    """Make the actor the owner. Refuses with `Gone`, `AlreadyOwned`, `NotChosen`, `DecidingOver`."""
    improvement, dialogue = proposals.find(tx, improvement_id, channel_id)
    if improvement.owner_id != tx.actor.id:
        _become(tx, dialogue, improvement)
    return improvement


def to_ask(tx: Transaction, improvement_id: str, channel_id: str) -> Improvement:
    """Return an improvement for which a colleague can be asked. Refuses as `take`."""
    improvement, dialogue = proposals.find(tx, improvement_id, channel_id)
    _require_free(tx, dialogue, improvement)
    return improvement


def ask(tx: Transaction, improvement_id: str, channel_id: str, user_id: str) -> None:
    """Ask a colleague, or take the lead where somebody names themselves. Refuses as `take`, `CannotAsk`, `AskedBefore`."""
    improvement, dialogue = proposals.find(tx, improvement_id, channel_id)
    name(tx, dialogue, improvement, user_id)
    proposals.changed(tx, improvement)


def accept(tx: Transaction, improvement_id: str) -> Improvement:
    """Let the actor accept. Refuses with `Gone`, `NotAsked`, `AlreadyOwned`, `NotChosen`, `DecidingOver`."""
    improvement, dialogue = proposals.hold(tx, improvement_id)
    if improvement.owner_id != tx.actor.id:
        _require_asked(tx, improvement)
        _become(tx, dialogue, improvement)
    return improvement


def decline(tx: Transaction, improvement_id: str) -> None:
    """Let the actor pass; who asked them is told. Refuses with `Gone`, `NotAsked`."""
    improvement, _ = proposals.hold(tx, improvement_id)
    _require_asked(tx, improvement)
    asker = tx.find(Person, improvement.asked_by_id) if improvement.asked_by_id else None
    improvement.asked_id = improvement.asked_by_id = None
    _close_question(tx, improvement, tx.actor, "improve-declined")
    if asker is not None:
        said = words(asker.locale or _language(tx, improvement))
        message = views.sentence(said("improve-declined-dm", improvement=improvement.what))
        key = f"improvement-declined:{improvement.id}:{tx.actor.user_id}"
        private.tell(tx, asker, Kind.IMPROVEMENT, message, key=key)
    proposals.changed(tx, improvement)


def name(tx: Transaction, dialogue: Dialogue | None, improvement: Improvement, user_id: str) -> None:
    """Name who could own an improvement: the actor does at once, a colleague is asked. Needs its lock."""
    _require_free(tx, dialogue, improvement)
    if user_id == tx.actor.user_id:
        _settle(tx, dialogue, improvement, tx.actor)
        return
    colleague = people.seen(tx, user_id)
    if improvement.asked_id == colleague.id:
        return
    is_app = colleague.is_bot or user_id == tx.workspace.bot_user_id
    if is_app or private.is_off(colleague, Kind.IMPROVEMENT):
        raise CannotAsk
    if tx.outbox.find(_key(improvement, colleague)) is not None:
        raise AskedBefore
    _drop_question(tx, improvement, "improve-ask-over")
    improvement.asked_id, improvement.asked_by_id = colleague.id, tx.actor.id
    said = words(colleague.locale or _language(tx, improvement))
    message = views.asked(said, deciding.proposal(tx, improvement), tx.actor.name)
    private.tell(tx, colleague, Kind.IMPROVEMENT, message, key=_key(improvement, colleague), urgent=True)


def named(tx: Transaction, improvement: Improvement) -> str | None:
    """Return the user id of who owns an improvement, or is asked to."""
    person_id = improvement.owner_id or improvement.asked_id
    return tx.session.get_one(Person, person_id).user_id if person_id else None


def let_go(tx: Transaction, improvement: Improvement) -> None:
    """Take down every private message that quotes an improvement which goes."""
    for kind in ("improvement-asked", "improvement-declined", *QUOTE_IT):
        private.take_back(tx, f"{kind}:{improvement.id}:")


def hand_over(tx: Transaction, improvement: Improvement) -> None:
    """Let nobody lead an improvement, nor be asked to: somebody else shall. Needs its lock."""
    _drop_question(tx, improvement, "improve-ask-over")
    reminders.drop(tx, improvement)
    improvement.owner_id = improvement.taken_at = None
    tx.session.flush()


@people.on_leave
def left(tx: Transaction, person: Person) -> None:
    """Let what somebody led whose account is gone look for another lead; the hosts are told."""
    led = select(Improvement.id).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.owner_id == person.id,
        Improvement.state.in_(UNDER_WAY),
    )
    for improvement_id in tx.session.scalars(led.order_by(Improvement.dialogue_id, Improvement.id)).all():
        improvement, _ = proposals.hold(tx, improvement_id)
        improvement.owner_id = improvement.taken_at = None
        proposals.changed(tx, improvement)
        reminders.tell_hosts(tx, improvement)


@answers.runs("improvement_owner_learned")
def owner_learned(tx: Transaction, improvement_id: str, answer: Answer) -> None:
    """Show an owner by the name that Slack told; whatever else waits for it goes on, too."""
    improvement = tx.find(Improvement, improvement_id)
    if improvement is None or improvement.owner_id is None:
        return
    owner = tx.session.get_one(Person, improvement.owner_id)
    copies.person_learned(tx, owner.user_id, answer)
    proposals.hold(tx, improvement.id)
    proposals.changed(tx, improvement)


def _require_asked(tx: Transaction, improvement: Improvement) -> None:
    if improvement.asked_id != tx.actor.id:
        raise NotAsked


def _require_free(tx: Transaction, dialogue: Dialogue | None, improvement: Improvement) -> None:
    if improvement.owner_id is not None:
        owner = tx.session.get_one(Person, improvement.owner_id)
        shown = circle_views.shown(owner.name) if owner.name else tx.words("somebody")
        raise AlreadyOwned(owner=shown)
    proposals.require_ownable(tx, dialogue, improvement)


def _become(tx: Transaction, dialogue: Dialogue | None, improvement: Improvement) -> None:
    _require_free(tx, dialogue, improvement)
    _settle(tx, dialogue, improvement, tx.actor)
    proposals.changed(tx, improvement)


def _settle(tx: Transaction, dialogue: Dialogue | None, improvement: Improvement, owner: Person) -> None:
    if proposals.is_still_wanted(tx, dialogue):  # what finds an owner later is what the dialogue begins with
        improvement.state, improvement.decided_at = "open", tx.now
        ideas.taken_up(tx, improvement)
    if improvement.asked_id == owner.id:
        improvement.asked_id = improvement.asked_by_id = None
        _close_question(tx, improvement, owner, "improve-accepted")
    else:
        _drop_question(tx, improvement, "improve-owned-by-another")
    improvement.owner_id, improvement.taken_at = owner.id, tx.now
    tx.session.flush()
    reminders.plan(tx, improvement)
    if not people.is_known(owner):
        tx.outbox.ask(
            "users.info",
            {"user": owner.user_id, "include_locale": True},
            answer="improvement_owner_learned",
            subject=improvement.id,
        )


def _language(tx: Transaction, improvement: Improvement) -> str:
    return proposals.circle_of(tx, improvement).language


def _drop_question(tx: Transaction, improvement: Improvement, said: str) -> None:
    """Ask nobody any more; whoever was asked reads why."""
    if improvement.asked_id is None:
        return
    colleague = tx.session.get_one(Person, improvement.asked_id)
    improvement.asked_id = improvement.asked_by_id = None
    private.drop(tx, _key(improvement, colleague))
    _close_question(tx, improvement, colleague, said)


def _close_question(tx: Transaction, improvement: Improvement, colleague: Person, key: str) -> None:
    """Write over the question, whose buttons have done what they can."""
    said = words(colleague.locale or tx.words.language)
    message = views.sentence(said(key, improvement=improvement.what))
    tx.outbox.update(_key(improvement, colleague), message)


def _key(improvement: Improvement, colleague: Person) -> str:
    return f"improvement-asked:{improvement.id}:{colleague.user_id}"
