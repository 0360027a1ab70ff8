"""Fairly heard: voices that hosts hold or move, and voices that say the same."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("voices") as voices:
        voices.add_column(sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))
        voices.add_column(sa.Column("forward_at", sa.DateTime(timezone=True), nullable=True))
        voices.add_column(sa.Column("is_moved", sa.Boolean(), nullable=False, server_default=sa.false()))
        voices.add_column(sa.Column("joined_to_id", sa.String(), nullable=True))
        voices.create_foreign_key(op.f("fk_voices_joined_to_id_voices"), "voices", ["joined_to_id"], ["id"])
        voices.create_index(op.f("ix_voices_joined_to_id"), ["joined_to_id"])


def downgrade() -> None:
    with op.batch_alter_table("voices") as voices:
        voices.drop_index(op.f("ix_voices_joined_to_id"))
        voices.drop_constraint(op.f("fk_voices_joined_to_id_voices"), type_="foreignkey")
        for column in ("joined_to_id", "is_moved", "forward_at", "held_at"):
            voices.drop_column(column)
