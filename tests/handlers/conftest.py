from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot.transaction import Database
from handlers import bolt
from tests.conftest import TEAM
from tests.handlers.stage import Calls
from tests.web_api import web_api


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
def app(database: Database, calls: Calls) -> Iterator[App]:
    """Give the Bolt app over a Web API that says yes to everything."""
    installed = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-1"
    )
    with web_api(calls.answer) as client:
        yield bolt.make(database, {TEAM: installed}, client, None, on_missed=lambda _: None)
