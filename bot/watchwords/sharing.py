"""Sharing: a watchword is put into the thread of the message that was held against it, once, by Entaku.

Slack is first asked what that channel is: where Entaku is not, and where people of other organisations would read what
stays inside, nothing is put and whoever pressed is told so, in the form they pressed in or else in a direct message.
"""

from sqlalchemy import select

from bot.delivery import answers, posts
from bot.delivery.answers import Answer
from bot.delivery.outbox import Draft, Message, Priority
from bot.people import private
from bot.refusals import Gone
from bot.texts import words
from bot.transaction import Transaction
from bot.views import measuring as views
from bot.views.measuring import Measured
from bot.watchwords import measuring, situations, uses, word_news
from models import Circle, Person, Share, Watchword

REFUSED_BY_SLACK = {"not_in_channel": "outside", "channel_not_found": "outside", "is_archived": "archived"}
"""Why Slack may refuse a post; anything else is a thread or a channel that Entaku may not write in."""


def share(tx: Transaction, watchword_id: str, measured: Measured, view_id: str) -> None:
    """Put a watchword into a message's thread once Slack has said what its channel is. Pressed again it is done.

    One that was refused is tried again. Refuses with `Gone` what the actor may not see, and nominees.
    """
    watchword = uses.find(tx, watchword_id)
    if watchword.state != "adopted" or watchword.retired_at is not None or tx.actor.is_external:
        raise Gone
    tx.add_once(
        Share,
        workspace_id=tx.workspace.id,
        watchword_id=watchword.id,
        channel_id=measured.channel_id,
        thread_ts=measured.thread_ts,
        person_id=tx.actor.id,
        state="refused",
        asked_at=tx.now,
    )
    found = select(Share).where(
        Share.watchword_id == watchword.id,
        Share.channel_id == measured.channel_id,
        Share.thread_ts == measured.thread_ts,
    )
    one = tx.session.scalars(found.with_for_update()).one()
    if one.state != "refused":
        return
    one.state, one.because, one.asked_at, one.person_id = "asked", None, tx.now, tx.actor.id
    one.asked_in = {"view_id": view_id, "measured": measured.model_dump()}
    tx.session.flush()
    channel = {"channel": measured.channel_id}
    tx.outbox.ask("conversations.info", channel, answer="share_looked_at", subject=one.id)


@answers.runs("share_looked_at")
def looked_at(tx: Transaction, share_id: str, answer: Answer) -> None:
    """Put the watchword into the thread, or tell whoever pressed why it cannot be."""
    one = tx.find(Share, share_id, with_for_update=True)
    if one is None or one.state != "asked":
        return
    watchword = tx.session.get_one(Watchword, one.watchword_id)
    because = _because(tx, watchword, answer)
    if because is not None:
        _refuse(tx, one, because)
        return
    tx.outbox.post(
        Draft(
            one.channel_id,
            key=key(one),
            message=_message(tx, one, watchword),
            thread_key=posts.in_thread(one.thread_ts),
            priority=Priority.REMARK,
            answer="share_posted",
            subject=one.id,
        )
    )


@answers.runs("share_posted", hears_refusal=True)
def posted(tx: Transaction, share_id: str, answer: Answer) -> None:
    """Tell whoever pressed that it stands in the thread, or that Slack refused it."""
    one = tx.find(Share, share_id, with_for_update=True)
    if one is None:
        return
    if answer.error is not None:
        post = tx.outbox.find(key(one))
        if post is not None:  # so that it can be tried again under the same key
            tx.session.delete(post)
        _refuse(tx, one, REFUSED_BY_SLACK.get(answer.error, "locked"))
    else:
        one.state = "posted"
        _show(tx, one)


@answers.runs("share_told")
def told(tx: Transaction, share_id: str, answer: Answer) -> None:
    """Where the form was closed meanwhile, say in a direct message that nothing was put."""
    one = tx.find(Share, share_id)
    if one is None:
        return
    person = tx.find(Person, one.person_id) if one.person_id else None
    if answer.error is not None and one.state == "refused" and person is not None:
        message = views.refused(words(person.locale), one.because or "outside")
        key = f"share-refused:{one.id}:{one.asked_at:%Y%m%dT%H%M%S}"
        private.tell(tx, person, private.Kind.HOSTING, message, key=key)
    one.asked_in = None


@word_news.follows
def changed(tx: Transaction, watchword: Watchword, is_gone: bool) -> None:
    """Let what stands in threads read as the watchword does now, or go with it."""
    shared = select(Share).where(Share.workspace_id == tx.workspace.id, Share.watchword_id == watchword.id)
    for one in tx.session.scalars(shared.order_by(Share.id)).all():
        if is_gone:
            tx.outbox.delete(key(one))
        else:
            tx.outbox.update(key(one), _message(tx, one, watchword))


def forget_who(tx: Transaction, person: Person) -> int:
    """Let what somebody shared stand there as by somebody; return how much that is."""
    theirs = select(Share).where(Share.workspace_id == tx.workspace.id, Share.person_id == person.id)
    found = tx.session.scalars(theirs.order_by(Share.id)).all()
    for one in found:
        one.person_id = one.asked_in = None
        watchword = tx.session.get_one(Watchword, one.watchword_id)
        tx.outbox.update(key(one), _message(tx, one, watchword))
    tx.session.flush()
    return len(found)


def key(one: Share) -> str:
    """Return the key of the post that shares a watchword."""
    return f"watchword-shared:{one.id}"


def _because(tx: Transaction, watchword: Watchword, answer: Answer) -> str | None:
    """Return why nothing can be put into a channel; None if it can."""
    channel = answer.data.get("channel") or {}
    if answer.error is not None or not (channel.get("is_member") or channel.get("is_im")):
        return "outside"
    if channel.get("is_archived"):
        return "archived"
    is_shared = channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")
    return "shared" if is_shared and not situations.may_leave(tx, watchword) else None


def _refuse(tx: Transaction, one: Share, because: str) -> None:
    one.state, one.because = "refused", because
    _show(tx, one)


def _show(tx: Transaction, one: Share) -> None:
    """Let the form that was pressed in tell how it stands now."""
    tx.session.flush()
    person = tx.find(Person, one.person_id) if one.person_id else None
    if one.asked_in is None or person is None:
        return
    before, tx.person = tx.person, person
    measured = Measured.model_validate(one.asked_in["measured"])
    view = views.measure(tx.words, measured, measuring.spoken(tx, measured)).to_dict()
    tx.person = before
    place = {"view_id": one.asked_in["view_id"], "view": view}
    tx.outbox.ask("views.update", place, answer="share_told", subject=one.id)


def _message(tx: Transaction, one: Share, watchword: Watchword) -> Message:
    """Return the words of a thread: in the language of the watchword's circle."""
    person = tx.find(Person, one.person_id) if one.person_id else None
    circle = tx.session.get_one(Circle, watchword.circle_id)
    said = words(circle.language)
    return views.shared(said, situations.of(tx, watchword), person.user_id if person else None)
