"""Joined voices: those that say the same as a voice on the table wait no longer and are heard with it.

Which they are is decided by `bot.voices.candidates.joining`. What happens to the voice happens to them, and whoever brought
them is told as whoever brought the voice is. Until the dialogue opens they can part again.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from bot.people import private
from bot.transaction import Transaction
from bot.voices.candidates import Candidate, joining, says_the_same
from models import Person, SeatedVoice, Voice


def candidate(voice: Voice) -> Candidate:
    """Return a voice as the selection sees it."""
    return Candidate(
        id=voice.id,
        arrived_at=voice.brought_at,
        text=voice.quote,
        source=voice.source or "",
        department=voice.department or "",
        product=voice.product or "",
        segment=voice.segment or "",
        is_moved=voice.is_moved,
        forward_at=voice.forward_at,
    )


def join(tx: Transaction, voice: Voice, others: Iterable[Voice]) -> None:
    """Let others that wait be heard with a voice on the table."""
    for other in others:
        other.state, other.joined_to_id, other.forward_at = "seated", voice.id, None
    tx.session.flush()
    tx.session.expire(voice, ["joined"])


def join_alike(tx: Transaction, voice: Voice, waiting: Iterable[Voice]) -> list[Voice]:
    """Join those of the waiting voices that say the same as one on the table; return them."""
    by_id = {one.id: one for one in waiting}
    alike = joining(candidate(voice), map(candidate, by_id.values()), list(map(candidate, voice.joined)))
    found = [by_id[one.id] for one in alike]
    if found:
        join(tx, voice, found)
    return found


def part(tx: Transaction, voice: Voice) -> None:
    """Let a voice, and before the dialogue whatever is joined to it, go its own way: it is gone, or says something else."""
    if voice.joined_to_id is not None:
        _take_back_invitation(tx, voice)
        voice.joined_to_id = None
    if voice.state == "seated":
        for other in voice.joined:
            _take_back_invitation(tx, other)
            other.state, other.joined_to_id = "waiting", None
    tx.session.flush()
    tx.session.expire(voice, ["joined"])


def changed(tx: Transaction, voice: Voice) -> None:
    """Part a voice that was rewritten from what it does not say the same as any more."""
    if voice.joined_to_id is not None:
        table = tx.session.get_one(Voice, voice.joined_to_id)
        others = [other for other in (table, *table.joined) if other.id != voice.id]
        if not all(says_the_same(candidate(voice), candidate(other)) for other in others):
            part(tx, voice)
            voice.state = "waiting"
            tx.session.flush()
    elif not all(says_the_same(candidate(voice), candidate(other)) for other in voice.joined):
        part(tx, voice)


def submitters(tx: Transaction, voice: Voice) -> Sequence[Person]:
    """Return who brought a voice or one that is joined to it, each once; whoever brought it first."""
    ids = dict.fromkeys([voice.submitter_id, *(other.submitter_id for other in voice.joined)])
    found = select(Person).where(Person.workspace_id == tx.workspace.id, Person.id.in_(ids))
    by_id = {person.id: person for person in tx.session.scalars(found)}
    return [by_id[person_id] for person_id in ids if person_id is not None]


def invitation_key(dialogue_id: str, voice_id: str) -> str:
    """Return under which key somebody is asked to come to the dialogue of a voice that they brought."""
    return f"voice-invited:{dialogue_id}:{voice_id}"


def _take_back_invitation(tx: Transaction, voice: Voice) -> None:
    """Take back what promised that a voice would be heard, where it was told of a dialogue still to come."""
    dialogues = select(SeatedVoice.dialogue_id).where(
        SeatedVoice.workspace_id == tx.workspace.id, SeatedVoice.voice_id == voice.joined_to_id
    )
    for dialogue_id in tx.session.scalars(dialogues):
        key = invitation_key(dialogue_id, voice.id)
        private.drop(tx, key)
        tx.outbox.delete(key)
