"""Recent wins: the newest small successes of somebody's circles, for their home.

A win is told in its author's own words, in a room of its circle or beside it; people of other organisations, and guests,
read those of their own circles alone.
"""

from collections.abc import Collection

from sqlalchemy import func, select

from bot.people.sight import Sight
from bot.trail import trail_links
from bot.transaction import Transaction
from bot.views.recent_wins import RecentWin
from bot.voices.consent import Reader
from models import Circle, Win


def newest(
    tx: Transaction, circle_ids: Collection[str], sees: Sight, *, size: int
) -> tuple[list[RecentWin], int]:
    """Return the newest wins of these circles, and how many more there are."""
    seen = set(circle_ids) if sees.reader is Reader.COLLEAGUE else set(circle_ids) & sees.circle_ids
    theirs = (Win.workspace_id == tx.workspace.id, Win.circle_id.in_(seen))
    found = select(Win).where(*theirs).order_by(Win.posted_at.desc(), Win.id).limit(size)
    wins = tx.session.scalars(found).all()
    links = trail_links.of_wins(tx, sees, wins)
    shown = []
    for win in wins:
        circle = tx.session.get_one(Circle, win.circle_id)
        shown.append(
            RecentWin(win.id, win.headline, circle.name, win.posted_at, circle.tz, links.get(win.id))
        )
    count = tx.session.scalar(select(func.count()).where(*theirs)) or 0
    return shown, count - len(shown)
