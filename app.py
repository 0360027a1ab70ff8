"""Entaku 円卓: the command line, and the one place that wires everything together."""

import os
import signal
import subprocess
import sys
import threading
import time as real_time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import structlog
import typer
from pydantic import ValidationError
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import circles, dialogues, doctor, faultpoints, logs, manifest, rooms, schema, workspaces
from bot.clock import clock_for
from bot.delivery import Delivery
from bot.refusals import Refusal
from bot.settings import BadSettings, Purpose, Settings, load
from bot.slack import CALL_TIMEOUT_SECONDS, Slack
from bot.texts import Words, words
from bot.transaction import AlreadyRunning, Database, OneApp, Transaction, UnknownWorkspace
from handlers import bolt
from models import Circle
from scheduler import steps
from scheduler.beat import Beat

STOP_SECONDS = 8
"""What is in hand when the process is told to stop gets this long; it is gone within 10 s."""

BEAT_SECONDS = 1.0
FAST_BEAT_SECONDS = 0.1
"""With a clock of one's own, a second can be minutes of a dialogue."""

SWITCH_SECONDS = 0.0005
"""Threads hand each other work for every ack: at Python's 5 ms an ack waits for whichever thread is busy."""

cli = typer.Typer(
    add_completion=False, no_args_is_help=False, help="Entaku 円卓", pretty_exceptions_enable=False
)
circle = typer.Typer(help="Circles: the rooms that talk together, with their day and time.")
dialogue = typer.Typer(help="Dialogues: one 30-minute sitting of a circle.")
cli.add_typer(circle, name="circle")
cli.add_typer(dialogue, name="dialogue")
log = structlog.get_logger()


