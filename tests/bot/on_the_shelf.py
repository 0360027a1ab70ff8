"""Watchwords that were adopted, each about a voice of its own, and people who are in rooms."""

from typing import Any

from bot.transaction import Transaction
from models import Circle, Dialogue, RoomMember, SeatedVoice, Watchword
from tests.bot.circle_of_three import seat
from tests.bot.open_table import bring
from tests.conftest import known


def sat(tx: Transaction, circle: Circle | None = None) -> Dialogue:
    """Return a closed dialogue of a circle."""
    dialogue = Dialogue(
        workspace_id=tx.workspace.id,
        circle=circle or seat(tx),
        seed="1",
        agenda={},
        stage="closed",
        state="closed",
        started_at=tx.now,
        closed_at=tx.now,
    )
    tx.session.add(dialogue)
    tx.session.flush()
    return dialogue


def adopt(tx: Transaction, dialogue: Dialogue, phrase: str, **voice: Any) -> Watchword:
    """Put a customer's words on the shelf; what is known of their voice is given by name."""
    consent = voice.pop("consent", "inside")
    quoted = bring(tx, dialogue.circle, voice.pop("quote", phrase), **voice)
    quoted.state, quoted.consent = "heard", consent
    tx.session.add(
        SeatedVoice(
            workspace_id=tx.workspace.id,
            dialogue_id=dialogue.id,
            voice_id=quoted.id,
            position=0,
            reason="oldest",
        )
    )
    watchword = Watchword(
        workspace_id=tx.workspace.id,
        circle_id=dialogue.circle_id,
        dialogue_id=dialogue.id,
        about_kind="voice",
        about_id=quoted.id,
        phrase=phrase,
        pins=3,
        state="adopted",
        nominated_at=tx.now,
        adopted_at=tx.now,
    )
    tx.session.add(watchword)
    tx.session.flush()
    return watchword


def enter(tx: Transaction, user_id: str, channel_id: str) -> None:
    """Let somebody be in a room."""
    tx.session.add(
        RoomMember(workspace_id=tx.workspace.id, channel_id=channel_id, user_id=user_id, told_at=tx.now)
    )
    tx.session.flush()


def acting(tx: Transaction, user_id: str, *, is_external: bool = False, is_guest: bool = False) -> None:
    tx.person = known(tx, user_id, name=user_id)
    tx.person.is_external, tx.person.is_guest = is_external, is_guest
