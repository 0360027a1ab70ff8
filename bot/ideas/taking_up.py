"""Taking up: an idea becomes a small improvement. While its dialogue decides, that is a proposal like any other.

Later it is begun with at once, apart from what the dialogue decided, and its rooms read so.
"""

from bot.dialogues import deciding, dialogue_rows
from bot.ideas import idea_list, ideas
from bot.improvements import apart, improvements
from bot.improvements.improvement_form import LONGEST, ImprovementForm
from bot.improvements.improvements import Kept
from bot.improvements.proposals import NotDecidingYet
from bot.plaintext import shorten
from bot.refusals import Gone, Refusal
from bot.transaction import Transaction
from models import RUNNING, Dialogue, Idea


class TakenUp(Refusal):
    """Somebody began with it already."""

    key = "idea-taken-up"
    field = "what"


class OneEach(Refusal):
    """Whoever has proposed something at the dialogue takes an idea up after its close."""

    key = "idea-one-each"
    field = "what"


def open_form(tx: Transaction, idea_id: str, channel_id: str | None = None) -> ImprovementForm:
    """Return the form of an improvement, filled with an idea. Refuses as `take_up`."""
    idea, dialogue = _waiting(tx, idea_id, channel_id)
    what = shorten(ideas.words_of(tx, idea), LONGEST["what"])[0]
    return ImprovementForm(what=what, owner=tx.actor.user_id, due=improvements.due_for(tx, dialogue.circle))


def take_up(tx: Transaction, idea_id: str, form: ImprovementForm, channel_id: str | None = None) -> Kept:
    """Make an improvement of an idea.

    Refuses with `Gone`, `TakenUp`, `OneEach`, `NotDecidingYet`, and at the field as `improvements.propose`.
    """
    idea, dialogue = _waiting(tx, idea_id, channel_id)
    if deciding.is_running(dialogue):
        return improvements.put(tx, dialogue, form, idea)
    kept = improvements.begin_apart(tx, dialogue.circle, form, dialogue, idea)
    ideas.taken_up(tx, kept.improvement)
    apart.tell(tx, dialogue, kept.improvement)
    return kept


def _waiting(tx: Transaction, idea_id: str, channel_id: str | None) -> tuple[Idea, Dialogue]:
    """Return an idea that waits, with its dialogue locked."""
    idea = idea_list.get(tx, idea_id, channel_id)
    dialogue = dialogue_rows.lock(tx, idea.dialogue_id)
    if tx.find(Idea, idea_id, populate_existing=True) is None:
        raise Gone
    if idea.state != "waiting":
        raise TakenUp
    if dialogue.state in RUNNING and dialogue.decided_at is None:
        if not deciding.is_running(dialogue):
            raise NotDecidingYet
        if improvements.has_proposed(tx, dialogue):
            raise OneEach
    return idea, dialogue
