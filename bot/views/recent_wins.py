"""The newest small wins of somebody's circles, as their home shows them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownTextObject, PlainTextObject

from bot.plaintext import escape
from bot.texts import Words
from bot.views import forms, pager, trail

HEADLINE_CHARACTERS = 1500
"""As escaped; a headline has 200 letters."""


@dataclass(frozen=True)
class RecentWin:
    id: str
    headline: str
    circle: str
    posted_at: datetime
    tz: str
    link: str | None = None
    """Its post, where the reader can open it."""


def win(words: Words, one: RecentWin) -> list[Block]:
    day = words.date(one.posted_at.astimezone(ZoneInfo(one.tz)).date())
    line = forms.said(words("home-win", headline=one.headline), longest=HEADLINE_CHARACTERS)
    line.accessory = trail.button(words, "win", one.id)
    facts: list[PlainTextObject | MarkdownTextObject] = [
        pager.fact(words("home-win-from", circle=one.circle, day=day))
    ]
    if one.link:
        link = f"<{escape(one.link)}|{words('home-win-link')}>"
        facts.append(MarkdownTextObject(text=link, verbatim=True))
    return [line, ContextBlock(elements=facts)]
