"""Uses of watchwords, where they were shared, and which of them rest."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

RESTS = ("asked_at", "revived_at", "retired_at")


def upgrade() -> None:
    with op.batch_alter_table("watchwords") as watchwords:
        for name in RESTS:
            watchwords.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "uses",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("watchword_id", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("decided", sa.String(), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(12), nullable=True),
        sa.Column("channel_id", sa.String(), nullable=True),
        sa.Column("message_url", sa.String(), nullable=True),
        *_of("uses"),
    )
    op.create_index(op.f("ix_uses_watchword_id_used_at"), "uses", ["watchword_id", "used_at"])
    op.create_table(
        "shares",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("watchword_id", sa.String(12), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(12), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("asked_in", sa.JSON(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        *_of("shares"),
        sa.UniqueConstraint(
            "watchword_id",
            "channel_id",
            "thread_ts",
            name=op.f("uq_shares_watchword_id_channel_id_thread_ts"),
        ),
    )
    for table in ("uses", "shares"):
        for column in ("person_id", "workspace_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    op.drop_table("shares")
    op.drop_table("uses")
    with op.batch_alter_table("watchwords") as watchwords:
        for name in reversed(RESTS):
            watchwords.drop_column(name)


def _of(table: str) -> list[sa.Constraint | sa.Column[str]]:
    """Return what both tables have: the workspace, and where their columns lead."""
    return [
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["watchword_id"],
            ["watchwords.id"],
            name=op.f(f"fk_{table}_watchword_id_watchwords"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f(f"fk_{table}_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f(f"fk_{table}_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
