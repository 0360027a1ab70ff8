"""Word news: what is said of a phrase as it comes and goes, one short line each time, once.

In the thread where it was pinned first; in its circle's rooms when it is adopted later; and, when what an adopted one
came from is gone, privately to those who pinned it. None of it quotes what is gone.
"""

from collections.abc import Callable

from sqlalchemy import select

from bot.circles import rooms
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.people import private
from bot.people.private import Kind
from bot.texts import words
from bot.transaction import Transaction
from bot.views import pinning as views
from bot.voices import consent
from bot.watchwords import same_words
from models import Dialogue, Post, Room, Thread, Watchword

Follower = Callable[[Transaction, Watchword, bool], None]
"""Gets a watchword, and whether it goes."""
_followers: list[Follower] = []


def follows(operation: Follower) -> Follower:
    """Let an operation run when a watchword reads otherwise or is about to go."""
    _followers.append(operation)
    return operation


def first_pinned(tx: Transaction, word: Watchword, thread: Thread) -> bool:
    """Say in the thread that a phrase was put forward; return whether it is said for the first time."""
    key = _notice_key(word)
    if tx.outbox.find(key) is not None:
        return False
    if _is_seen(tx, word, thread.room):
        said = words(thread.dialogue.circle.language)
        tx.outbox.post(
            Draft(
                thread.channel_id,
                key=key,
                message=views.put_forward(said, word.phrase),
                thread_key=thread.card_key,
                priority=Priority.CARD,
            )
        )
    return True


def adopted_later(tx: Transaction, word: Watchword) -> None:
    """Say in the circle's rooms that a phrase is a watchword now."""
    dialogue = tx.session.get_one(Dialogue, word.dialogue_id)
    for room in rooms.open_rooms(dialogue.circle):
        if _is_seen(tx, word, room):
            key = f"{_adopted_prefix(word)}{room.id}"
            tx.outbox.post(Draft(room.channel_id, key=key, message=_adopted(word, dialogue)))


def rewritten(tx: Transaction, word: Watchword) -> None:
    """Let what was said of a phrase read as it does now."""
    for follow in _followers:
        follow(tx, word, False)
    dialogue = tx.session.get_one(Dialogue, word.dialogue_id)
    tx.outbox.update(_notice_key(word), views.put_forward(words(dialogue.circle.language), word.phrase))
    for key in _keys(tx, _adopted_prefix(word)):
        tx.outbox.update(key, _adopted(word, dialogue))


def removed(tx: Transaction, word: Watchword, *, is_source_gone: bool) -> None:
    """Take back what was said of a phrase; where what it came from is gone, say that, and tell whoever it concerns."""
    for follow in _followers:
        follow(tx, word, True)
    said = words(tx.session.get_one(Dialogue, word.dialogue_id).circle.language)
    if is_source_gone:
        for key in (_notice_key(word), *_keys(tx, _adopted_prefix(word))):
            tx.outbox.update(key, views.taken_back(said), priority=Priority.TAKEDOWN)
    else:
        tx.outbox.delete(_notice_key(word))
    if is_source_gone and word.state == "adopted":
        _tell_who_pinned(tx, word, said.language)


def _tell_who_pinned(tx: Transaction, word: Watchword, language: str) -> None:
    for person, _ in same_words.supporters(tx, word):
        if tx.person is None or person.id != tx.person.id:
            message = views.source_gone(words(person.locale or language))
            key = f"word-gone:{word.about_kind}:{word.about_id}:{person.user_id}"
            private.tell(tx, person, Kind.WATCHWORD, message, key=key)


def _adopted(word: Watchword, dialogue: Dialogue) -> Message:
    return views.adopted(
        words(dialogue.circle.language), word.phrase, dialogue.started_at, dialogue.circle.tz
    )


def _is_seen(tx: Transaction, word: Watchword, room: Room) -> bool:
    return consent.is_seen(consent.room(room), consent.of(tx, About(word.about_kind, word.about_id)))


def _notice_key(word: Watchword) -> str:
    return f"pinned:{word.about_kind}:{word.about_id}"


def _adopted_prefix(word: Watchword) -> str:
    return f"adopted:{word.about_kind}:{word.about_id}:"


def _keys(tx: Transaction, prefix: str) -> list[str]:
    found = select(Post.key).where(
        Post.workspace_id == tx.workspace.id, Post.key.startswith(prefix, autoescape=True)
    )
    return list(tx.session.scalars(found.order_by(Post.key)))
