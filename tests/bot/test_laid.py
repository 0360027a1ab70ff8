"""Tables that were laid once: what most tests begin with must not be laid anew for each."""

import pytest

from bot.transaction import Database
from models import Dialogue
from tests import databases
from tests.bot import open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, install
from tests.laid import laid


def test_a_table_is_laid_once_and_then_copied(database: Database, begin: Begin) -> None:
    def lay_again() -> Dialogue:
        pytest.fail("it was laid anew")

    with begin() as tx:
        slack = SlackInMemory()
        first = laid(tx, slack, "once", lambda: open_table.open_table(tx, slack)).id
    databases.empty_tables(database.engine)
    with database.session() as session:
        install(session)
    with begin() as tx:
        again = laid(tx, SlackInMemory(), "once", lay_again)
        assert again.id != first
        assert len(again.threads) == 3
