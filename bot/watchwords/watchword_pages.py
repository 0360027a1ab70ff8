"""The page of a watchword: the customer behind it, where it steered, and what its reader can do with it."""

from slack_sdk.models.views import View

from bot.circles import circles
from bot.people import sight
from bot.transaction import Transaction
from bot.views import uses as views
from bot.watchwords import situations, uses
from models import Circle, Dialogue


def page(
    tx: Transaction,
    watchword_id: str,
    number: int = 0,
    *,
    done: str | None = None,
    channel_id: str | None = None,
) -> View:
    """Return the page of a watchword, `done` telling what was just changed. Refuses with `Gone`."""
    watchword = uses.find(tx, watchword_id, channel_id=channel_id)
    circle = tx.session.get_one(Circle, watchword.circle_id)
    dialogue = tx.session.get_one(Dialogue, watchword.dialogue_id)
    reader = sight.of_actor(tx, channel_id)
    return views.detail(
        tx.words,
        situations.of(tx, watchword, reader),
        uses.summaries(tx, [watchword.id])[watchword.id],
        uses.listed(tx, watchword, number),
        tz=circle.tz,
        link=sight.link(tx, reader, dialogue, watchword.about_kind, watchword.about_id),
        is_away=watchword.retired_at is not None,
        is_host=watchword.state == "adopted" and circles.is_host(tx, circle),
        can_note=watchword.state == "adopted" and not tx.actor.is_external,
        has_trail=watchword.state == "adopted" and dialogue.state == "closed",
        done=done,
    )
