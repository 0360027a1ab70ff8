"""Catching up: what was said, edited or deleted in the threads of a dialogue while nobody listened.

A thread is read page by page, oldest first, and each message runs through the same operations as if its event had
come. A remark we know that is missing where Slack's page shows what was around it has been deleted.
"""

from sqlalchemy import func, select

from bot.bridge import bridge
from bot.bridge.bridge import SlackMessage
from bot.delivery.answers import Answer
from bot.dialogues import dialogue_rows
from bot.transaction import Transaction
from models import Dialogue, Remark, Thread

PAGE = 200


def read(tx: Transaction, dialogue: Dialogue) -> None:
    """Ask Slack for the dialogue's threads; the answers run `take_in`."""
    for thread in dialogue.threads:
        if thread.ts is not None:
            _ask(tx, thread, read_to="", known_to=_newest_known(tx, thread), cursor=None)


def take_in(tx: Transaction, subject: str, answer: Answer) -> None:
    """Run a page of a thread through the bridge, and ask for the next one."""
    _, thread_id, read_to, known_to = subject.split(":")
    if answer.error is not None:
        return
    thread = tx.session.get_one(Thread, thread_id)
    found = [SlackMessage.model_validate(message) for message in answer.data["messages"]]
    page = sorted((message for message in found if message.ts > (thread.ts or "")), key=lambda m: m.ts)
    cursor = (answer.data.get("response_metadata") or {}).get("next_cursor")
    last_ts = page[-1].ts if page else read_to
    dialogue = dialogue_rows.lock(tx, thread.dialogue_id)
    has_root = any(message.ts == thread.ts for message in found)
    if has_root or read_to:  # a first page without its root is none that says what is missing
        covered_to = last_ts if cursor else max(last_ts, known_to)
        for remark in _missing(tx, thread, page, after=read_to, to=covered_to):
            bridge.erase(tx, dialogue, remark)
    for message in page:
        if message.is_remark:
            bridge.said(tx, dialogue, thread, message)
    if cursor:
        _ask(tx, thread, read_to=last_ts, known_to=known_to, cursor=cursor)


def _ask(tx: Transaction, thread: Thread, *, read_to: str, known_to: str, cursor: str | None) -> None:
    """Ask for a page. `read_to`: the ts up to which the thread is read; `known_to`: that of the newest we know."""
    arguments = {"channel": thread.channel_id, "ts": thread.ts, "limit": PAGE}
    tx.outbox.ask(
        "conversations.replies",
        arguments | ({"cursor": cursor} if cursor else {}),
        answer="thread_read",
        subject=f"{thread.dialogue_id}:{thread.id}:{read_to}:{known_to}",
    )


def _newest_known(tx: Transaction, thread: Thread) -> str:
    """Return the ts of the thread's newest remark, which an answer to a question asked now must show."""
    return tx.session.scalar(select(func.max(Remark.ts)).where(Remark.thread_id == thread.id)) or ""


def _missing(
    tx: Transaction, thread: Thread, page: list[SlackMessage], *, after: str, to: str
) -> list[Remark]:
    found = select(Remark).where(
        Remark.thread_id == thread.id,
        Remark.deleted_at.is_(None),
        Remark.ts > after,
        Remark.ts <= to,
        Remark.ts.not_in([message.ts for message in page]),
    )
    return list(tx.session.scalars(found.order_by(Remark.seq)))
