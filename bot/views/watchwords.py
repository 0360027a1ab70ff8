"""The shelf of watchwords, and what is near to somebody's words."""

from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block

from bot.outbox import Message
from bot.texts import Words
from bot.views import forms
from bot.watchwords import Shelf, Shelved

SHOWN = 30
LINE_CHARACTERS = 300
"""Slack takes 50 blocks and about 10,000 characters in a message."""


def shelf(words: Words, shelf: Shelf) -> Message:
    """List the adopted watchwords, then the nominees."""
    if not shelf.shown:
        return _only(words("empty-shelf"))
    adopted = [line(words, one) for one in shelf.shown if one.is_adopted]
    nominees = [line(words, one) for one in shelf.shown if not one.is_adopted]
    header = words("shelf-header")
    blocks: list[Block] = [forms.ours(header), *adopted]
    if nominees:
        blocks += [forms.ours(words("shelf-nominees")), *nominees]
    return Message(header, [*blocks, *more(words, shelf)])


def near(words: Words, found: Shelf) -> Message:
    """List what is spelled like somebody's words, or say honestly that nothing is."""
    if not found.shown:
        return _only(words("home-search-none"))
    header = words("shelf-near")
    lines = [line(words, one) for one in found.shown]
    return Message(header, [forms.ours(header), *lines, *more(words, found)])


def line(words: Words, one: Shelved) -> Block:
    day = words.date(one.said_at.astimezone(ZoneInfo(one.tz)).date())
    places = {"phrase": one.phrase, "circle": one.circle, "day": day}
    if one.product:
        line = words("shelf-line-product", product=one.product, **places)
    else:
        line = words("shelf-line", **places)
    return forms.said(line, longest=LINE_CHARACTERS)


def more(words: Words, shelf: Shelf) -> list[Block]:
    return [forms.ours(words("shelf-more", count=shelf.more))] if shelf.more else []


def _only(text: str) -> Message:
    return Message(text, [forms.ours(text)])
