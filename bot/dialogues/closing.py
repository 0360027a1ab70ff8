"""Closing: when the half hour is over Slack is read once more, and then the dialogue closes with what came of it.

What was missed on the way (a dropped event, a reaction) is taken in before anything is counted. The dialogue closes
when all that was asked is answered, or a minute later at the latest.
"""

from datetime import timedelta

from sqlalchemy import exists, select

from bot import steps
from bot.bridge import aliases, catchup
from bot.circles import coming_round, seats
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.dialogues import deciding, dialogue_rows, gentle, record, reveal
from bot.dialogues.agenda import Stage
from bot.people import my_table
from bot.pulse import pulse
from bot.reactions import reactions
from bot.transaction import Transaction
from bot.watchwords import watchwords
from models import Dialogue, OutboxRow, Post

READ_WITHIN = timedelta(seconds=60)
ASKED = ("thread_read", "voice_recounted")
"""The answers that a closing dialogue waits for; their subjects begin with the dialogue's id."""


def begin(tx: Transaction, dialogue: Dialogue) -> None:
    """Read once more what Slack holds of a dialogue whose time is over. Needs the dialogue's lock."""
    if dialogue.state != "open":
        return
    reveal.open_together(tx, dialogue)  # where the stages between were slept through
    deciding.decide(tx, dialogue)
    dialogue.state, dialogue.stage = "closing", Stage.CLOSED
    steps.plan(tx, steps.Name.CLOSE, tx.now + READ_WITHIN, dialogue=dialogue, argument="latest")
    catchup.read(tx, dialogue)
    for post in _voice_posts(tx, dialogue):
        tx.outbox.ask(
            "reactions.get",
            {"channel": post.channel_id, "timestamp": post.ts, "full": True},
            answer="voice_recounted",
            subject=f"{dialogue.id}:{post.channel_id}:{post.ts}",
        )
    tx.session.flush()
    _close_when_read(tx, dialogue, but="")


@answers.runs("thread_read")
def thread_read(tx: Transaction, subject: str, answer: Answer) -> None:
    """Take in a page of a thread."""
    catchup.take_in(tx, subject, answer)
    dialogue_id, _, _ = subject.partition(":")
    _close_when_read(tx, dialogue_rows.lock(tx, dialogue_id), but=subject)


@answers.runs("voice_recounted")
def voice_recounted(tx: Transaction, subject: str, answer: Answer) -> None:
    """Count the reactions on one post of a voice as they really stand."""
    dialogue_id, _, place = subject.partition(":")
    dialogue = dialogue_rows.lock(tx, dialogue_id)
    reactions.recount(tx, place, answer)
    _close_when_read(tx, dialogue, but=subject)


def close(tx: Transaction, dialogue: Dialogue) -> None:
    """Close a dialogue that is closing: adopt its watchword, say thanks, keep the record. Done twice it is done."""
    dialogue = dialogue_rows.lock(tx, dialogue.id)
    if dialogue.state != "closing":
        return
    dialogue.state, dialogue.closed_at = "closed", tx.now
    tx.session.flush()
    watchwords.adopt(tx, dialogue)
    record.tell(tx, dialogue)
    gentle.forget(tx, dialogue)
    my_table.keep(tx, dialogue)
    seats.clear(tx, dialogue)
    aliases.destroy(tx, dialogue)
    pulse.ask(tx, dialogue)
    coming_round.check(tx, dialogue.circle)


def _close_when_read(tx: Transaction, dialogue: Dialogue, *, but: str) -> None:
    """Close if nothing that was asked is still open, `but` for the answer that is just being taken in."""
    if dialogue.state != "closing":
        return
    tx.session.flush()
    still_open = exists().where(
        OutboxRow.workspace_id == tx.workspace.id,
        OutboxRow.kind == "ask",
        OutboxRow.answer.in_(ASKED),
        OutboxRow.subject.startswith(f"{dialogue.id}:"),
        OutboxRow.subject != but,
    )
    if not tx.session.scalar(select(still_open)):
        close(tx, dialogue)


def _voice_posts(tx: Transaction, dialogue: Dialogue) -> list[Post]:
    found = select(Post).where(
        Post.workspace_id == tx.workspace.id,
        Post.key.startswith(f"voice:{dialogue.id}:"),
        Post.state == "posted",
    )
    return list(tx.session.scalars(found.order_by(Post.key)))
