"""Where the stops of a trail stand in Slack, for whoever reads of them: only in channels that they can open."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.people import sight
from bot.people.sight import Sight
from bot.trail import stops
from bot.trail.stops import Kind, Stop
from bot.transaction import Transaction
from models import Circle, Dialogue, Idea, Improvement, Post, Room, Voice, Watchword, Win


def of(tx: Transaction, sees: Sight, stop: Stop) -> str | None:
    """Return the address of a stop's message; None where the reader can open none."""
    if stop.is_erased:
        return None
    if stop.kind is Kind.WIN:
        return of_wins(tx, sees, [tx.session.get_one(Win, stop.id)]).get(stop.id)
    dialogue, kind, about_id = _stands(tx, stop)
    return sight.link(tx, sees, dialogue, kind, about_id) if dialogue is not None else None


def _stands(tx: Transaction, stop: Stop) -> tuple[Dialogue | None, str, str | None]:
    """Return the dialogue in whose threads a thing stands, and what the message there is about."""
    match stop.kind:
        case Kind.VOICE:
            voice = tx.session.get_one(Voice, stop.id)
            heard = stops.dialogues(tx, Kind.VOICE, voice.id)
            return (heard[0] if heard else None), "voice", voice.joined_to_id or voice.id
        case Kind.WATCHWORD:
            word = tx.session.get_one(Watchword, stop.id)
            return tx.find(Dialogue, word.dialogue_id), word.about_kind, word.about_id
        case Kind.IDEA:
            idea = tx.session.get_one(Idea, stop.id)
            return tx.find(Dialogue, idea.dialogue_id), idea.about_kind, idea.about_id
        case Kind.IMPROVEMENT:
            improvement = tx.session.get_one(Improvement, stop.id)
            dialogue_id = improvement.dialogue_id
            return (tx.find(Dialogue, dialogue_id) if dialogue_id else None), "improvement", stop.id
        case _:
            return tx.find(Dialogue, stop.id), "dialogue", stop.id


def of_wins(tx: Transaction, sees: Sight, wins: Sequence[Win]) -> dict[str, str]:
    """Return where wins stand that the reader can open: they are in the wins room, or can open it as a room of the circle."""
    home = sight.home(tx) if wins else None
    if home is None:
        return {}
    by_key = {f"win:{win.id}": win for win in wins}
    posts = select(Post).where(
        Post.workspace_id == tx.workspace.id, Post.key.in_(by_key), Post.ts.is_not(None)
    )
    found = {}
    for post in tx.session.scalars(posts):
        win = by_key[post.key]
        seats = tx.session.get_one(Circle, win.circle_id).rooms
        at_table: Room | None = next((room for room in seats if room.channel_id == post.channel_id), None)
        if post.channel_id in sees.channel_ids or (at_table is not None and sees.can_enter(at_table)):
            found[win.id] = f"{home}/archives/{post.channel_id}/p{(post.ts or '').replace('.', '')}"
    return found
