"""What the control API is asked: a request's path, query and body in one, and whom it means."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.refusal import Impossible
from sandbox.workspace import Channel, Json, Message, User, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack


@dataclass
class Ask:
    slack: "Slack"
    given: Json

    @property
    def workspace(self) -> Workspace:
        return self.slack.workspace(self.given.get("workspace"))

    def need(self, name: str) -> Any:
        if self.given.get(name) in (None, ""):
            raise Impossible(f"{name} is missing")
        return self.given[name]

    def text(self, name: str) -> str:
        return str(self.need(name))

    def user(self, name: str = "user") -> User:
        return find_user(self.workspace, self.text(name))

    def channel(self, name: str = "channel") -> Channel:
        """A conversation; "@app" is the person's direct message with the app."""
        wanted = self.text(name)
        if wanted == "@app":
            return self.slack.direct_message(self.workspace, self.user().id)
        return find_channel(self.workspace, wanted)

    def message(self) -> tuple[Channel, Message]:
        channel = self.channel()
        message = channel.messages.get(self.text("ts"))
        if message is None:
            raise Impossible(f"there is no message {self.given['ts']} in {channel.id}")
        return channel, message


def find_user(workspace: Workspace, wanted: str) -> User:
    if wanted == "@app":
        return workspace.users[workspace.bot_user_id]
    found = workspace.users.get(wanted) or next(
        (user for user in workspace.users.values() if wanted in (user.key, user.name)), None
    )
    if found is None:
        raise Impossible(f"there is nobody called {wanted!r}")
    return found


def find_channel(workspace: Workspace, wanted: str) -> Channel:
    name = wanted.removeprefix("#")
    found = workspace.channels.get(wanted) or next(
        (channel for channel in workspace.channels.values() if name in (channel.key, channel.name)), None
    )
    if found is None:
        raise Impossible(f"there is no channel {wanted!r}")
    return found


Handler = Callable[[Ask], Awaitable[Json]]
Handlers = dict[tuple[str, str], Handler]


def endpoint(slack: "Slack", handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A Starlette endpoint of a handler."""

    async def answer(request: Request) -> Response:
        body = await request.json() if await request.body() else {}
        if not isinstance(body, dict):
            raise Impossible("the body is a JSON object")
        return JSONResponse(
            await handler(Ask(slack, {**request.query_params, **body, **request.path_params}))
        )

    return answer
