"""Writing an archive: row by row, in one line each, so that a big workspace needs no more memory than a small one."""

import json
from collections.abc import Iterator

from sqlalchemy import Select, select

from bot.archive import rows
from bot.archive.contents import FORMAT, SECTIONS, Section
from bot.transaction import Transaction

NAME = "entaku.json"
AT_ONCE = 500
"""Rows held in memory."""


def write(tx: Transaction) -> Iterator[str]:
    """Give the archive of the workspace piece by piece. What it holds is of one moment if the transaction is."""
    tx.session.flush()
    workspace = {name: getattr(tx.workspace, name) for name in rows.Workspace.model_fields}
    told = rows.Workspace.model_construct(**workspace).model_dump_json(warnings=False)
    yield f'{{"format": {FORMAT},\n"exported_at": {json.dumps(tx.now.isoformat())},\n"workspace": {told}'
    for section in SECTIONS:
        yield f',\n"{section.name}": ['
        yield from _lines(tx, section)
        yield "\n]"
    yield "\n}\n"


def _lines(tx: Transaction, section: Section) -> Iterator[str]:
    found = tx.session.execute(_query(tx, section), execution_options={"yield_per": AT_ONCE})
    for number, values in enumerate(found.mappings()):
        row = section.row.model_construct(**values)
        yield f"{',' if number else ''}\n{row.model_dump_json(warnings=False)}"


def _query(tx: Transaction, section: Section) -> Select[tuple[object, ...]]:
    columns = section.table.__table__.columns
    found = select(*(columns[name] for name in section.row.model_fields)).where(
        columns["workspace_id"] == tx.workspace.id
    )
    if section.goes_along is not None:
        found = found.where(section.goes_along)
    return found.order_by(columns["id"])
