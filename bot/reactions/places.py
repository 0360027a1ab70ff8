"""Places: what stands in a message in Slack, whose-ever it is: a remark where it was said, or things in a post of ours."""

from sqlalchemy import bindparam, select

from bot.delivery.outbox import About
from bot.transaction import Transaction
from models import Note, Remark

REMARK_AT = select(Remark).where(
    Remark.workspace_id == bindparam("workspace_id"),
    Remark.channel_id == bindparam("channel_id"),
    Remark.ts == bindparam("ts"),
)


def remark_at(tx: Transaction, channel_id: str, ts: str) -> Remark | None:
    """Return the remark that somebody said at this place."""
    place = {"workspace_id": tx.workspace.id, "channel_id": channel_id, "ts": ts}
    return tx.session.scalar(REMARK_AT, place)


def things(tx: Transaction, channel_id: str, ts: str) -> list[About] | None:
    """Return what stands at a place, as it is read, without what was deleted.

    None for a message that is neither a remark nor a post of ours.
    """
    remark = remark_at(tx, channel_id, ts)
    if remark is not None:
        return [About("remark", remark.id)]
    posts = tx.outbox.at(channel_id, ts)
    if not posts:
        return None
    about = {About(post.about_kind, post.about_id) for post in posts if post.about_kind and post.about_id}
    stands = [(order, thing) for thing in about if (order := _order(tx, thing)) is not None]
    return [thing for _, thing in sorted(stands, key=lambda one: one[0])]


def _order(tx: Transaction, about: About) -> int | None:
    """Return where a thing stands among those that share its message; None if it was deleted."""
    if about.kind == "note":
        note = tx.session.get_one(Note, about.id)
        return None if note.is_gone else note.position or 0
    if about.kind == "remark":
        remark = tx.session.get_one(Remark, about.id)
        return None if remark.deleted_at is not None else remark.seq
    return 0
