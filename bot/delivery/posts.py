"""Posts: how a message of ours ends, as exactly one in Slack or as a failure that somebody is told of."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from sqlalchemy import select

from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.transaction import Transaction
from models import OutboxRow, Post

log = structlog.get_logger()

THREAD = "ts:"
"""Begins the `thread_key` of a reply to a message that is not ours."""


def settle(tx: Transaction, rows: Sequence[OutboxRow], data: Mapping[str, Any]) -> None:
    """Note where the message stands that carries these posts (`data`: Slack's channel and ts), and go on from there."""
    channel_id, ts = data["channel"], data["ts"]
    for row in rows:
        post = tx.outbox.find(row.key)
        if post is not None:
            post.channel_id, post.ts, post.state = channel_id, ts, "posted"
        tx.session.delete(row)
    tx.session.flush()
    for row in rows:
        if row.answer:
            answers.run(tx, row.answer, row.subject, Answer(dict(data)))
    answers.run(tx, "message_known", f"{channel_id}:{ts}", Answer(dict(data)))


def fail(tx: Transaction, rows: Sequence[OutboxRow], error: str) -> None:
    """Note that these posts never will stand in Slack, and why."""
    for row in rows:
        post = tx.outbox.find(row.key)
        if post is not None:
            post.state, post.error = "failed", error
        tx.session.delete(row)
    tx.session.flush()
    for row in rows:
        if row.answer:
            answers.refused(tx, row.answer, row.subject, error)
    log.warning("posts failed", error=error, posts=len(rows), first=rows[0].key if rows else None)


def echoed(tx: Transaction, channel_id: str, ts: str, key: str) -> None:
    """Our own message came back as an event: whatever became of the call's answer, it stands at `ts`."""
    sent = select(OutboxRow).where(
        OutboxRow.workspace_id == tx.workspace.id,
        OutboxRow.kind == "post",
        OutboxRow.sent_as == key,
        OutboxRow.state.in_(("sending", "unsure")),
    )
    rows = tx.session.scalars(sent.order_by(OutboxRow.id).with_for_update()).all()
    if rows:
        settle(tx, rows, {"channel": channel_id, "ts": ts})


def in_thread(ts: str) -> str:
    """Return the `thread_key` of a reply in the thread of somebody's own message."""
    return f"{THREAD}{ts}"


def thread_ts(tx: Transaction, thread_key: str | None) -> str | None:
    """Return the ts of the message a reply hangs on."""
    if thread_key is not None and thread_key.startswith(THREAD):
        return thread_key.removeprefix(THREAD)
    root = tx.outbox.find(thread_key) if thread_key else None
    return root.ts if root else None


def newest_ts(tx: Transaction, channel_id: str, thread_key: str | None) -> str | None:
    """Return the ts of our newest settled post in this thread (or among the channel's roots), to look on from."""
    settled = select(Post.ts).where(
        Post.workspace_id == tx.workspace.id,
        Post.channel_id == channel_id,
        Post.thread_key == thread_key,
        Post.ts.is_not(None),
    )
    return tx.session.scalar(settled.order_by(Post.ts.desc()).limit(1)) or thread_ts(tx, thread_key)
