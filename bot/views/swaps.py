"""The form in which a host swaps a voice of the next dialogue."""

from collections.abc import Sequence

from slack_sdk.models.views import View

from bot.texts import Words
from bot.views import forms
from bot.views.circles import shown
from bot.views.hosts import HostAction
from models import Circle, SeatedVoice, Voice

OFFERED = 100


def form(words: Words, circle: Circle, laid_out: Sequence[SeatedVoice], waiting: Sequence[Voice]) -> View:
    out = {
        seated.voice_id: words("open-voice", n=seated.position + 1, quote=seated.voice.quote)
        for seated in laid_out
    }
    into = {voice.id: words("voice-quoted", quote=voice.quote) for voice in waiting[:OFFERED]}
    fields = [
        forms.choice_field("out", words("swap-out"), out, None),
        forms.choice_field("in", words("swap-in"), into, None),
    ]
    for field in fields:
        field.optional = False
    return forms.form(
        words,
        HostAction.SWAP,
        title=words("swap-title"),
        submit=words("swap-title"),
        metadata=circle.id,
        blocks=[forms.ours(words("swap-what", circle=shown(circle.name))), *fields],
    )


def done(words: Words) -> View:
    return forms.told(words, title=words("swap-title"), blocks=[forms.ours(words("swap-done"))])
