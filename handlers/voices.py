"""Customers' voices: /voice, the form, and the shortcuts that open it."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.files import SlackFile
from bot.home import home
from bot.people import people
from bot.plaintext import mentioned, readable
from bot.transaction import Transaction
from bot.views import forms
from bot.views import my_voices as my_voice_views
from bot.views import voices as views
from bot.views.voices import Opened, VoiceAction
from bot.voices import my_voices, voice_files, voices
from bot.voices.voice_form import QUOTE_CHARACTERS, VoiceForm
from handlers import showing
from handlers.listening import begin, respond_later
from handlers.payloads import BlockAction, Shortcut, SlashCommand, ViewSubmission, as_we_wrote_it


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
    """Open an empty form from a button; one under a message with files holds those already."""
    given = BlockAction.model_validate(body)
    with as_we_wrote_it():
        opened = (
            Opened.model_validate_json(given.value) if given.value else Opened(channel_id=given.channel_id)
        )
    with begin(context, given) as tx:
        view = views.form(tx.words, VoiceForm(), opened)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def from_message(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Open the form filled with the words of a message."""
    given = Shortcut.model_validate(body)
    with begin(context, given) as tx:
        quote = _words_of(tx, given.message)
        view = views.form(
            tx.words,
            VoiceForm(quote=quote),
            _opened_from(tx, given),
        )
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def submitted(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    """Keep a voice; where something in it may lead to a person, show that first and let its writer choose."""
    given = ViewSubmission.model_validate(body)
    opened = given.view.remembered(Opened)
    form = VoiceForm.model_validate(given.fields())
    form.files = [*opened.files, *form.files]
    try:
        with begin(context, given, leaves_no_trace=bool(form.unnamed)) as tx:
            _ask_to_look(tx, form, opened)
            if opened.voice_id is None:
                brought = voices.submit(tx, form, channel_id=opened.channel_id, message_ts=opened.message_ts)
            else:
                brought = voices.change(tx, opened.voice_id, form)
            view = views.brought_view(tx.words, brought)
    except LookFirst as look:  # nothing was kept, nor that this form was sent
        view = look.view
    ack(response_action="update", view=view)


class LookFirst(Exception):
    """Something in a form may lead to a person; its writer is asked."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view


def _ask_to_look(tx: Transaction, form: VoiceForm, opened: Opened) -> None:
    """Raise `LookFirst` where something may lead to a person and its writer has not said what of it does."""
    hits = voices.hits(tx, form) if form.not_personal is None else []
    if hits:
        remembered = opened.model_copy(update={"files": voice_files.remembered(tx, form.files)})
        raise LookFirst(views.form(tx.words, form, remembered, hits=hits, masked=voices.masked(tx, form)))


def details(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        voice = voices.open_for_change(tx, given.value)
        view = views.form(tx.words, VoiceForm.of(voice), Opened(voice_id=voice.id))
    showing.over(client, given, view)
    ack()


def mine(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Show a page of what the actor brought: in the view that is open, or in a new one."""
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        with as_we_wrote_it():
            page, shown = my_voices.page(tx, given.value)
        view = my_voice_views.opened(tx.words, page, shown)
    showing.turn(client, given, view)
    ack()


def withdraw(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        voices.withdraw(tx, given.value)
        words = tx.words
        if given.in_home:
            home.show(tx)
    if given.in_home:
        ack()
        return
    if given.view is not None:
        client.views_update(view_id=given.view["id"], view=views.withdrawn_view(words))
    ack()
    if given.response_url is not None:
        respond_later(given.response_url, words("voice-withdraw"))


def _opened_from(tx: Transaction, given: Shortcut) -> Opened:
    """Let the form remember its message with the files there."""
    attached = [SlackFile.model_validate(file) for file in given.message.get("files", ())]
    files = voice_files.remembered(tx, attached)
    return Opened(channel_id=given.channel_id, message_ts=given.message.get("ts"), files=files)


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
    app.action(VoiceAction.MINE)(mine)
    app.action(VoiceAction.WITHDRAW)(withdraw)
