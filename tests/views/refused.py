"""What Slack would refuse in a message or a view, as the sandbox judges it."""

from typing import Any

from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from sandbox.blockkit import TOTAL_TEXT_LIMIT, check_blocks, check_view, total_text

HOSTILE = "<!channel> <@U1> <https://x|y> & *b* @here "


def problems(shown: Message | View) -> list[Any]:
    """Return what Slack would refuse in a message or a view."""
    if isinstance(shown, View):
        return list(check_view(shown.to_dict()))
    return refused(shown.arguments()["blocks"])


def refused(blocks: list[dict[str, Any]]) -> list[Any]:
    assert total_text(blocks) <= TOTAL_TEXT_LIMIT
    return list(check_blocks(blocks, "message"))
