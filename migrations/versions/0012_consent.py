"""Who is a guest, and which rooms beside a table are shared with other organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("is_guest", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("circles") as circles:
        for name in ("wins_is_shared", "record_is_shared"):
            circles.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("circles") as circles:
        for name in ("record_is_shared", "wins_is_shared"):
            circles.drop_column(name)
    with op.batch_alter_table("people") as people:
        people.drop_column("is_guest")
