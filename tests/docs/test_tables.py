"""Tables in the pages say what the code says: terms, fault points, budgets, log lines, tables, faults, rules."""

import json
import re
from argparse import Namespace
from pkgutil import resolve_name

import models
from bot.delivery.budgets import POSTS_OF_A_CHANNEL, POSTS_OF_A_WORKSPACE, TIER_3, TIER_4
from bot.faultpoints import FaultPoint
from sandbox.__main__ import prepare, ready_line
from sandbox.faults import KINDS
from tests.docs import rules_table
from tests.docs.pages import ROOT, Row, coded, read, rows, section


def table(page: str, heading: str) -> list[Row]:
    return rows(section(read(page), heading))


def words(row: Row) -> list[str]:
    """Return what the first cell of a row names."""
    return coded(row[0])


def test_every_term_of_the_glossary_leads_to_the_code() -> None:
    for row in rows(read("docs/glossary.md")):
        [name] = coded(row[-1])
        assert resolve_name(name) is not None, row[0]


def test_every_kind_of_row_is_a_term() -> None:
    terms = {name for row in rows(read("docs/glossary.md")) for name in coded(row[-1])}

    assert {f"models.{name}" for name in models.__all__} - terms == {"models.Base", "models.new_id"}


def test_every_fault_point_is_told_in_order() -> None:
    told = [name for row in table("docs/architecture.md", "Fault points") for name in words(row)]

    assert told == [point.name for point in FaultPoint]


def test_budgets_are_told_as_they_are() -> None:
    told = [tuple(map(float, row[1:])) for row in table("docs/architecture.md", "Budgets")]
    limits = (POSTS_OF_A_CHANNEL, POSTS_OF_A_WORKSPACE, TIER_3, TIER_4)

    assert told == [(limit.burst, limit.per_minute) for limit in limits]


def test_every_log_line_told_is_written_somewhere_at_that_level() -> None:
    code = "\n".join(
        file.read_text(encoding="utf-8")
        for file in [
            ROOT / "app.py",
            *(ROOT / "assistant").glob("*.py"),
            *(ROOT / "bot").rglob("*.py"),
            *(ROOT / "commands").glob("*.py"),
            *(ROOT / "handlers").rglob("*.py"),
            *(ROOT / "scheduler").glob("*.py"),
        ]
    )
    for row in table("docs/operations.md", "Logs"):
        [event] = words(row)
        assert re.search(rf'log\.{row[1]}\(\s*"{event}"', code), event


def test_every_fault_of_the_sandbox_is_told() -> None:
    assert {name for row in table("docs/sandbox.md", "Faults") for name in words(row)} == KINDS


def test_the_line_that_tells_the_sandbox_is_ready_has_the_keys_described() -> None:
    options = {"clock_rate": 1.0, "clock_start": None, "request_url": None, "state": None, "company": None}
    slack = prepare(Namespace(manifest=ROOT / "manifest.yml", **options))
    described = section(read("docs/sandbox.md"), "Start it").split("line of JSON:")[1].split(". ")[0]

    assert list(json.loads(ready_line(slack))) == coded(described)


def test_the_rules_of_the_sandbox_stand_in_its_page() -> None:
    assert rules_table.written() == rules_table.table(), "run: python -m tests.docs.rules_table"
