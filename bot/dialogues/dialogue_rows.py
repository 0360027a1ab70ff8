"""The row of a dialogue: found in its workspace, locked while something of it changes, and the voices it holds."""

from sqlalchemy import bindparam, select

from bot.refusals import Gone
from bot.transaction import Transaction
from models import Dialogue, SeatedVoice

LOCKED = (
    select(Dialogue)
    .where(Dialogue.id == bindparam("dialogue_id"))
    .with_for_update(of=Dialogue)
    .execution_options(populate_existing=True)
)


def get(tx: Transaction, dialogue_id: str) -> Dialogue:
    """Return a dialogue of this workspace, or refuse with `Gone`."""
    dialogue = tx.find(Dialogue, dialogue_id)
    if dialogue is None:
        raise Gone
    return dialogue


def lock(tx: Transaction, dialogue_id: str) -> Dialogue:
    """Return the dialogue as it is now, with nobody else changing what belongs to it until the transaction ends."""
    return tx.session.scalars(LOCKED, {"dialogue_id": dialogue_id}).one()


def on_table(dialogue: Dialogue) -> list[SeatedVoice]:
    """Return the dialogue's voices in their order, without those that were withdrawn."""
    return [one for one in dialogue.seated if one.voice.state != "withdrawn"]
