"""Wins with the period of their numbers and with pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wins") as wins:
        wins.add_column(sa.Column("period", sa.String(), nullable=True))
        wins.add_column(sa.Column("dialogue_id", sa.String(), nullable=True))
        wins.add_column(sa.Column("files", sa.JSON(), nullable=False, server_default="[]"))
    op.create_index(op.f("ix_wins_origin_id"), "wins", ["origin_id"])
    op.create_index(op.f("ix_wins_dialogue_id"), "wins", ["dialogue_id"])
    _know_the_dialogue()


def _know_the_dialogue() -> None:
    """Let wins that came from a dialogue, or from a voice, know at which it was."""
    op.execute("UPDATE wins SET dialogue_id = origin_id WHERE origin_kind = 'dialogue'")
    op.execute(
        "UPDATE wins SET dialogue_id = (SELECT MAX(dialogue_id) FROM seated_voices s WHERE s.voice_id = wins.origin_id)"
        " WHERE origin_kind = 'voice'"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_wins_dialogue_id"), "wins")
    op.drop_index(op.f("ix_wins_origin_id"), "wins")
    with op.batch_alter_table("wins") as wins:
        wins.drop_column("files")
        wins.drop_column("dialogue_id")
        wins.drop_column("period")
