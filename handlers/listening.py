"""How every listener begins and ends: one transaction, committed before the ack, refusals told kindly."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any, TypeVar

import structlog
from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from slack_sdk.webhook import WebhookClient
from sqlalchemy.exc import SQLAlchemyError

from bot import inbox, logs
from bot.faultpoints import FaultPoint, reach
from bot.people import people
from bot.plaintext import readable
from bot.refusals import Busy, Refusal
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
def begin(context: BoltContext, payload: Payload, *, leaves_no_trace: bool = False) -> Iterator[Transaction]:
    """Give the listener its transaction: workspace, person, clock, words, outbox in one object.

    Leaving the block commits. A payload that may come again (`once`) raises `Repeated` the second time.
    `leaves_no_trace`: nothing is kept of who acted, nor that they did; the operation counts each payload once itself.
    """
    with database(context).begin(payload.team_id, patience=PATIENCE_SECONDS) as tx:
        if payload.once and not leaves_no_trace and not inbox.first_time(tx, payload.once):
            raise Repeated
        if payload.user_id and payload.user_id != tx.workspace.bot_user_id:
            known = people.passing if leaves_no_trace else people.seen
            tx.person = known(tx, payload.user_id)
            people.of_team(tx, tx.person, payload.user_team_id)
            context["language"] = tx.words.language
        yield tx
    reach(FaultPoint.COMMITTED)


def on_error(error: Exception, body: dict[str, Any], context: BoltContext, client: WebClient) -> BoltResponse:
    """Turn what ended a listener into its ack: a refusal into words, a bug into a number for the log and the person.

    Events that met a bug or a locked database get 500, so Slack sends them again; forms, buttons and commands are
    never sent again, so the person is told.
    """
    if isinstance(error, Repeated | UnknownWorkspace) or _is_closed_by_now(error):
        return BoltResponse(status=200)
    is_event = "event" in body
    said = words(None if is_event else context.get("language") or _language(context))
    if isinstance(error, Refusal):
        if is_event:
            return BoltResponse(status=500 if isinstance(error, Busy) else 200)
        if isinstance(error, Busy) and _typed(body):
            return _given_back(said(error.key), _typed(body))
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
    if _typed(body):
        return _given_back(_unexpected(said, reference, context), _typed(body))
    return _told(body, said, _unexpected(said, reference, context), None, client)


def _is_closed_by_now(error: Exception) -> bool:
    """Say whether the form that was to show what a press has done is gone: it is done, and nobody looks any more."""
    return isinstance(error, SlackApiError) and error.response.get("error") == "not_found"


def _language(context: BoltContext) -> str | None:
    """Return the language of whoever acts where no transaction came so far as to tell it: the records were busy."""
    with suppress(SQLAlchemyError), database(context).reading() as session:
        return people.language(session, context.team_id or "", context.user_id or "")
    return None


def _typed(body: dict[str, Any]) -> str:
    """Return what was typed after a command: Slack keeps it nowhere, so it must not end here."""
    return readable(body.get("text") or "", {}) if "command" in body else ""


def _given_back(reason: str, typed: str) -> BoltResponse:
    return BoltResponse(status=200, body={"response_type": "ephemeral", **forms.given_back(reason, typed)})


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
        answer = {"response_action": "update", "view": _only_told(said, text).to_dict()}
        return BoltResponse(status=200, body=answer)
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})
    if body.get("response_url"):
        respond_later(body["response_url"], text)
    elif body.get("view", {}).get("type") == "modal":
        with suppress(SlackApiError):  # a stack of three is full: the button simply does nothing
            client.views_push(trigger_id=body["trigger_id"], view=_only_told(said, text))
    elif body.get("view", {}).get("type") == "home" or body.get("type") == "shortcut":
        with suppress(SlackApiError):  # the trigger is too old by now
            client.views_open(trigger_id=body["trigger_id"], view=_only_told(said, text))
    return BoltResponse(status=200)


def _only_told(said: Words, text: str) -> View:
    return forms.told(said, title=said("error-title"), blocks=[forms.ours(text)])


def respond_later(response_url: str, text: str, blocks: Sequence[dict[str, Any]] | None = None) -> None:
    """Tell the person who pressed a button, at most once, beside the ack."""

    def send() -> None:
        WebhookClient(response_url, timeout=5).send(
            text=text, blocks=blocks, response_type="ephemeral", replace_original=False
        )

    Thread(target=send, name="response_url", daemon=True).start()
