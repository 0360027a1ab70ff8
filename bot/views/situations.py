"""How the customer behind a watchword is told: what happened, and in a line who, what and when."""

from collections.abc import Iterable, Iterator

from slack_sdk.models.blocks import Block, ContextBlock, PlainTextObject

from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms
from bot.watchwords.situations import Situation
from bot.watchwords.use_form import UseKind
from bot.watchwords.uses import Summary

SCENE_CHARACTERS = 140
FACT_CHARACTERS = 60


def blocks(words: Words, one: Situation, *more: str) -> Iterator[Block]:
    """Return the scene, then the facts with `more` lines below them."""
    if one.quote:
        yield forms.said(words("voice-quoted", quote=_line(one.quote, SCENE_CHARACTERS)))
    if one.scene:
        yield forms.said(_line(one.scene, SCENE_CHARACTERS))
    yield facts(words, one, *more)


def facts(words: Words, one: Situation, *more: str) -> ContextBlock:
    key = "situation-month" if one.is_customers else "situation-month-colleague"
    known = [one.segment, one.product, words(key, month=words.month(one.said_on))]
    line = joined(words, known)
    return ContextBlock(
        elements=[PlainTextObject(text=escape(text), emoji=True) for text in (line, *more) if text]
    )


def summary(words: Words, used: Summary) -> str:
    """Return in a line how often a watchword was looked back to, in which work, and when last."""
    if used.last_at is None:
        return words("uses-none")
    kinds = joined(words, [f"{kind(words, one)} {number}" for one, number in used.by_kind.items()])
    return words("uses-summary", total=used.total, kinds=kinds, month=words.month(used.last_at.date()))


def kind(words: Words, one: UseKind) -> str:
    return words(f"use-kind-{one}")


def joined(words: Words, facts: Iterable[str | None]) -> str:
    """Return what is known of these in one line, still to be escaped."""
    return words("facts-separator").join(_line(fact, FACT_CHARACTERS) for fact in facts if fact)


def _line(text: str, longest: int) -> str:
    return shorten(" ".join(text.split()), longest, escaped=True)[0]
