"""Slack's Web API as delivery sees it: each call ends in one of five outcomes, and none is an exception."""

import string
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any, cast
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

CALL_TIMEOUT_SECONDS = 10
PICTURE_BYTES = 10 * 1024 * 1024
CLIP_BYTES = 20 * 1024 * 1024

WRITES_JSON = {
    "chat.postMessage",
    "chat.postEphemeral",
    "chat.update",
    "chat.delete",
    "views.publish",
    "views.update",
}
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
            if method in _OF_SEVERAL_CALLS:
                return Answered(_OF_SEVERAL_CALLS[method](client, arguments))
            if method in WRITES_JSON:
                answer = client.api_call(method, json=dict(arguments))
            else:
                answer = client.api_call(method, params=dict(arguments))
        except SlackApiError as error:
            return _refusal(error)
        except FileRefused as error:
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


class FileRefused(Exception):
    """A picture that cannot be shown in other rooms; the message is our own code."""


def _address(client: WebClient, arguments: Mapping[str, Any]) -> str:
    """Return where a file is read; one whose address we do not keep is asked for."""
    address = arguments["url"] or client.files_info(file=arguments["file"])["file"].get("url_private")
    if not address:
        raise FileRefused("no_address")
    return str(address)


def _mirror(client: WebClient, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Copy a picture that people shared in one room into a file of ours, which every room can be shown."""
    name = arguments["name"]
    picture = _read(client, _address(client, arguments), PICTURE_BYTES)
    uploaded = client.files_upload_v2(filename=name, file=picture, title=name)
    return {"file_id": str(uploaded["files"][0]["id"])}


def _upload(client: WebClient, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Upload a file once more without sharing it: nobody sees it until that is done."""
    clip = _read(client, _address(client, arguments), CLIP_BYTES)
    return {"file_id": _put(client, arguments["name"], clip)}


def _draw(client: WebClient, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Draw a sheet and upload its files; until they are completed in the person's direct messages nobody sees them."""
    from bot.material import making  # noqa: PLC0415  an extra that may not be there, and slow to load
    from bot.material.sheet import Kind, Sheet  # noqa: PLC0415

    sheet = Sheet.model_validate(arguments["sheet"])
    channel = client.conversations_open(users=arguments["user"])["channel"]["id"]
    files = [
        {"id": _put(client, made.name, made.content, made.description), "title": made.name}
        for made in making.make(sheet, Kind(arguments["kind"]))
    ]
    return {"channel": channel, "files": files, "missing": making.missing(sheet)}


def _report(client: WebClient, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Make a report and upload its files; until they are completed where they are wanted nobody sees them."""
    from bot.reports import making  # noqa: PLC0415  slow to load, and seldom needed
    from bot.reports.leaf import Leaf  # noqa: PLC0415

    channel = arguments.get("channel")
    if channel is None:
        channel = client.conversations_open(users=arguments["user"])["channel"]["id"]
    files = [
        {"id": _put(client, made.name, made.content, made.description), "title": made.name}
        for made in making.make(Leaf.model_validate(arguments["leaf"]))
    ]
    return {"channel": channel, "files": files}


def _pulse(client: WebClient, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Draw the line of a pulse and upload it as a file of ours, which any message of ours can show."""
    from bot.reports import picture  # noqa: PLC0415  an extra that may not be there, and slow to load
    from bot.reports.leaf import PulseSheet  # noqa: PLC0415

    made = picture.of_pulse(PulseSheet.model_validate(arguments["sheet"]))
    uploaded = client.files_upload_v2(
        filename=made.name, file=made.content, title=made.name, alt_txt=made.description
    )
    return {"file_id": str(uploaded["files"][0]["id"])}


def _put(client: WebClient, name: str, content: bytes, description: str = "") -> str:
    """Upload bytes, with what they show for who cannot see it (`alt_txt` takes 1,000 characters)."""
    target = {"filename": name, "length": len(content), "alt_txt": description[:1000]}
    place = client.api_call(
        "files.getUploadURLExternal", params={key: value for key, value in target.items() if value}
    )
    request = urllib.request.Request(_of_slack(client, place["upload_url"]), data=content)  # noqa: S310  checked
    with urllib.request.urlopen(request, timeout=CALL_TIMEOUT_SECONDS):  # noqa: S310  the same
        return str(place["file_id"])


def _read(client: WebClient, url: str, at_most: int) -> bytes:
    """Read a file that people shared."""
    try:
        with urllib.request.urlopen(_request(client, url), timeout=CALL_TIMEOUT_SECONDS) as response:  # noqa: S310  checked in _request
            content: bytes = response.read(at_most + 1)
    except HTTPError as error:
        raise FileRefused(f"http_{error.code}") from error
    if not 0 < len(content) <= at_most:
        raise FileRefused("too_large" if content else "empty")
    return content


def _request(client: WebClient, url: str) -> urllib.request.Request:
    """Send the token nowhere but to Slack: an event could name any address. Names of files may hold any letter."""
    address = _of_slack(client, url)
    return urllib.request.Request(address, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310  see above


def _of_slack(client: WebClient, url: str) -> str:
    url = quote(url, safe=string.punctuation)
    host, ours = urlsplit(url).hostname or "", urlsplit(client.base_url).hostname
    if host != ours and not host.endswith(".slack.com"):
        raise FileRefused("not_an_address_of_slack")
    return url


_OF_SEVERAL_CALLS: dict[str, Callable[[WebClient, Mapping[str, Any]], dict[str, Any]]] = {
    "files.mirror": _mirror,
    "files.upload": _upload,
    "files.draw": _draw,
    "files.report": _report,
    "files.pulse": _pulse,
}
"""Methods of our own, each of which is several of Slack's."""
