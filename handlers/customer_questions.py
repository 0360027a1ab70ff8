"""A question for a customer, asked from a voice on the table, and the answer that somebody brings back."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.views import customer_questions as views
from bot.views.customer_questions import CustomerQuestionAction
from bot.voices import customer_questions
from handlers.listening import begin
from handlers.payloads import BlockAction, ViewSubmission, as_we_wrote_it


def open_question(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with as_we_wrote_it():
        dialogue_id, voice_id = given.value.split(":")
    with begin(context, given) as tx:
        seated = customer_questions.to_ask(tx, dialogue_id, voice_id, given.channel_id or "")
        view = views.ask_form(tx.words, given.value, seated.voice.quote)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def asked(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    with as_we_wrote_it():
        dialogue_id, voice_id = given.view.private_metadata.split(":")
    with begin(context, given) as tx:
        customer_questions.ask(tx, dialogue_id, voice_id, given.fields().get("question") or "")
        view = views.received(tx.words)
    ack(response_action="update", view=view)


def open_answer(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        question = customer_questions.to_answer(tx, given.value, given.channel_id or "")
        view = views.answer_form(tx.words, question)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def answered(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    with begin(context, given) as tx:
        customer_questions.answer(tx, given.view.private_metadata, given.fields().get("answer") or "")
        view = views.received(tx.words)
    ack(response_action="update", view=view)


def register(app: App) -> None:
    app.action(CustomerQuestionAction.ASK)(open_question)
    app.view(CustomerQuestionAction.ASK)(asked)
    app.action(CustomerQuestionAction.ANSWER)(open_answer)
    app.view(CustomerQuestionAction.ANSWER)(answered)
