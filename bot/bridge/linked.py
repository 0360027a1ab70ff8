"""Links within a dialogue: where a remark links to one of its messages, the other rooms read the words it leads to.

Whoever reads a copy may not enter the room that the address leads to, and has those words in their own room.
"""

import re
from collections.abc import Sequence

from sqlalchemy import or_, select

from bot.delivery.outbox import About
from bot.plaintext import escape, shorten
from bot.reactions import places
from bot.texts import words
from bot.transaction import Transaction
from bot.voices import consent
from bot.watchwords import watchwords
from models import Dialogue, Note, Post, Remark

LINK = re.compile(
    r"<?https?://[^\s/<>|]+/archives/([A-Z0-9]{2,})/p(\d{10})(\d{6})(?:\?[^\s<>|]*)?(?:\|([^<>]*))?>?"
)
"""A message's address: https://docs.slack.dev/reference/methods/chat.getPermalink"""
LINKED_CHARACTERS = 60


def told(tx: Transaction, dialogue: Dialogue, slack_text: str) -> str:
    """Return a remark's text with the words in place of each link to something of its dialogue.

    What was deleted, and what is kept from a room shared with others, is only an ellipsis.
    """

    def as_words(link: re.Match[str]) -> str:
        about = _of_dialogue(tx, dialogue, link[1], f"{link[2]}.{link[3]}")
        if about is None:
            return link[0]
        said = words(dialogue.circle.language)
        shown = escape(said("copy-link", text=_words(tx, dialogue, about)))
        label = link[4] or ""
        return shown if not label or "://" in label else f"{label} {shown}"

    return LINK.sub(as_words, slack_text)


def linking(tx: Transaction, dialogue: Dialogue, about: About) -> Sequence[Remark]:
    """Return the remarks of a dialogue that link to a thing of it."""
    standing = select(Post.channel_id, Post.ts).where(
        Post.workspace_id == tx.workspace.id,
        Post.about_kind == about.kind,
        Post.about_id == about.id,
        Post.ts.is_not(None),
    )
    found_at: set[tuple[str | None, str | None]] = {(at, ts) for at, ts in tx.session.execute(standing)}
    if about.kind == "remark":
        remark = tx.session.get_one(Remark, about.id)
        found_at.add((remark.channel_id, remark.ts))
    addresses = [f"/archives/{channel}/p{ts.replace('.', '')}" for channel, ts in found_at if channel and ts]
    if not addresses:
        return []
    naming = select(Remark).where(
        Remark.dialogue_id == dialogue.id,
        Remark.deleted_at.is_(None),
        or_(*(Remark.text.contains(address, autoescape=True) for address in addresses)),
    )
    return tx.session.scalars(naming.order_by(Remark.seq)).all()


def _of_dialogue(tx: Transaction, dialogue: Dialogue, channel_id: str, ts: str) -> About | None:
    """Return what a link leads to if that is, or was, something of the dialogue."""
    remark = places.remark_at(tx, channel_id, ts)
    if remark is not None:
        return About("remark", remark.id) if remark.dialogue_id == dialogue.id else None
    about = [About(post.about_kind or "", post.about_id or "") for post in tx.outbox.at(channel_id, ts)]
    ours = [one for one in about if _is_of(tx, dialogue, one)]
    standing = [one for one in places.things(tx, channel_id, ts) or [] if one in ours]
    return next(iter(standing or ours), None)


def _is_of(tx: Transaction, dialogue: Dialogue, about: About) -> bool:
    match about.kind:
        case "remark":
            return tx.session.get_one(Remark, about.id).dialogue_id == dialogue.id
        case "note":
            return tx.session.get_one(Note, about.id).dialogue_id == dialogue.id
        case "voice":
            return about.id in {seated.voice_id for seated in dialogue.seated}
        case _:
            return False


def _words(tx: Transaction, dialogue: Dialogue, about: About) -> str:
    if _stays_inside(tx, dialogue, about):
        return "…"
    text = LINK.sub("…", watchwords.text_of(tx, about))
    return shorten(" ".join(text.split()), LINKED_CHARACTERS)[0] or "…"


def _stays_inside(tx: Transaction, dialogue: Dialogue, about: About) -> bool:
    """Say whether one of the rooms would read what it may not: a copy reads the same in all of them."""
    surfaces = {consent.room(thread.room) for thread in dialogue.threads}
    bound = consent.of(tx, about)
    return not all(consent.is_seen(surface, bound) for surface in surfaces)
