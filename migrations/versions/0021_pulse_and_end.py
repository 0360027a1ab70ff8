"""The pulse of a circle, and its end."""

import sqlalchemy as sa
from alembic import op

from models.base import Instant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

LEAVE_NOTHING = (
    "ALTER TABLE pulse_keys SET UNLOGGED",
    "ALTER TABLE pulse_keys SET (autovacuum_enabled = false)",
    "ALTER TABLE pulse_keys ALTER COLUMN key SET STATISTICS 0",
    "ALTER TABLE pulse_answers SET UNLOGGED",
)


def upgrade() -> None:
    op.create_table(
        "pulses",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("circle_id", sa.String(12), nullable=False),
        sa.Column("dialogue_id", sa.String(12), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("ends_at", Instant(timezone=True), nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        sa.Column("averages", sa.JSON(), nullable=True),
        sa.Column("picture_id", sa.String(), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_pulses_circle_id_circles")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_pulses_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_pulses_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulses")),
        sa.UniqueConstraint("dialogue_id", name=op.f("uq_pulses_dialogue_id")),
    )
    op.create_index(op.f("ix_pulses_circle_id"), "pulses", ["circle_id"])
    op.create_index(op.f("ix_pulses_workspace_id"), "pulses", ["workspace_id"])
    op.create_table(
        "pulse_keys",
        sa.Column("pulse_id", sa.String(12), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["pulse_id"], ["pulses.id"], name=op.f("fk_pulse_keys_pulse_id_pulses")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_pulse_keys_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("pulse_id", name=op.f("pk_pulse_keys")),
    )
    op.create_index(op.f("ix_pulse_keys_workspace_id"), "pulse_keys", ["workspace_id"])
    op.create_table(
        "pulse_answers",
        sa.Column("pulse_id", sa.String(12), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["pulse_id"], ["pulses.id"], name=op.f("fk_pulse_answers_pulse_id_pulses")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_pulse_answers_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("pulse_id", "alias", name=op.f("pk_pulse_answers")),
    )
    op.create_index(op.f("ix_pulse_answers_workspace_id"), "pulse_answers", ["workspace_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in LEAVE_NOTHING:
            op.execute(statement)
    with op.batch_alter_table("circles") as circles:
        circles.add_column(sa.Column("has_pulse", sa.Boolean(), nullable=False, server_default=sa.true()))
        circles.add_column(sa.Column("sittings", sa.Integer(), nullable=True))
        circles.add_column(sa.Column("sittings_before", sa.Integer(), nullable=False, server_default="0"))
        circles.add_column(sa.Column("came_round_at", Instant(timezone=True), nullable=True))
        circles.add_column(sa.Column("closed_at", Instant(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("circles") as circles:
        for column in ("closed_at", "came_round_at", "sittings_before", "sittings", "has_pulse"):
            circles.drop_column(column)
    for table in ("pulse_answers", "pulse_keys", "pulses"):
        op.drop_table(table)
