"""Periods: how long what is stored stays. The operator's settings say it; docs/privacy.md says what falls under which."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Periods:
    """Months, but for the inbox; 0: for ever. The reasons for the defaults stand in docs/privacy.md."""

    voices: int = 36
    """Customers' words with all that tells of them, and what was asked and answered about them."""
    files: int = 12
    """Our own files with pictures that people shared, from the close of the dialogue on."""
    remarks: int = 6
    """Remarks, notes, emojis and proposals that were not chosen, from the close of the dialogue on."""
    watchwords: int = 0
    improvements: int = 36
    """The one improvement that a dialogue decided."""
    wins: int = 36
    acts: int = 12
    """The audit log."""
    left: int = 12
    """People whose Slack account is gone."""
    inbox_days: int = 7
    asleep: int = 3
    """After so long without a use the hosts are asked whether to revive a watchword or put it away; 0: never."""


def months_before(now: datetime, months: int) -> datetime:
    """Return the same day so many months ago; where that month is shorter, its last day."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)
