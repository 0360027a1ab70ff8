"""Customers' voices: /voice, the form, and the shortcuts that open it."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot import people, voices
from bot.plaintext import mentioned, readable
from bot.transaction import Transaction
from bot.views import forms
from bot.views import voices as views
from bot.views.voices import Opened, VoiceAction
from bot.voice_form import QUOTE_CHARACTERS, VoiceForm
from handlers.listening import begin, respond_later
from handlers.payloads import BlockAction, Shortcut, SlashCommand, ViewSubmission


def command(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Keep the words at once; without any, or with more than a voice holds, their form is opened with them."""
    given = SlashCommand.model_validate(body)
    text = readable(given.text, {})
    with begin(context, given) as tx:
        brought = voices.bring(tx, text, channel_id=given.channel_id)
        words = tx.words
    if brought is not None:
        ack(**views.brought(words, brought).arguments())
    elif forms.fits_a_form(text):
        view = views.form(words, VoiceForm(quote=text.strip()), Opened(channel_id=given.channel_id))
        client.views_open(trigger_id=given.trigger_id, view=view)
        ack()
    else:
        reason = words("voice-too-long-for-form", max=QUOTE_CHARACTERS, len=len(text))
        ack(forms.given_back(reason, text))


def new(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Open an empty form from the global shortcut."""
    given = Shortcut.model_validate(body)
    with begin(context, given) as tx:
        view = views.form(tx.words, VoiceForm(), Opened())
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def offered(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Open an empty form from the button that a pin on some message was answered with."""
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = views.form(tx.words, VoiceForm(), Opened(channel_id=given.channel_id))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def from_message(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Open the form filled with the words of a message."""
    given = Shortcut.model_validate(body)
    with begin(context, given) as tx:
        quote = _words_of(tx, given.message)
        view = views.form(tx.words, VoiceForm(quote=quote), Opened(channel_id=given.channel_id))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def submitted(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    opened = Opened.model_validate_json(given.view.private_metadata or "{}")
    form = VoiceForm.model_validate(given.fields())
    with begin(context, given) as tx:
        if opened.voice_id is None:
            brought = voices.submit(tx, form, channel_id=opened.channel_id)
        else:
            brought = voices.change(tx, opened.voice_id, form)
        view = views.brought_view(tx.words, brought)
    ack(response_action="update", view=view)


def details(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        voice = voices.open_for_change(tx, given.value)
        view = views.form(tx.words, VoiceForm.of(voice), Opened(voice_id=voice.id))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def withdraw(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        voices.withdraw(tx, given.value)
        words = tx.words
    if given.view is not None:
        client.views_update(view_id=given.view["id"], view=views.withdrawn_view(words))
    ack()
    if given.response_url is not None:
        respond_later(given.response_url, words("voice-withdraw"))


def _words_of(tx: Transaction, message: dict[str, Any]) -> str:
    """Return a message's words as a person reads them, with the names we know."""
    text = message.get("text") or ""
    known = (people.find(tx, user_id) for user_id in mentioned(text))
    return readable(text, {person.user_id: person.name for person in known if person and person.name})


def register(app: App) -> None:
    app.command("/voice")(command)
    app.shortcut(VoiceAction.NEW)(new)
    app.shortcut(VoiceAction.FROM_MESSAGE)(from_message)
    app.action(VoiceAction.NEW)(offered)
    app.view(VoiceAction.SUBMIT)(submitted)
    app.action(VoiceAction.DETAILS)(details)
    app.action(VoiceAction.WITHDRAW)(withdraw)
