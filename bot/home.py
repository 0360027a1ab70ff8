"""The home: what somebody finds who opens Entaku itself. It tells what is so when it is opened."""

from sqlalchemy import func, select

from bot import answers, circles, copies, dialogues, people, watchwords
from bot.outbox import Priority
from bot.people import Answer
from bot.transaction import Transaction
from bot.views import home as views
from bot.views.home import Home, MyVoice, Sitting
from models import Circle, Dialogue, SeatedVoice, Voice

SHOWN_CIRCLES = 5
SHOWN_VOICES = 10
SHOWN_WATCHWORDS = 5


def opened(tx: Transaction, tab: str) -> None:
    """Show the actor their home; one whose language we have yet to learn gets it as soon as Slack has told it."""
    if tab != "home":
        return
    if people.is_known(tx.actor):
        _publish(tx)
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
    _publish(tx)


def _publish(tx: Transaction) -> None:
    user_id = tx.actor.user_id
    view = views.home(tx.words, _home(tx)).to_dict()
    tx.outbox.ask(
        "views.publish",
        {"user_id": user_id, "view": view},
        answer=None,
        subject=user_id,
        priority=Priority.CARD,
    )


def _home(tx: Transaction) -> Home:
    every = circles.list_(tx)
    own = circles.own_ids(tx)
    shown = [circle for circle in every if circle.id in own] or every
    brought = _brought(tx)
    return Home(
        sittings=[
            Sitting(circle, is_open=dialogues.running(tx, circle) is not None)
            for circle in shown[:SHOWN_CIRCLES]
        ],
        more_circles=max(0, len(shown) - SHOWN_CIRCLES),
        voices=brought,
        more_voices=max(0, _count_brought(tx) - len(brought)),
        shelf=watchwords.shelf(tx, SHOWN_WATCHWORDS),
        contact=tx.contact,
    )


def _brought(tx: Transaction) -> list[MyVoice]:
    """Return the newest voices that the actor brought, each with when it was on the table."""
    found = (
        select(Voice.quote, Dialogue.started_at, Circle.tz)
        .outerjoin(SeatedVoice, SeatedVoice.voice_id == Voice.id)
        .outerjoin(Dialogue, Dialogue.id == SeatedVoice.dialogue_id)
        .outerjoin(Circle, Circle.id == Dialogue.circle_id)
        .where(
            Voice.workspace_id == tx.workspace.id,
            Voice.submitter_id == tx.actor.id,
            Voice.state != "withdrawn",
        )
    )
    newest = found.order_by(Voice.brought_at.desc(), Voice.id).limit(SHOWN_VOICES)
    return [MyVoice(quote, heard_at, tz) for quote, heard_at, tz in tx.session.execute(newest)]


def _count_brought(tx: Transaction) -> int:
    brought = select(func.count()).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.submitter_id == tx.actor.id,
        Voice.state != "withdrawn",
    )
    return tx.session.scalar(brought) or 0
