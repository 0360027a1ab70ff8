"""What is said about a report of a circle, and the button that puts it into the record room."""

from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.delivery.outbox import Message
from bot.plaintext import escape
from bot.reports.leaf import Leaf
from bot.texts import Words
from bot.views import forms


class ReportAction(StrEnum):
    SHARE = "report.share"


def coming(words: Words, leaf: Leaf) -> Message:
    return told(words("report-coming", period=leaf.period))


def empty(leaf: Leaf) -> Message:
    return told(leaf.empty or "")


def handed_over(words: Words, leaf: Leaf, *, with_pictures: bool) -> str:
    """Return what stands above the files."""
    files = "report-here-files" if with_pictures else "report-without-pictures"
    lines = [
        words("report-here", title=leaf.title, period=leaf.period),
        words(files),
        words("report-here-inside"),
    ]
    return escape("\n".join(lines))


def offer(words: Words, place: str) -> Message:
    """Offer a host to put it into the record room; `place` names circle and period."""
    button = ButtonElement(text=words("report-share-button"), action_id=ReportAction.SHARE, value=place)
    offered = told(words("report-offer"))
    return Message(offered.text, [*offered.blocks, ActionsBlock(elements=[button])])


def told(text: str) -> Message:
    return Message(text, [forms.ours(text)])
