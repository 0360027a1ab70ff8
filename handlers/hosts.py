"""Who hosts a circle, and the questions hosts choose: the forms behind the panel, and the offer to take over."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.circles import hosts, questions
from bot.views import hosts as views
from bot.views import questions as question_views
from bot.views import swaps as swap_views
from bot.views.hosts import HostAction
from bot.voices import swaps
from handlers.listening import begin
from handlers.payloads import BlockAction, ViewSubmission


def deputies(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        circle, chosen = hosts.deputies(tx, given.value)
        view = views.deputies(tx.words, circle, chosen, hosts.MOST_DEPUTIES)
    client.views_push(trigger_id=given.trigger_id or "", view=view)
    ack()


def deputies_given(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    with begin(context, given) as tx:
        hosts.name_deputies(tx, given.view.private_metadata, given.fields().get("deputies") or [])
        view = views.deputies_named(tx.words)
    ack(response_action="update", view=view)


def asked(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        circle, own = questions.offered(tx, given.value)
        view = question_views.form(tx.words, circle, own)
    client.views_push(trigger_id=given.trigger_id or "", view=view)
    ack()


def questions_given(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    typed = {name: value or "" for name, value in given.fields().items()}
    with begin(context, given) as tx:
        circle = questions.change(tx, given.view.private_metadata, typed)
        view = question_views.kept(tx.words, circle)
    ack(response_action="update", view=view)


def swap(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        offer = swaps.offered(tx, given.value)
        view = swap_views.form(tx.words, offer.circle, offer.laid_out, offer.waiting)
    client.views_push(trigger_id=given.trigger_id or "", view=view)
    ack()


def swap_given(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    fields = given.fields()
    with begin(context, given) as tx:
        swaps.swap(tx, given.view.private_metadata, fields.get("out") or "", fields.get("in") or "")
        view = swap_views.done(tx.words)
    ack(response_action="update", view=view)


def take(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        hosts.take(tx, given.value, given.channel_id or "")
    ack()


def register(app: App) -> None:
    app.action(HostAction.DEPUTIES)(deputies)
    app.view(HostAction.DEPUTIES)(deputies_given)
    app.action(HostAction.QUESTIONS)(asked)
    app.view(HostAction.QUESTIONS)(questions_given)
    app.action(HostAction.SWAP)(swap)
    app.view(HostAction.SWAP)(swap_given)
    app.action(HostAction.TAKE)(take)
