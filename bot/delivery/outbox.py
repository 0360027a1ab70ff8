"""The outbox: what an operation wants Slack to be told or asked, written beside its cause.

Operations write here; `bot.delivery.delivery` makes the calls. A post is known by its key for ever: writing it twice is
harmless, and an update or deletion finds it whether it is waiting, under way or standing in Slack.
Who changes a post locks its outbox row first, as delivery does when it settles it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cached_property
from typing import Any

from slack_sdk.models.blocks import Block
from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from bot.clock import real_now
from bot.plaintext import shorten
from models import OutboxRow, Post

INSERT_POST, INSERT_ROW = insert(Post), insert(OutboxRow)
BY_KEY = select(Post).where(Post.workspace_id == bindparam("workspace_id"), Post.key == bindparam("key"))
FALLBACK_CHARACTERS = 3000
"""chat.update refuses a text over 4,000 characters; with blocks the text is only what notifications show."""


class Priority(IntEnum):
    """Who goes first when one of Slack's budgets is short."""

    TAKEDOWN = 10
    STAGE = 20
    REMARK = 30
    EDIT = 40
    CARD = 50
    COUNT = 60


@dataclass(frozen=True)
class Message:
    """What a view makes: blocks, and the text that notifications and screen readers get."""

    text: str
    blocks: Sequence[Block]

    def arguments(self) -> dict[str, Any]:
        return self._made

    @cached_property
    def _made(self) -> dict[str, Any]:
        """What it comes to is made once, however many rooms it goes to."""
        return {
            "text": shorten(self.text, FALLBACK_CHARACTERS)[0],
            "blocks": [block.to_dict() for block in self.blocks],
        }


@dataclass(frozen=True)
class Stored:
    """A message that was made before and waited: its arguments as they were made."""

    made: dict[str, Any]

    def arguments(self) -> dict[str, Any]:
        return self.made


@dataclass(frozen=True)
class About:
    """What a post is about, so that a reaction on it finds the thing itself: kind and id of a row."""

    kind: str
    id: str


@dataclass(frozen=True)
class Draft:
    """A message to be posted once under its key."""

    channel_id: str
    key: str
    message: Message | Stored | None
    """None while the words wait for a name or a picture: the draft keeps its place until `fill`."""
    about: About | None = None
    thread_key: str | None = None
    priority: Priority = Priority.CARD
    joins: str | None = None
    answer: str | None = None
    subject: str | None = None


