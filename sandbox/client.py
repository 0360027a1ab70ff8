"""Driving the sandbox from a test or the demo: a sync client of its control API.

    with Sandbox.start(manifest="manifest.yml", company="ja") as sandbox:
        ts = sandbox.post("aki", "sales", "おはようございます")
        sandbox.settle()

People and channels are named by id, key or name. What a person could not do raises `Impossible`.
"""

import json
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Self

import httpx

from sandbox.refusal import Impossible

Json = dict[str, Any]
START_SECONDS = 20.0
ANSWER_SECONDS = 200.0


@dataclass(frozen=True)
class Upload:
    """A file as a person drops it into the composer."""

    name: str
    content: bytes
    mimetype: str | None = None
    title: str | None = None
    alt_txt: str | None = None

    def as_json(self) -> Json:
        return {**vars(self), "content": b64encode(self.content).decode()}


class Sandbox:
    """One workspace of a running sandbox; `workspace(…)` gives another."""

    def __init__(self, url: str, access: Json | None = None, http: httpx.Client | None = None) -> None:
        self.url = url
        self.api_url = f"{url}/api/"
        self.clock_url = f"{url}/control/clock"
        self._http = http or httpx.Client(base_url=f"{url}/control", timeout=ANSWER_SECONDS, trust_env=False)
        access = access or {}
        self.team_id: str = access.get("team_id", "")
        self.bot_token: str = access.get("bot_token", "")
        self.app_token: str = access.get("app_token", "")
        self.signing_secret: str = access.get("signing_secret", "")
        self.client_id: str = access.get("client_id", "")
        self.client_secret: str = access.get("client_secret", "")

    # --- starting ----------------------------------------------------------------------------------------

    @classmethod
    @contextmanager
    def start(
        cls,
        *,
        manifest: str | Path = "manifest.yml",
        company: str | Path | None = None,
        state: str | Path | None = None,
        clock_start: str | None = None,
        clock_rate: float | None = None,
        request_url: str | None = None,
        port: int = 0,
        arguments: Sequence[str] = (),
    ) -> Iterator[Self]:
        """A sandbox in a process of its own, for as long as the block runs."""
        given = {
            "--manifest": manifest,
            "--company": company,
            "--state": state,
            "--clock-start": clock_start,
            "--clock-rate": clock_rate,
            "--request-url": request_url,
            "--port": port,
        }
        words = [word for flag, value in given.items() if value is not None for word in (flag, str(value))]
        process = subprocess.Popen(  # noqa: S603 - our own module, started with our own interpreter
            [sys.executable, "-m", "sandbox", *words, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parent.parent if not Path("sandbox").is_dir() else None,
            start_new_session=True,  # Ctrl-C is for whoever started it, who then ends it
        )
        try:
            access = json.loads(_ready_line(process))
            sandbox = cls(access["url"], access)
            with sandbox._http:
                yield sandbox
        finally:
            process.terminate()
            process.wait(timeout=10)
            if process.stdout:
                process.stdout.close()

    def workspace(self, team_id: str) -> Self:
        """The same sandbox seen from another workspace."""
        found = next(one for one in self._get("/workspaces")["workspaces"] if one["id"] == team_id)
        access = {**vars(self), "team_id": team_id, "bot_token": found["bot_token"]}
        return type(self)(self.url, access, self._http)

    def close(self) -> None:
        self._http.close()

    # --- the wire ----------------------------------------------------------------------------------------

    def ask(self, verb: str, path: str, /, **given: Any) -> Json:
        """One request to the control API, in this workspace."""
        given = {key: value for key, value in given.items() if value is not None}
        if self.team_id:
            given.setdefault("workspace", self.team_id)
        if verb == "GET":
            response = self._http.get(path, params=given)
        else:
            response = self._http.request(verb, path, json=given)
        if response.status_code == 400:
            raise Impossible(response.json()["error"])
        response.raise_for_status()
        answer: Json = response.json()
        return answer

    def _get(self, path: str, **given: Any) -> Json:
        return self.ask("GET", path, **given)

    def _act(self, act: str, user: str, **given: Any) -> Json:
        return self.ask("POST", f"/acts/{act}", user=user, **given)

    # --- the stage ---------------------------------------------------------------------------------------

    def add_workspace(self, name: str, domain: str) -> Self:
        return self.workspace(self.ask("POST", "/workspaces", name=name, domain=domain)["id"])

    def change_workspace(self, **changes: Any) -> Json:
        return self.ask("PATCH", f"/workspaces/{self.team_id}", **changes)

    def install_code(self) -> str:
        return str(self.ask("POST", f"/workspaces/{self.team_id}/code")["code"])

    def add_user(self, key: str, real_name: str | None = None, **about: Any) -> str:
        """A new person; answers the id."""
        return str(self.ask("POST", "/users", key=key, real_name=real_name, **about)["id"])

    def change_user(self, user: str, **changes: Any) -> Json:
        return self.ask("PATCH", f"/users/{user}", **changes)

    def add_channel(
        self, name: str, *, members: Sequence[str] = (), private: bool = False, bot: bool = True, **about: Any
    ) -> str:
        """A new channel; answers the id."""
        given = {"name": name, "members": list(members), "private": private, "bot": bot, **about}
        return str(self.ask("POST", "/channels", **given)["id"])

    def rename(self, channel: str, name: str) -> None:
        self.ask("PATCH", f"/channels/{channel}", name=name)

    def archive(self, channel: str, *, archived: bool = True) -> None:
        self.ask("PATCH", f"/channels/{channel}", archived=archived)

    def invite(self, channel: str, *users: str, by: str | None = None) -> None:
        """Bring people into a channel; "@app" is the bot."""
        self.ask("POST", f"/channels/{channel}/members", users=list(users), by=by)

    def remove(self, channel: str, user: str) -> None:
        self.ask("DELETE", f"/channels/{channel}/members", user=user)

    def users(self) -> list[Json]:
        return list(self._get("/users")["users"])

    def bot_user(self) -> str:
        """The id of the app's own user."""
        found = self._get("/workspaces")["workspaces"]
        return str(next(one["bot_user_id"] for one in found if self.team_id in ("", one["id"])))

    def channels(self) -> list[Json]:
        return list(self._get("/channels")["channels"])

    def user(self, name: str) -> Json:
        return next(one for one in self.users() if name in (one["id"], one["key"], one["name"]))

    def channel(self, name: str) -> Json:
        return next(one for one in self.channels() if name in (one["id"], one["key"], one["name"]))

    # --- acting as a colleague ---------------------------------------------------------------------------

    def post(
        self,
        user: str,
        channel: str,
        text: str = "",
        thread_ts: str | None = None,
        files: Sequence[Upload] = (),
        *,
        broadcast: bool = False,
    ) -> str:
        """Type a message; answers its ts. Channel "@app" is the direct message with the app."""
        given = {"channel": channel, "text": text, "thread_ts": thread_ts, "broadcast": broadcast}
        return str(self._act("post", user, files=[one.as_json() for one in files], **given)["ts"])

    def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        self._act("edit", user, channel=channel, ts=ts, text=text)

    def delete(self, user: str, channel: str, ts: str) -> None:
        self._act("delete", user, channel=channel, ts=ts)

    def react(self, user: str, channel: str, ts: str, name: str) -> None:
        self._act("react", user, channel=channel, ts=ts, name=name)

    def unreact(self, user: str, channel: str, ts: str, name: str) -> None:
        self._act("unreact", user, channel=channel, ts=ts, name=name)

    def join(self, user: str, channel: str) -> None:
        self._act("join", user, channel=channel)

    def leave(self, user: str, channel: str) -> None:
        self._act("leave", user, channel=channel)

    def command(self, user: str, channel: str, command: str, text: str = "") -> Json:
        """Type a slash command; answers acked, ack_ms, outcome, message (what was shown), view (if opened)."""
        return self._act("command", user, channel=channel, command=command, text=text)

    def click(
        self,
        user: str,
        action_id: str,
        *,
        channel: str | None = None,
        ts: str | None = None,
        ephemeral: str | None = None,
        view: bool = False,
        home: bool = False,
        value: Any = None,
        block_id: str | None = None,
        values: Json | None = None,
    ) -> Json:
        """Press a button or choose in a select; `value` is the choice (option value, user id, date …).

        The element stands in a message (`channel`, `ts`), an `ephemeral` (its ts), the top `view` or the `home`;
        in the last two `values` are what is typed into their fields by then, as in `submit`.
        Answers acked, ack_ms, outcome, view (if one was opened or pushed).
        """
        given: Json = {"channel": channel, "ts": ts, "ephemeral": ephemeral, "view": view or None}
        given["values"] = {name: _plain(one) for name, one in values.items()} if values else None
        return self._act(
            "click", user, action_id=action_id, home=home or None, value=value, block_id=block_id, **given
        )

    def suggest(self, user: str, action_id: str, text: str = "", **place: Any) -> Json:
        """What an external select offers for a text; its place is named as in `click`."""
        return self._act("suggest", user, action_id=action_id, text=text, **place)

    def shortcut(
        self, user: str, callback_id: str, *, channel: str | None = None, ts: str | None = None
    ) -> Json:
        """Use a global shortcut, or a message shortcut on a message."""
        return self._act("shortcut", user, callback_id=callback_id, channel=channel, ts=ts)

    def submit(self, user: str, values: Json | None = None) -> Json:
        """Fill in the top modal (plain values by block_id) and press its submit button.

        Plain are a text, an option's value, an id, a date, a list of them, or a list of `Upload`.
        Answers outcome (errors, closed, cleared, updated, pushed, trouble), errors, view, ack_ms.
        """
        plain = {block_id: _plain(value) for block_id, value in (values or {}).items()}
        return self._act("submit", user, values=plain)

    def close_view(self, user: str, *, everything: bool = False) -> Json:
        return self._act("close", user, all=everything)

    def open_home(self, user: str, tab: str = "home") -> Json:
        return self._act("home", user, tab=tab)

    # --- reading -----------------------------------------------------------------------------------------

    def messages(self, channel: str) -> list[Json]:
        """What stands in the channel outside threads, oldest first."""
        return list(self._get("/read/messages", channel=channel)["messages"])

    def thread(self, channel: str, ts: str) -> list[Json]:
        """The parent and its replies."""
        return list(self._get("/read/thread", channel=channel, ts=ts)["messages"])

    def ephemerals(self, user: str) -> list[Json]:
        return list(self._get("/read/ephemerals", user=user)["ephemerals"])

    def direct_messages(self, user: str) -> list[Json]:
        return list(self._get("/read/directs", user=user)["messages"])

    def views(self, user: str) -> list[Json]:
        """The modals open before a person, the top one last."""
        return list(self._get("/read/views", user=user)["views"])

    def home(self, user: str) -> Json | None:
        view: Json | None = self._get("/read/home", user=user)["view"]
        return view

    # --- running -----------------------------------------------------------------------------------------

    def traffic(self, **filters: Any) -> list[Json]:
        """Entries of the log: after, kind (call, event, command, interactive, response), name, refused."""
        return list(self._get("/traffic", **filters)["entries"])

    def refusals(self) -> list[Json]:
        """What Slack refused or complained about, faults that were asked for excepted."""
        return [one for one in self.traffic(refused=True, limit=100_000) if one["rule"] != "fault"]

    def fault(self, kind: str, **how: Any) -> int:
        """Switch a fault on (see `sandbox.faults`); answers its id."""
        return int(self.ask("POST", "/faults", kind=kind, **how)["id"])

    def faults(self) -> list[Json]:
        return list(self._get("/faults")["faults"])

    def clear_faults(self) -> None:
        self.ask("DELETE", "/faults")

    def settings(self, **changes: Any) -> Json:
        """The settings, with changes made first if any are given (ack_seconds, retry_waits, rate_limits …)."""
        if not changes:
            return self._get("/settings")
        response = self._http.patch("/settings", json=changes)
        if response.status_code == 400:
            raise Impossible(response.json()["error"])
        answer: Json = response.json()
        return answer

    def clock(self) -> datetime:
        return datetime.fromisoformat(self._get("/clock")["now"])

    def set_clock(
        self, *, now: datetime | None = None, rate: float | None = None, paused: bool | None = None
    ) -> datetime:
        instant = now.isoformat() if now else None
        answer = self.ask("PUT", "/clock", now=instant, rate=rate, paused=paused)
        return datetime.fromisoformat(answer["now"])

    def leap(self, to: str = "next") -> datetime:
        """Move the clock to what comes first: anything, or an opening, a stage, a close (see the control API)."""
        return datetime.fromisoformat(self.ask("PUT", "/clock", to=to)["now"])

    def pass_to(self, instant: datetime) -> datetime:
        """Go on to an instant, over weeks: colleagues do what they have to, and dialogues are held on the way."""
        return datetime.fromisoformat(self.ask("PUT", "/clock", pass_to=instant.isoformat())["now"])

    def play_as(self, user: str, *, seconds: float | None = None) -> None:
        """Say that a person plays this one, so that colleagues do not."""
        self.ask("PUT", "/present", user=user, seconds=seconds)

    def leave_to_colleagues(self, user: str) -> None:
        self.ask("DELETE", "/present", user=user)

    def colleagues(self, *, on: bool | None = None, after: int | None = None) -> Json:
        """Whether colleagues are on (switched first if asked to), who is present, the clock, and new messages."""
        if on is not None:
            return self.ask("PUT", "/colleagues", on=on)
        return self._get("/colleagues") if after is None else self._get("/colleagues", after=after)

    def announce(self, coming: Sequence[Json]) -> None:
        """Tell what is to come: [{at, kind, words}]."""
        self.ask("PUT", "/next", coming=list(coming))

    def next(self, to: str = "next") -> Json:
        return self._get("/next", to=to)

    def changes(self) -> Iterator[Json]:
        """What changes from now on, for as long as the sandbox runs."""
        with self._http.stream("GET", "/stream", timeout=None) as response:
            for line in response.iter_lines():
                change = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else None
                if change and change["what"] != "hello":
                    yield change

    def advance(self, seconds: float) -> datetime:
        return datetime.fromisoformat(self.ask("PUT", "/clock", advance=seconds)["now"])

    def payload(self, kind: str, body: Json, name: str = "by hand") -> Json:
        """Send the app a payload made by hand (event, command, interactive), once."""
        return self.ask("POST", "/payloads", kind=kind, body=body, name=name)

    def tell_rate_limited(self) -> None:
        self.ask("POST", "/rate-limited")

    def sockets(self) -> int:
        """How many sockets the app holds."""
        return int(self._get("/sockets")["connections"])

    def drop_sockets(self) -> None:
        self.ask("POST", "/sockets", drop=True)

    def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        self.ask("POST", "/sockets", refresh=reason)

    def settle(self, timeout: float = 10.0, *, quiet: float = 0.3, retries: bool = False) -> bool:
        """Wait until nothing is queued or in flight and the app has been quiet; False if time ran out."""
        return bool(self.ask("POST", "/settle", timeout=timeout, quiet=quiet, retries=retries)["settled"])

    def save(self) -> Json:
        return self._get("/state")

    def load(self, saved: Json) -> None:
        self.ask("PUT", "/state", **saved)

    def reset(self) -> None:
        self.ask("DELETE", "/state")


def _plain(value: Any) -> Any:
    """A field's value as JSON; numbers and dates as people type them."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Upload):
        return value.as_json()
    return value.isoformat() if isinstance(value, date) else value


def _ready_line(process: "subprocess.Popen[str]") -> str:
    """The first line the process prints, within `START_SECONDS`."""
    found: list[str] = []

    def read(stream: IO[str]) -> None:
        found.append(stream.readline())

    if process.stdout is None:
        raise RuntimeError("the sandbox has no output")
    reader = threading.Thread(target=read, args=(process.stdout,), daemon=True)
    reader.start()
    reader.join(START_SECONDS)
    if not found or not found[0].strip():
        raise RuntimeError(f"the sandbox did not start (exit status {process.poll()})")
    return found[0]
