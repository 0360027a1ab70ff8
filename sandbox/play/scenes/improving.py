"""Ways to an improvement that somebody leads: by the list of the command, and from App Home."""

from sandbox.company.outcomes import Outcome
from sandbox.company.seeing import block_under, shows
from sandbox.play.colleagues import Colleagues, Json

OPEN = "improvement.open"


def outcome_of(colleagues: Colleagues, message: Json) -> Outcome | None:
    """Return what becomes of the improvement that a message tells of, if the company's file says so."""
    return next((one for one in colleagues.story.outcomes if shows(message, one.of)), None)


def open_listed(colleagues: Colleagues, who: str, what: str) -> bool:
    """Open an improvement from the list; False where an app lists none."""
    listed = colleagues.listing(who, colleagues.company.room_of(who), "/entaku", "improvements", OPEN)
    return listed is not None and _open(colleagues, who, listed, what)


def is_at_home(colleagues: Colleagues, who: str, what: str) -> bool:
    """Say whether an improvement stands in somebody's App Home."""
    home = colleagues.sandbox.home(who)
    return home is not None and bool(block_under(home, what, OPEN))


def open_at_home(colleagues: Colleagues, who: str, what: str) -> bool:
    """Open an improvement that stands in App Home."""
    home = colleagues.sandbox.home(who) or {}
    return _open(colleagues, who, {"blocks": home.get("blocks")}, what)


def _open(colleagues: Colleagues, who: str, shown: Json, what: str) -> bool:
    place = block_under(shown, what, OPEN)
    if place:
        colleagues.press_told(who, shown, OPEN, place)
    return bool(place)
