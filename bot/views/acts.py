"""The audit log as a host reads it: when, who and what, and never a word of anybody."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.texts import Words
from bot.views import forms
from bot.views.circles import shown
from models import Act, Circle


def log(words: Words, circle: Circle, acts: Sequence[Act]) -> View:
    """Return what was done with a circle lately."""
    what = words("acts-what", circle=shown(circle.name)) if acts else words("acts-none")
    blocks: list[Block] = [forms.ours(what), *(forms.ours(_line(words, circle, act)) for act in acts)]
    return forms.told(words, title=words("acts-title"), blocks=blocks)


def _line(words: Words, circle: Circle, act: Act) -> str:
    """Return one act. Of whoever stays unnamed not even the minute is known."""
    what = words(f"acts-did-{act.kind.replace('.', '-').replace('_', '-')}")
    if act.user_id is None:
        return words("acts-line-unnamed", day=words.date(act.at.date()), what=what)
    return words("acts-line", time=words.moment(act.at, circle.tz), person=f"<@{act.user_id}>", what=what)
