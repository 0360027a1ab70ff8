"""One running sandbox: its state and all that works on it."""

import random
import secrets
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import TypeAdapter

from sandbox.backstage import Backstage
from sandbox.clock import Clock, parse_instant
from sandbox.delivery import Delivery
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.manifest import Manifest
from sandbox.payload import PayloadKind
from sandbox.refusal import Impossible
from sandbox.responses import ResponseUrls
from sandbox.rule import Rule
from sandbox.settings import Settings
from sandbox.socketmode import Sockets
from sandbox.traffic import Changes, Entry, Traffic
from sandbox.triggers import Triggers
from sandbox.workspace import App, Channel, Json, Kind, State, User, Workspace

_STATES = TypeAdapter(State)


@dataclass
class Slack:
    """`url` is the sandbox's own address."""

    manifest: Manifest
    url: str = ""
    clock: Clock = field(default_factory=Clock)
    settings: Settings = field(default_factory=Settings)
    chance: random.Random = field(default_factory=lambda: random.Random(0))

    def __post_init__(self) -> None:
        self.state = State(new_app(self.manifest))
        self.changes = Changes()
        self.traffic = Traffic(lambda: self.changes.tell_soon("traffic"))
        self.backstage = Backstage(self.clock)
        self.limits = Limits()
        self.faults = Faults()
        self.delivery = Delivery(self)
        self.sockets = Sockets(self)
        self.triggers = Triggers(self.settings)
        self.response_urls = ResponseUrls(self)
        self._beginning: Json | None = None
        self._settings: Json = {}
        self.install_codes: dict[str, str] = {}  # code → workspace
        self.last_call_at = time.monotonic()

    # --- where payloads go -------------------------------------------------------------------------------

    @property
    def socket_mode(self) -> bool:
        return self.manifest.socket_mode and self.settings.request_url is None

    def request_url(self, kind: PayloadKind, payload: Json) -> str | None:
        if self.settings.request_url:
            return self.settings.request_url
        if kind == "command":
            return self.manifest.command_urls.get(payload["command"])
        return self.manifest.interactivity_url if kind == "interactive" else self.manifest.request_url

    # --- workspaces --------------------------------------------------------------------------------------

    def workspace_of(self, token: str) -> Workspace | None:
        return next((one for one in self.state.workspaces.values() if one.bot_token == token), None)

    def workspace(self, workspace_id: str | None) -> Workspace:
        """The workspace of this id; without one, the first."""
        found = self.state.workspaces.get(workspace_id or next(iter(self.state.workspaces), ""))
        if found is None:
            raise Impossible(f"there is no workspace {workspace_id!r}")
        return found

    def new_workspace(self, name: str, domain: str) -> Workspace:
        """A workspace with the app installed and nobody but the bot and Slackbot in it."""
        bot_name = "".join(letter for letter in self.manifest.name.lower() if letter.isalnum()) or "app"
        workspace = Workspace(
            id=self.state.next_id("T"),
            name=name,
            domain=domain,
            bot_token=f"xoxb-{secrets.token_hex(16)}",
            bot_user_id=self.state.next_id("U"),
            bot_id=self.state.next_id("B"),
            scopes=list(self.manifest.scopes),
        )
        self.state.workspaces[workspace.id] = workspace
        bot = User(workspace.bot_user_id, workspace.id, bot_name, self.manifest.name, bot_id=workspace.bot_id)
        slackbot = User("USLACKBOT", workspace.id, "slackbot", "Slackbot")
        workspace.users = {one.id: one for one in (bot, slackbot)}
        return workspace

    def direct_message(self, workspace: Workspace, *people: str) -> Channel:
        """The conversation of the bot with these people, opened if need be."""
        members = [workspace.bot_user_id, *people]
        channel = workspace.direct(*members)
        if channel is None:
            kind: Kind = "im" if len(people) == 1 else "mpim"
            channel_id = self.state.next_id("D" if kind == "im" else "C")
            name = "" if kind == "im" else "mpdm-" + "--".join(workspace.users[one].name for one in members)
            channel = Channel(channel_id, name, kind, self.clock.seconds(), people[0], members=members)
            workspace.channels[channel.id] = channel
        return channel

    def new_block_id(self) -> str:
        return secrets.token_urlsafe(4)[:5]

    # --- what is written down ----------------------------------------------------------------------------

    def log(self, kind: str, name: str, workspace: str, body: Any) -> Entry:
        return self.traffic.add(kind, name, workspace, at=time.time(), now=self.clock.now(), body=body)

    def complain(self, kind: str, name: str, rule: Rule, workspace: str = "", body: Any = None) -> None:
        """Write down that a rule was broken where no answer can tell the app."""
        entry = self.log(kind, name, workspace, body)
        entry.rule, entry.error = rule.id, rule.says
        self.traffic.changed(entry)

    def save(self) -> Json:
        """State and clock as JSON; sockets, limits, faults and traffic are not part of it."""
        state: Json = _STATES.dump_python(self.state, mode="json")
        return {"state": state, "clock": self.clock.as_json()}

    def load(self, saved: Json) -> None:
        """Put a saved state in place of the present one; the clock goes on from the saved instant."""
        clock = saved["clock"]
        state, now, rate, paused = (
            _STATES.validate_python(saved["state"]),
            parse_instant(clock["now"]),
            float(clock["rate"]),
            bool(clock["paused"]),
        )
        self.state = state
        self.clock.set(now=now, rate=rate, paused=paused)
        self.changes.tell("loaded")

    def begin(self) -> None:
        """Remember the present state and settings as those to come back to."""
        self._beginning = self.save()
        self._settings = asdict(self.settings)

    def reset(self) -> None:
        """Back to the remembered state and settings; faults, limits and traffic begin anew."""
        self.delivery.forget()
        if self._beginning:
            self.load(self._beginning)
        self.change_settings(**self._settings)
        self.faults = Faults()
        self.traffic.clear()
        self.changes.tell("faults")

    def change_settings(self, **changes: Any) -> None:
        """Set what is given; rate limits begin anew."""
        for key, value in changes.items():
            if key not in asdict(self.settings):
                raise Impossible(f"there is no setting {key!r}")
            setattr(self.settings, key, value)
        self.limits.enabled = self.settings.rate_limits
        self.limits.clear()

    def last_busy_at(self) -> float:
        """Monotonic seconds of the last sign of life between app and Slack."""
        return max(self.last_call_at, self.delivery.last_at)


def new_app(manifest: Manifest) -> App:
    return App(
        id=f"A0{secrets.token_hex(4).upper()}",
        name=manifest.name,
        app_token=f"xapp-1-{secrets.token_hex(16)}",
        signing_secret=secrets.token_hex(16),
        client_id=f"{secrets.randbelow(10**10)}.{secrets.randbelow(10**12)}",
        client_secret=secrets.token_hex(16),
        verification_token=secrets.token_hex(12),
    )
