from collections.abc import Iterator

import pytest

from bot.transaction import Transaction
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin


@pytest.fixture
def slack() -> SlackInMemory:
    return SlackInMemory()


@pytest.fixture
def tx(begin: Begin) -> Iterator[Transaction]:
    """One transaction for the whole test, of nobody in particular."""
    with begin() as beginning:
        yield beginning
