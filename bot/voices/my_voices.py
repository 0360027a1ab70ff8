"""My voices: what somebody brought, where each stands, and what came of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Select, func, select

from bot import paging
from bot.paging import Page
from bot.transaction import Transaction
from bot.views.my_voices import Came, MyVoice
from bot.voices import consent
from bot.voices.consent import Reader, Surface
from bot.watchwords import watchwords
from models import Dialogue, Improvement, SeatedVoice, Voice, Win

SHOWN = 10


def newest(tx: Transaction) -> tuple[list[MyVoice], int]:
    """Return the newest voices that the actor brought, and how many more there are."""
    tx.session.flush()
    found = tx.session.scalars(_mine(tx).limit(SHOWN)).all()
    count = tx.session.scalar(_mine(tx).with_only_columns(func.count()).order_by(None)) or 0
    return _all(tx, found), count - len(found)


def page(tx: Transaction, place: str | None) -> tuple[Page, list[MyVoice]]:
    """Return the voices at a place of all that the actor brought."""
    tx.session.flush()
    cut = paging.cut(tx.session.scalars(_mine(tx).with_only_columns(Voice.id)).all(), place, SHOWN)
    return cut, _all(tx, tx.session.scalars(_mine(tx).where(Voice.id.in_(cut.ids))).all())


def came_of(tx: Transaction, dialogue: Dialogue, *, reader: Reader) -> Came:
    """Return what came of a dialogue."""
    return _came_of(tx, [dialogue], reader)[dialogue.id]


def _mine(tx: Transaction) -> Select[Voice]:
    """Return what the actor brought and did not take back, the newest first."""
    mine = select(Voice).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.submitter_id == tx.actor.id,
        Voice.state != "withdrawn",
    )
    return mine.order_by(Voice.brought_at.desc(), Voice.id)


def _all(tx: Transaction, found: Sequence[Voice]) -> list[MyVoice]:
    """Return voices with everything that is shown of them, in as many queries for ten as for one."""
    dialogues = _dialogues(tx, {_heard_as(voice) for voice in found})
    heard = [one for one in dialogues.values() if one.state != "planned"]
    came = _came_of(tx, heard, consent.reader(tx.actor))
    wins = _wins(tx, [voice.id for voice in found])
    return [_of(voice, dialogues.get(_heard_as(voice)), came, wins[voice.id]) for voice in found]


def _of(voice: Voice, dialogue: Dialogue | None, came: Mapping[str, Came], wins: Sequence[str]) -> MyVoice:
    is_heard = dialogue is not None and dialogue.state != "planned"
    return MyVoice(
        id=voice.id,
        quote=voice.quote,
        link=voice.message_url,
        laid_out_at=dialogue.started_at if dialogue is not None and not is_heard else None,
        heard_at=dialogue.started_at if dialogue is not None and is_heard else None,
        tz=dialogue.circle.tz if dialogue is not None else None,
        came=replace(came[dialogue.id], wins=wins) if dialogue is not None and is_heard else Came(),
        is_held=voice.held_at is not None,
        can_change=voice.state in {"waiting", "seated"},
    )


def _heard_as(voice: Voice) -> str:
    """Return the id of the voice that lies on the table for this one."""
    return voice.joined_to_id or voice.id


def _dialogues(tx: Transaction, voice_ids: Collection[str]) -> dict[str, Dialogue]:
    """Return the dialogue on whose table each voice lay last, or is laid out."""
    had = (
        select(SeatedVoice.voice_id, Dialogue)
        .join(Dialogue, Dialogue.id == SeatedVoice.dialogue_id)
        .where(SeatedVoice.workspace_id == tx.workspace.id, SeatedVoice.voice_id.in_(voice_ids))
        .order_by(Dialogue.started_at)
    )
    return dict(tx.session.execute(had).all())


def _came_of(tx: Transaction, dialogues: Collection[Dialogue], reader: Reader) -> dict[str, Came]:
    """Return what came of each dialogue, as far as this reader may read it."""
    adopted = watchwords.adopted_first(tx, [one.id for one in dialogues], Surface.HOME, reader)
    closed = [one.id for one in dialogues if one.state == "closed"]
    decided = select(Improvement.dialogue_id, Improvement.what).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.dialogue_id.in_(closed),
        Improvement.is_apart.is_(False),
        Improvement.state != "proposed",
    )
    latest_first = decided.order_by(Improvement.proposed_at.desc(), Improvement.id.desc())
    improvement = dict(tx.session.execute(latest_first).all())
    return {one.id: Came(adopted.get(one.id), improvement.get(one.id)) for one in dialogues}


def _wins(tx: Transaction, voice_ids: Collection[str]) -> dict[str, list[str]]:
    traced = (
        select(Win.origin_id, Win.headline)
        .where(Win.workspace_id == tx.workspace.id, Win.origin_kind == "voice", Win.origin_id.in_(voice_ids))
        .order_by(Win.posted_at)
    )
    wins: dict[str, list[str]] = defaultdict(list)
    for voice_id, headline in tx.session.execute(traced):
        wins[voice_id or ""].append(headline)
    return wins
