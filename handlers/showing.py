"""Showing what a press has come to: in the view in which the button stands, over it, or else beside the message."""

from collections.abc import Sequence
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.views.pager import Opened
from handlers.listening import respond_later
from handlers.payloads import BlockAction


def opened(given: BlockAction) -> Opened:
    """Return what the view with a list remembers, or begin one from where the button was pressed."""
    if given.in_modal is not None:
        return given.in_modal.remembered(Opened)
    return Opened(channel_id=given.channel_id)


def turn(client: WebClient, given: BlockAction, view: View) -> None:
    """Show the view in place of the one that is open, or in a new one."""
    if given.in_modal is not None:
        client.views_update(view_id=given.in_modal.id, view=view)
    else:
        client.views_open(trigger_id=given.trigger_id or "", view=view)


def over(client: WebClient, given: BlockAction, view: View) -> None:
    """Show the view over the one that is open, or in a new one."""
    show = client.views_open if given.in_modal is None else client.views_push
    show(trigger_id=given.trigger_id or "", view=view)


def answer(
    ack: Ack,
    client: WebClient,
    given: BlockAction,
    view: View | None,
    text: str,
    blocks: Sequence[dict[str, Any]] | None = None,
) -> None:
    """Ack, and say what was done: the view that is open shows it, or `text` does to whoever pressed at a message."""
    if given.in_modal is not None and view is not None:
        client.views_update(view_id=given.in_modal.id, view=view)
    ack()
    if given.in_modal is None and given.response_url is not None:
        respond_later(given.response_url, text, blocks)
