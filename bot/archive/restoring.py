"""Restoring: an archive becomes the rows of an empty database, all of them or none, and nothing is said in Slack."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NoReturn, TextIO

from pydantic import ValidationError
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

import models
from bot.archive import arriving, rows
from bot.archive.arriving import Arrival
from bot.archive.contents import FORMAT, SECTIONS, Section, Values
from bot.archive.flaws import Clash, LeadsNowhere, Newer, NoArchive, NotEmpty, Twice, WrongSection, WrongValue
from bot.archive.reading import Reader
from bot.transaction import Database
from models import Base

AT_ONCE = 500
"""Rows in one statement."""
HEAD = ("format", "exported_at", "workspace")


@dataclass
class Report:
    """What came of it."""

    workspace: str
    counts: Counter[str] = field(default_factory=Counter)
    arrival: Arrival = field(default_factory=Arrival)


def restore(database: Database, file: TextIO, *, is_dry: bool = False) -> Report:
    """Take an archive into an empty database, in one transaction; `is_dry`: do it all, and then none of it.

    Refuses with `NotEmpty`, and what is wrong with the file as the flaws say.
    """
    with database.session() as session:
        require_empty(session)
        reader = Reader(file)
        reader.begin()
        keys = reader.keys()
        format_, workspace = _head(reader, keys)
        session.add(models.Workspace(**workspace.model_dump()))
        session.flush()
        report = Report(workspace.id)
        _Intake(session, reader, workspace.id, report.counts).run(keys, format_)
        tx = database.join(session, session.get_one(models.Workspace, workspace.id))
        report.arrival = arriving.settle(tx)
        session.flush()
        if is_dry:
            session.rollback()
    return report


def require_empty(session: Session) -> None:
    """Refuse a database in which anything is."""
    counts = {
        table.name: session.scalar(select(func.count()).select_from(table))
        for table in Base.metadata.sorted_tables
    }
    there = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)
    if there:
        raise NotEmpty(there=there)


def _head(reader: Reader, keys: Iterator[str]) -> tuple[int, rows.Workspace]:
    """Read what stands before the rows: the format, and the workspace."""
    told: object = None
    format_ = FORMAT
    for due in HEAD:
        if next(keys, None) != due:
            raise NoArchive
        told = reader.value()
        if due == "format":
            format_ = _format(told)
    try:
        return format_, rows.Workspace.model_validate(told)
    except ValidationError as error:
        raise _wrong(error, reader.line, "workspace", 1) from None


def _format(told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or told < 1:
        raise NoArchive
    if told > FORMAT:
        raise Newer(format=str(told), known=FORMAT)
    return told


def _wrong(error: ValidationError, line: int, section: str, row: int) -> WrongValue:
    """Name the first thing that is wrong with a row; what stands there is not told again, it may be anything."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "-"
    return WrongValue(line=line, section=section, row=row, column=place[:80], why=first["msg"])


class _Intake:
    """The rows on their way in, section by section."""

    def __init__(self, session: Session, reader: Reader, workspace_id: str, counts: Counter[str]) -> None:
        self._session = session
        self._reader = reader
        self._workspace_id = workspace_id
        self._counts = counts
        self._ids: dict[str, set[str]] = {}

    def run(self, keys: Iterator[str], format_: int) -> None:
        for section in (one for one in SECTIONS if one.since <= format_):
            found = next(keys, None)
            if found != section.name:
                self._refuse_section(section.name, found)
            self._take(section)
        surplus = next(keys, None)
        if surplus is not None:
            self._refuse_section(None, surplus)

    def _refuse_section(self, due: str | None, found: str | None) -> NoReturn:
        raise WrongSection(line=self._reader.line, due=due or "-", found=(found or "-")[:80])

    def _take(self, section: Section) -> None:
        known = self._ids[section.name] = set()
        own = [name for name, to in section.references.items() if to == section.name]
        links: list[tuple[int, int, Values]] = []
        waiting: list[Values] = []
        for number, told in enumerate(self._reader.items(), 1):
            values = self._values(section, told, number)
            if values["id"] in known:
                raise Twice(line=self._reader.line, section=section.name, row=number)
            known.add(values["id"])
            self._follow(section, values, number, but=own)
            own_links = {name: values.pop(name) for name in own}
            if any(own_links.values()):
                links.append((self._reader.line, number, {"id": values["id"]} | own_links))
            waiting.append(values)
            if len(waiting) == AT_ONCE:
                self._insert(section, waiting, number)
                waiting = []
        self._counts[section.name] = len(known)
        self._insert(section, waiting, len(known))
        self._link(section, links)

    def _values(self, section: Section, told: object, number: int) -> Values:
        try:
            row = section.row.model_validate(told)
        except ValidationError as error:
            raise _wrong(error, self._reader.line, section.name, number) from None
        return {name: getattr(row, name) for name in section.row.model_fields}

    def _follow(self, section: Section, values: Values, number: int, *, but: Sequence[str]) -> None:
        for name, to in section.references.items():
            if name not in but and values[name] is not None and values[name] not in self._ids[to]:
                raise LeadsNowhere(
                    line=self._reader.line, section=section.name, row=number, column=name, to=to
                )

    def _insert(self, section: Section, waiting: list[Values], last: int) -> None:
        if not waiting:
            return
        for values in waiting:
            values["workspace_id"] = self._workspace_id
        try:
            self._session.execute(insert(section.table), waiting)
        except (IntegrityError, DataError):
            first = last - len(waiting) + 1
            raise Clash(section=section.name, first=first, last=last) from None

    def _link(self, section: Section, links: list[tuple[int, int, Values]]) -> None:
        """Tie rows to others of their section, once all of these are there."""
        for line, number, values in links:
            for name, to in values.items():
                if name != "id" and to is not None and to not in self._ids[section.name]:
                    raise LeadsNowhere(
                        line=line, section=section.name, row=number, column=name, to=section.name
                    )
        if links:
            self._session.execute(update(section.table), [values for _, _, values in links])
