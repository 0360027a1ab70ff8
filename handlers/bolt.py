"""The Bolt app: who may speak to it, which features listen, and what happens to everything else."""

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.transaction import Database
from bot.watchwords.search import Search
from handlers import (
    asleep,
    customer_questions,
    dialogues,
    ending,
    entaku,
    home,
    hosting,
    hosts,
    ideas,
    improvements,
    leading,
    looking_back,
    material,
    measures,
    measuring,
    my_table,
    notes,
    private,
    pulse,
    reactions,
    reports,
    seats,
    setup,
    takedown,
    trail,
    unnamed,
    uses,
    voices,
    waiting,
    watchwords,
    wins,
    workspaces,
)
from handlers.listening import on_error

FEATURES = (
    dialogues,
    reactions,
    takedown,
    improvements,
    notes,
    unnamed,
    pulse,
    seats,
    voices,
    watchwords,
    looking_back,
    material,
    reports,
    measuring,
    uses,
    asleep,
    ideas,
    leading,
    measures,
    wins,
    trail,
    entaku,
    hosting,
    hosts,
    ending,
    waiting,
    setup,
    home,
    my_table,
    private,
    customer_questions,
    workspaces,
)
"""Bolt asks the listeners in this order: what comes most often, remarks, comes first."""
ANY = re.compile(".*")


def make(
    database: Database,
    installed: Mapping[str, AuthorizeResult],
    client: WebClient,
    signing_secret: str | None,
    *,
    on_missed: Callable[[str], None],
    search: Search | None = None,
) -> App:
    """Return the app with every listener.

    `installed` holds what is known of each workspace (no Slack call stands before an ack); `on_missed` is told the
    workspace when Slack says that it dropped events; without a `search` watchwords are found by their spelling alone.
    """

    def authorize(team_id: str | None) -> AuthorizeResult:
        return installed.get(team_id or "")  # type: ignore[return-value]  # None: not installed there, says Bolt

    app = App(
        name="entaku",
        logger=logging.getLogger("slack_bolt"),
        client=client,
        signing_secret=signing_secret or "",
        request_verification_enabled=signing_secret is not None,
        authorize=authorize,
        process_before_response=True,
        ignoring_self_events_enabled=False,
        token_verification_enabled=False,
    )

    finder = search or Search()

    @app.middleware
    def beside_every_payload(context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002  Bolt's name
        context["database"] = database
        context["search"] = finder
        return next()

    @app.middleware
    def missed(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002  Bolt's name
        if body.get("type") == "app_rate_limited":
            on_missed(body["team_id"])
            return BoltResponse(status=200)
        return next()

    app.error(on_error)
    for feature in FEATURES:
        feature.register(app)
    _catch_all(app)
    return app


def _catch_all(app: App) -> None:
    """Ack what no feature listens to: a link button, an event beside the point. Slack would send it again or complain."""

    def acknowledge(ack: Ack) -> None:
        ack()

    app.event(ANY)(acknowledge)
    for kind in (app.action, app.view, app.view_closed, app.shortcut, app.options, app.command):
        kind(ANY)(acknowledge)
