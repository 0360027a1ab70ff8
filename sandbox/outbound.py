"""Payloads over HTTP: signed, form or JSON, as Slack sends them (SLACK.md §4)."""

import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx

from sandbox.payload import Answer, PayloadKind
from sandbox.workspace import Json

if TYPE_CHECKING:
    from sandbox.slack import Slack

FORM = "application/x-www-form-urlencoded"


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The value of X-Slack-Signature."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def encoded(kind: str, payload: Json) -> tuple[bytes, str]:
    """The body and content type of a payload."""
    if kind == "event":
        return json.dumps(payload, ensure_ascii=False).encode(), "application/json"
    if kind == "command":
        return urlencode(payload).encode(), FORM
    return urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode(), FORM


class Outbound:
    """One client with connections kept open."""

    def __init__(self, slack: "Slack") -> None:
        self._slack = slack
        self._client: httpx.AsyncClient | None = None

    async def close(self) -> None:
        if self._client:
            await self._client.aclose()

    async def hand_over(self, kind: PayloadKind, payload: Json, number: int, reason: str) -> Answer:
        """One POST; the app has `ack_seconds` for its answer."""
        url = self._slack.request_url(kind, payload)
        if url is None:
            return Answer("connection_failed", route="no request URL")
        body, content_type = encoded(kind, payload)
        headers = self._headers(body, content_type)
        if number:
            headers |= {"x-slack-retry-num": str(number), "x-slack-retry-reason": reason}
        outcome, response = await self._post(url, body, headers)
        if response is None:
            return Answer(outcome, route=url)
        good = response.is_success if kind == "event" else response.status_code == 200
        return Answer(
            "acked" if good else "http_error",
            _content(response),
            response.status_code,
            no_retry=response.headers.get("x-slack-no-retry") == "1",
            route=url,
        )

    def _headers(self, body: bytes, content_type: str) -> dict[str, str]:
        timestamp = str(int(time.time()))
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._slack.state.app.signing_secret, timestamp, body),
        }

    async def _post(
        self, url: str, body: bytes, headers: dict[str, str]
    ) -> tuple[str, httpx.Response | None]:
        client = self._client = self._client or httpx.AsyncClient(
            follow_redirects=True,
            max_redirects=2,
            trust_env=False,
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=20),
        )
        try:
            seconds = self._slack.settings.ack_seconds
            return "acked", await client.post(url, content=body, headers=headers, timeout=seconds)
        except httpx.TimeoutException:
            return "http_timeout", None
        except httpx.TooManyRedirects:
            return "too_many_redirects", None
        except httpx.HTTPError:
            return "connection_failed", None


def _content(response: httpx.Response) -> Any:
    """JSON where it is JSON, else text; nothing for an empty body."""
    if not response.content:
        return None
    if "json" in response.headers.get("content-type", ""):
        try:
            return response.json()
        except ValueError:
            return response.text
    return response.text
