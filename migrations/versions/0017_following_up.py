"""Improvements by hand, how they stand, who lends a hand, and what was measured."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TEXTS = ("measure_unit", "measure_direction", "reason", "hand_wanted")
INSTANTS = ("due_asked_at", "answered_at", "ended_at", "hand_asked_at")


def upgrade() -> None:
    with op.batch_alter_table("improvements") as improvements:
        improvements.alter_column("dialogue_id", existing_type=sa.String(12), nullable=True)
        for name in TEXTS:
            improvements.add_column(sa.Column(name, sa.String(), nullable=True))
        for name in INSTANTS:
            improvements.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        improvements.add_column(sa.Column("told_in_id", sa.String(12), nullable=True))
        improvements.create_foreign_key(
            op.f("fk_improvements_told_in_id_dialogues"), "dialogues", ["told_in_id"], ["id"]
        )
        improvements.create_index(op.f("ix_improvements_told_in_id"), ["told_in_id"])
    _of_improvements("hands", sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False))
    _of_improvements(
        "measurements",
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        without_person=True,
        once_each="measured_on",
    )


def downgrade() -> None:
    op.drop_table("measurements")
    op.drop_table("hands")
    op.execute(sa.text("DELETE FROM improvements WHERE dialogue_id IS NULL"))
    with op.batch_alter_table("improvements") as improvements:
        improvements.drop_index(op.f("ix_improvements_told_in_id"))
        improvements.drop_constraint(op.f("fk_improvements_told_in_id_dialogues"), type_="foreignkey")
        for name in ("told_in_id", *INSTANTS, *TEXTS):
            improvements.drop_column(name)
        improvements.alter_column("dialogue_id", existing_type=sa.String(12), nullable=False)


def _of_improvements(
    table: str, *columns: sa.Column[object], without_person: bool = False, once_each: str = "person_id"
) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("improvement_id", sa.String(12), nullable=False),
        sa.Column("person_id", sa.String(12), nullable=without_person),
        *columns,
        sa.Column("workspace_id", sa.String(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in (
                ("improvement_id", "improvements"),
                ("person_id", "people"),
                ("workspace_id", "workspaces"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("improvement_id", once_each, name=op.f(f"uq_{table}_improvement_id_{once_each}")),
    )
    for column in ("person_id", "workspace_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
