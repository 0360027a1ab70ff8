"""Reports that stand in Slack as files of ours. A report itself is never kept: it is made of the rows there are."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, InWorkspace, RowId


class ReportFiles(InWorkspace, Base):
    """The files of one report that was handed over, and whose words stand in them: they go when one of these goes."""

    __tablename__ = "report_files"

    id: Mapped[RowId]
    files: Mapped[list[str]] = mapped_column(default=list)
    """Ids of our files in Slack."""
    holds: Mapped[list[str]] = mapped_column(default=list)
    """`watchword:<id>`, `improvement:<id>` and `win:<id>`."""
    record_of: Mapped[str | None] = mapped_column(default=None, index=True)
    """`<circle>:<period>` of a report in the circle's record room; None: it went to one person."""
    digest: Mapped[str]
    """A hash of all that it says, apart from when it was made."""
    made_at: Mapped[datetime]
