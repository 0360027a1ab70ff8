"""Leading an improvement: begun by hand, opened, and what whoever leads it says of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.home import home
from bot.improvements import by_hand, hands, improvements, leading, led, my_improvements, proposals
from bot.improvements.improvement_form import ByHandForm, ImprovementForm
from bot.transaction import Transaction
from bot.views import leading as views
from bot.views.leading import LeadAction, OpenedLead
from handlers import showing
from handlers.listening import begin, respond_later
from handlers.payloads import BlockAction, ViewSubmission, as_we_wrote_it
from models import Improvement

Press = Callable[[Transaction, str], Improvement]


def new(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = views.by_hand(tx.words, *by_hand.open_form(tx, given.channel_id))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def begun_by_hand(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    typed = ByHandForm.model_validate(given.fields())
    with begin(context, given) as tx:
        kept = by_hand.begin(tx, typed)
        home.show(tx)
        view = views.begun(tx.words, kept.improvement.what, improvements.moved(tx, kept))
    ack(response_action="update", view=view)


def opened(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = views.opened(tx.words, my_improvements.get(tx, given.value))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def begun(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    pressed(ack, body, context, client, leading.begin)


def done(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    pressed(ack, body, context, client, leading.done)


def later(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    pressed(ack, body, context, client, _later)


def hand(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        what = led.under_way(tx, given.value).what
        view = views.hand_form(tx.words, what, over(given))
    showing.over(client, given, view)
    ack()


def hand_asked(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = ViewSubmission.model_validate(body)
    remembered = given.view.remembered(OpenedLead)
    with begin(context, given) as tx:
        what = hands.ask(tx, remembered.improvement_id or "", given.fields().get("hand") or "").what
        told = views.received(tx.words, what, tx.words("lead-kept"))
        again = shown_again(tx, remembered)
    close_over(ack, client, remembered, told, again)


def helped(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        hands.offer(tx, given.value, given.channel_id or "")
        text = tx.words("hand-offered")
    ack()
    if given.response_url is not None:
        respond_later(given.response_url, text)


def release(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        what = led.held(tx, given.value).what
        view = views.release_form(tx.words, what, over(given))
    showing.over(client, given, view)
    ack()


def released(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = ViewSubmission.model_validate(body)
    remembered = given.view.remembered(OpenedLead)
    with begin(context, given) as tx:
        reason = given.fields().get("reason") or ""
        what = leading.release(tx, remembered.improvement_id or "", reason).what
        told = views.received(tx.words, what, tx.words("lead-kept"))
        again = shown_again(tx, remembered)
    close_over(ack, client, remembered, told, again)


def change(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        filled = leading.to_change(tx, given.value)
        may_withdraw = my_improvements.get(tx, given.value).may_withdraw
        view = views.change_form(tx.words, filled, over(given), may_withdraw=may_withdraw)
    showing.over(client, given, view)
    ack()


def changed(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = ViewSubmission.model_validate(body)
    remembered = given.view.remembered(OpenedLead)
    typed = ImprovementForm.model_validate(given.fields())
    with begin(context, given) as tx:
        kept = leading.change(tx, remembered.improvement_id or "", typed)
        text = improvements.moved(tx, kept) or tx.words("lead-kept")
        told = views.received(tx.words, kept.improvement.what, text)
        again = shown_again(tx, remembered)
    close_over(ack, client, remembered, told, again)


def over(given: BlockAction) -> OpenedLead:
    """Return what a form remembers that is opened by a press, perhaps over the view of the improvement."""
    parent = given.in_modal
    return OpenedLead(improvement_id=given.value, parent_id=parent.id if parent else None)


def shown_again(tx: Transaction, remembered: OpenedLead) -> View | None:
    """Show the actor's home as it is now; return the view anew over which a form stood."""
    home.show(tx)
    if remembered.parent_id is None or not remembered.improvement_id:
        return None
    if not led.may_lead(tx, proposals.get(tx, remembered.improvement_id)):
        return None  # they handed it over
    return views.opened(tx.words, my_improvements.get(tx, remembered.improvement_id))


def close_over(ack: Ack, client: WebClient, remembered: OpenedLead, told: View, again: View | None) -> None:
    """Close a form over the view of its improvement, which shows what has come of it; else say so in its place."""
    if remembered.parent_id is None or again is None:
        ack(response_action="update", view=told)
        return
    client.views_update(view_id=remembered.parent_id, view=again)
    ack()


def _later(tx: Transaction, value: str) -> Improvement:
    improvement_id, _, day = value.partition(":")
    with as_we_wrote_it():
        due_on = date.fromisoformat(day)
    return leading.later(tx, improvement_id, due_on)


def pressed(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient, press: Press) -> None:
    """Do what a press says; the message under it, or the view in which it stands, shows what has come of it."""
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        improvement = press(tx, given.value)
        home.show(tx)
        shown = my_improvements.get(tx, improvement.id) if given.in_modal is not None else None
        view = views.opened(tx.words, shown) if shown is not None else None
    if given.in_modal is not None and view is not None:
        client.views_update(view_id=given.in_modal.id, view=view)
    ack()


def register(app: App) -> None:
    app.action(LeadAction.NEW)(new)
    app.view(LeadAction.NEW)(begun_by_hand)
    app.action(LeadAction.OPEN)(opened)
    app.action(LeadAction.BEGIN)(begun)
    app.action(LeadAction.DONE)(done)
    app.action(LeadAction.LATER)(later)
    app.action(LeadAction.HAND)(hand)
    app.view(LeadAction.HAND)(hand_asked)
    app.action(LeadAction.HELP)(helped)
    app.action(LeadAction.RELEASE)(release)
    app.view(LeadAction.RELEASE)(released)
    app.action(LeadAction.CHANGE)(change)
    app.view(LeadAction.CHANGE)(changed)
