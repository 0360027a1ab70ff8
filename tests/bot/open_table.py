"""A dialogue that is open in three rooms, its cards and voices standing there, and people who talk."""

from typing import Any

from bot import events
from bot.dialogues import dialogues
from bot.transaction import Transaction
from models import Circle, Dialogue, Thread, Voice
from tests.bot.circle_of_three import SALES, seat
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import known
from tests.laid import laid

AKI, BEN, CHIE = "U0AKI", "U0BEN", "U0CHIE"


def bring(tx: Transaction, circle: Circle | None, quote: str, **details: Any) -> Voice:
    voice = Voice(
        workspace_id=tx.workspace.id,
        circle_id=circle.id if circle else None,
        submitter_id=known(tx, CHIE, name="千恵").id,
        quote=quote,
        brought_at=tx.now,
        state="waiting",
        consent="inside",
        **details,
    )
    tx.session.add(voice)
    tx.session.flush()
    return voice


def open_table(
    tx: Transaction, slack: SlackInMemory, *, voices: int = 1, is_writing: bool = False, **changed: Any
) -> Dialogue:
    """Open a dialogue and let everything of it arrive in Slack; people may talk at once unless all are writing."""

    def lay() -> Dialogue:
        return _open(tx, slack, voices, is_writing=is_writing, changed=changed)

    dialogue = laid(tx, slack, f"open {voices} {is_writing} {changed}", lay)
    tx.session.expire_all()
    return dialogue


def _open(
    tx: Transaction, slack: SlackInMemory, voices: int, *, is_writing: bool, changed: dict[str, Any]
) -> Dialogue:
    for user, name in ((AKI, "秋"), (BEN, "勉"), ("U0HOST", "進")):
        known(tx, user, name=name).introduced_at = tx.now
    circle = seat(tx, **changed)
    for number in range(voices):
        bring(tx, circle, f"声その{number + 1}")
    dialogue = dialogues.open_now(tx, circle, seed="1")
    if not is_writing:
        dialogue.notes_opened_at = tx.now
    slack.deliver(tx)
    return dialogue


def thread_in(dialogue: Dialogue, channel_id: str) -> Thread:
    return next(thread for thread in dialogue.threads if thread.channel_id == channel_id)


class Talk:
    """What people do in one room's thread, as Slack's events tell it."""

    def __init__(
        self, tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, channel_id: str = SALES
    ) -> None:
        self.tx = tx
        self.slack = slack
        self.channel_id = channel_id
        self.thread_ts = thread_in(dialogue, channel_id).ts

    def message(self, text: str, *, user: str = AKI, ts: str | None = None, **more: Any) -> dict[str, Any]:
        """Return a message as it stands in Slack."""
        ts = ts or self.slack.next_ts()
        return {"type": "message", "user": user, "text": text, "ts": ts, "thread_ts": self.thread_ts} | more

    def say(self, text: str, *, user: str = AKI, **more: Any) -> str:
        message = self.message(text, user=user, **more)
        self.send(message)
        return str(message["ts"])

    def send(self, message: dict[str, Any]) -> None:
        events.happened(self.tx, message | {"channel": self.channel_id})
        self.tx.session.flush()

    def edit(
        self, ts: str, text: str, *, at: str = "1795000001.000000", user: str = AKI, **more: Any
    ) -> None:
        edited = self.message(text, user=user, ts=ts, edited={"user": user, "ts": at}, **more)
        self.send({"type": "message", "subtype": "message_changed", "message": edited, "ts": at})

    def delete(self, ts: str, *, user: str = AKI, previous: bool = True) -> None:
        gone: dict[str, Any] = {"type": "message", "subtype": "message_deleted", "deleted_ts": ts}
        if previous:
            gone["previous_message"] = self.message("…", user=user, ts=ts)
        self.send(gone)
