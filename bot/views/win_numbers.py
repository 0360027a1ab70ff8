"""The numbers of a win in words: both with what they count, and the change between them with its sign."""

from collections.abc import Iterator
from decimal import Decimal

from bot.texts import Words
from bot.wins import win_change
from bot.wins.win_change import Change


def lines(
    words: Words, before: str | None, after: str | None, unit: str | None, period: str | None
) -> Iterator[str]:
    """Yield lines of plain text: the numbers as they were typed, and what can honestly be said of their change."""
    told = _told(words, before, after)
    if told is None:
        return
    counted = words("wins-number-unit", number=told, unit=unit) if unit else told
    over = words(f"wins-over-{period}") if period else None
    yield words("wins-number-period", number=counted, period=over) if over else counted
    if before is None or after is None:
        return
    change = win_change.between(before, after, unit)
    if change is not None:
        yield _change(words, change, unit)
    elif win_change.is_number(before) or win_change.is_number(after):
        yield words("wins-change-unlike")


def _told(words: Words, before: str | None, after: str | None) -> str | None:
    if before and after:
        return words("wins-number-both", before=before, after=after)
    if before:
        return words("wins-number-before", number=before)
    return words("wins-number-after", number=after) if after else None


def _change(words: Words, change: Change, unit: str | None) -> str:
    if change.difference == 0:
        return words("wins-change-none")
    number = signed(change.difference)
    if change.is_points:
        amount = words("wins-change-points", number=number)
    else:
        counted = unit or change.unit
        amount = words("wins-number-unit", number=number, unit=counted) if counted else number
    if change.share is None:
        return words("wins-change", amount=amount)
    return words("wins-change-share", amount=amount, share=f"{signed(change.share)}%")


def signed(number: Decimal) -> str:
    """Return a number with its sign, grouped in thousands and without zeros that say nothing."""
    plain = f"{number.copy_abs():,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f"{'−' if number < 0 else '+'}{plain}"
