"""The change between two numbers that people typed: computed, with its sign, or honestly not at all.

It is told whichever way it went. A share is rounded, but never to a whole that was not reached, nor to nothing.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

DIGITS = 100
"""More than two numbers of a form can need."""
LARGEST_SHARE = 9999
"""Percent; what is far beyond is told by its numbers alone."""
PERCENT = {"%", "％", "パーセント", "percent", "per cent"}
_NUMBER = re.compile(r"(?P<sign>[-+]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?")


@dataclass(frozen=True)
class Change:
    """What came between two numbers of one kind."""

    difference: Decimal
    """After less before."""
    share: Decimal | None
    """In percent of before, to a tenth; None where it says nothing: from nothing, between shares, or of no difference."""
    unit: str
    """What both numbers were written with, if they were."""
    is_points: bool = False
    """The numbers are shares themselves."""


@dataclass(frozen=True)
class _Counted:
    number: Decimal
    around: tuple[str, str]


def is_number(text: str | None) -> bool:
    """Say whether somebody typed one number, whatever stands around it."""
    return _counted(text or "") is not None


def between(before: str | None, after: str | None, unit: str | None) -> Change | None:
    """Return the change from one number to the other; None where they cannot be compared."""
    first, then = _counted(before or ""), _counted(after or "")
    if first is None or then is None or not _is_alike(first, then, unit):
        return None
    written = (first.around[1] or then.around[1]).strip()
    is_points = (unit or written).casefold() in PERCENT or written.casefold() in PERCENT
    with localcontext() as context:
        context.prec = DIGITS
        difference = then.number - first.number
        share = None if is_points or first.number <= 0 else _share(first.number, difference)
    return Change(difference, share, written, is_points)


def _counted(text: str) -> _Counted | None:
    """Return the only number in a text with what stands before and after it; None if there is none, or several."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    found = list(_NUMBER.finditer(plain))
    if len(found) != 1:
        return None
    one = found[0]
    number = Decimal(one["sign"] + one["whole"].replace(",", "") + (one["rest"] or ""))
    return _Counted(number, (plain[: one.start()].strip().casefold(), plain[one.end() :].strip().casefold()))


def _is_alike(first: _Counted, then: _Counted, unit: str | None) -> bool:
    """Say whether two numbers are written with the same; one may leave away what the other has or the form says."""
    if first.around == then.around:
        return True
    if first.around[0] != then.around[0]:
        return False
    said = unicodedata.normalize("NFKC", unit or "").strip().casefold()
    ends = {first.around[1], then.around[1]} - {""}
    return len(ends) == 1 and ends <= {said}


def _share(first: Decimal, difference: Decimal) -> Decimal | None:
    exact = difference * 100 / first
    rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if rounded == -100 and exact != -100:
        rounded = Decimal("-99.9")
    return rounded if rounded != 0 and abs(rounded) <= LARGEST_SHARE else None
