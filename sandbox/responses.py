"""response_urls: five messages within thirty minutes, without a token (SLACK.md §6)."""

import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox import acts, rules
from sandbox.content import Content, read_content
from sandbox.refusal import Refusal
from sandbox.workspace import Channel, Ephemeral, Json, Message, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

USES = 5


@dataclass
class ResponseUrl:
    """Where an answer goes; `message_ts` is the message a button stood on, `ephemeral` if only seen by one."""

    workspace: str
    channel: str
    user: str
    message_ts: str | None = None
    ephemeral: bool = False
    thread_ts: str | None = None
    uses: int = 0
    issued: float = field(default_factory=time.monotonic)


class ResponseUrls:
    def __init__(self, slack: "Slack") -> None:
        self._slack = slack
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, response: ResponseUrl) -> str:
        key = secrets.token_urlsafe(18)
        self._issued[key] = response
        return f"{self._slack.url}/response/{response.workspace}/{key}"

    def use(self, key: str, body: object) -> Json | None:
        """Do what an answer says; the ephemeral or message it made, if it made one."""
        response = self._issued.get(key)
        if response is None:
            raise Refusal("invalid_url", rules.RESPONSE_URL_KNOWN)
        if time.monotonic() - response.issued > self._slack.settings.response_url_seconds:
            raise Refusal("expired_url", rules.RESPONSE_URL_LIFE)
        if response.uses >= USES:
            raise Refusal("used_url", rules.RESPONSE_URL_USES)
        if not isinstance(body, dict):
            raise Refusal("invalid_payload", rules.RESPONSE_URL_BODY)
        self._slack.limits.check_response_url(key)
        answer = apply_answer(self._slack, response, body, fresh=response.message_ts is None)
        response.uses += 1
        return answer


def apply_answer(slack: "Slack", response: ResponseUrl, body: Json, *, fresh: bool) -> Json | None:
    """Show what a response_url or the ack of a command was given.

    `fresh`: there is no message to replace (commands, global shortcuts).
    """
    workspace = slack.state.workspaces[response.workspace]
    channel = workspace.channels[response.channel]
    if body.get("delete_original") and not fresh:
        _delete_original(slack, workspace, channel, response)
        return None
    content = read_content(workspace, body)
    if body.get("replace_original") and not fresh:
        return _replace_original(slack, workspace, channel, response, content)
    in_channel = body.get("response_type") == "in_channel" and not response.ephemeral
    thread_ts = body.get("thread_ts") or response.thread_ts
    if not in_channel:
        return show_ephemeral(slack, workspace, channel, response.user, content, thread_ts)
    message = acts.post(slack, workspace, channel, content.message(workspace, thread_ts))
    return {"ts": message.ts, "text": message.text, "blocks": message.blocks, "response_type": "in_channel"}


def show_ephemeral(
    slack: "Slack",
    workspace: Workspace,
    channel: Channel,
    user: str,
    content: Content,
    thread_ts: str | None = None,
) -> Json:
    ephemeral = Ephemeral(
        acts.new_ts(slack, channel),
        channel.id,
        user,
        content.text,
        content.blocks,
        content.attachments,
        thread_ts,
    )
    workspace.ephemerals.append(ephemeral)
    _tell(slack, workspace, ephemeral)
    return {
        "ts": ephemeral.ts,
        "text": ephemeral.text,
        "blocks": ephemeral.blocks,
        "response_type": "ephemeral",
    }


def _tell(slack: "Slack", workspace: Workspace, one: Ephemeral) -> None:
    """Say that an ephemeral has come, changed or gone."""
    where = {"channel": one.channel, "ts": one.ts, "thread_ts": one.thread_ts}
    slack.changes.tell("ephemeral", workspace=workspace.id, user=one.user, **where)


def _original(
    workspace: Workspace, channel: Channel, response: ResponseUrl
) -> tuple[Ephemeral | None, Message | None]:
    ephemeral = next(
        (
            one
            for one in workspace.ephemerals
            if response.ephemeral and one.ts == response.message_ts and not one.gone
        ),
        None,
    )
    return ephemeral, None if response.ephemeral else channel.messages.get(response.message_ts or "")


def _delete_original(slack: "Slack", workspace: Workspace, channel: Channel, response: ResponseUrl) -> None:
    ephemeral, message = _original(workspace, channel, response)
    if ephemeral:
        ephemeral.gone = True
        _tell(slack, workspace, ephemeral)
    elif message:
        acts.delete(slack, workspace, channel, message)
    else:
        raise Refusal("message_not_found", rules.MESSAGE_FOUND)


def _replace_original(
    slack: "Slack", workspace: Workspace, channel: Channel, response: ResponseUrl, content: Content
) -> Json:
    ephemeral, message = _original(workspace, channel, response)
    shown = {"text": content.text, "blocks": content.blocks, "attachments": content.attachments}
    if ephemeral:
        ephemeral.text, ephemeral.blocks = content.text, content.blocks
        ephemeral.attachments = content.attachments
        _tell(slack, workspace, ephemeral)
    elif message and message.from_app:
        acts.edit(slack, workspace, channel, message, workspace.bot_user_id, **shown)
    else:
        raise Refusal("message_not_found", rules.MESSAGE_FOUND)
    return {"ts": response.message_ts or "", **shown, "response_type": "replaced"}
