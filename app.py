"""Entaku 円卓: the composition root. What runs is wired here; each command of the command line has its module."""

import signal
import sys
import threading
import time

import structlog
import typer
from slack_sdk.errors import SlackApiError

from bot import faultpoints, safeguard, schema
from bot.clock import clock_for
from bot.delivery.delivery import Delivery
from bot.delivery.slack import Slack
from bot.dialogues import dialogues
from bot.home.republishing import Republishing
from bot.settings import Settings
from bot.transaction import AlreadyRunning, Database, OneApp
from bot.watchwords import meaning
from bot.watchwords.indexing import Indexing
from bot.watchwords.search import Search
from commands import (
    circles,
    demo,
    doctor,
    erase,
    export,
    installing,
    manifest,
    mcp,
    migrate,
    report,
    restore,
    sandbox,
    voices,
    watchwords,
)
from commands import dialogues as dialogue
from commands.terminal import end, settings_for, terminal_words
from handlers import bolt
from scheduler.beat import Beat

STOP_SECONDS = 8
"""What is in hand when the process is told to stop gets this long in all; it is gone within 10 s."""
SIGNAL_SECONDS = 0.5
"""Python runs a signal's handler in the main thread, which does not wake if the system gave the signal to another one."""

BEAT_SECONDS = 1.0
FAST_BEAT_SECONDS = 0.1
"""With a clock of one's own, a second can be minutes of a dialogue."""

SWITCH_SECONDS = 0.0005
"""Threads hand each other work for every ack: at Python's 5 ms an ack waits for whichever thread is busy."""

ANOTHER_PROGRAM = {"allow_extra_args": True, "ignore_unknown_options": True}
"""Its words are read by that program."""

cli = typer.Typer(
    add_completion=False, no_args_is_help=False, help="Entaku 円卓", pretty_exceptions_enable=False
)
cli.command("migrate")(migrate.migrate)
cli.command("doctor")(doctor.examine)
cli.command("manifest")(manifest.print_manifest)
cli.command("sandbox", context_settings=ANOTHER_PROGRAM, add_help_option=False)(sandbox.sandbox)
cli.command("demo", context_settings=ANOTHER_PROGRAM, add_help_option=False)(demo.demo)
cli.command("erase")(erase.erase)
cli.command("export")(export.export)
cli.command("report")(report.report)
cli.command("restore")(restore.restore)
cli.command("mcp")(mcp.serve)
cli.add_typer(circles.group, name="circle")
cli.add_typer(dialogue.group, name="dialogue")
cli.add_typer(voices.group, name="voices")
cli.add_typer(watchwords.group, name="watchword")
log = structlog.get_logger()


class Entaku:
    """The running app: listeners, delivery, beat, indexing and republishing over one database."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        sys.setswitchinterval(SWITCH_SECONDS)
        if settings.stop_at:
            faultpoints.install(faultpoints.kill_at(settings.stop_at))
        schema.migrate(settings.database_url)
        self.database = Database(
            settings.database_url,
            clock_for(settings),
            contact=settings.contact,
            periods=settings.periods,
            agreement=settings.agreement,
            has_inside_assistant=settings.mcp_inside,
        )
        client = installing.slack_client(settings)
        self.team_id, installed = installing.install(self.database, client)
        embedder = meaning.find()
        search = Search(meaning.Meaning(embedder) if embedder else None)
        self.indexing = Indexing(self.database, search)
        self.republishing = Republishing(self.database)
        self.delivery = Delivery(self.database, Slack({self.team_id: client}))
        self.beat = Beat(self.database, FAST_BEAT_SECONDS if settings.product_time_differs else BEAT_SECONDS)
        self.bolt = bolt.make(
            self.database,
            {self.team_id: installed},
            client,
            settings.slack_signing_secret,
            on_missed=self.catch_up,
            search=search,
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
        self.indexing.start()
        self.republishing.start()
        safeguard.warm_up()

    def stop(self) -> None:
        """Finish what is in hand; whatever takes longer is taken up again at the next start."""
        ends = time.monotonic() + STOP_SECONDS
        self.beat.stop()
        for part in (self.delivery, self.republishing, self.indexing):
            part.stop(max(0.0, ends - time.monotonic()))
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
        while not told.wait(SIGNAL_SECONDS):
            pass
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


if __name__ == "__main__":
    cli()
