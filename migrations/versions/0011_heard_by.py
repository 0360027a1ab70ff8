"""Who heard a voice, and words that are no names."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("voices") as voices:
        voices.add_column(sa.Column("heard_by", sa.String(), nullable=True))
    with op.batch_alter_table("workspaces") as workspaces:
        workspaces.add_column(sa.Column("safe_words", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("workspaces") as workspaces:
        workspaces.drop_column("safe_words")
    with op.batch_alter_table("voices") as voices:
        voices.drop_column("heard_by")
