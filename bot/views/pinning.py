"""What is said of words that people pin: in the thread, to whoever pinned them, and when they are adopted or gone."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.delivery.outbox import About, Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms
from bot.views.word_actions import WatchwordAction
from bot.watchwords.phrases import LONGEST, PhraseForm
from models import Watchword

SHOWN_CHARACTERS = 200
"""As escaped; a phrase has at most 60."""


class Pinned(BaseModel):
    """What the form remembers: the thing whose words are chosen."""

    kind: str
    id: str

    @property
    def about(self) -> About:
        return About(self.kind, self.id)


def put_forward(words: Words, phrase: str) -> Message:
    """Say in a thread that a phrase was put forward."""
    line = words("pin-put-forward", phrase=_short(phrase))
    return Message(line, [ContextBlock(elements=[PlainTextObject(text=line, emoji=True)])])


def adopted(words: Words, phrase: str, said_at: datetime, tz: str) -> Message:
    """Say in a room that a phrase is on the shelf of everybody."""
    month = words.month(said_at.astimezone(ZoneInfo(tz)).date())
    line = words("pin-adopted", phrase=_short(phrase), month=month)
    return Message(line, [SectionBlock(text=PlainTextObject(text=line, emoji=True))])


def taken_back(words: Words) -> Message:
    """Say, where a phrase was told of, that what it came from is gone."""
    line = words("pin-taken-back")
    return Message(line, [ContextBlock(elements=[PlainTextObject(text=line, emoji=True)])])


def source_gone(words: Words) -> Message:
    """Tell somebody that a watchword they put forward is gone, without its words."""
    line = words("pin-source-gone")
    return Message(line, [forms.ours(line)])


def which_words(words: Words, about: About, candidates: Sequence[str]) -> Message:
    """Ask whoever pinned a long text which of its words stay."""
    asked = words("pin-which-words")
    blocks: list[Block] = [forms.ours(asked)]
    place = f"{about.kind}:{about.id}"
    for phrase in candidates:
        button = ButtonElement(
            text=words("pin-these-words"), action_id=WatchwordAction.CHOOSE, value=f"{place}:{phrase}"
        )
        text = PlainTextObject(text=words("pin-candidate", phrase=_short(phrase)), emoji=True)
        blocks.append(SectionBlock(text=text, accessory=button))
    own = ButtonElement(text=words("pin-own-words"), action_id=WatchwordAction.PHRASE, value=place)
    return Message(asked, [*blocks, ActionsBlock(elements=[own])])


def trim(words: Words, about: About, text: str, filled: PhraseForm) -> View:
    """Return the form in which somebody takes the words that stay out of a text, and says why they do."""
    return forms.form(
        words,
        WatchwordAction.PHRASE,
        title=words("pin-title"),
        submit=words("pin-send"),
        metadata=Pinned(kind=about.kind, id=about.id).model_dump_json(),
        blocks=[
            forms.said(text),
            forms.text_field(
                "phrase",
                words("pin-phrase-label"),
                filled=filled.phrase,
                hint=words("pin-phrase-hint"),
                longest=LONGEST["phrase"],
                is_optional=False,
            ),
            forms.text_field("why", words("pin-why-label"), filled=filled.why, longest=LONGEST["why"]),
        ],
    )


def chosen(words: Words, phrase: str) -> Message:
    """Say which words stay by now."""
    line = words("pin-chosen", phrase=_short(phrase))
    return Message(line, [SectionBlock(text=PlainTextObject(text=line, emoji=True))])


def nearly_same(words: Words, word: Watchword, twin: Watchword) -> Message:
    """Offer to let two phrases count as one."""
    line = words("pin-nearly-same", phrase=_short(word.phrase), other=_short(twin.phrase))
    join = ButtonElement(text=words("pin-join"), action_id=WatchwordAction.JOIN, value=f"{word.id}:{twin.id}")
    text = SectionBlock(text=PlainTextObject(text=line, emoji=True))
    return Message(line, [text, ActionsBlock(elements=[join])])


def joined(words: Words, word_id: str, head: Watchword) -> Message:
    """Say that two phrases count as one, with the way back."""
    line = words("pin-joined", phrase=_short(head.phrase), count=head.pins)
    text = SectionBlock(text=PlainTextObject(text=line, emoji=True))
    part = ButtonElement(text=words("pin-part"), action_id=WatchwordAction.PART, value=word_id)
    return Message(line, [text, ActionsBlock(elements=[part])])


def _short(phrase: str) -> str:
    return escape(shorten(phrase, SHOWN_CHARACTERS, escaped=True)[0])
