"""How every listener begins and ends: one transaction, committed before the ack, refusals told kindly."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any, TypeVar

import structlog
from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot import inbox, logs, people
from bot.faultpoints import FaultPoint, reach
from bot.refusals import Refusal
from bot.texts import Words, words
from bot.transaction import PATIENCE_SECONDS, Database, Transaction, UnknownWorkspace
from bot.views import forms
from handlers.payloads import Payload

log = structlog.get_logger()
P = TypeVar("P", bound=Payload)


class Repeated(Exception):
    """The same payload has already taken effect: it is acked again and does nothing."""


def database(context: BoltContext) -> Database:
    """Return the database that `app.py` put beside every payload."""
    found = context["database"]
    assert isinstance(found, Database)
    return found


@contextmanager
def begin(context: BoltContext, payload: Payload) -> Iterator[Transaction]:
    """Give the listener its transaction: workspace, person, clock, words, outbox in one object.

    Leaving the block commits. A payload that may come again (`once`) raises `Repeated` the second time.
    """
    with database(context).begin(payload.team_id, patience=PATIENCE_SECONDS) as tx:
        if payload.once and not inbox.first_time(tx, payload.once):
            raise Repeated
        if payload.user_id and payload.user_id != tx.workspace.bot_user_id:
            tx.person = people.seen(tx, payload.user_id)
            context["language"] = tx.words.language
        yield tx
    reach(FaultPoint.COMMITTED)


def on_error(error: Exception, body: dict[str, Any], context: BoltContext, client: WebClient) -> BoltResponse:
    """Turn what ended a listener into its ack: a refusal into words, a bug into a number for the log and the person.

    Events that met a bug or a locked database get 500, so Slack sends them again; forms, buttons and commands are
    never sent again, so the person is told.
    """
    if isinstance(error, Repeated | UnknownWorkspace):
        return BoltResponse(status=200)
    said = words(context.get("language"))
    is_event = "event" in body
    if isinstance(error, Refusal):
        if is_event:
            return BoltResponse(status=500 if error.key == "error-busy" else 200)
        return _told(body, said, said(error.key, **error.places), error.field, client)
    reference = secrets.token_hex(3)
    log.error(
        "listener failed",
        reference=reference,
        kind=body.get("type") or body.get("command"),
        error=logs.named(error),
    )
    if is_event:
        return BoltResponse(status=500)
    return _told(body, said, _unexpected(said, reference, context), None, client)


def _unexpected(said: Words, reference: str, context: BoltContext) -> str:
    contact = database(context).contact or said("contact-default")
    return said("error-unexpected", ref=reference, contact=contact)


def _told(body: dict[str, Any], said: Words, text: str, field: str | None, client: WebClient) -> BoltResponse:
    """Answer in the place where the person looks: at the form's field, over the form, or as a private note."""
    if body.get("type") == "view_submission":
        inputs = [block["block_id"] for block in body["view"].get("blocks", ()) if block["type"] == "input"]
        at = field if field in inputs else (inputs or [None])[0]
        if at is not None:
            return BoltResponse(status=200, body={"response_action": "errors", "errors": {at: text}})
        return BoltResponse(status=200)
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})
    if body.get("response_url"):
        respond_later(body["response_url"], text)
    elif body.get("view", {}).get("type") == "modal":
        view = forms.told(said, title=said("error-title"), blocks=[forms.ours(text)])
        with suppress(SlackApiError):  # a stack of three is full: the button simply does nothing
            client.views_push(trigger_id=body["trigger_id"], view=view)
    return BoltResponse(status=200)


def respond_later(response_url: str, text: str) -> None:
    """Tell the person who pressed a button, at most once, beside the ack."""

    def send() -> None:
        WebhookClient(response_url, timeout=5).send(
            text=text, response_type="ephemeral", replace_original=False
        )

    Thread(target=send, name="response_url", daemon=True).start()
