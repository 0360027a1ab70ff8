"""Slack as the bridge sees it, in memory: takes what waits in the outbox and shows what stands in each channel."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.delivery import answers, posts
from bot.delivery.answers import Answer
from bot.transaction import Transaction
from models import OutboxRow
from tests.conftest import outbox_rows


@dataclass
class SlackInMemory:
    """`messages` holds the blocks of every message of ours that stands, by channel and ts."""

    messages: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    _ts: Any = field(default_factory=lambda: count(1))

    def next_ts(self) -> str:
        return f"1795000000.{next(self._ts):06d}"

    def deliver(self, tx: Transaction, *, joins: bool = False) -> None:
        """Carry out what waits, in order for each lane; a draft without words holds its lane up."""
        tx.session.flush()
        held: set[str] = set()
        shared: dict[str, list[OutboxRow]] = {}
        for row in outbox_rows(tx, "post"):
            if row.lane in held or not row.is_ready:
                held.add(row.lane)
                continue
            group = shared.get(row.lane)
            if joins and group and row.joins is not None and group[0].joins == row.joins:
                group.append(row)
            else:
                self._post(tx, shared.pop(row.lane, []))
                shared[row.lane] = [row]
        for group in shared.values():
            self._post(tx, group)
        self._link(tx)
        self.change(tx)

    def begin_sending(self, tx: Transaction) -> list[OutboxRow]:
        """Mark what is ready as being sent: from now on it is too late to change it in the outbox."""
        tx.session.flush()
        rows = [row for row in outbox_rows(tx, "post") if row.is_ready]
        for row in rows:
            row.state, row.sent_as = "sending", row.key
        return rows

    def change(self, tx: Transaction) -> None:
        """Carry out the updates and deletions of posts that stand."""
        tx.session.flush()
        for row in tx.session.scalars(
            select(OutboxRow).where(OutboxRow.kind.in_(("update", "delete"))).order_by(OutboxRow.id)
        ):
            post = tx.outbox.find(row.key)
            assert post is not None
            if post.ts is None:
                continue
            place = (post.channel_id, post.ts)
            if row.kind == "update" and place in self.messages:
                self.messages[place] = dict(row.arguments) | {"thread_ts": self.messages[place]["thread_ts"]}
            elif row.kind == "delete":
                self.messages.pop(place, None)
                for gone in tx.outbox.at(*place):
                    gone.state = "deleted"
            tx.session.delete(row)
        tx.session.flush()

    def texts(self, channel_id: str) -> list[str]:
        """Return what stands in a channel, in order, each message as all of its text."""
        return [
            " ".join(texts_in(message["blocks"]))
            for (channel, _), message in sorted(self.messages.items())
            if channel == channel_id
        ]

    def _link(self, tx: Transaction) -> None:
        """Answer who asks for links to messages."""
        for row in outbox_rows(tx, "ask"):
            if row.method == "chat.getPermalink":
                place = row.arguments
                link = f"https://test.slack.com/archives/{place['channel']}/p{place['message_ts']}"
                answers.run(tx, row.answer or "", row.subject, Answer({"permalink": link}))
                tx.session.delete(row)
        tx.session.flush()

    def _post(self, tx: Transaction, rows: list[OutboxRow]) -> None:
        if not rows:
            return
        post = tx.outbox.find(rows[0].key)
        assert post is not None
        channel, ts = post.channel_id, self.next_ts()
        self.messages[channel, ts] = {
            "text": "\n".join(row.arguments["text"] for row in rows),
            "blocks": [block for row in rows for block in row.arguments["blocks"]],
            "thread_ts": posts.thread_ts(tx, post.thread_key),
        }
        posts.settle(tx, rows, {"channel": channel, "ts": ts})
        tx.session.flush()


def texts_in(part: Any) -> list[str]:
    """Return every text in blocks, in order."""
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [text for value in part.values() for text in texts_in(value)]
    if isinstance(part, list):
        return [text for value in part for text in texts_in(value)]
    return []
