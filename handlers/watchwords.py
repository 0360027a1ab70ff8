"""Watchwords: /watchwords, the pages of the shelf, and the buttons with which phrases are chosen, adopted and joined."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.delivery.outbox import About, Message
from bot.plaintext import readable
from bot.views import forms
from bot.views import looking_back as looking_views
from bot.views import pinning as pin_views
from bot.views import shelf as shelf_views
from bot.views.pinning import Pinned
from bot.views.shelf import ShelfAction
from bot.views.word_actions import WatchwordAction
from bot.watchwords import looking_back, pinning, same_words, shelf
from bot.watchwords.phrases import PhraseForm
from handlers import showing
from handlers.listening import begin, respond_later
from handlers.looking_back import search_of
from handlers.payloads import BlockAction, SlashCommand, ViewSubmission, as_we_wrote_it


def command(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    """Look back: at all watchwords, or at those that speak to somebody's words."""
    given = SlashCommand.model_validate(body)
    asked = readable(given.text, {}).strip()
    search = search_of(context)
    question = search.ask(asked)
    with begin(context, given) as tx:
        if asked:
            found = looking_back.look_back(tx, search, question, channel_id=given.channel_id)
            answer = looking_views.answer(tx.words, found)
        else:
            answer = shelf_views.shelf(tx.words, shelf.page(tx, channel_id=given.channel_id))
    ack(**answer.arguments())


def turn(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Show a page of the shelf: in the view that is open, or in a new one."""
    given = BlockAction.model_validate(body)
    opened = showing.opened(given)
    with begin(context, given) as tx:
        with as_we_wrote_it():
            shown = shelf.page(tx, given.value, which=opened.which, channel_id=opened.channel_id)
        view = shelf_views.opened(tx.words, shown, opened)
    showing.turn(client, given, view)
    ack()


def which(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Show one circle's watchwords, all of them, or those that were put away."""
    given = BlockAction.model_validate(body)
    option = given.actions[0].selected_option or {}
    opened = showing.opened(given)
    with begin(context, given) as tx:
        shown = shelf.page(tx, which=option.get("value") or "", channel_id=opened.channel_id)
        view = shelf_views.opened(tx.words, shown, opened)
    showing.turn(client, given, view)
    ack()


def chosen(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    kind, _, rest = given.value.partition(":")
    about_id, _, phrase = rest.partition(":")
    about = About(kind, about_id)
    with begin(context, given) as tx:
        word = pinning.choose(tx, about, PhraseForm(phrase=phrase))
        answer = pin_views.chosen(tx.words, word.phrase)
    ack()
    _respond(given, answer)


def form(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    about = _about(given.value)
    with begin(context, given) as tx:
        text, filled = pinning.to_trim(tx, about)
        view = pin_views.trim(tx.words, about, text, filled)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def trimmed(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    about = given.view.remembered(Pinned).about
    typed = PhraseForm.model_validate(given.fields())
    with begin(context, given) as tx:
        word = pinning.choose(tx, about, typed)
        told = pin_views.chosen(tx.words, word.phrase)
        view = forms.told(tx.words, title=tx.words("pin-title"), blocks=told.blocks)
    ack(response_action="update", view=view)


def supported(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Put a phrase forward, or no longer, and say how it stands where the button was."""
    given = BlockAction.model_validate(body)
    opened = showing.opened(given)
    is_on = given.actions[0].action_id == WatchwordAction.ADOPT
    with begin(context, given) as tx:
        is_adopted = pinning.support(tx, given.value, opened.channel_id or "", is_on=is_on)
        text = shelf_views.supported(tx.words, tx.agreement, is_on=is_on, is_adopted=is_adopted)
        shown = shelf.page(tx, opened.place, which=opened.which, channel_id=opened.channel_id)
        view = shelf_views.opened(tx.words, shown, opened, done=text)
    showing.answer(ack, client, given, view, text)


def joined(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    word_id, _, other_id = given.value.partition(":")
    with begin(context, given) as tx:
        head = same_words.join(tx, word_id, other_id)
        answer = pin_views.joined(tx.words, word_id if head.id != word_id else other_id, head)
    ack()
    _respond(given, answer)


def parted(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    opened = showing.opened(given)
    with begin(context, given) as tx:
        same_words.part(tx, given.value)
        text = tx.words("pin-parted")
        shown = shelf.page(tx, opened.place, which=opened.which, channel_id=opened.channel_id)
        view = shelf_views.opened(tx.words, shown, opened, done=text)
    showing.answer(ack, client, given, view, text)


def _about(value: str) -> About:
    with as_we_wrote_it():
        kind, about_id = value.split(":")
    return About(kind, about_id)


def _respond(given: BlockAction, answer: Message) -> None:
    if given.response_url is not None:
        arguments = answer.arguments()
        respond_later(given.response_url, arguments["text"], arguments["blocks"])


def register(app: App) -> None:
    app.command("/watchwords")(command)
    app.action(WatchwordAction.PAGE)(turn)
    app.action(ShelfAction.WHICH)(which)
    app.action(WatchwordAction.CHOOSE)(chosen)
    app.action(WatchwordAction.PHRASE)(form)
    app.view(WatchwordAction.PHRASE)(trimmed)
    app.action(WatchwordAction.ADOPT)(supported)
    app.action(WatchwordAction.LET_GO)(supported)
    app.action(WatchwordAction.JOIN)(joined)
    app.action(WatchwordAction.PART)(parted)
