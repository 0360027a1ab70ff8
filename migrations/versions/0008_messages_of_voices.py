"""The message that a voice was brought from, and the files beside it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("voices") as voices:
        voices.add_column(sa.Column("message_url", sa.String(), nullable=True))
        voices.add_column(sa.Column("files", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("voices") as voices:
        voices.drop_column("files")
        voices.drop_column("message_url")
