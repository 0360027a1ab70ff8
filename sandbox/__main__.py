"""`python -m sandbox`: a Slack of your own on this machine.

When it is ready it prints one line of JSON: where it is, and the tokens the app needs.
"""

import argparse
import json
import socket
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn

from sandbox.clock import Clock, parse_instant
from sandbox.company import Circle
from sandbox.manifest import read_manifest
from sandbox.server import build
from sandbox.slack import Slack
from sandbox.staging import read_company, stage
from sandbox.workspace import Json


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A Slack on this machine.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--manifest", type=Path, default=Path("manifest.yml"))
    parser.add_argument("--company", help="a company file, or ja or en")
    parser.add_argument("--state", type=Path, help="a saved state to begin with")
    parser.add_argument("--env", type=Path, help="write address and tokens here, as lines of a .env file")
    parser.add_argument("--clock-start", help="ISO 8601 instant at which the clock begins")
    parser.add_argument("--clock-rate", type=float, default=1.0, help="virtual seconds in a real one")
    parser.add_argument("--request-url", help="send everything here over HTTP instead of by Socket Mode")
    return parser.parse_args()


def prepare(given: argparse.Namespace) -> Slack:
    """The sandbox with its workspace, not yet reachable."""
    clock = Clock(rate=given.clock_rate)
    if given.clock_start:
        clock.set(now=parse_instant(given.clock_start))
    slack = Slack(read_manifest(given.manifest), clock=clock)
    slack.settings.request_url = given.request_url
    if given.state:
        slack.load(json.loads(given.state.read_text("utf-8")))
    else:
        company = read_company(given.company) if given.company else {}
        stage(slack, company)
        slack.backstage.opens = opening_of(company)
    slack.begin()
    return slack


def opening_of(company: Json) -> Callable[[float], float] | None:
    """When the circle of a company's story opens next after an instant, if its file has one."""
    if "story" not in company:
        return None
    circle = Circle.model_validate(company["story"]["circle"])
    zone = ZoneInfo(circle.tz)

    def opens(instant: float) -> float:
        return circle.opens.first_after(datetime.fromtimestamp(instant + 1, zone)).timestamp()

    return opens


def ready_line(slack: Slack) -> str:
    workspace, app = slack.workspace(None), slack.state.app
    return json.dumps(
        {
            "url": slack.url,
            "api_url": f"{slack.url}/api/",
            "team_id": workspace.id,
            "bot_token": workspace.bot_token,
            "app_token": app.app_token,
            "signing_secret": app.signing_secret,
            "client_id": app.client_id,
            "client_secret": app.client_secret,
        }
    )


def env_lines(slack: Slack) -> str:
    """What an app reads from its environment; the app token only where there are sockets to open.

    Client id and secret would make Bolt wait for an installation.
    """
    told = json.loads(ready_line(slack))
    names = ("api_url", "bot_token", "app_token", "signing_secret")
    wanted = [name for name in names if name != "app_token" or slack.socket_mode]
    return "".join(f"SLACK_{name.upper()}={told[name]}\n" for name in wanted)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; asyncio switches Nagle's algorithm off only where the protocol is named."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(512)
    return listener


class Server(uvicorn.Server):
    """Says where it is once it listens."""

    ready: str = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(self.ready + "\n")
        sys.stdout.flush()


def main() -> None:
    given = options()
    slack = prepare(given)
    listener = listen(given.host, given.port)
    slack.url = f"http://{given.host}:{listener.getsockname()[1]}"
    server = Server(
        uvicorn.Config(
            build(slack),
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            lifespan="on",
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=1,
            timeout_keep_alive=30,
        )
    )
    if given.env:
        given.env.write_text(env_lines(slack), "utf-8")
    server.ready = ready_line(slack)
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
