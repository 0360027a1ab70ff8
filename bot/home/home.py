"""The home: what somebody finds who opens Entaku itself. It tells what is so when it is opened, and follows for a day.

What the actor changes shows at once (`show`); what others change shows in the background (`bot.home.republishing`), so that
nobody's press waits for anybody else's home.
"""

import hashlib
import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bridge import copies
from bot.circles import circles, next_dialogues
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import Priority
from bot.home import host_home
from bot.ideas import idea_list
from bot.improvements import my_improvements
from bot.people import my_table, people, sight
from bot.people.sight import Sight
from bot.transaction import Transaction
from bot.views import home as views
from bot.views.home import Home
from bot.voices import my_voices
from bot.voices.consent import Reader
from bot.watchwords import shelf
from bot.wins import recent_wins
from models import Circle, OpenedHome

SHOWN_CIRCLES = 5
SHOWN_HOSTED = 5
SHOWN_WINS = 3
SHOWN_WATCHWORDS = 5
SHOWN_IDEAS = 3


def opened(tx: Transaction, tab: str) -> None:
    """Show the actor their home; one whose language we have yet to learn gets it as soon as Slack has told it."""
    if tab != "home":
        return
    _remember(tx)
    if people.is_known(tx.actor):
        show(tx)
    else:
        user_id = tx.actor.user_id
        tx.outbox.ask(
            "users.info",
            {"user": user_id, "include_locale": True},
            answer="home_owner_learned",
            subject=f"home:{user_id}",
        )


@answers.runs("home_owner_learned")
def owner_learned(tx: Transaction, subject: str, answer: Answer) -> None:
    """Show somebody their home in the language that Slack told; whatever else waits for their name goes on, too."""
    user_id = subject.removeprefix("home:")
    copies.person_learned(tx, user_id, answer)
    tx.person = people.seen(tx, user_id)
    show(tx)


def show(tx: Transaction, *, done: str | None = None) -> None:
    """Show the actor their home as it is now; `done` says what they just changed in it."""
    row = opened_row(tx.session, tx.workspace.id, tx.actor.id, locked=True)
    publish(tx, build(tx, done=done), instead_of=row.digest if row else None, priority=Priority.CARD)


def build(tx: Transaction, *, done: str | None = None) -> dict[str, Any]:
    """Return the actor's home as it is now. It only reads."""
    return views.home(tx.words, _home(tx, done))


def digest(view: dict[str, Any]) -> str:
    """Return what tells whether a home reads otherwise; no text of it can be read from that."""
    return hashlib.blake2b(json.dumps(view, sort_keys=True).encode(), digest_size=16).hexdigest()


def publish(tx: Transaction, view: dict[str, Any], *, instead_of: str | None, priority: Priority) -> bool:
    """Publish the actor's home, unless another was published than the one with this digest: then say False."""
    row = opened_row(tx.session, tx.workspace.id, tx.actor.id, locked=True)
    if row is not None:
        if row.digest != instead_of:
            return False
        row.digest = digest(view)
    user_id = tx.actor.user_id
    tx.outbox.ask_anew(
        "views.publish",
        {"user_id": user_id, "view": view},
        subject=user_id,
        priority=priority,
        keeps_place=priority is Priority.COUNT,
    )
    return True


def opened_row(
    session: Session, workspace_id: str, person_id: str, *, locked: bool = False
) -> OpenedHome | None:
    """Return the row of somebody who opened their home a short while ago; `locked` until the transaction ends."""
    found = select(OpenedHome).where(
        OpenedHome.workspace_id == workspace_id, OpenedHome.person_id == person_id
    )
    if locked:
        session.flush()
        found = found.with_for_update().execution_options(populate_existing=True)
    return session.scalar(found)


def _remember(tx: Transaction) -> None:
    """From now on the actor's home follows what changes, for a day."""
    tx.session.flush()
    tx.add_once(OpenedHome, workspace_id=tx.workspace.id, person_id=tx.actor.id, opened_at=tx.now)
    row = opened_row(tx.session, tx.workspace.id, tx.actor.id, locked=True)
    if row is not None:
        row.opened_at = tx.now


def _home(tx: Transaction, done: str | None) -> Home:
    sees = sight.of_actor(tx)
    hosting = host_home.hosted_ids(tx)
    theirs = _circles(tx, sees)
    there = next_dialogues.there(tx, [one.id for one in theirs])
    in_order = next_dialogues.in_order(theirs, there)
    hosted = [one for one in in_order if one.id in hosting]
    ids = [one.id for one in theirs]
    brought, more_brought = my_voices.newest(tx)
    led, more_led = my_improvements.newest(tx)
    wins, more_wins = recent_wins.newest(tx, ids, sees, size=SHOWN_WINS)
    return Home(
        sittings=next_dialogues.of(tx, in_order[:SHOWN_CIRCLES], there, sees),
        more_circles=max(0, len(theirs) - SHOWN_CIRCLES),
        hosted=host_home.of(tx, hosted[:SHOWN_HOSTED], there),
        more_hosted=max(0, len(hosted) - SHOWN_HOSTED),
        voices=brought,
        more_voices=more_brought,
        improvements=led,
        more_improvements=more_led,
        wins=wins,
        more_wins=more_wins,
        shelf=shelf.newest(tx, ids, sees, size=SHOWN_WATCHWORDS),
        ideas=idea_list.newest(tx, sees, size=SHOWN_IDEAS),
        contact=tx.contact,
        muted=tx.actor.muted,
        table=my_table.shown(tx),
        done=done,
    )


def _circles(tx: Transaction, sees: Sight) -> list[Circle]:
    """Return the circles that are the actor's; who has none, and is of the company, sees them all."""
    every = circles.list_(tx)
    own = circles.own_ids(tx) | sees.circle_ids
    theirs = [circle for circle in every if circle.id in own]
    return theirs if theirs or sees.reader is Reader.STRANGER else every
