"""The waiting list: hosts see the voices in their order, and may hold one, let it go again or bring it forward.

Bringing forward is told in the rooms, because it changes what they hear next. Holding is not: it changes nothing that
anybody looks forward to, and would single out a colleague who only brought a customer's words. Both stand in the log.
Each works by its end state; a voice that was brought without a circle belongs to this one from then on.
"""

from bot.circles import acts, circles
from bot.dialogues import dialogues, hosting
from bot.refusals import Gone, Refusal
from bot.transaction import Transaction
from bot.views import waiting as views
from bot.voices import voices
from models import Circle, Voice


class NotWaiting(Refusal):
    """It was laid out, heard or taken back meanwhile."""

    key = "waiting-not-any-more"


def listed(tx: Transaction, circle_id: str, page: int = 0, *, done: str | None = None) -> views.Listed:
    """Return a page of the voices that wait for a circle, to its hosts: brought forward, then as they came.

    Whoever belongs to another organisation does not read voices that are kept inside.
    """
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    line = sorted(
        voices.in_line(tx, circle), key=lambda one: (one.forward_at is None, one.forward_at or tx.now)
    )
    pages = max(1, -(-len(line) // views.ON_A_PAGE))
    page = min(max(page, 0), pages - 1)
    first = page * views.ON_A_PAGE
    return views.Listed(
        circle,
        [
            views.Row(
                voice,
                is_shown=voices.may_read(tx, voice),
                days=max(0, (tx.now - voice.brought_at).days),  # rows of a table come a moment apart
            )
            for voice in line[first : first + views.ON_A_PAGE]
        ],
        count=len(line),
        page=page,
        pages=pages,
        can_swap=hosting.is_laid_out(tx, circle) and dialogues.running(tx, circle) is None,
        done=done,
    )


def hold(tx: Transaction, circle_id: str, voice_id: str) -> None:
    """Let a voice wait without being picked, until it is let go. Refuses others than hosts, `Gone` and `NotWaiting`."""
    circle, voice = _waiting(tx, circle_id, voice_id)
    if voice.held_at is not None:
        return
    _not_forward(tx, circle, voice, acts.ActKind.VOICE_HOLD)
    _move(circle, voice)
    voice.held_at = tx.now


def let_go(tx: Transaction, circle_id: str, voice_id: str) -> None:
    """Let a voice that was held or brought forward wait at its old place. Refuses as `hold`."""
    circle, voice = _waiting(tx, circle_id, voice_id)
    if voice.held_at is None and voice.forward_at is None:
        return
    _not_forward(tx, circle, voice, acts.ActKind.VOICE_LET_GO)
    voice.held_at = None


def forward(tx: Transaction, circle_id: str, voice_id: str) -> None:
    """Let a voice be picked next, and tell the rooms; of several the one brought forward first. Refuses as `hold`."""
    circle, voice = _waiting(tx, circle_id, voice_id)
    if voice.forward_at is not None:
        return
    _move(circle, voice)
    voice.held_at, voice.forward_at = None, tx.now
    hosting.tell_rooms(tx, circle, acts.log(tx, acts.ActKind.VOICE_FORWARD, circle=circle), "forward")


def _waiting(tx: Transaction, circle_id: str, voice_id: str) -> tuple[Circle, Voice]:
    """Return a circle to one of its hosts, and a voice that waits for it, locked."""
    circle = circles.get(tx, circle_id)
    circles.require_host(tx, circle)
    voice = voices.get(tx, voice_id, for_change=True)
    if voice.circle_id not in {None, circle.id}:
        raise Gone
    if voice.state != "waiting":
        raise NotWaiting
    return circle, voice


def _move(circle: Circle, voice: Voice) -> None:
    voice.circle_id, voice.is_moved = circle.id, True


def _not_forward(tx: Transaction, circle: Circle, voice: Voice, kind: acts.ActKind) -> None:
    """Keep what a host did; where the rooms were told that the voice comes next, tell them that it does not."""
    act = acts.log(tx, kind, circle=circle)
    if voice.forward_at is not None:
        voice.forward_at = None
        hosting.tell_rooms(tx, circle, act, "not-forward")
