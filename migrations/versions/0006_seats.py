"""Seats, reminders, private messages."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("muted", sa.JSON(), nullable=False, server_default="[]"))
        people.add_column(sa.Column("introduced_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("circles") as circles:
        circles.add_column(
            sa.Column("has_gentle_notes", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("threads") as threads:
        threads.add_column(sa.Column("prompt_ts", sa.String(), nullable=True))
        threads.add_column(sa.Column("prompt_url", sa.String(), nullable=True))
    op.execute(  # who has spoken before need not be told how it goes
        "UPDATE people SET introduced_at = CURRENT_TIMESTAMP WHERE id IN (SELECT person_id FROM remarks)"
    )
    op.create_table(
        "private_messages",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("earliest", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latest", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_private_messages_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_private_messages_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_messages")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_private_messages_workspace_id_key")),
    )
    op.create_index(op.f("ix_private_messages_due_at"), "private_messages", ["due_at"])
    op.create_index(op.f("ix_private_messages_person_id"), "private_messages", ["person_id"])
    op.create_index(op.f("ix_private_messages_workspace_id"), "private_messages", ["workspace_id"])
    op.create_table(
        "private_days",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_private_days_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_private_days_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_days")),
        sa.UniqueConstraint("person_id", "day", name=op.f("uq_private_days_person_id_day")),
    )
    op.create_index(op.f("ix_private_days_workspace_id"), "private_days", ["workspace_id"])
    op.create_table(
        "seats",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("dialogue_id", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("room_id", sa.String(length=12), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_seats_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_seats_person_id_people")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_seats_room_id_rooms")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_seats_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint("dialogue_id", "person_id", name=op.f("uq_seats_dialogue_id_person_id")),
    )
    op.create_index(op.f("ix_seats_person_id"), "seats", ["person_id"])
    op.create_index(op.f("ix_seats_workspace_id"), "seats", ["workspace_id"])
    op.create_table(
        "nudge_marks",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("dialogue_id", sa.String(length=12), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_nudge_marks_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_nudge_marks_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge_marks")),
        sa.UniqueConstraint("dialogue_id", "mark", name=op.f("uq_nudge_marks_dialogue_id_mark")),
    )
    op.create_index(op.f("ix_nudge_marks_workspace_id"), "nudge_marks", ["workspace_id"])


def downgrade() -> None:
    for table in ("nudge_marks", "seats", "private_days", "private_messages"):
        op.drop_table(table)
    with op.batch_alter_table("threads") as threads:
        threads.drop_column("prompt_url")
        threads.drop_column("prompt_ts")
    with op.batch_alter_table("circles") as circles:
        circles.drop_column("has_gentle_notes")
    with op.batch_alter_table("people") as people:
        people.drop_column("introduced_at")
        people.drop_column("muted")
