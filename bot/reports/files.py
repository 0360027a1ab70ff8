"""Files of reports: which of ours in Slack hold whose words. When these are edited or go, the files go, too."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, cast, select

from bot import files
from bot.transaction import Transaction
from models import ReportFiles


def remember(
    tx: Transaction, file_ids: Sequence[str], holds: Sequence[str], *, digest: str, record_of: str | None
) -> None:
    """Keep which files a report became. In a record room it takes the place of the one before it."""
    if record_of is not None:
        for older in _in_record(tx, record_of):
            _remove(tx, older)
    tx.session.add(
        ReportFiles(
            workspace_id=tx.workspace.id,
            files=list(file_ids),
            holds=list(holds),
            digest=digest,
            record_of=record_of,
            made_at=tx.now,
        )
    )
    tx.session.flush()


def stands(tx: Transaction, record_of: str, digest: str) -> bool:
    """Say whether a record room has a report that says just the same."""
    return any(one.digest == digest for one in _in_record(tx, record_of))


def are_kept(tx: Transaction, file_ids: Sequence[str]) -> bool:
    """Say whether these are still the files of a report."""
    every = select(ReportFiles.files).where(ReportFiles.workspace_id == tx.workspace.id)
    return any(set(file_ids) <= set(kept) for kept in tx.session.scalars(every))


def gone(tx: Transaction, kind: str, id_: str) -> None:
    """Take out of Slack what holds the words of a thing that is edited or goes."""
    held = f"{kind}:{id_}"
    holding = select(ReportFiles).where(
        ReportFiles.workspace_id == tx.workspace.id, cast(ReportFiles.holds, String).contains(held)
    )
    for one in tx.session.scalars(holding.order_by(ReportFiles.made_at, ReportFiles.id)).all():
        if held in one.holds:
            _remove(tx, one)


def aged(tx: Transaction, before: datetime) -> None:
    """Take out of Slack what was made before an instant."""
    old = select(ReportFiles).where(ReportFiles.workspace_id == tx.workspace.id, ReportFiles.made_at < before)
    for one in tx.session.scalars(old.order_by(ReportFiles.made_at, ReportFiles.id)).all():
        _remove(tx, one)


def _in_record(tx: Transaction, record_of: str) -> Sequence[ReportFiles]:
    tx.session.flush()
    there = select(ReportFiles).where(
        ReportFiles.workspace_id == tx.workspace.id, ReportFiles.record_of == record_of
    )
    return tx.session.scalars(there.order_by(ReportFiles.made_at, ReportFiles.id)).all()


def _remove(tx: Transaction, one: ReportFiles) -> None:
    files.remove(tx, [{"copy_id": file_id} for file_id in one.files])
    tx.session.delete(one)
    tx.session.flush()