@dataclass
class Outbox:
    """The outbox of one workspace, in one transaction."""

    session: Session
    workspace_id: str
    has_written: bool = field(default=False, init=False)

    def post(self, draft: Draft) -> None:
        """Post a message once; one already known by its key stays as it is."""
        if self.find(draft.key) is None:
            self.post_new([draft])

    def post_new(self, drafts: Sequence[Draft]) -> None:
        """Post messages whose keys are new by construction (the row they are about was made just now)."""
        if not drafts:
            return
        self.session.flush()
        now, connection = real_now(), self.session.connection()
        messages = {id(draft.message): draft.message for draft in drafts if draft.message is not None}
        made = {key: message.arguments() for key, message in messages.items()}
        connection.execute(INSERT_POST, [self._post(draft) for draft in drafts])
        connection.execute(
            INSERT_ROW, [self._waiting(draft, made.get(id(draft.message)), now) for draft in drafts]
        )
        self.has_written = True

    def _post(self, draft: Draft) -> dict[str, Any]:
        return {
            "workspace_id": self.workspace_id,
            "key": draft.key,
            "channel_id": draft.channel_id,
            "thread_key": draft.thread_key,
            "about_kind": draft.about.kind if draft.about else None,
            "about_id": draft.about.id if draft.about else None,
            "state": "pending",
        }

    def _waiting(self, draft: Draft, arguments: dict[str, Any] | None, now: datetime) -> dict[str, Any]:
        return {
            "workspace_id": self.workspace_id,
            "kind": "post",
            "method": "chat.postMessage",
            "lane": draft.channel_id,
            "key": draft.key,
            "arguments": arguments or {},
            "is_ready": arguments is not None,
            "priority": draft.priority,
            "joins": draft.joins,
            "answer": draft.answer,
            "subject": draft.subject,
            "state": "waiting",
            "lookups": 0,
            "attempts": 0,
            "not_before": now,
        }

    def fill(self, key: str, message: Message) -> None:
        """Give a draft that kept its place its words; one that already has them gets the new ones."""
        row = self._row(key, "post")
        if row is not None and row.state == "waiting":
            row.arguments = message.arguments()
            row.is_ready = True
            self.has_written = True

    def update(
        self,
        key: str,
        message: Message,
        *,
        priority: Priority = Priority.EDIT,
        within: timedelta = timedelta(),
    ) -> None:
        """Make the post read so from now on. The newest words win; a post that failed or is gone is left alone.

        `within`: what is no hurry waits so long (in real time) and takes up what else changes meanwhile.
        """
        post = self.find(key)
        if post is None or post.state in {"failed", "deleted"}:
            return
        row = self._row(key, "post")
        if row is not None and row.state == "waiting" and row.sent_as is None:
            row.arguments, row.is_ready = message.arguments(), True
            self._drop_updates(
                key
            )  # from when it seemed to be sent: their older words would come after these
        else:
            due_at = real_now() + within
            self._replace_or_add(key, "update", "chat.update", message.arguments(), priority, due_at)
        self.has_written = True

    def delete(self, key: str, *, priority: Priority = Priority.TAKEDOWN) -> None:
        """Take the post down: from the outbox if it is still waiting there, else from Slack."""
        post = self.find(key)
        if post is None or post.state in {"failed", "deleted"}:
            return
        row = self._row(key, "post")
        self._drop_updates(key)
        if row is not None and row.state == "waiting" and row.sent_as is None:
            self.session.delete(row)
            post.state = "deleted"
        else:
            self._replace_or_add(key, "delete", "chat.delete", {}, priority, real_now())
        self.has_written = True

    def forget(self, key: str) -> bool:
        """Take the post down and forget its very key, which names somebody; False while it is on its way."""
        post = self.find(key)
        rows = self.session.scalars(
            select(OutboxRow)
            .where(
                OutboxRow.workspace_id == self.workspace_id,
                OutboxRow.key == key,
                OutboxRow.kind.in_(("post", "update", "delete")),
            )
            .with_for_update()
        ).all()
        if any(row.state != "waiting" for row in rows):
            return False
        for row in rows:
            self.session.delete(row)
        if post is not None:
            if post.state == "posted" and post.ts is not None:
                place = {"channel": post.channel_id, "ts": post.ts}
                subject = f"{post.channel_id}:{post.ts}"
                self.ask("chat.delete", place, answer=None, subject=subject, priority=Priority.TAKEDOWN)
            self.session.delete(post)
        self.session.flush()
        return True

    def ephemeral(
        self, channel_id: str, user_id: str, message: Message, *, thread_ts: str | None = None
    ) -> None:
        """Show a note to one person, at most once: nobody may need it later."""
        arguments = message.arguments() | {"channel": channel_id, "user": user_id}
        if thread_ts:
            arguments["thread_ts"] = thread_ts
        self._add(
            "ephemeral", "chat.postEphemeral", f"ephemeral:{channel_id}:{user_id}", arguments, Priority.COUNT
        )

    def ask(
        self,
        method: str,
        arguments: dict[str, Any],
        *,
        answer: str | None,
        subject: str | None = None,
        priority: Priority = Priority.REMARK,
    ) -> None:
        """Call a method that may be repeated without harm; `answer` names the operation that gets what Slack says.

        One question about one subject is under way at a time.
        """
        key = f"{method}:{subject}"
        if self._row(key, "ask") is None:
            self._add("ask", method, key, arguments, priority, answer=answer, subject=subject)

    def ask_anew(
        self, method: str, arguments: dict[str, Any], *, subject: str, priority: Priority, keeps_place: bool
    ) -> None:
        """Call a method without an answer; the newest words win. One under way ends by itself, and this comes after it.

        `keeps_place`: one that waits gets the new words where it stands, so that what changes often is not put off for ever.
        """
        key = f"{method}:{subject}"
        row = self._row(key, "ask")
        if row is not None and row.state == "waiting" and keeps_place:
            row.arguments, self.has_written = arguments, True
            return
        self.drop_asked(method, subject)
        self._add("ask", method, key, arguments, priority, lane=key, subject=subject)

    def drop_asked(self, method: str, subject: str) -> None:
        """Forget a call that waits; one under way ends by itself."""
        row = self._row(f"{method}:{subject}", "ask")
        if row is None:
            return
        if row.state == "waiting":
            self.session.delete(row)
        else:
            row.key = f"{row.key}:older"
        self.session.flush()

    def find(self, key: str) -> Post | None:
        return self.session.scalar(BY_KEY, {"workspace_id": self.workspace_id, "key": key})

    def at(self, channel_id: str, ts: str) -> list[Post]:
        """Return the posts that stand at this place in Slack, in no order: several when remarks share a message."""
        found = select(Post).where(
            Post.workspace_id == self.workspace_id, Post.channel_id == channel_id, Post.ts == ts
        )
        return list(self.session.scalars(found))

    def has_unsettled_posts(self, channel_id: str) -> bool:
        """Say whether Slack may hold a post of ours in this channel whose ts we do not know yet."""
        under_way = select(func.count()).where(
            OutboxRow.workspace_id == self.workspace_id,
            OutboxRow.lane == channel_id,
            OutboxRow.kind == "post",
            OutboxRow.state != "waiting",
        )
        return bool(self.session.scalar(under_way))

    def is_under_way(self, key: str) -> bool:
        """Say whether a post is just being sent. Its row stays locked, so that it does not arrive behind our back."""
        state = select(OutboxRow.state).where(
            OutboxRow.workspace_id == self.workspace_id, OutboxRow.key == key, OutboxRow.kind == "post"
        )
        return self.session.scalar(state.with_for_update()) not in {None, "waiting"}

    def _row(self, key: str, kind: str) -> OutboxRow | None:
        """Find and lock a row: whether it is waiting or under way must not change while we decide on it."""
        found = select(OutboxRow).where(
            OutboxRow.workspace_id == self.workspace_id, OutboxRow.key == key, OutboxRow.kind == kind
        )
        return self.session.scalars(found.order_by(OutboxRow.id.desc()).with_for_update()).first()

    def _drop_updates(self, key: str) -> None:
        self.session.execute(
            delete(OutboxRow).where(
                OutboxRow.workspace_id == self.workspace_id,
                OutboxRow.key == key,
                OutboxRow.kind == "update",
                OutboxRow.state == "waiting",
            )
        )

    def _replace_or_add(
        self,
        key: str,
        kind: str,
        method: str,
        arguments: dict[str, Any],
        priority: Priority,
        due_at: datetime,
    ) -> None:
        row = self._row(key, kind)
        if row is not None and row.state == "waiting":
            row.arguments, row.priority = arguments, min(row.priority, priority)
            if row.attempts == 0:  # one that failed before keeps to its wait
                row.not_before = min(row.not_before, due_at)
        else:
            self._add(kind, method, key, arguments, priority, lane=f"post:{key}", not_before=due_at)

    def _add(
        self,
        kind: str,
        method: str,
        key: str,
        arguments: dict[str, Any],
        priority: Priority,
        *,
        lane: str | None = None,
        answer: str | None = None,
        subject: str | None = None,
        not_before: datetime | None = None,
    ) -> None:
        self.session.add(
            OutboxRow(
                workspace_id=self.workspace_id,
                kind=kind,
                method=method,
                lane=lane or key,
                key=key,
                arguments=arguments,
                priority=priority,
                answer=answer,
                subject=subject,
                not_before=not_before or real_now(),
            )
        )
        self.has_written = True
