"""Small successes: /wins, its form, which changes with the kind, and the buttons on a post."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.plaintext import readable
from bot.texts import words as words_in
from bot.views import forms
from bot.views import win_forms as form_views
from bot.views import wins as views
from bot.views.win_forms import KIND, Opened
from bot.views.wins import WinAction
from bot.wins import wins
from bot.wins.win_form import HEADLINE_CHARACTERS, WinForm
from bot.wins.wins import NoWinsRoom
from handlers import showing
from handlers.listening import begin
from handlers.payloads import BlockAction, SlashCommand, ViewSubmission, as_we_wrote_it


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
        client.views_open(trigger_id=given.trigger_id, view=form_views.form(words, filled, offered, opened))
        ack()
    else:
        reason = words("wins-too-long-for-form", max=HEADLINE_CHARACTERS, len=len(text))
        ack(forms.given_back(reason, text))


def kind_chosen(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Let the form ask what belongs to the kind; what was typed for another kind comes back with that one."""
    given = BlockAction.model_validate(body)
    view = given.in_modal
    if view is None or view.callback_id != WinAction.SUBMIT:
        ack()
        return
    opened = view.remembered(Opened)
    fields = view.fields()
    typed = opened.typed | {name: fields[name] for name in form_views.REMEMBERED if name in fields}
    remembered = opened.model_copy(update={"typed": {name: one for name, one in typed.items() if one}})
    chosen = (given.actions[0].selected_option or {}).get("value")
    with as_we_wrote_it():
        form = WinForm.model_validate(typed | fields | {KIND: chosen, "files": []})
    with begin(context, given) as tx:
        win = wins.open_for_change(tx, opened.win_id) if opened.win_id else None
        offered = wins.offered(tx, channel_id=opened.channel_id, win=win)
        pictures = [file["id"] for file in win.files] if win is not None else []
        changed = form_views.form(tx.words, form, offered, remembered, pictures)
    client.views_update(view_id=view.id, hash=view.hash, view=changed)
    ack()


def submitted(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    opened = given.view.remembered(Opened)
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
        opened = Opened(channel_id=given.channel_id, win_id=win.id)
        pictures = [file["id"] for file in win.files]
        view = form_views.form(tx.words, WinForm.of(win), offered, opened, pictures)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def withdrawn(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        wins.withdraw(tx, given.value)
        text, view = tx.words("wins-withdrawn"), views.withdrawn_view(tx.words)
    showing.answer(ack, client, given, view, text)


def cheer(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        wins.cheer(tx, given.value, given.channel_id or "", given.message_ts or "")
    ack()


def register(app: App) -> None:
    app.command("/wins")(command)
    app.view(WinAction.SUBMIT)(submitted)
    app.action({"block_id": KIND, "action_id": forms.VALUE})(kind_chosen)
    app.action(WinAction.DETAILS)(details)
    app.action(WinAction.WITHDRAW)(withdrawn)
    app.action(WinAction.CHEER)(cheer)
