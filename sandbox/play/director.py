"""Telling the sandbox what comes next, and moving the clock there while nobody else does."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.backstage import WAITS
from sandbox.play.colleagues import Colleagues
from sandbox.play.sitting import Sitting

Json = dict[str, Any]
TOLD_AHEAD = 6
WEEKS_UNSEEN = 4
"""So many weeks pass while nobody looks on; then the colleagues wait for somebody."""
UNSEEN_PATIENCE_SECONDS = 4.0


class Director:
    """With `patience_seconds`, the clock leaps when nobody has done anything for so long."""

    def __init__(self, colleagues: Colleagues, patience_seconds: float | None) -> None:
        self._colleagues = colleagues
        self._patience_seconds = patience_seconds
        self._calm_since = time.monotonic()
        self._told: list[Json] = []
        self.opening: datetime | None = None
        """When the dialogue of this week opens."""
        self._has_come_to_opening = False

    def begin_week(self, opening: datetime) -> None:
        self.opening, self._has_come_to_opening = opening, False
        self._calm_since = time.monotonic()

    def something_happened(self) -> None:
        self._calm_since = time.monotonic()

    # --- telling -----------------------------------------------------------------------------------------

    def tell(self, sitting: Sitting | None, week_turns: datetime | None, now: datetime) -> None:
        """Tell what is to come, if it has changed."""
        coming = [
            _coming(due, "colleague", WAITS if is_again else "")
            for due, is_again in self._colleagues.plan.coming(TOLD_AHEAD)
        ]
        if week_turns and week_turns > now:
            coming.append(_coming(week_turns, "colleague"))
        circle = self._colleagues.story.circle
        if sitting and sitting.is_open(now):
            coming += [_coming(sitting.minute(minute), "stage", str(minute)) for minute in circle.stages[1:]]
            coming.append(_coming(sitting.minute(circle.minutes), "close", circle.name))
        coming.append(_coming(self._next_opening(now), "opening", circle.name))
        if coming != self._told:
            self._told = coming
            self._colleagues.sandbox.announce(coming)

    def _next_opening(self, now: datetime) -> datetime:
        circle = self._colleagues.story.circle
        later = now.astimezone(ZoneInfo(circle.tz)) + timedelta(minutes=1)
        return circle.opens.first_after(later).astimezone(UTC)

    # --- moving ------------------------------------------------------------------------------------------

    def move_on(self, now: datetime, *, in_hand: bool, is_watched: bool, is_sitting: bool) -> None:
        """To the next deed, or to the minute before the table opens; never past that, nor out of anybody's hands."""
        if self._patience_seconds is None or in_hand or is_sitting:
            return
        if self._colleagues.week > 1:
            if is_watched or self._colleagues.week > WEEKS_UNSEEN:
                return
            patience = UNSEEN_PATIENCE_SECONDS
        else:
            patience = self._patience_seconds
        if time.monotonic() - self._calm_since <= patience:
            return
        target = self._colleagues.plan.next_due()
        before_opening = self.opening - timedelta(minutes=1) if self.opening else None
        if before_opening and not self._has_come_to_opening and (target is None or target > before_opening):
            target, self._has_come_to_opening = before_opening, True
        if target and target > now:
            self._colleagues.sandbox.set_clock(now=target)
        self._calm_since = time.monotonic()


def _coming(at: datetime, kind: str, words: str = "") -> Json:
    return {"at": at.isoformat(), "kind": kind, "words": words}
