"""The tables beside the page are brought whole, and once, however they were saved."""

import re

import pytest

from bot.transaction import Database
from tests.bot.voice_tables import counts, kept, read, run
from tests.docs import pages

FOLDER = pages.ROOT / "docs" / "examples" / "voices"
TABLES = sorted(path.name for path in FOLDER.glob("*.csv"))


def test_every_example_is_named_on_the_page_and_no_other() -> None:
    told = pages.section(pages.read("docs/operations.md"), "Import voices")
    assert sorted(re.findall(r"\(examples/voices/([^)]+\.csv)\)", told)) == TABLES


@pytest.mark.parametrize("name", TABLES)
def test_each_row_of_an_example_is_brought_once(database: Database, name: str) -> None:
    content = (FOLDER / name).read_bytes()
    rows = len(read(content).lines)

    assert rows >= 4
    assert counts(run(database, content)) == (rows, 0, 0)
    assert counts(run(database, content)) == (0, rows, 0)
    assert all("090" not in voice.quote for voice in kept(database))


def test_the_messy_one_is_messy(database: Database) -> None:
    content = (FOLDER / "voices-messy-cp932.csv").read_bytes()
    table = read(content)

    assert (table.encoding, table.delimiter) == ("CP932", ";")
    assert table.ignored == ("回答番号", "満足度")
    assert run(database, content).hidden == 1
    first, second, third, fourth = kept(database)
    assert first.quote.count("\n") == 2
    assert second.quote == '"軽い" と聞いて買いました。わたしには、まだ少し重いです'
    assert [third.said_on, third.source] == [None, None]
    assert "●●" in fourth.quote
