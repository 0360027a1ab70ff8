"""Ideas: what people marked with 💡 in a dialogue, or wrote as an idea, until something is made of it.

The words of a marked one are those of its remark or note, as they read now; whose they are is told nowhere. It goes
with its last 💡 and with its words. Once it became an improvement (`bot.ideas.taking_up`) only the latter takes it away.
"""

from sqlalchemy import select

from bot import steps, tally
from bot.delivery.outbox import About
from bot.dialogues import quoted
from bot.plaintext import shorten
from bot.tally import Meaning
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Surface
from bot.watchwords import watchwords
from models import Dialogue, Idea, Improvement, Note, Remark

IDEA_CHARACTERS = 100


def marked(tx: Transaction, about: About, dialogue: Dialogue) -> None:
    """Follow the marks on a remark or a note. Needs the dialogue's lock."""
    known = find(tx, about)
    has_words = bool(watchwords.text_of(tx, about).strip())
    marks = tally.people(tx, Meaning.IDEA, about) if has_words else 0
    if known is None and marks:
        tx.session.add(
            Idea(
                workspace_id=tx.workspace.id,
                circle_id=dialogue.circle_id,
                dialogue_id=dialogue.id,
                voice_id=_voice_id(tx, about, dialogue),
                about_kind=about.kind,
                about_id=about.id,
                marks=marks,
                state="waiting",
                noted_at=tx.now,
            )
        )
    elif known is not None and (marks or (has_words and known.state == "taken_up")):
        known.marks = marks
    elif known is not None:
        remove(tx, known)
    tx.session.flush()


def source_changed(tx: Transaction, kind: str, source_id: str) -> None:
    """Follow an edit, a deletion or a takedown of a remark or a note."""
    of_note, of_remark = select(Note.dialogue_id), select(Remark.dialogue_id)
    source = (
        of_note.where(Note.id == source_id) if kind == "note" else of_remark.where(Remark.id == source_id)
    )
    dialogue = tx.session.get_one(Dialogue, tx.session.scalars(source).one())
    marked(tx, About(kind, source_id), dialogue)
    known = find(tx, About(kind, source_id))
    if known is not None:
        _repaint(tx, known)


def of(tx: Transaction, dialogue: Dialogue, surface: Surface = Surface.ROOM) -> list[str]:
    """Return the ideas of a dialogue, each in one line: what most people marked comes first.

    Those about a voice are told where the voice is seen.
    """
    told = [idea for idea in every(tx, dialogue) if consent.is_seen(surface, consent_of(tx, idea))]
    return [line for idea in told if (line := words_of(tx, idea))]


def count(tx: Transaction, dialogue: Dialogue) -> int:
    """Return how many ideas a dialogue has."""
    return len(every(tx, dialogue))


def every(tx: Transaction, dialogue: Dialogue) -> list[Idea]:
    """Return the ideas of a dialogue: what most people marked first, then the earliest."""
    tx.session.flush()
    found = select(Idea).where(Idea.workspace_id == tx.workspace.id, Idea.dialogue_id == dialogue.id)
    return list(tx.session.scalars(found.order_by(Idea.marks.desc(), Idea.noted_at, Idea.id)))


def words_of(tx: Transaction, idea: Idea) -> str:
    """Return an idea in one line, as it reads now; empty when its words are gone."""
    text = idea.text or ""
    if idea.about_id is not None:
        text = watchwords.text_of(tx, About(idea.about_kind, idea.about_id))
    return shorten(" ".join(text.split()), IDEA_CHARACTERS)[0]


def consent_of(tx: Transaction, idea: Idea) -> str | None:
    """Return the consent of the voice that an idea is about; None: of none, or a remark, which was said in every room."""
    if idea.about_kind == "remark" or idea.voice_id is None:
        return None
    return consent.of(tx, About("voice", idea.voice_id))


def find(tx: Transaction, about: About) -> Idea | None:
    """Return the idea that came from a thing."""
    tx.session.flush()
    found = select(Idea).where(
        Idea.workspace_id == tx.workspace.id, Idea.about_kind == about.kind, Idea.about_id == about.id
    )
    return tx.session.scalar(found)


def remove(tx: Transaction, idea: Idea) -> None:
    """Let an idea go; an improvement that came of it stands by itself."""
    _repaint(tx, idea)
    for improvement in tx.session.scalars(select(Improvement).where(Improvement.idea_id == idea.id)).all():
        improvement.idea_id = None
    tx.session.flush()
    tx.session.delete(idea)
    tx.session.flush()


def taken_up(tx: Transaction, improvement: Improvement) -> None:
    """Note that something is begun with of what an improvement came from."""
    if improvement.idea_id is not None:
        idea = tx.session.get_one(Idea, improvement.idea_id)
        idea.state = "taken_up"
        tx.session.flush()
        _repaint(tx, idea)


def wait_again(tx: Transaction, improvement: Improvement) -> None:
    """Let the idea wait of which an improvement came that goes; without its last mark it goes, too."""
    if improvement.idea_id is None:
        return
    idea = tx.session.get_one(Idea, improvement.idea_id)
    idea.state, improvement.idea_id = "waiting", None
    tx.session.flush()
    if idea.about_id is not None and idea.marks == 0:
        remove(tx, idea)


def _repaint(tx: Transaction, idea: Idea) -> None:
    """Let the card on which an idea was offered again say how it stands, and wins that came of it."""
    steps.origin_changed(tx, idea.dialogue_id, "idea", idea.id)
    offered_in = tx.find(Dialogue, idea.offered_in_id) if idea.offered_in_id else None
    if offered_in is not None:
        argument = f"idea:{idea.id}:{tx.now.isoformat()}"
        steps.plan(tx, steps.Name.COUNT, tx.now, dialogue=offered_in, argument=argument)


def _voice_id(tx: Transaction, about: About, dialogue: Dialogue) -> str | None:
    """Return which voice an idea is about: a note says it, a remark by linking to it, or there is only one."""
    if about.kind == "note":
        return tx.session.get_one(Note, about.id).voice_id
    linked = quoted.voices_of(tx, dialogue, tx.session.get_one(Remark, about.id))
    seated = [one.voice_id for one in dialogue.seated]
    candidates = linked or (seated if len(seated) == 1 else [])
    return candidates[0] if candidates else None
