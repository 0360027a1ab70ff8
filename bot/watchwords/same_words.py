"""Same words: phrases that say nearly the same are offered for joining, and then their pins count together.

The earlier one stays on the shelf, the other counts with it (`joined_to_id`) and can be parted from it again. Whoever
changes the sums of joined ones locks the row of the one on the shelf, after the dialogue's: they may be of two dialogues.
"""

from collections.abc import Sequence

from sqlalchemy import or_, select

from bot import tally
from bot.circles import circles
from bot.delivery.outbox import About
from bot.dialogues import dialogue_rows
from bot.people import sight
from bot.refusals import Gone, NotYours
from bot.tally import Meaning
from bot.transaction import Transaction
from bot.voices import likeness
from models import Dialogue, Person, Watchword

NEARLY = 0.8
"""The likeness of spelling from which two phrases are offered for joining; people decide."""
COMPARED = 500
"""The newest phrases that a new one is compared with: this happens while Slack waits."""


def twin_of(tx: Transaction, word: Watchword, reader: Person, channel_id: str) -> Watchword | None:
    """Return a phrase that says nearly the same as a new one, of those that somebody in a channel may read."""
    if word.joined_to_id is not None or len(_group(tx, word)) > 1:
        return None
    sees = sight.of_person(tx, reader, channel_id)
    others = select(Watchword).where(
        Watchword.workspace_id == tx.workspace.id,
        Watchword.id != word.id,
        Watchword.joined_to_id.is_(None),
        or_(Watchword.circle_id == word.circle_id, Watchword.state == "adopted"),
        sees.words(),
    )
    mine, said = likeness.wording(word.phrase), likeness.said(word.phrase)
    for other in tx.session.scalars(others.order_by(Watchword.nominated_at.desc()).limit(COMPARED)):
        much = likeness.likeness(mine, likeness.wording(other.phrase))
        if much >= NEARLY or (
            much >= likeness.SAME and likeness.say_the_same(said, likeness.said(other.phrase))
        ):
            return other
    return None


def join(tx: Transaction, word_id: str, other_id: str) -> Watchword:
    """Let two phrases count as one; return the one on the shelf. Done twice it is done.

    Refuses with `Gone`, or `NotYours` whoever neither pinned the first nor hosts its circle.
    """
    word, other = _both(tx, word_id, other_id)
    if other.joined_to_id is not None:
        other = tx.session.get_one(Watchword, other.joined_to_id)
    head = tx.session.get_one(Watchword, word.joined_to_id) if word.joined_to_id else word
    if head.id == other.id:
        return other
    if _is_earlier(head, other):
        head, other = other, head
    locked = [tx.session.get_one(Watchword, one, with_for_update=True) for one in sorted((head.id, other.id))]
    assert locked
    for one in _group(tx, head):
        one.joined_to_id = other.id
    tx.session.flush()
    recount(tx, other)
    return other


def part(tx: Transaction, word_id: str) -> Watchword:
    """Let a joined phrase stand by itself again. Done twice it is done. Refuses as `join`."""
    word = _get(tx, word_id)
    dialogue_rows.lock(tx, word.dialogue_id)
    word = _get(tx, word_id)
    _require_its(tx, word)
    if word.joined_to_id is not None:
        head = tx.session.get_one(Watchword, word.joined_to_id, with_for_update=True)
        word.joined_to_id = None
        tx.session.flush()
        recount(tx, head)
        recount(tx, word)
    return word


def leave(tx: Transaction, word: Watchword) -> None:
    """Take a phrase that goes out of those it counts with; the earliest of the others stands for them."""
    group = [one for one in _group(tx, word) if one.id != word.id]
    was_on_shelf, word.joined_to_id = word.joined_to_id is None, None
    if was_on_shelf and group:
        heir, *others = sorted(group, key=lambda one: (one.nominated_at, one.id))
        heir.joined_to_id = None
        for one in others:
            one.joined_to_id = heir.id
    tx.session.flush()
    if group:
        recount(tx, group[0])


def recount(tx: Transaction, word: Watchword) -> None:
    """Make the sum of a phrase, and of those joined with it, what their pins are now: one person counts once."""
    head_id = word.joined_to_id or word.id
    head = tx.session.get_one(Watchword, head_id, with_for_update=True)
    if head.settled_at is not None:
        return
    group = _group(tx, head)
    pins = tally.people(tx, Meaning.PIN, *map(_about, group))
    for one in group:
        if one.settled_at is None:
            one.pins = pins
    tx.session.flush()


def supporters(tx: Transaction, word: Watchword) -> list[tuple[Person, str]]:
    """Return who stands behind a phrase, each once, with the channel in which they first said so."""
    found: dict[str, tuple[Person, str]] = {}
    for person, mark in tally.marks(tx, Meaning.PIN, *map(_about, _group(tx, word))):
        found.setdefault(person.id, (person, mark.channel_id))
    return list(found.values())


def counted_with(tx: Transaction, word: Watchword) -> tuple[tuple[str, str], ...]:
    """Return id and words of each phrase that counts with one on the shelf."""
    return tuple((one.id, one.phrase) for one in _group(tx, word) if one.id != word.id)


def _group(tx: Transaction, word: Watchword) -> Sequence[Watchword]:
    """Return the phrases that count as one, the one on the shelf among them."""
    tx.session.flush()
    head_id = word.joined_to_id or word.id
    group = select(Watchword).where(
        Watchword.workspace_id == tx.workspace.id,
        or_(Watchword.id == head_id, Watchword.joined_to_id == head_id),
    )
    return tx.session.scalars(group.order_by(Watchword.id)).all()


def _both(tx: Transaction, word_id: str, other_id: str) -> tuple[Watchword, Watchword]:
    """Return two phrases with their dialogues locked, if the actor may join them."""
    word, other = _get(tx, word_id), _get(tx, other_id)
    for dialogue_id in sorted({word.dialogue_id, other.dialogue_id}):
        dialogue_rows.lock(tx, dialogue_id)
    word, other = _get(tx, word_id), _get(tx, other_id)
    _require_its(tx, word)
    seen = select(Watchword.id).where(Watchword.id == other.id, sight.of_actor(tx).words())
    if tx.session.scalar(seen) is None and other.circle_id != word.circle_id:
        raise Gone
    return word, other


def _get(tx: Transaction, word_id: str) -> Watchword:
    tx.session.flush()
    word = tx.find(Watchword, word_id, populate_existing=True)
    if word is None:
        raise Gone
    return word


def _require_its(tx: Transaction, word: Watchword) -> None:
    circle = tx.session.get_one(Dialogue, word.dialogue_id).circle
    if not (_is_its(tx, word) or circles.is_host(tx, circle)):
        raise NotYours


def _is_its(tx: Transaction, word: Watchword) -> bool:
    return tx.actor.id in {
        person.id for person, _ in tally.marks(tx, Meaning.PIN, *map(_about, _group(tx, word)))
    }


def _is_earlier(one: Watchword, other: Watchword) -> bool:
    """Say whether `one` stays on the shelf of the two: adopted before nominee, then the earlier."""
    order = [(word.state != "adopted", word.nominated_at, word.id) for word in (one, other)]
    return order[0] < order[1]


def _about(word: Watchword) -> About:
    return About(word.about_kind, word.about_id)
