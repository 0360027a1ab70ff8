"""The same calls against the sandbox and against a real workspace, and each difference between them.

`make contract` needs SLACK_BOT_TOKEN and CONTRACT_CHANNEL, a channel of a workspace kept for such tests in
which the app is a member. Everything posted there is posted by the bot and deleted again at the end.
Compared are error codes, the keys of answers (two levels deep) and warnings.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx

from sandbox.client import Sandbox

Json = dict[str, Any]
How = Literal["json", "form", "no charset", "no token", "wrong token", "token in body"]

SLACK = "https://slack.com/api/"
WHAT_TO_SET = "To compare the sandbox with Slack, set SLACK_BOT_TOKEN (xoxb-…) and CONTRACT_CHANNEL (C…, the app in it)."
NOBODY, NOWHERE, NEVER = "U000000000", "C000000000", "1000000000.000000"


@dataclass(frozen=True)
class Call:
    """One call; arguments of the form `$name` stand for what an earlier call `keep`s (its ts)."""

    name: str
    method: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    keep: str = ""
    how: How = "json"


def _section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def _button(text: str = "x", **more: Any) -> Json:
    return {"type": "button", "text": {"type": "plain_text", "text": text}, **more}


def _post(name: str, keep: str = "", **arguments: Any) -> Call:
    return Call(f"post {name}", "chat.postMessage", {"channel": "$channel", **arguments}, keep)


def _blocks(name: str, blocks: object) -> Call:
    return _post(f"blocks {name}", text="contract", blocks=blocks, keep=f"blocks {name}")


MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [_section("x")]}

CALLS: Sequence[Call] = (
    Call("who am I", "auth.test"),
    Call("no token", "auth.test", how="no token"),
    Call("a wrong token", "auth.test", how="wrong token"),
    Call("the token in the body", "auth.test", how="token in body"),
    Call("a method that is not", "entaku.unknown"),
    _post("text", "first", text="contract <https://example.com|link> & 🌱"),
    _post("blocks", "blocks", text="contract", blocks=[_section("one"), {"type": "divider"}]),
    _post("metadata", "noted", text="contract", metadata={"event_type": "contract", "event_payload": {"key": "1"}}),
    _post("a reply", "reply", text="contract", thread_ts="$first"),
    _post("another reply", "reply2", text="contract", thread_ts="$first"),
    Call("post without charset", "chat.postMessage", {"channel": "$channel", "text": "contract"}, "plain", "no charset"),
    Call("post as a form", "chat.postMessage", {"channel": "$channel", "text": "contract"}, "form", "form"),
    _post("nothing"),
    Call("post nowhere", "chat.postMessage", {"channel": NOWHERE, "text": "contract"}),
    Call("post without channel", "chat.postMessage", {"text": "contract"}),
    _post("in a malformed thread", "odd", text="contract", thread_ts="0"),
    _post("40,001 characters", "long", text="x" * 40_001),
    _post("text and markdown_text", "both", text="contract", markdown_text="contract"),
    _post("malformed metadata", "bad metadata", text="contract", metadata={"event_type": 1}),
    _post("over-large metadata", "big metadata", text="contract", metadata={"event_type": "contract", "event_payload": {"key": "x" * 9000}}),
    _blocks("that are a string", "none"),
    _blocks("with 3,001 characters", [_section("x" * 3001)]),
    _blocks("with an empty text", [_section("")]),
    _blocks("that are 51", [{"type": "divider"}] * 51),
    _blocks("with a key nobody knows", [_section("x", colour="red")]),
    _blocks("of no known type", [{"type": "poem"}]),
    _blocks("without their text", [{"type": "header"}]),
    _blocks("with mrkdwn in a header", [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]),
    _blocks("with a button of 76", [{"type": "actions", "elements": [_button("x" * 76)]}]),
    _blocks("with an action_id twice", [{"type": "actions", "elements": [_button(action_id="a"), _button(action_id="a")]}]),
    _blocks("with a block_id twice", [_section("x", block_id="a"), _section("x", block_id="a")]),
    _blocks("with a null in them", [_section("x", block_id=None)]),
    _blocks("with an input outside its block", [{"type": "actions", "elements": [{"type": "plain_text_input"}]}]),
    _blocks("with 3,000 emoji", [_section("🌱" * 3000)]),
    _blocks("of 10,000 characters", [_section("x" * 2500)] * 4),
    _blocks("of 13,500 characters", [_section("x" * 2700)] * 5),
    _blocks("that are an alert", [{"type": "alert", "text": {"type": "mrkdwn", "text": "x"}}]),
    Call("update", "chat.update", {"channel": "$channel", "ts": "$first", "text": "changed"}),
    Call("update to 4,001 characters", "chat.update", {"channel": "$channel", "ts": "$first", "text": "x" * 4001}),
    Call("update nothing there", "chat.update", {"channel": "$channel", "ts": NEVER, "text": "x"}),
    Call("update to nothing", "chat.update", {"channel": "$channel", "ts": "$first"}),
    Call("an ephemeral to nobody", "chat.postEphemeral", {"channel": "$channel", "user": NOBODY, "text": "x"}),
    Call("a permalink", "chat.getPermalink", {"channel": "$channel", "message_ts": "$first"}, how="form"),
    Call("a permalink to nothing", "chat.getPermalink", {"channel": "$channel", "message_ts": NEVER}, how="form"),
    Call("the channel", "conversations.info", {"channel": "$channel"}, how="form"),
    Call("no channel", "conversations.info", {"channel": NOWHERE}, how="form"),
    Call("its members", "conversations.members", {"channel": "$channel", "limit": 1}, how="form"),
    Call("channels", "conversations.list", {"limit": 1}, how="form"),
    Call("channels of no type", "conversations.list", {"types": "rooms"}, how="form"),
    Call("channels after a bad cursor", "conversations.list", {"cursor": "nonsense"}, how="form"),
    Call("my channels", "users.conversations", {"limit": 1}, how="form"),
    Call("join nowhere", "conversations.join", {"channel": NOWHERE}),
    Call("open a DM with nobody", "conversations.open", {"users": NOBODY}),
    Call("a thread", "conversations.replies", {"channel": "$channel", "ts": "$first"}, how="form"),
    Call("a page of a thread", "conversations.replies", {"channel": "$channel", "ts": "$first", "limit": 1}, how="form"),
    Call("a thread that is not", "conversations.replies", {"channel": "$channel", "ts": NEVER}, how="form"),
    Call("metadata read back", "conversations.replies", {"channel": "$channel", "ts": "$noted", "include_all_metadata": "true"}, how="form"),
    Call("history", "conversations.history", {"channel": "$channel", "limit": 2}, how="form"),
    Call("history from a bad time", "conversations.history", {"channel": "$channel", "oldest": "yesterday"}, how="form"),
    Call("myself", "users.info", {"user": "$me"}, how="form"),
    Call("nobody", "users.info", {"user": NOBODY}, how="form"),
    Call("people", "users.list", {"limit": 1}, how="form"),
    Call("the team", "team.info", how="form"),
    Call("reactions", "reactions.get", {"channel": "$channel", "timestamp": "$first"}, how="form"),
    Call("reactions on nothing", "reactions.get", {"channel": "$channel", "timestamp": NEVER}, how="form"),
    Call("react", "reactions.add", {"channel": "$channel", "timestamp": "$first", "name": "pushpin"}),
    Call("react to nothing", "reactions.add", {"channel": "$channel", "timestamp": NEVER, "name": "pushpin"}),
    Call("react with no emoji", "reactions.add", {"channel": "$channel", "timestamp": "$first", "name": "no such emoji"}),
    Call("a view without a trigger", "views.open", {"view": MODAL}),
    Call("a view on a bad trigger", "views.open", {"trigger_id": "1.2.abc", "view": MODAL}),
    Call("a bad view on a bad trigger", "views.open", {"trigger_id": "1.2.abc", "view": {**MODAL, "blocks": []}}),
    Call("a push on a bad trigger", "views.push", {"trigger_id": "1.2.abc", "view": MODAL}),
    Call("an update of no view", "views.update", {"view_id": "V000000000", "view": MODAL}),
    Call("a home for nobody", "views.publish", {"user_id": NOBODY, "view": {"type": "home", "blocks": [_section("x")]}}),
    Call("a bad home", "views.publish", {"user_id": "$me", "view": {"type": "home", "blocks": []}}),
    Call("an upload without length", "files.getUploadURLExternal", {"filename": "x.txt"}, how="form"),
    Call("an upload", "files.getUploadURLExternal", {"filename": "x.txt", "length": 1}, how="form"),
    Call("no file", "files.info", {"file": "F000000000"}, how="form"),
    Call("delete nothing there", "chat.delete", {"channel": "$channel", "ts": NEVER}),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What of an answer is compared."""

    status: int
    error: str
    keys: frozenset[str]
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, status: int, answer: Json) -> "Outcome":
        notes = answer.get("response_metadata") or {}
        told = [*notes.get("warnings", ()), *notes.get("messages", ())]
        return cls(status, answer.get("error", ""), frozenset(_keys(answer)), tuple(told))


