import pytest

from tests.bot.slack_in_memory import SlackInMemory


@pytest.fixture
def slack() -> SlackInMemory:
    return SlackInMemory()
