"""Voices from tables: without a submitter in Slack, and known again when the same row comes once more."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("voices") as voices:
        voices.add_column(sa.Column("import_key", sa.String(), nullable=True))
        voices.alter_column("submitter_id", existing_type=sa.String(length=12), nullable=True)
        voices.create_unique_constraint(
            op.f("uq_voices_workspace_id_import_key"), ["workspace_id", "import_key"]
        )


def downgrade() -> None:
    with op.batch_alter_table("voices") as voices:
        voices.drop_constraint(op.f("uq_voices_workspace_id_import_key"), type_="unique")
        voices.alter_column("submitter_id", existing_type=sa.String(length=12), nullable=False)
        voices.drop_column("import_key")