def _keys(answer: Json) -> Iterator[str]:
    for key, value in answer.items():
        yield key
        inner = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, dict):
            yield from (f"{key}.{name}" for name in inner)


class Side:
    """One Slack, real or not, with its answers and what was kept of them."""

    def __init__(self, api_url: str, token: str, channel: str, pause_seconds: float = 0.0) -> None:
        self._api_url = api_url
        self._token = token
        self._pause_seconds = pause_seconds
        self._kept = {"channel": channel}
        self._posted: list[str] = []
        self.answers: list[tuple[str, Json]] = []
        self._http = httpx.Client(timeout=30, trust_env=api_url == SLACK)

    def run(self) -> dict[str, Outcome]:
        """Make all calls in their order, and delete what was posted whatever happens."""
        with self._http:
            try:
                return {call.name: self._make(call) for call in CALLS}
            finally:
                for ts in self._posted:
                    self._send("chat.delete", {"channel": self._kept["channel"], "ts": ts}, "json")

    def _make(self, call: Call) -> Outcome:
        arguments = {key: self._resolve(value) for key, value in call.arguments.items()}
        response = self._send(call.method, arguments, call.how)
        answer: Json = response.json()
        self.answers.append((call.method, answer))
        if call.method == "auth.test" and answer.get("ok"):
            self._kept["me"] = answer["user_id"]
        if call.method == "chat.postMessage" and answer.get("ok"):
            self._kept[call.keep or call.name] = answer["ts"]
            self._posted.append(answer["ts"])
            time.sleep(self._pause_seconds)
        return Outcome.of(response.status_code, answer)

    def _resolve(self, value: Any) -> Any:
        return self._kept.get(value[1:], NEVER) if isinstance(value, str) and value.startswith("$") else value

    def _send(self, method: str, arguments: Json, how: How) -> httpx.Response:
        token = {"no token": "", "token in body": "", "wrong token": "xoxb-0-wrong"}.get(how, self._token)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = f"{self._api_url}{method}"
        while True:
            if how == "form":
                response = self._http.post(url, data=arguments, headers=headers)
            else:
                body = {**arguments, "token": self._token} if how == "token in body" else arguments
                charset = "" if how == "no charset" else "; charset=utf-8"
                typed = {**headers, "Content-Type": f"application/json{charset}"}
                response = self._http.post(url, json=body, headers=typed)
            if response.status_code != 429:
                return response
            time.sleep(float(response.headers.get("Retry-After", "1")))


