"""A year of a company: what its reports say is what one counts in the archive, and moving house changes no word of them."""

import html
import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import app
from benchmarks import company
from bot.transaction import Database
from tests import databases
from tests.commands.recount import Archive, Recount
from tests.conftest import FakeClock

YEAR = 2026
pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.fixture(scope="module")
def old_house(migrated_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Give a database with a year in it and the folder that `export` wrote."""
    folder = tmp_path_factory.mktemp("year")
    shutil.copy(migrated_template, folder / "year.sqlite3")
    url = f"sqlite:///{folder}/year.sqlite3"
    database = Database(url, FakeClock(company.END))
    with database.session() as session:
        company.found(session)
    database.dispose()
    run(url, "export", str(folder / "out"))
    return url, folder / "out"


@pytest.fixture(scope="module")
def archive(old_house: tuple[str, Path]) -> Archive:
    told: Archive = json.loads((old_house[1] / "entaku.json").read_text("utf-8"))
    return told


def run(url: str, *typed: str) -> None:
    done = CliRunner(env={"DATABASE_URL": url, "LANG": "ja_JP.UTF-8", "LC_ALL": ""}).invoke(
        app.cli, list(typed)
    )
    assert done.exit_code == 0, done.output


def page(url: str, circle: str, folder: Path) -> str:
    path = folder / "report.html"
    run(url, "report", "--circle", circle, "--year", str(YEAR), "--lang", "ja", "--out", str(path))
    return path.read_text("utf-8")


@pytest.mark.parametrize("circle", company.CIRCLES)
def test_every_figure_on_the_page_is_the_one_counted_from_the_archive(
    old_house: tuple[str, Path], archive: Archive, circle: str, tmp_path: Path
) -> None:
    shown = page(old_house[0], circle, tmp_path)
    counted = Recount(archive, circle, YEAR)
    assert flow_of(shown) == counted.flow()
    assert bonds_of(shown) == counted.bonds()
    assert changes_of(shown) == counted.changes()
    assert min(counted.flow()) > 0, "a year in which each of them happened"
    assert len(counted.bonds()) == 6, "each two of four departments"


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_in_a_new_house_the_reports_read_the_same_to_the_byte(
    old_house: tuple[str, Path],
    kind: str,
    request: pytest.FixtureRequest,
    migrated_template: Path,
    tmp_path: Path,
) -> None:
    url, out = old_house
    if kind == "postgresql":
        new = databases.one_more(request.getfixturevalue("postgresql_server"))
    else:
        shutil.copy(migrated_template, tmp_path / "new.sqlite3")
        new = f"sqlite:///{tmp_path}/new.sqlite3"
    run(new, "restore", str(out))
    for circle in company.CIRCLES:
        assert page(new, circle, tmp_path) == page(url, circle, tmp_path)


def numbers(text: str) -> list[float]:
    return [float(one) for one in re.findall(r"\d+(?:\.\d+)?", text)]


def flow_of(shown: str) -> list[int]:
    """Read the numbers from the picture's description, in the order in which people read them."""
    [told] = re.findall(r'aria-label="([^"]*声のその後。[^"]*)"', shown)
    return [int(one) for one in numbers(told.split("声のその後。")[1])]


def bonds_of(shown: str) -> dict[frozenset[str], tuple[int, int, int]]:
    row = r'<th scope="row">([^<]+ と [^<]+)</th><td[^>]*>[^<]*</td><td[^>]*>([^<]*)</td>'
    return {
        frozenset(html.unescape(pair).split(" と ")): (
            times("話した", now),
            times("📌💡", now),
            times("改善", now),
        )
        for pair, now in re.findall(row, shown)
    }


def times(tie: str, told: str) -> int:
    found = re.search(rf"{tie} ?(\d+)回", told)
    return int(found[1]) if found else 0


def changes_of(shown: str) -> list[tuple[float, float]]:
    cells = r'<td data-name="前">([^<]*)</td><td data-name="あと">([^<]*)</td><td>([^<]+)</td>'
    found = [(before, after, told) for before, after, told in re.findall(cells, shown)]
    for before, after, told in found:
        difference = numbers(after)[0] - numbers(before)[0]
        assert told[0] == ("+" if difference > 0 else "−" if difference < 0 else "±")
        assert numbers(told) == [pytest.approx(abs(difference))]
    return sorted((numbers(before)[0], numbers(after)[0]) for before, after, _ in found)
