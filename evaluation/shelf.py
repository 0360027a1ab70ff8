"""A workspace whose shelf holds the cases, made of rows as dialogues leave them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.cases import Phrase
from models import Circle, Dialogue, Improvement, Note, Person, Reaction, Voice, Watchword, Workspace

TEAM = "T0EVAL"
BEGAN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def fill(session: Session, phrases: Sequence[Phrase], *, only_phrases: bool) -> None:
    """Put every phrase on the shelf as adopted by a dialogue of its own, with its parts unless `only_phrases`."""
    session.add(
        Workspace(id=TEAM, name="Evaluation", bot_user_id="U0BOT", bot_id="B0BOT", installed_at=BEGAN)
    )
    session.flush()
    person = Person(workspace_id=TEAM, user_id="U0AKI", name="Aki")
    circle = Circle(
        workspace_id=TEAM, name="Everything", weekday=0, at="10:00", tz="Asia/Tokyo", created_at=BEGAN
    )
    session.add_all((person, circle))
    session.flush()
    for week, phrase in enumerate(phrases):
        _put(session, circle, person, phrase, {} if only_phrases else dict(phrase.parts), week)
    session.flush()


def reader(session: Session) -> Person:
    """Return somebody who looks back."""
    return session.scalars(select(Person).where(Person.workspace_id == TEAM)).one()


def _put(
    session: Session, circle: Circle, person: Person, phrase: Phrase, parts: dict[str, str], week: int
) -> None:
    started = BEGAN + timedelta(weeks=week)
    dialogue = Dialogue(
        workspace_id=TEAM,
        circle_id=circle.id,
        seed="1",
        agenda={},
        stage="closed",
        state="closed",
        started_at=started,
        closed_at=started,
    )
    voice = Voice(
        workspace_id=TEAM,
        circle_id=circle.id,
        quote=parts.get("quote", phrase.phrase),
        scene=parts.get("scene"),
        product=parts.get("product"),
        consent="inside",
        state="heard",
        brought_at=started,
    )
    session.add_all((dialogue, voice))
    session.flush()
    session.add(
        Watchword(
            id=phrase.id,
            workspace_id=TEAM,
            circle_id=circle.id,
            dialogue_id=dialogue.id,
            about_kind="voice",
            about_id=voice.id,
            phrase=phrase.phrase,
            pins=1,
            state="adopted",
            nominated_at=started,
            adopted_at=started,
        )
    )
    if "improvement" in parts:
        session.add(
            Improvement(
                workspace_id=TEAM,
                circle_id=circle.id,
                dialogue_id=dialogue.id,
                proposer_id=person.id,
                what=parts["improvement"],
                state="open",
                votes=1,
                proposed_at=started,
            )
        )
    if "idea" in parts:
        _idea(session, dialogue, voice, person, parts["idea"])


def _idea(session: Session, dialogue: Dialogue, voice: Voice, person: Person, text: str) -> None:
    note = Note(
        workspace_id=TEAM,
        dialogue_id=dialogue.id,
        voice_id=voice.id,
        person_id=person.id,
        text=text,
        position=0,
    )
    session.add(note)
    session.flush()
    session.add(
        Reaction(
            workspace_id=TEAM,
            person_id=person.id,
            meaning="idea",
            about_kind="note",
            about_id=note.id,
            dialogue_id=dialogue.id,
            channel_id="C0ROOM",
            ts=f"1795000000.{note.id}",
            emoji="bulb",
            is_on=True,
            event_ts="1795000000.000001",
            changed_at=dialogue.started_at,
        )
    )
