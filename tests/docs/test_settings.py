"""Settings have one name in the code, in the table of operations.md and in .env.example."""

import re

from bot.settings import Settings
from tests.docs.pages import PAGES, coded, read, rows, section

NAMES = {str(field.validation_alias) for field in Settings.model_fields.values()}
NAME = re.compile(r"\b(?:(?:SLACK|ENTAKU)_[A-Z_]+|DATABASE_URL|PORT)\b")


def table() -> dict[str, str]:
    """Return each setting's default as the page tells it."""
    return {
        row[0].strip("`"): row[1].strip("`") for row in rows(section(read("docs/operations.md"), "Settings"))
    }


def test_the_table_of_settings_names_every_setting_and_no_other() -> None:
    assert set(table()) == NAMES


def test_the_table_tells_the_real_defaults() -> None:
    for field in Settings.model_fields.values():
        default = field.default
        if isinstance(default, float):
            default = int(default)
        assert table()[str(field.validation_alias)] == ("" if default is None else str(default))


def test_the_example_names_every_setting_and_no_other() -> None:
    assert set(re.findall(r"^(?:# )?([A-Z_]+)=", read(".env.example"), re.MULTILINE)) == NAMES


def test_what_the_example_suggests_is_valid(tmp_path) -> None:
    suggested = re.sub(r"^# (?=[A-Z_]+=)", "", read(".env.example"), flags=re.MULTILINE)
    (tmp_path / ".env").write_text(suggested)

    assert Settings(_env_file=tmp_path / ".env").database_url.startswith("postgresql+psycopg://")


def test_no_page_names_a_setting_that_is_not_there() -> None:
    for page in PAGES:
        named = {name for text in coded(page.read_text("utf-8")) for name in NAME.findall(text)}
        assert named <= NAMES, page
