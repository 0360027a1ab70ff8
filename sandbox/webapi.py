"""A call of the Web API from the first byte to the answer: body, token, scope, limits, faults, method.

Slack answers HTTP 200 even when it refuses; only a used-up rate limit is a 429 (SLACK.md §1).
"""

import asyncio
import base64
import json
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser

from sandbox import rules
from sandbox.faults import Fault
from sandbox.methods import METHODS, Arguments, Call, Method
from sandbox.refusal import Limited, Refusal
from sandbox.traffic import Entry
from sandbox.workspace import Json, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

SECRET_ARGUMENTS = ("token", "client_secret", "code")


@dataclass
class Request:
    """A call as it came; `token` is from the header, or a form field."""

    method: str
    arguments: Json
    token: str = ""
    warnings: list[str] = field(default_factory=list)


@dataclass
class Response:
    """`status` 0 stands for a connection that is dropped without an answer."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


async def read_request(method: str, query: str, headers: Headers, body: bytes) -> Request:
    """What was called; an empty body is fine whatever its type says, as the SDK sends it."""
    request = Request(method, {})
    given = headers.get("authorization", "")
    if given.lower().startswith("bearer "):
        request.token = given[7:].strip()
    request.arguments |= {key: value for key, value in parse_qsl(query) if key != "token"}
    if given.lower().startswith("basic "):
        request.arguments |= _basic(given[6:])
    content_type = headers.get("content-type", "")
    if body and "json" in content_type:
        request.arguments |= _json_body(body)
        if "charset" not in content_type:
            request.warnings.append("missing_charset")
    elif body and "multipart" in content_type:
        request.arguments |= await _multipart(headers, body)
        request.token = request.token or str(request.arguments.pop("token", ""))
    elif body:
        request.arguments |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        request.token = request.token or str(request.arguments.pop("token", ""))
    return request


def _basic(encoded: str) -> Json:
    name, _, secret = base64.b64decode(encoded).decode().partition(":")
    return {"client_id": name, "client_secret": secret}


def _json_body(body: bytes) -> Json:
    try:
        given = json.loads(body)
    except ValueError:
        raise Refusal("invalid_json", rules.BODY_JSON) from None
    if not isinstance(given, dict):
        raise Refusal("json_not_object", rules.BODY_OBJECT)
    return {key: value for key, value in given.items() if key != "token"}


async def _multipart(headers: Headers, body: bytes) -> Json:
    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    form = await MultiPartParser(headers, once()).parse()
    return {key: value for key, value in form.items() if isinstance(value, str)}


class WebApi:
    def __init__(self, slack: "Slack") -> None:
        self._slack = slack

    async def answer(self, method: str, query: str, headers: Headers, body: bytes) -> Response:
        """The answer to a call, after whatever the faults do to it."""
        begun = time.monotonic()
        self._slack.last_call_at = begun
        entry = self._slack.log("call", method, "", {})
        try:
            request = await read_request(method, query, headers, body)
        except Refusal as refusal:
            return self._closed(entry, begun, _refused(refusal, entry))
        entry.body = _without_secrets(request.arguments)
        response = await self._with_faults(request, entry)
        self._slack.last_call_at = time.monotonic()
        return self._closed(entry, begun, response)

    def _closed(self, entry: Entry, begun: float, response: Response) -> Response:
        entry.answer, entry.status = response.body, response.status
        entry.ms = round((time.monotonic() - begun) * 1000, 2)
        self._slack.traffic.changed(entry)
        return response

    async def _with_faults(self, request: Request, entry: Entry) -> Response:
        workspace = self._slack.workspace_of(request.token)
        name = workspace.id if workspace else ""
        channel = str(request.arguments.get("channel", "")) or None
        fault = self._slack.faults.on_call(request.method, channel, name)
        if fault is None:
            return self.perform(request, entry)
        entry.fault = fault.kind
        return await self._faulty(fault, request, entry)

    async def _faulty(self, fault: Fault, request: Request, entry: Entry) -> Response:
        match fault.kind:
            case "slow":
                response = self.perform(request, entry)
                await asyncio.sleep(fault.seconds)
                return response
            case "accepted_no_answer":
                self.perform(request, entry)
                if fault.hang:
                    await asyncio.sleep(fault.seconds)
                return Response({}, 0)
            case "accepted_late":
                self._slack.delivery.spawn(self._later(fault.seconds, request, entry))
                return Response({}, 0)
            case "dropped_before":
                return Response({}, 0)
        entry.rule = rules.FAULT.id
        if fault.kind == "ratelimit":
            entry.error = "ratelimited"
            return Response(
                {"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(fault.retry_after)}
            )
        entry.error = fault.error
        if fault.kind == "error_5xx":
            return Response({"ok": False, "error": "fatal_error"}, fault.status)
        return Response({"ok": False, "error": fault.error})

    async def _later(self, seconds: float, request: Request, entry: Entry) -> None:
        self._slack.delivery.under_way += 1
        try:
            await asyncio.sleep(seconds)
            self.perform(request, entry)
            self._slack.traffic.changed(entry)
        finally:
            self._slack.delivery.under_way -= 1

    def perform(self, request: Request, entry: Entry) -> Response:
        """Check the call and do what it says, in one go."""
        try:
            return self._performed(request, entry)
        except Limited as limited:
            response = _refused(limited, entry)
            return Response(response.body, 429, {"Retry-After": str(limited.retry_after)})
        except Refusal as refusal:
            response = _refused(refusal, entry)
            _warn(response.body, request.warnings)
            return response

    def _performed(self, request: Request, entry: Entry) -> Response:
        known = METHODS.get(request.method)
        if known is None:
            raise Refusal("unknown_method", rules.METHOD_KNOWN, req_method=request.method)
        workspace = self._authorised(known, request.token)
        entry.workspace = workspace.id
        self._slack.limits.check_method(known.name, known.a_minute, workspace.id, request.token)
        call = Call(self._slack, workspace, Arguments(request.arguments))
        if known.scope:
            call.need(known.scope)
        answer = {"ok": True, **known.handler(call)}
        if call.complaint:
            entry.rule, entry.error = call.complaint.id, call.complaint.says
        if request.warnings:
            entry.rule, entry.error = rules.BODY_CHARSET.id, rules.BODY_CHARSET.says
        _warn(answer, request.warnings)
        headers = {"x-oauth-scopes": ",".join(workspace.scopes), "x-accepted-oauth-scopes": known.scope or ""}
        return Response(answer, 200, headers)

    def _authorised(self, known: Method, token: str) -> Workspace:
        if known.public:
            return self._slack.workspace(None)
        if not token:
            raise Refusal("not_authed", rules.TOKEN_PRESENT)
        is_app_token = token == self._slack.state.app.app_token
        workspace = self._slack.workspace_of(token)
        if workspace is None and not is_app_token:
            raise Refusal("invalid_auth", rules.TOKEN_KNOWN)
        if is_app_token != known.app_level:
            raise Refusal("not_allowed_token_type", rules.TOKEN_KIND)
        if workspace is None:
            return self._slack.workspace(None)
        if workspace.token_state != "active":  # noqa: S105 - a state, not a secret
            raise Refusal(workspace.token_state, rules.TOKEN_ACTIVE)
        return workspace


def _refused(refusal: Refusal, entry: Entry) -> Response:
    entry.rule, entry.error = refusal.rule.id, refusal.error
    return Response(refusal.as_json())


def _warn(body: Json, warnings: list[str]) -> None:
    if not warnings:
        return
    present = [body["warning"]] if "warning" in body else []
    metadata = body.setdefault("response_metadata", {})
    metadata["warnings"] = [*metadata.get("warnings", []), *warnings]
    body["warning"] = ",".join([*present, *warnings])


def _without_secrets(arguments: Json) -> Json:
    return {key: "…" if key in SECRET_ARGUMENTS else value for key, value in arguments.items()}
