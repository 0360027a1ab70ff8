"""Vectors: what watchwords are found by."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vectors",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("watchword_id", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["watchword_id"],
            ["watchwords.id"],
            name=op.f("fk_vectors_watchword_id_watchwords"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_vectors_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vectors")),
        sa.UniqueConstraint(
            "watchword_id", "part", "source_id", name=op.f("uq_vectors_watchword_id_part_source_id")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("vectors") as vectors:
        vectors.create_index(op.f("ix_vectors_source_id"), ["source_id"])
        vectors.create_index(op.f("ix_vectors_workspace_id"), ["workspace_id"])
        vectors.create_index(op.f("ix_vectors_workspace_id_id"), ["workspace_id", "id"])


def downgrade() -> None:
    op.drop_table("vectors")