def compare(slack: Mapping[str, Outcome], sandbox: Mapping[str, Outcome]) -> Iterator[str]:
    """Yield each difference in words."""
    for name, real in slack.items():
        ours = sandbox[name]
        if real.status != ours.status:
            yield f"{name}: Slack answers HTTP {real.status}, the sandbox {ours.status}"
        if real.error != ours.error:
            yield f"{name}: Slack says {real.error or 'ok'}, the sandbox {ours.error or 'ok'}"
            continue
        if real.keys - ours.keys:
            yield f"{name}: only Slack has {', '.join(sorted(real.keys - ours.keys))}"
        if ours.keys - real.keys:
            yield f"{name}: only the sandbox has {', '.join(sorted(ours.keys - real.keys))}"
        if real.warnings != ours.warnings:
            yield f"{name}: Slack notes {list(real.warnings)}, the sandbox {list(ours.warnings)}"


@contextmanager
def sandbox_side() -> Iterator[Side]:
    """A sandbox with the app's own manifest, its channel and somebody in it."""
    with Sandbox.start() as sandbox:
        sandbox.add_user("somebody", "Somebody")
        channel = sandbox.add_channel("contract", members=["somebody"])
        sandbox.settings(rate_limits=False)
        yield Side(sandbox.api_url, sandbox.bot_token, channel)


def main() -> int:
    token, channel = os.environ.get("SLACK_BOT_TOKEN"), os.environ.get("CONTRACT_CHANNEL")
    if not token or not channel:
        sys.stdout.write(f"{WHAT_TO_SET}\n")
        return 2
    api_url = os.environ.get("SLACK_API_URL", SLACK)
    real = Side(api_url, token, channel, pause_seconds=1.1 if api_url == SLACK else 0).run()
    with sandbox_side() as side:
        differences = list(compare(real, side.run()))
    sys.stdout.writelines(f"{line}\n" for line in differences)
    sys.stdout.write(f"{len(CALLS)} calls, {len(differences)} differences\n")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
