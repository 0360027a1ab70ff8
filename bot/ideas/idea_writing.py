"""Writing an idea at the close of a dialogue, and taking it back."""

from pydantic import BaseModel, ConfigDict

from bot import safeguard
from bot.circles import circles
from bot.dialogues import dialogue_rows, record
from bot.fields import filled
from bot.ideas import ideas
from bot.ideas.ideas import IDEA_CHARACTERS
from bot.improvements import proposals
from bot.refusals import Gone, NotYours
from bot.texts import words
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Surface
from models import Dialogue, Idea, SeatedVoice


class IdeaForm(BaseModel):
    """What somebody noticed, and about which voice."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    idea: str | None = None
    voice: str | None = None


def open_form(tx: Transaction, dialogue_id: str, channel_id: str) -> dict[str, str]:
    """Return the voices that an idea can be about, by id, for somebody in one of the rooms. Refuses with `Gone`."""
    dialogue = proposals.at_table(tx, dialogue_id, channel_id)
    return {one.voice_id: one.voice.quote for one in _readable(tx, dialogue)}


def write(tx: Transaction, dialogue_id: str, channel_id: str, form: IdeaForm) -> Idea:
    """Keep an idea; the same words of the same person once. Refuses with `Gone`, at the field `Empty`, `TooLong`."""
    dialogue = proposals.at_table(tx, dialogue_id, channel_id)
    typed = filled("idea", form.idea or "", IDEA_CHARACTERS)
    hidden = words(dialogue.circle.language)("voice-hidden")
    text = safeguard.mask(typed, hidden, kinds=safeguard.BESIDES_NAMES).text
    about = {one.voice_id for one in _readable(tx, dialogue)}
    only = next(iter(about)) if len(about) == 1 else None
    known = [one for one in ideas.every(tx, dialogue) if one.writer_id == tx.actor.id and one.text == text]
    if known:
        return known[0]
    idea = Idea(
        workspace_id=tx.workspace.id,
        circle_id=dialogue.circle_id,
        dialogue_id=dialogue.id,
        voice_id=form.voice if form.voice in about else only,
        about_kind="written",
        text=text,
        writer_id=tx.actor.id,
        marks=1,
        state="waiting",
        noted_at=tx.now,
    )
    tx.session.add(idea)
    tx.session.flush()
    record.correct(tx, dialogue)
    return idea


def take_back(tx: Transaction, idea_id: str) -> None:
    """Erase a written idea, for its writer or a host. Done twice it is done. Refuses with `Gone`, `NotYours`."""
    idea = tx.find(Idea, idea_id)
    if idea is None or idea.about_kind != "written":
        raise Gone
    dialogue = tx.session.get_one(Dialogue, idea.dialogue_id)
    if idea.writer_id != tx.actor.id and not circles.is_host(tx, dialogue.circle):
        raise NotYours
    erase(tx, idea)


def erase(tx: Transaction, idea: Idea) -> None:
    """Erase a written idea wherever it is told of."""
    dialogue = dialogue_rows.lock(tx, idea.dialogue_id)
    ideas.remove(tx, idea)
    record.correct(tx, dialogue)


def _readable(tx: Transaction, dialogue: Dialogue) -> list[SeatedVoice]:
    seated = dialogue_rows.on_table(dialogue)
    return [
        one for one in seated if consent.is_seen(Surface.ROOM, one.voice.consent, consent.reader(tx.actor))
    ]
