"""Totals: how many people pinned a thing or marked it as an idea, shown on it in every room.

A mark plans one look at its thing within a quarter of a minute, however many follow meanwhile: so each message is
written anew at most once in that time.
"""

from bot import tally
from bot.bridge import copies
from bot.circles import rooms
from bot.delivery.outbox import About, Priority
from bot.dialogues import dialogues, reveal
from bot.tally import Meaning
from bot.texts import words
from bot.transaction import Transaction
from bot.views import dialogues as views
from bot.views.totals import Marks
from bot.voices import consent
from models import Dialogue, Note, Remark


def show(tx: Transaction, dialogue: Dialogue, about: About) -> None:
    """Let what stands of a thing in every room tell how many marked it."""
    if about.kind == "remark":
        copies.show_marks(tx, dialogue, tx.session.get_one(Remark, about.id))
    elif about.kind == "note":
        reveal.show_marks(tx, dialogue, tx.session.get_one(Note, about.id))
    elif about.kind == "voice" and dialogue.state != "closed":
        _show_on_voice(tx, dialogue, about)


def _show_on_voice(tx: Transaction, dialogue: Dialogue, about: About) -> None:
    seated = next((one for one in dialogue.seated if one.voice_id == about.id), None)
    if seated is None or seated.voice.state == "withdrawn":
        return
    marks = Marks(tally.people(tx, Meaning.PIN, about))
    message = views.voice(words(dialogue.circle.language), seated, dialogue.circle.tz, marks)
    for thread in rooms.open_threads(tx, dialogue):
        if consent.is_seen(consent.room(thread.room), seated.voice.consent):
            key = dialogues.voice_key(dialogue, about.id, thread)
            tx.outbox.update(key, message, priority=Priority.COUNT)
