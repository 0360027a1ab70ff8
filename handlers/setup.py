"""Setting up a circle: its form in two steps, the buttons with which rooms join, and the first dialogue."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.circles import first, joining, setup
from bot.circles.setup import SetupForm, WhoSetsUp
from bot.plaintext import tidy
from bot.views import help as answers
from bot.views import setup as views
from bot.views.joining import JoinAction
from bot.views.setup import SetupAction
from handlers.listening import begin
from handlers.payloads import BlockAction, ViewSubmission, as_we_wrote_it


class FirstStep(ViewSubmission):
    """Where a second one follows it keeps nothing yet, so that sent twice it simply shows that one twice."""

    @property
    def once(self) -> None:  # type: ignore[override]  # what has no effect need not be remembered
        return None


class SecondStep(ViewSubmission):
    """The second step stands in the view of the first and has its id."""

    @property
    def once(self) -> str:
        return f"view:{self.view.id}:{self.view.callback_id}"


def submitted(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    """Take a circle with one room at once; with several, ask in a second step what each stands for."""
    form = SetupForm.model_validate(ViewSubmission.model_validate(body).fields())
    named = setup.departments(form)
    given = (FirstStep if named is None else ViewSubmission).model_validate(body)
    with begin(context, given) as tx:
        setup.check(tx, form)
        if named is None:
            view = views.departments(tx.words, form)
        else:
            view = views.done(tx.words, setup.add(tx, form, named))
    ack(response_action="update", view=view)


def departments_given(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = SecondStep.model_validate(body)
    form = given.view.remembered(SetupForm)
    fields = given.fields()
    named = [tidy(fields.get(f"department_{number}") or "") for number in range(1, len(form.rooms) + 1)]
    with begin(context, given) as tx:
        view = views.done(tx.words, setup.add(tx, form, named))
    ack(response_action="update", view=view)


def lets(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    option = given.actions[0].selected_option or {}
    with as_we_wrote_it():
        who = WhoSetsUp(option.get("value", ""))
    with begin(context, given) as tx:
        setup.let(tx, who)
    ack()


def accept(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        joining.accept(tx, given.value, given.channel_id or "")
    ack()


def offer_first(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        circle, waiting = first.offered(tx, given.value)
        view = views.first(tx.words, circle, waiting)
    if given.view is not None:
        client.views_push(trigger_id=given.trigger_id or "", view=view)
    else:
        client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def first_given(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    fields = given.fields()
    typed = {name: fields.get(name) or "" for name in first.FIELDS}
    with begin(context, given) as tx:
        opened = first.open_with(tx, given.view.private_metadata, fields.get("waiting") or [], typed)
        dialogue = opened.dialogue
        told = answers.opened(tx.words, dialogue.circle, len(dialogue.seated)).text
        view = views.opened(tx.words, told, opened.hidden)
    ack(response_action="update", view=view)


def register(app: App) -> None:
    app.view(SetupAction.SUBMIT)(submitted)
    app.view(SetupAction.DEPARTMENTS)(departments_given)
    app.action(SetupAction.LETS)(lets)
    app.action(JoinAction.ACCEPT)(accept)
    app.action(SetupAction.FIRST)(offer_first)
    app.view(SetupAction.FIRST)(first_given)
