"""The message shortcut that holds a message against the watchwords, and the button that shares one in its thread."""

from collections.abc import Iterator
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.plaintext import readable
from bot.views import measuring as views
from bot.views.measuring import MeasureAction, Measured
from bot.watchwords import measuring, sharing
from handlers.listening import begin
from handlers.looking_back import search_of
from handlers.payloads import BlockAction, Shortcut, View

NOT_SAID = {"actions", "image", "file", "input"}
"""Blocks that say nothing of what a message is about."""


def measure(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Show whoever asks, and nobody else, what the watchwords ask back."""
    given = Shortcut.model_validate(body)
    ts = given.message.get("ts") or ""
    text, search = _words_of(given.message), search_of(context)
    asked = measuring.question(search, text)
    with begin(context, given) as tx:
        measured = Measured(
            channel_id=given.channel_id or "",
            message_ts=ts,
            thread_ts=given.message.get("thread_ts") or ts,
            watchword_ids=measuring.near(tx, search, asked),
            has_words=bool(text.strip()),
        )
        view = views.measure(tx.words, measured, measuring.spoken(tx, measured))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def share(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    shown = View.model_validate(given.view)
    measured = shown.remembered(Measured)
    with begin(context, given) as tx:
        sharing.share(tx, given.value, measured, shown.id)
        view = views.measure(tx.words, measured, measuring.spoken(tx, measured))
    client.views_update(view_id=shown.id, view=view)
    ack()


def _words_of(message: dict[str, Any]) -> str:
    """Return what a message says: its text, else that of its blocks and attachments, else the titles of its files."""
    attached = [one for one in message.get("attachments") or () if isinstance(one, dict)]
    ways = (
        [message.get("text") or ""],
        _in_blocks(message.get("blocks") or ()),
        (text for one in attached for text in _in_attachment(one)),
        (str(file.get("title") or file.get("name") or "") for file in message.get("files") or ()),
    )
    for texts in ways:
        text = " ".join(one for one in texts if one.strip())
        if text:
            return readable(text, {})
    return ""


def _in_attachment(attachment: dict[str, Any]) -> Iterator[str]:
    told = [attachment.get(name) for name in ("pretext", "title", "text")]
    told += [*_in_blocks(attachment.get("blocks") or ())]
    texts = [text for text in told if isinstance(text, str)]
    yield from texts or [str(attachment.get("fallback") or "")]


def _in_blocks(part: Any) -> Iterator[str]:
    """Yield every text in blocks, in order."""
    if isinstance(part, list | tuple):
        for one in part:
            yield from _in_blocks(one)
    elif isinstance(part, dict) and part.get("type") not in NOT_SAID:
        text = part.get("text")
        if isinstance(text, str):
            yield text
        yield from (
            one for key, value in part.items() if isinstance(value, dict | list) for one in _in_blocks(value)
        )


def register(app: App) -> None:
    app.shortcut(MeasureAction.MEASURE)(measure)
    app.action(MeasureAction.SHARE)(share)
