"""Weekly letters, thanks for words, and my table."""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from models.base import Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WORKSPACES = sa.table("workspaces", sa.column("id", sa.String()), sa.column("reactions", sa.JSON()))


def upgrade() -> None:
    with op.batch_alter_table("circles") as circles:
        circles.add_column(sa.Column("has_letter", sa.Boolean(), nullable=False, server_default=sa.true()))
        circles.add_column(sa.Column("letter_at", Instant(timezone=True), nullable=True))
        circles.add_column(sa.Column("letter_until", Instant(timezone=True), nullable=True))
    with op.batch_alter_table("reactions") as reactions:
        reactions.add_column(sa.Column("told_at", Instant(timezone=True), nullable=True))
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("has_table", sa.Boolean(), nullable=False, server_default=sa.false()))
    _letters()
    _tables()
    _set_reactions(lambda kept: {"thanks": ["pray"], **kept})


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("since", Instant(timezone=True), nullable=False),
        sa.Column("until", Instant(timezone=True), nullable=False),
        sa.Column("holds", sa.JSON(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_letters_circle_id_circles")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_letters_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    op.create_index(op.f("ix_letters_circle_id"), "letters", ["circle_id"])
    op.create_index(op.f("ix_letters_workspace_id"), "letters", ["workspace_id"])


def _tables() -> None:
    op.create_table(
        "table_seats",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("dialogue_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_table_seats_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_table_seats_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_table_seats_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_seats")),
        sa.UniqueConstraint("dialogue_id", "person_id", name=op.f("uq_table_seats_dialogue_id_person_id")),
    )
    op.create_table(
        "table_asks",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("user_ids", sa.JSON(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("asked_at", Instant(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_table_asks_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_table_asks_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_asks")),
    )
    for table in ("table_seats", "table_asks"):
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
        op.create_index(op.f(f"ix_{table}_workspace_id"), table, ["workspace_id"])


def _set_reactions(change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Let workspaces that are there already know the emoji of thanks."""
    connection = op.get_bind()
    for workspace_id, kept in connection.execute(sa.select(WORKSPACES.c.id, WORKSPACES.c.reactions)).all():
        told = json.loads(kept) if isinstance(kept, str) else kept
        this = WORKSPACES.c.id == workspace_id
        connection.execute(sa.update(WORKSPACES).where(this).values(reactions=change(told or {})))


def downgrade() -> None:
    _set_reactions(lambda kept: {name: emojis for name, emojis in kept.items() if name != "thanks"})
    for table in ("table_asks", "table_seats", "letters"):
        op.drop_table(table)
    with op.batch_alter_table("people") as people:
        people.drop_column("has_table")
    with op.batch_alter_table("reactions") as reactions:
        reactions.drop_column("told_at")
    with op.batch_alter_table("circles") as circles:
        for name in ("letter_until", "letter_at", "has_letter"):
            circles.drop_column(name)
