"""What hosts do: their acts, question sets, deputies, and rooms that are asked to join."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("circle_id", sa.String(), nullable=True),
        sa.Column("dialogue_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_acts_circle_id_circles")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_acts_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_acts_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
    )
    op.create_index(op.f("ix_acts_workspace_id"), "acts", ["workspace_id"])
    op.create_index(op.f("ix_acts_dialogue_id"), "acts", ["dialogue_id"])
    op.create_index(op.f("ix_acts_workspace_id_circle_id_at"), "acts", ["workspace_id", "circle_id", "at"])
    op.create_table(
        "asked_rooms",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_asked_rooms_circle_id_circles")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_asked_rooms_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_rooms")),
        sa.UniqueConstraint(
            "circle_id", "channel_id", "purpose", name=op.f("uq_asked_rooms_circle_id_channel_id_purpose")
        ),
    )
    op.create_index(op.f("ix_asked_rooms_channel_id"), "asked_rooms", ["channel_id"])
    op.create_index(op.f("ix_asked_rooms_circle_id"), "asked_rooms", ["circle_id"])
    op.create_index(op.f("ix_asked_rooms_workspace_id"), "asked_rooms", ["workspace_id"])
    op.add_column("circles", sa.Column("questions", sa.JSON(), nullable=True))
    op.add_column("dialogues", sa.Column("questions", sa.JSON(), nullable=True))
    op.add_column("dialogues", sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("hosts", sa.Column("is_deputy", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("people", sa.Column("is_admin", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("people", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "workspaces",
        sa.Column("who_sets_up", sa.String(), server_default="everybody", nullable=False),
    )


def downgrade() -> None:
    for table, column in (
        ("workspaces", "who_sets_up"),
        ("people", "left_at"),
        ("people", "is_admin"),
        ("hosts", "is_deputy"),
        ("dialogues", "extended_at"),
        ("dialogues", "questions"),
        ("circles", "questions"),
    ):
        op.drop_column(table, column)
    op.drop_table("asked_rooms")
    op.drop_table("acts")