class Entaku:
    """The running app: listeners, delivery and beat over one database."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        sys.setswitchinterval(SWITCH_SECONDS)
        if settings.stop_at:
            faultpoints.install(faultpoints.kill_at(settings.stop_at))
        schema.migrate(settings.database_url)
        self.database = Database(settings.database_url, clock_for(settings), contact=settings.contact)
        client = slack_client(settings)
        self.team_id, installed = install(self.database, client)
        self.delivery = Delivery(self.database, Slack({self.team_id: client}))
        self.beat = Beat(self.database, FAST_BEAT_SECONDS if settings.product_time_differs else BEAT_SECONDS)
        self.bolt = bolt.make(
            self.database,
            {self.team_id: installed},
            client,
            settings.slack_signing_secret,
            on_missed=self.catch_up,
        )

    def catch_up(self, team_id: str) -> None:
        """Read in Slack what was said while nobody listened."""
        with self.database.begin(team_id) as tx:
            dialogues.read_threads(tx)

    def start(self) -> None:
        if self.database.is_sqlite:
            self.delivery.recover()
        self.catch_up(self.team_id)
        self.delivery.start()
        self.beat.start()

    def stop(self) -> None:
        """Finish what is in hand; whatever takes longer is taken up again at the next start."""
        self.beat.stop()
        self.delivery.stop(STOP_SECONDS)
        self.database.dispose()

    def serve(self) -> None:
        """Listen until told to stop."""
        if self.settings.socket_mode:
            self._serve_socket()
        else:
            self._serve_http()

    def _serve_socket(self) -> None:
        from handlers.socket import Socket

        told = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: told.set())
        socket = Socket(
            self.bolt, self.settings.slack_app_token or "", on_connected=lambda: self.catch_up(self.team_id)
        )
        socket.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        log.info("listening", mode="socket")
        told.wait()
        socket.disconnect()  # type: ignore[no-untyped-call]  # as above

    def _serve_http(self) -> None:
        import uvicorn

        from handlers.http import serve

        server = uvicorn.Server(
            uvicorn.Config(
                serve(self.bolt, is_ready=self._is_ready),
                host=self.settings.host,
                port=self.settings.port,
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=3,
            )
        )
        log.info("listening", mode="http", port=self.settings.port)
        server.run()

    def _is_ready(self) -> bool:
        return schema.revision(self.settings.database_url) == schema.HEAD


def slack_client(settings: Settings) -> WebClient:
    return WebClient(
        token=settings.slack_bot_token,
        base_url=settings.slack_api_url,
        timeout=CALL_TIMEOUT_SECONDS,
        retry_handlers=[],
    )


def install(database: Database, client: WebClient) -> tuple[str, AuthorizeResult]:
    """Ask Slack whose token this is, as long as it takes, and keep the workspace.

    Raises SlackApiError when Slack refuses the token.
    """
    while True:
        try:
            told = client.auth_test()
            break
        except SlackApiError as error:
            if error.response.status_code < 500 and error.response.status_code != 429:
                raise
            log.warning("Slack does not answer yet", status=error.response.status_code)
        except OSError as error:
            log.warning("Slack cannot be reached yet", error=type(error).__name__)
        real_time.sleep(2)
    team_id = str(told["team_id"])
    with database.session() as session:
        workspaces.install(
            session,
            team_id=team_id,
            name=str(told.get("team", team_id)),
            bot_user_id=str(told["user_id"]),
            bot_id=str(told.get("bot_id") or ""),
        )
    return team_id, AuthorizeResult(
        enterprise_id=told.get("enterprise_id"),
        team_id=team_id,
        bot_user_id=told["user_id"],
        bot_id=told.get("bot_id"),
        bot_token=client.token,
    )


def terminal_words() -> Words:
    """The words for whoever sits at the terminal, in the language of its locale."""
    spoken = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return words("ja" if spoken.startswith("ja") else "en")


def end(text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(1)


def settings_for(purpose: Purpose) -> Settings:
    try:
        settings = load(purpose)
    except BadSettings as problems:
        end(f"{terminal_words()('settings-wrong')}\n{problems}")
    logs.configure(settings.log_level, settings.log_format)
    return settings


@cli.callback(invoke_without_command=True)
def run(context: typer.Context) -> None:
    """Without a word: run the app, in Socket Mode when there is an app token, else in HTTP mode."""
    if context.invoked_subcommand is not None:
        return
    settings = settings_for("run")
    try:
        with OneApp(settings.database_url):
            entaku = Entaku(settings)
            entaku.start()
            try:
                entaku.serve()
            finally:
                entaku.stop()
    except AlreadyRunning as running:
        end(terminal_words()("app-already-running", file=str(running)))
    except SlackApiError as error:
        end(terminal_words()("app-token-refused", error=str(error.response.get("error"))))


@cli.command()
def migrate() -> None:
    """Bring the database up to date."""
    settings = settings_for("data")
    done = schema.migrate(settings.database_url)
    typer.echo(terminal_words()("migrate-done" if done else "migrate-nothing", revision=schema.HEAD))


@cli.command("doctor")
def examine() -> None:
    """Say in words what is missing: token, scope, event, room membership."""
    settings = settings_for("data")
    said = terminal_words()
    findings = list(doctor.examine(settings, slack_client(settings), said))
    for finding in findings:
        typer.echo(f"{'✓' if finding.is_well else '✗'} {finding.text}")
    raise typer.Exit(0 if all(finding.is_well for finding in findings) else 1)


@cli.command("manifest")
def print_manifest(
    url: Annotated[
        str | None, typer.Option(help="Where Slack reaches the app; without it: Socket Mode.")
    ] = None,
) -> None:
    """Print the manifest to paste into Slack."""
    typer.echo(manifest.for_url(url) if url else manifest.text(), nl=False)


@cli.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False
)
def sandbox(context: typer.Context) -> None:
    """Run only the Slack of your own on this machine (its own options: --help)."""
    raise typer.Exit(_sandbox(context.args))


@cli.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False
)
def demo(context: typer.Context) -> None:
    """Play a week of a believable company; no Slack account is needed."""
    raise typer.Exit(subprocess.call([sys.executable, "-m", "sandbox.demo", *context.args]))  # noqa: S603  our own


def _sandbox(arguments: list[str]) -> int:
    return subprocess.call([sys.executable, "-m", "sandbox", *arguments])  # noqa: S603  our own


@contextmanager
def at_the_table(workspace_id: str | None) -> Iterator[Transaction]:
    """Give a command its transaction in the workspace it names, or in the only one there is."""
    settings = settings_for("data")
    schema.migrate(settings.database_url)
    database = Database(settings.database_url, clock_for(settings), contact=settings.contact)
    said = terminal_words()
    try:
        with database.begin(workspace_id or _only_workspace(database)) as tx:
            yield tx
    except UnknownWorkspace:
        end(said("workspace-none"))
    except Refusal as refusal:
        end(said(refusal.key, **refusal.places))
    finally:
        database.dispose()


def _only_workspace(database: Database) -> str:
    with database.reading() as session:
        team_ids = workspaces.ids(session)
    if len(team_ids) > 1:
        end(terminal_words()("workspace-several", teams=", ".join(team_ids)))
    if not team_ids:
        end(terminal_words()("workspace-none"))
    return team_ids[0]


def _seats(given: list[str]) -> dict[str, str]:
    """Read `C0123ABC=営業`: the channel and the department it stands for."""
    seats = dict(part.split("=", 1) for part in given if "=" in part)
    if len(seats) != len(given):
        end(terminal_words()("circle-room-form"))
    return seats


@circle.command("add")
def circle_add(
    name: Annotated[str, typer.Option(help="What the circle is called.")],
    room: Annotated[list[str], typer.Option(help="CHANNEL_ID=DEPARTMENT, once for each room.")],
    day: Annotated[str, typer.Option(help="mon, tue, wed, thu, fri, sat or sun.")],
    time: Annotated[str, typer.Option(help="HH:MM in the circle's time zone.")],
    tz: Annotated[str, typer.Option(help="Time zone, e.g. Asia/Tokyo.")],
    lang: Annotated[str, typer.Option(help="Language in the rooms: ja or en.")] = "ja",
    voices: Annotated[int, typer.Option(help="Voices a dialogue, 1 to 5.")] = 3,
    workspace: Annotated[str | None, typer.Option(help="T…; needed only with several.")] = None,
    host: Annotated[list[str] | None, typer.Option(help="User id of a host, once for each.")] = None,
    wins_room: Annotated[str | None, typer.Option(help="Channel for wins.")] = None,
    record_room: Annotated[str | None, typer.Option(help="Channel for records.")] = None,
    holidays: Annotated[str, typer.Option(help="On a public holiday: move, skip or ignore.")] = "move",
    allow_shared: Annotated[bool, typer.Option(help="Seat rooms shared with other organisations.")] = False,
) -> None:
    """Set up a circle: checks that the rooms exist and that the bot sits in them (it joins public ones)."""
    settings = settings_for("slack")
    said = terminal_words()
    client = slack_client(settings)
    seats, hosts = _seats(room), host or []
    try:
        facts = [rooms.check(client, id_, host_ids=hosts, allows_shared=allow_shared) for id_ in seats]
        for extra in filter(None, (wins_room, record_room)):
            rooms.check(client, extra, host_ids=hosts, allows_shared=allow_shared)
        form = circles.CircleForm.model_validate(
            {
                "name": name,
                "rooms": [
                    {
                        "channel_id": fact.channel_id,
                        "department": seats[fact.channel_id],
                        "is_private": fact.is_private,
                        "is_shared": fact.is_shared,
                    }
                    for fact in facts
                ],
                "day": day,
                "time": time,
                "tz": tz,
                "language": lang,
                "voices": voices,
                "hosts": hosts,
                "wins_room": wins_room,
                "record_room": record_room,
                "holiday_rule": holidays,
            }
        )
    except Refusal as refusal:
        end(said(refusal.key, **refusal.places))
    except ValidationError as error:
        end("\n".join(f"--{'-'.join(str(p) for p in e['loc'][:1])}: {e['msg']}" for e in error.errors()))
    except SlackApiError as error:
        end(said("app-token-refused", error=str(error.response.get("error"))))
    team_id = workspace or _own_workspace(settings, client)
    with at_the_table(team_id) as tx:
        made = circles.add(tx, form)
        rooms.learn_members(tx, made)
        steps.plan_next(tx, made)
        typer.echo(said("circle-added", name=made.name, rooms=len(made.rooms), moment=_next(said, made)))


def _own_workspace(settings: Settings, client: WebClient) -> str:
    """Return the workspace of the token; it may be that the app never ran yet."""
    schema.migrate(settings.database_url)
    database = Database(settings.database_url, clock_for(settings))
    team_id, _ = install(database, client)
    database.dispose()
    return team_id


def _next(said: Words, made: Circle) -> str:
    return said.moment(made.next_at, made.tz) if made.next_at else "-"


@circle.command("list")
def circle_list(workspace: Annotated[str | None, typer.Option()] = None) -> None:
    """List the circles."""
    said = terminal_words()
    with at_the_table(workspace) as tx:
        found = circles.list_(tx)
        for one in found:
            typer.echo(
                said(
                    "circle-line-paused" if one.paused_at else "circle-line",
                    name=one.name,
                    weekday=circles.DAYS[one.weekday],
                    time=one.at,
                    tz=one.tz,
                    rooms=", ".join(f"{room.channel_id}={room.department}" for room in one.rooms),
                    **({} if one.paused_at else {"moment": _next(said, one)}),
                )
            )
        if not found:
            typer.echo(said("circle-none"))


Named = Annotated[str, typer.Argument(help="The circle's name.")]


@circle.command("pause")
def circle_pause(name: Named, workspace: Annotated[str | None, typer.Option()] = None) -> None:
    """Open no more dialogues until `circle resume`."""
    with at_the_table(workspace) as tx:
        circles.pause(tx, circles.named(tx, name))
        typer.echo(terminal_words()("circle-paused", name=name))


@circle.command("resume")
def circle_resume(name: Named, workspace: Annotated[str | None, typer.Option()] = None) -> None:
    """Go on with the next occurrence from now."""
    said = terminal_words()
    with at_the_table(workspace) as tx:
        found = circles.named(tx, name)
        circles.resume(tx, found)
        steps.plan_next(tx, found)
        typer.echo(said("circle-resumed", name=name, moment=_next(said, found)))


@dialogue.command("open")
def dialogue_open(
    circle: Annotated[str, typer.Option(help="The circle's name.")],
    seed: Annotated[str | None, typer.Option(help="The same seed picks the same voices.")] = None,
    workspace: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Open a dialogue now, whatever the calendar says."""
    with at_the_table(workspace) as tx:
        opened = dialogues.open_now(tx, circles.named(tx, circle), seed=seed)
        typer.echo(terminal_words()("dialogue-opened", name=circle, voices=len(opened.seated)))


if __name__ == "__main__":
    cli()
