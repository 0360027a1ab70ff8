"""Slack's Web API as delivery sees it: each call ends in one of five outcomes, and none is an exception."""

import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

CALL_TIMEOUT_SECONDS = 10
PICTURE_BYTES = 10 * 1024 * 1024

WRITES_JSON = {"chat.postMessage", "chat.postEphemeral", "chat.update", "chat.delete", "views.publish"}
PERHAPS_DONE = {
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
}
"""Answers after which the call may have taken effect all the same."""


@dataclass(frozen=True)
class Answered:
    """Slack did it."""

    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RateLimited:
    """Slack did nothing and wants this method to rest."""

    seconds: float


@dataclass(frozen=True)
class Refused:
    """Slack did nothing and never will: `error` is its code."""

    error: str


@dataclass(frozen=True)
class NotSent:
    """The call did not reach Slack."""

    why: str


@dataclass(frozen=True)
class Unknown:
    """Slack may have done it: a time-out, a dropped connection, a 5xx."""

    why: str


Outcome = Answered | RateLimited | Refused | NotSent | Unknown


class Slack:
    """Calls the Web API for the workspaces whose clients it is given."""

    def __init__(self, clients: Mapping[str, WebClient]) -> None:
        self._clients = clients

    @property
    def workspace_ids(self) -> list[str]:
        return list(self._clients)

    def call(self, workspace_id: str, method: str, arguments: Mapping[str, Any]) -> Outcome:
        """Make one call, once; what is to be tried again is for delivery to say."""
        client = self._clients[workspace_id]
        try:
            if method == "files.mirror":
                return Answered({"file_id": _mirror(client, arguments["url"], arguments["name"])})
            if method in WRITES_JSON:
                answer = client.api_call(method, json=dict(arguments))
            else:
                answer = client.api_call(method, params=dict(arguments))
        except SlackApiError as error:
            return _refusal(error)
        except PictureRefused as error:
            return Refused(str(error))
        except URLError as error:
            never_left = isinstance(error.reason, ConnectionRefusedError | OSError) and not isinstance(
                error.reason, TimeoutError | ConnectionResetError | BrokenPipeError
            )
            return NotSent(str(error.reason)) if never_left else Unknown(str(error.reason))
        except (OSError, HTTPException) as error:
            return Unknown(type(error).__name__)
        return Answered(cast("dict[str, Any]", answer.data))

    def find_post(
        self, workspace_id: str, channel_id: str, thread_ts: str | None, since: str | None, key: str
    ) -> Outcome:
        """Look for the message that carries `key` in its metadata, among those after `since` (a ts).

        Answered with `ts` and `channel` when it stands there, with nothing when it does not.
        """
        if channel_id.startswith(("U", "W")):
            opened = self.call(workspace_id, "conversations.open", {"users": channel_id})
            if not isinstance(opened, Answered):
                return opened
            channel_id = opened.data["channel"]["id"]
        arguments: dict[str, Any] = {"channel": channel_id, "include_all_metadata": True, "limit": 200}
        if since:
            arguments["oldest"] = since
        if thread_ts:
            arguments["ts"] = thread_ts
        method = "conversations.replies" if thread_ts else "conversations.history"
        while True:
            page = self.call(workspace_id, method, arguments)
            if not isinstance(page, Answered):
                return page
            for message in page.data.get("messages", []):
                if (message.get("metadata") or {}).get("event_payload", {}).get("key") == key:
                    return Answered({"ts": message["ts"], "channel": channel_id})
            cursor = (page.data.get("response_metadata") or {}).get("next_cursor")
            if not cursor or not since:
                return Answered()  # without a place to start from, the newest page is where it would stand
            arguments["cursor"] = cursor


def _refusal(error: SlackApiError) -> Outcome:
    response = error.response
    status = response.status_code
    if status == 429:
        return RateLimited(float(response.headers.get("Retry-After", 30)))
    code = response.data.get("error") if isinstance(response.data, dict) else None
    if code in {"ratelimited", "rate_limited"}:
        return RateLimited(float(response.headers.get("Retry-After", 30)))
    if status >= 500 or code is None or code in PERHAPS_DONE or code.startswith("Received a response"):
        return Unknown(f"HTTP {status} {code or ''}".strip())
    return Refused(code)


class PictureRefused(Exception):
    """A picture that cannot be shown in other rooms; the message is our own code."""


def _mirror(client: WebClient, url: str, name: str) -> str:
    """Copy a picture that people shared in one room into a file of ours, which every room can be shown."""
    try:
        with urllib.request.urlopen(_request(client, url), timeout=CALL_TIMEOUT_SECONDS) as response:  # noqa: S310  checked in _request
            picture = response.read(PICTURE_BYTES + 1)
    except HTTPError as error:
        raise PictureRefused(f"http_{error.code}") from error
    if len(picture) > PICTURE_BYTES:
        raise PictureRefused("too_large")
    uploaded = client.files_upload_v2(filename=name, file=picture, title=name)
    return str(uploaded["files"][0]["id"])


def _request(client: WebClient, url: str) -> urllib.request.Request:
    """Send the token nowhere but to Slack: an event could name any address."""
    host, ours = urlsplit(url).hostname or "", urlsplit(client.base_url).hostname
    if host != ours and not host.endswith(".slack.com"):
        raise PictureRefused("not_an_address_of_slack")
    return urllib.request.Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310  see above
