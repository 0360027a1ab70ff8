"""The page says of every table whether it goes along in an archive, or stays behind."""

import re

from bot.archive import contents
from models import Base
from tests.docs.pages import coded, read, rows, section

PAGE = "docs/operations.md"
TITLE = "Take everything along"


def test_every_table_is_told_where_it_belongs() -> None:
    told = rows(section(read(PAGE), TITLE))
    carried = [name for row in told for name in coded(row[1])]
    left = [name for row in told if not coded(row[1]) for name in coded(row[0]) if " in " not in row[0]]
    assert sorted(carried) == sorted(["workspace", *(one.name for one in contents.SECTIONS)])
    assert set(contents.TABLES_LEFT_BEHIND) <= set(left)
    assert set(left) & set(Base.metadata.tables) <= set(contents.TABLES_LEFT_BEHIND) | _partly()
    for place in contents.COLUMNS_LEFT_BEHIND:
        table, column = place.split(".")
        assert f"`{table}`" in str(told)
        assert f"`{column}`" in str(told)


def test_the_page_tells_the_format_that_is_written() -> None:
    assert re.search(rf"`format` \(a number, now {contents.FORMAT}\)", read(PAGE))


def _partly() -> set[str]:
    return {place.split(".")[0] for place in contents.COLUMNS_LEFT_BEHIND}
