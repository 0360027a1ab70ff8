"""Tables of voices as other programs save them, and what is read and kept of them."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bot.texts import words
from bot.transaction import Database
from bot.voices import import_report, importing, voice_table
from bot.voices.importing import Report
from bot.voices.voice_table import VoiceTable
from models import Voice
from tests.conftest import TEAM

JA, EN = words("ja"), words("en")
HEADER = (
    "お客様の言葉",
    "どんなとき",
    "商品・サービス",
    "どこで聞いたか",
    "日付",
    "お客様の了承",
    "お客様について",
)


def written(
    rows: Sequence[Sequence[str]], *, encoding: str = "utf-8", delimiter: str = ",", end: str = "\r\n"
) -> bytes:
    """Return a table as other programs save it."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue().encode(encoding)


def read(content: bytes | str) -> VoiceTable:
    return voice_table.read(content.encode() if isinstance(content, str) else content, JA)


def quotes_in(content: bytes | str) -> list[str]:
    return [line.form.quote for line in read(content).lines if line.form]


def run(database: Database, content: bytes | str, **how: Any) -> Report:
    return importing.run(database, TEAM, read(content).lines, **how)


def refused(database: Database, content: str, language: str = "ja") -> list[str]:
    """Return what is said of the rows that are refused."""
    table, said = read(content), words(language)
    told = import_report.lines(
        said, table, importing.run(database, TEAM, table.lines, is_dry=True), is_dry=True
    )
    return [line for line in told if line.startswith(("Row ", *(f"{number}行目" for number in range(99))))]


def kept(database: Database) -> list[Voice]:
    with database.reading() as session:
        return list(session.scalars(select(Voice).order_by(Voice.brought_at)))


def counts(report: Report) -> tuple[int, int, int]:
    return report.kept, report.already_there, report.refused_rows
