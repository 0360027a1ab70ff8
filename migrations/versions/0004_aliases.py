"""Aliases of those who speak without a name."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEPT_OUT_OF_THE_LOG = (
    "ALTER TABLE alias_keys SET UNLOGGED",
    "ALTER TABLE alias_keys SET (autovacuum_enabled = false)",
    "ALTER TABLE alias_keys ALTER COLUMN key SET STATISTICS 0",
)
NAMED_ONLY = ("thread_id", "person_id", "channel_id", "ts")


def upgrade() -> None:
    op.create_table(
        "alias_keys",
        sa.Column("dialogue_id", sa.String(length=12), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_alias_keys_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_alias_keys_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("dialogue_id", name=op.f("pk_alias_keys")),
    )
    op.create_index(op.f("ix_alias_keys_workspace_id"), "alias_keys", ["workspace_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in KEPT_OUT_OF_THE_LOG:
            op.execute(statement)
    op.create_table(
        "aliases",
        sa.Column("dialogue_id", sa.String(length=12), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_aliases_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_aliases_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("dialogue_id", "alias", name=op.f("pk_aliases")),
        sa.UniqueConstraint("dialogue_id", "name", name=op.f("uq_aliases_dialogue_id_name")),
    )
    op.create_index(op.f("ix_aliases_workspace_id"), "aliases", ["workspace_id"])
    with op.batch_alter_table("remarks") as remarks:
        for column in NAMED_ONLY:
            remarks.alter_column(column, existing_type=sa.String(), nullable=True)
        remarks.add_column(sa.Column("alias", sa.String(), nullable=True))
        remarks.add_column(sa.Column("alias_name", sa.String(), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM remarks WHERE person_id IS NULL")
    with op.batch_alter_table("remarks") as remarks:
        remarks.drop_column("alias_name")
        remarks.drop_column("alias")
        for column in NAMED_ONLY:
            remarks.alter_column(column, existing_type=sa.String(), nullable=False)
    op.drop_table("aliases")
    op.drop_table("alias_keys")
