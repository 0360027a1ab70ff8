"""The doctor: says in words what an installation still lacks, each finding with the way out."""

from collections.abc import Iterator
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import create_engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, selectinload

from bot import manifest, material, schema
from bot.settings import Settings
from bot.texts import Words
from bot.watchwords import meaning
from models import Circle


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    is_well: bool
    text: str


def examine(settings: Settings, client: WebClient, said: Words) -> Iterator[Finding]:
    """Look at database, tokens, scopes and rooms; what cannot be looked at because of an earlier finding is left out."""
    database = _database(settings, said)
    yield database
    team_id = None
    for finding, found_team_id in _token(settings, client, said):
        team_id = found_team_id or team_id
        yield finding
    yield from _way_in(settings, said)
    yield _material(said)
    yield _search(said)
    if database.is_well and team_id:
        yield from _rooms(settings, client, team_id, said)


def _database(settings: Settings, said: Words) -> Finding:
    try:
        revision = schema.revision(settings.database_url)
    except SQLAlchemyError as error:
        return Finding(False, said("doctor-database-away", error=type(error).__name__))
    if revision != schema.HEAD:
        return Finding(False, said("doctor-database-behind"))
    return Finding(True, said("doctor-database-fine"))


def _token(settings: Settings, client: WebClient, said: Words) -> Iterator[tuple[Finding, str | None]]:
    if settings.slack_bot_token is None:
        yield Finding(False, said("doctor-bot-token-missing")), None
        return
    try:
        told = client.auth_test()
    except SlackApiError as error:
        yield Finding(False, said("doctor-bot-token-refused", error=str(error.response.get("error")))), None
        return
    except OSError as error:
        yield Finding(False, said("doctor-slack-away", error=type(error).__name__)), None
        return
    yield Finding(True, said("doctor-bot-token-fine", team=str(told.get("team")))), str(told["team_id"])
    headers = {name.lower(): value for name, value in told.headers.items()}
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")}
    lacking = sorted(manifest.scopes() - granted)
    if lacking:
        yield Finding(False, said("doctor-scopes-missing", scopes=", ".join(lacking))), None
    else:
        yield Finding(True, said("doctor-scopes-fine")), None


def _way_in(settings: Settings, said: Words) -> Iterator[Finding]:
    """Slack reaches the app through a socket, or over HTTP with signatures. Which events are on, Slack tells nobody."""
    if settings.slack_app_token is None:
        secret = settings.slack_signing_secret is not None
        yield Finding(
            secret, said("doctor-http-fine" if secret else "doctor-no-way-in", port=str(settings.port))
        )
        return
    try:
        WebClient(base_url=settings.slack_api_url).apps_connections_open(app_token=settings.slack_app_token)
    except SlackApiError as error:
        yield Finding(False, said("doctor-app-token-refused", error=str(error.response.get("error"))))
    except OSError as error:
        yield Finding(False, said("doctor-slack-away", error=type(error).__name__))
    else:
        yield Finding(True, said("doctor-app-token-fine"))


def _material(said: Words) -> Finding:
    """An extra: nothing else lacks without it, so it is no fault."""
    return Finding(
        True, said("doctor-material-fine" if material.is_installed() else "doctor-material-missing")
    )


def _search(said: Words) -> Finding:
    """Both ways of searching are well; which one is in force is worth knowing."""
    embedder = meaning.find()
    if embedder is None:
        return Finding(True, said("doctor-search-spelling"))
    try:
        embedder.load()
    except Exception as error:  # noqa: BLE001  whatever a broken package raises
        return Finding(False, said("doctor-search-broken", error=type(error).__name__))
    return Finding(True, said("doctor-search-meaning", model=embedder.version))


def _rooms(settings: Settings, client: WebClient, team_id: str, said: Words) -> Iterator[Finding]:
    engine = create_engine(settings.database_url)
    with Session(engine) as session:
        found = select(Circle).where(Circle.workspace_id == team_id).options(selectinload(Circle.rooms))
        circles = list(session.scalars(found.order_by(Circle.created_at)))
    engine.dispose()
    if not circles:
        yield Finding(True, said("doctor-no-circle"))
    for circle in circles:
        seats = [(room.channel_id, room.department) for room in circle.rooms]
        seats += [
            (channel_id, "")
            for channel_id in (circle.wins_channel_id, circle.record_channel_id)
            if channel_id
        ]
        for channel_id, department in seats:
            yield _room(client, circle, channel_id, department, said)


def _room(client: WebClient, circle: Circle, channel_id: str, department: str, said: Words) -> Finding:
    where = {"circle": circle.name, "channel": channel_id, "department": department or "-"}
    try:
        channel = client.conversations_info(channel=channel_id)["channel"]
    except (SlackApiError, OSError):
        return Finding(False, said("doctor-room-not-found", **where))
    if channel.get("is_archived"):
        return Finding(False, said("doctor-room-archived", **where))
    if not channel.get("is_member"):
        return Finding(False, said("doctor-room-not-invited", **where))
    return Finding(True, said("doctor-room-fine", **where))
