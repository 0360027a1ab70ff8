"""Slack's channels as the outbox asks about them: what they are and who sits in them, answered in tests."""

from dataclasses import dataclass, field
from typing import Any

from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.transaction import Transaction
from tests.conftest import outbox_rows

PAGE = 2
"""Members a page: few, so that every list has several."""


@dataclass
class Channel:
    members: list[str] = field(default_factory=list)
    is_private: bool = False
    has_us: bool = False
    is_archived: bool = False
    is_shared: bool = False


class Channels(dict[str, Channel]):
    """Answers whatever the outbox asks about channels, until nothing is asked any more."""

    def answer(self, tx: Transaction) -> None:
        for _ in range(50):
            tx.session.flush()
            asked = [row for row in outbox_rows(tx, "ask") if row.method.startswith("conversations.")]
            if not asked:
                return
            for row in asked:
                told = self._told(row.method, row.arguments)
                tx.session.delete(row)
                tx.session.flush()
                answers.run(tx, row.answer or "", row.subject, told)
        raise AssertionError("it never stops asking")

    def _told(self, method: str, given: dict[str, Any]) -> Answer:
        channel = self.get(given["channel"])
        if channel is None or (channel.is_private and not channel.has_us):
            return Answer(error="channel_not_found")
        if method == "conversations.members":
            begin = int(given.get("cursor") or 0)
            end = begin + PAGE
            cursor = str(end) if end < len(channel.members) else ""
            page = {"members": channel.members[begin:end], "response_metadata": {"next_cursor": cursor}}
            return Answer(data=page)
        if method == "conversations.join":
            channel.has_us = True
        facts = {
            "is_private": channel.is_private,
            "is_member": channel.has_us,
            "is_archived": channel.is_archived,
            "is_ext_shared": channel.is_shared,
        }
        return Answer(data={"channel": facts})
