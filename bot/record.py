"""The record: what is told of a dialogue when it has closed, in its threads, its record room and to who brought the voices.

It quotes what people said, so it is written anew when that is edited or taken down (`correct`).
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from bot import reactions, rooms, watchwords
from bot.outbox import About, Draft, Message, Priority
from bot.texts import words
from bot.transaction import Transaction
from bot.views import closing as views
from models import Circle, Dialogue, Person, Remark, SeatedVoice, Thread, Voice, Watchword


def tell(tx: Transaction, dialogue: Dialogue) -> None:
    """Say thanks and what came of it in every thread, keep the record, and tell who brought the voices."""
    circle = dialogue.circle
    for thread in rooms.open_threads(tx, dialogue):
        tx.outbox.update(thread.card_key, _closed_card(dialogue), priority=Priority.CARD)
        tx.outbox.post(
            Draft(
                thread.channel_id,
                key=_closing_key(dialogue, thread),
                message=_closing(tx, dialogue, thread),
                about=About("dialogue", dialogue.id),
                thread_key=thread.card_key,
                priority=Priority.STAGE,
            )
        )
    if circle.record_channel_id is not None:
        _keep(tx, dialogue, circle.record_channel_id)
    for submitter in _submitters(tx, dialogue):
        said = words(submitter.locale or circle.language)
        message = views.heard(said, dialogue.started_at, circle.tz, remarks=_remarks(tx, dialogue))
        tx.outbox.post(
            Draft(submitter.user_id, key=f"heard:{dialogue.id}:{submitter.user_id}", message=message)
        )


def correct(tx: Transaction, dialogue: Dialogue) -> None:
    """Write again what was told of a closed dialogue, since something in it was edited or taken down."""
    for thread in dialogue.threads:
        tx.outbox.update(_closing_key(dialogue, thread), _closing(tx, dialogue, thread))
    tx.outbox.update(_record_key(dialogue), _record(tx, dialogue))


def _keep(tx: Transaction, dialogue: Dialogue, channel_id: str) -> None:
    """Post the record with each voice as its own reply, so that one can be taken down by itself."""
    said = words(dialogue.circle.language)
    root = _record_key(dialogue)
    tx.outbox.post(
        Draft(channel_id, key=root, message=_record(tx, dialogue), about=About("dialogue", dialogue.id))
    )
    for seated in _on_table(dialogue):
        tx.outbox.post(
            Draft(
                channel_id,
                key=f"record-voice:{dialogue.id}:{seated.voice_id}",
                message=views.recorded_voice(said, seated, dialogue.circle.tz),
                about=About("voice", seated.voice_id),
                thread_key=root,
            )
        )


def _closing_key(dialogue: Dialogue, thread: Thread) -> str:
    return f"close:{dialogue.id}:{thread.room_id}"


def _record_key(dialogue: Dialogue) -> str:
    return f"record:{dialogue.id}"


def _closed_card(dialogue: Dialogue) -> Message:
    return views.closed_card(
        words(dialogue.circle.language),
        departments=[thread.department for thread in dialogue.threads],
        voices=len(_on_table(dialogue)),
        started_at=dialogue.started_at,
        closed_at=dialogue.closed_at or dialogue.started_at,
        tz=dialogue.circle.tz,
    )


def _closing(tx: Transaction, dialogue: Dialogue, thread: Thread) -> Message:
    return views.closing(words(dialogue.circle.language), _outcome(tx, dialogue, thread))


def _record(tx: Transaction, dialogue: Dialogue) -> Message:
    circle: Circle = dialogue.circle
    return views.record(
        words(circle.language),
        circle=circle.name,
        departments=[thread.department for thread in dialogue.threads],
        outcome=_outcome(tx, dialogue, None),
        started_at=dialogue.started_at,
        tz=circle.tz,
    )


def _outcome(tx: Transaction, dialogue: Dialogue, thread: Thread | None) -> views.Outcome:
    """Return what came of a dialogue; a room shared with others is not told the words of voices kept inside."""
    is_shared = thread is not None and thread.room.is_shared
    inside = {seated.voice_id for seated in dialogue.seated if seated.voice.consent == "inside"}
    pinned = [
        nominee
        for nominee in watchwords.nominees(tx, dialogue)
        if not (is_shared and nominee.about_kind == "voice" and nominee.about_id in inside)
    ]
    return views.Outcome(
        voices=len(_on_table(dialogue)),
        remarks=_remarks(tx, dialogue),
        ideas=reactions.count(tx, dialogue, "idea"),
        watchword=next((_phrase(word) for word in pinned if word.state == "adopted"), None),
        phrases=[_phrase(word) for word in pinned if word.state != "adopted"],
    )


def _phrase(watchword: Watchword) -> str:
    return watchword.phrase


def _on_table(dialogue: Dialogue) -> Sequence[SeatedVoice]:
    return [seated for seated in dialogue.seated if seated.voice.state != "withdrawn"]


def _remarks(tx: Transaction, dialogue: Dialogue) -> int:
    there = select(func.count()).where(Remark.dialogue_id == dialogue.id, Remark.deleted_at.is_(None))
    return tx.session.scalar(there) or 0


def _submitters(tx: Transaction, dialogue: Dialogue) -> Iterator[Person]:
    found = (
        select(Person)
        .join(Voice, Voice.submitter_id == Person.id)
        .join(SeatedVoice, SeatedVoice.voice_id == Voice.id)
        .where(SeatedVoice.dialogue_id == dialogue.id, Voice.state != "withdrawn")
    )
    yield from tx.session.scalars(found.order_by(Person.user_id)).unique()
