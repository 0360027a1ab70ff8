"""Payloads over HTTP: signed, form or JSON, as Slack sends them (SLACK.md §4)."""

import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sandbox.httpclient import HttpClient, TooManyRedirects
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
        self._client = HttpClient()

    def close(self) -> None:
        self._client.close()

    async def hand_over(self, kind: PayloadKind, payload: Json, number: int, reason: str) -> Answer:
        """One POST; the app has `ack_seconds` for its answer."""
        url = self._slack.request_url(kind, payload)
        if url is None:
            return Answer("connection_failed", route="no request URL")
        body, content_type = encoded(kind, payload)
        headers = self._headers(body, content_type)
        if number:
            headers |= {"x-slack-retry-num": str(number), "x-slack-retry-reason": reason}
        try:
            response = await self._client.post(url, body, headers, self._slack.settings.ack_seconds)
        except TimeoutError:
            return Answer("http_timeout", route=url)
        except TooManyRedirects:
            return Answer("too_many_redirects", route=url)
        except ConnectionError:
            return Answer("connection_failed", route=url)
        good = 200 <= response.status < 300 if kind == "event" else response.status == 200
        return Answer(
            "acked" if good else "http_error",
            response.body(),
            response.status,
            no_retry=response.headers.get("x-slack-no-retry") == "1",
            route=url,
        )

    def _headers(self, body: bytes, content_type: str) -> dict[str, str]:
        timestamp = str(int(time.time()))
        return {
            "Content-Type": content_type,
            "Accept": "*/*",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._slack.state.app.signing_secret, timestamp, body),
        }
