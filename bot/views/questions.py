"""The form with a circle's three questions."""

from collections.abc import Sequence

from slack_sdk.models.views import View

from bot.circles.questions import FIELDS, LONGEST
from bot.texts import Words
from bot.views import forms
from bot.views.circles import shown
from bot.views.hosts import HostAction
from models import Circle


def form(words: Words, circle: Circle, asked: Sequence[str]) -> View:
    fields = [
        forms.text_field(
            name, words("questions-field", n=number), filled=question, longest=LONGEST, is_long=True
        )
        for number, (name, question) in enumerate(zip(FIELDS, asked, strict=True), start=1)
    ]
    return forms.form(
        words,
        HostAction.QUESTIONS,
        title=words("questions-title"),
        submit=words("questions-submit"),
        metadata=circle.id,
        blocks=[forms.ours(words("questions-what", circle=shown(circle.name))), *fields],
    )


def kept(words: Words, circle: Circle) -> View:
    text = words("questions-own" if circle.questions else "questions-usual")
    return forms.told(words, title=words("questions-title"), blocks=[forms.ours(text)])
