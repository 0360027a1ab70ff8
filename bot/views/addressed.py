"""What Entaku answers to whoever writes to it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.delivery.outbox import Message
from bot.files import SlackFile
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms
from bot.views import voices as voice_views
from bot.views.voices import Opened, VoiceAction
from bot.voices.voice_form import FILES_AT_MOST, LARGEST_BYTES, Brought

BUTTON_CHARACTERS = 2000
"""https://docs.slack.dev/reference/block-kit/block-elements/button-element"""
NAMES_CHARACTERS = 300


def how(words: Words) -> Message:
    """Say how to bring a customer's words."""
    return _with_form(words, words("addressed-how"))


def only_files(words: Words, opened: Opened) -> Message:
    """Say that a file without words becomes a voice with them, and offer the form that holds it already."""
    return _with_form(words, words("addressed-only-files"), opened)


def too_long(words: Words, longest: int, length: int, opened: Opened) -> Message:
    return _with_form(words, words("addressed-too-long", max=longest, len=length), opened)


def brought(words: Words, kept: Brought, left: Sequence[SlackFile]) -> Message:
    """Answer as `/voice` does, and name what could not lie beside the voice."""
    answer = voice_views.brought(words, kept)
    if not left:
        return answer
    names = words("list-separator").join(file.name or words("copy-file-unnamed") for file in left)
    shown = escape(shorten(" ".join(names.split()), NAMES_CHARACTERS)[0])
    limits = {"max": LARGEST_BYTES // 1024**2, "count": FILES_AT_MOST}
    line = forms.ours(words("addressed-files-left", names=shown, **limits))
    return Message(answer.text, [*answer.blocks, line])


def _with_form(words: Words, text: str, opened: Opened | None = None) -> Message:
    """Offer the form, which remembers as many files as fit into the button."""
    value = opened
    while value is not None and len(value.model_dump_json()) > BUTTON_CHARACTERS:
        value = value.model_copy(update={"files": value.files[:-1]})
    held = value.model_dump_json() if value is not None and value.files else None
    button = ButtonElement(text=words("voice-modal-title"), action_id=VoiceAction.NEW, value=held)
    return Message(text, [forms.ours(text), ActionsBlock(elements=[button])])
