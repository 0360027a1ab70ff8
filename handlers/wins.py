"""Small successes: /wins, its form, and the button for a cheer."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot import wins
from bot.plaintext import readable
from bot.texts import words as words_in
from bot.views import forms
from bot.views import wins as views
from bot.views.wins import Opened, WinAction
from bot.win_form import HEADLINE_CHARACTERS, WinForm
from bot.wins import NoWinsRoom
from handlers.listening import begin
from handlers.payloads import BlockAction, SlashCommand, ViewSubmission


def command(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Post the words at once; without any, or with more than a win holds, the form is opened with them."""
    given = SlashCommand.model_validate(body)
    text = readable(given.text, {})
    try:
        with begin(context, given) as tx:
            words = tx.words
            win = wins.share(tx, text, channel_id=given.channel_id)
            if win is not None:
                answer = views.shared(words, win, wins.posted_in(tx, win)).arguments()
            else:
                offered = wins.offered(tx, channel_id=given.channel_id)
    except NoWinsRoom as refusal:
        reason = words_in(context.get("language"))(refusal.key, **refusal.places)
        ack(forms.given_back(reason, text))
        return
    if win is not None:
        ack(**answer)
    elif forms.fits_a_form(text):
        filled, opened = WinForm(headline=text.strip()), Opened(channel_id=given.channel_id)
        client.views_open(trigger_id=given.trigger_id, view=views.form(words, filled, offered, opened))
        ack()
    else:
        reason = words("wins-too-long-for-form", max=HEADLINE_CHARACTERS, len=len(text))
        ack(forms.given_back(reason, text))


def submitted(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    opened = Opened.model_validate_json(given.view.private_metadata or "{}")
    form = WinForm.model_validate(given.fields())
    with begin(context, given) as tx:
        if opened.win_id is None:
            win = wins.submit(tx, form, channel_id=opened.channel_id)
        else:
            win = wins.change(tx, opened.win_id, form)
        view = views.shared_view(tx.words, win, wins.posted_in(tx, win))
    ack(response_action="update", view=view)


def details(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        win = wins.open_for_change(tx, given.value)
        offered = wins.offered(tx, channel_id=given.channel_id, win=win)
        view = views.form(tx.words, WinForm.of(win), offered, Opened(win_id=win.id))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def cheer(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        wins.cheer(tx, given.value, given.channel_id or "", given.message_ts or "")
    ack()


def register(app: App) -> None:
    app.command("/wins")(command)
    app.view(WinAction.SUBMIT)(submitted)
    app.action(WinAction.DETAILS)(details)
    app.action(WinAction.CHEER)(cheer)
