"""What is said before a dialogue opens: the call for voices, the voices laid out, a word to who brought them."""

from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.delivery.outbox import Message
from bot.texts import Words
from bot.views import forms, seats
from bot.views.dialogues import paragraph
from bot.views.note_action import NoteAction
from bot.views.voices import VoiceAction
from models import Dialogue, Voice


def invitation(words: Words, dialogue: Dialogue, tz: str, *, missing: int, wanted: int) -> Message:
    """Ask for voices, with a seat for whoever wants to come."""
    moment = words.moment(dialogue.started_at, tz)
    line = words("open-invitation", moment=moment, missing=missing, wanted=wanted)
    return Message(line, [paragraph(line), ActionsBlock(elements=[seats.take_button(words, dialogue.id)])])


def laid_out(words: Words, dialogue: Dialogue, tz: str) -> Message:
    """Say that the voices of the next dialogue are there, with the button to write about them ahead."""
    line = words("ahead-body", moment=words.moment(dialogue.started_at, tz), voices=len(dialogue.seated))
    write = ButtonElement(text=words("silent-button"), action_id=NoteAction.OPEN, value=dialogue.id)
    take = seats.take_button(words, dialogue.id)
    return Message(line, [paragraph(line), ActionsBlock(elements=[take, write])])


def invited(words: Words, voice: Voice, starts_at: datetime, tz: str) -> Message:
    """Ask who brought a voice to be there, and to tell the scene if nobody has."""
    line = words("voice-invited", moment=words.moment(starts_at, tz))
    blocks: list[Block] = [paragraph(line), forms.said(words("voice-quoted", quote=voice.quote))]
    button = ButtonElement(text=words("voice-scene-button"), action_id=VoiceAction.DETAILS, value=voice.id)
    return Message(line, [*blocks, ActionsBlock(elements=[button])])
