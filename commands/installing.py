"""Whose token this is: the Slack client of the settings, and the workspace it belongs to."""

import time

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import workspaces
from bot.delivery.slack import CALL_TIMEOUT_SECONDS
from bot.settings import Settings
from bot.transaction import Database

log = structlog.get_logger()


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
        time.sleep(2)
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
