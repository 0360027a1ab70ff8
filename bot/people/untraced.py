"""Untraced: private notes that no row is to tell of later, counted in the memory of the process so that the numbers hold.

A process that starts anew has forgotten them, and another one never knew: then somebody can get one more.
"""

from collections import Counter
from datetime import date, timedelta
from threading import Lock

KEPT = timedelta(days=7)
"""The longest for which private messages are counted."""


class Untraced:
    """How many such notes came to whom on which day."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._days: Counter[tuple[str, date]] = Counter()

    def add(self, person_id: str, day: date) -> None:
        """Count one, and forget what is older than a week."""
        with self._lock:
            for old in [one for one in self._days if abs(one[1] - day) >= KEPT]:
                del self._days[old]
            self._days[person_id, day] += 1

    def between(self, person_id: str, first: date, last: date) -> int:
        with self._lock:
            return sum(
                count
                for (whose, day), count in self._days.items()
                if whose == person_id and first <= day <= last
            )
