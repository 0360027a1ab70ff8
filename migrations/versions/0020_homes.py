"""Homes that were opened in the last day, and what changed that they show."""

import sqlalchemy as sa
from alembic import op

from models.base import Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opened_homes",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("opened_at", Instant(timezone=True), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_opened_homes_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_opened_homes_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opened_homes")),
        sa.UniqueConstraint("person_id", name=op.f("uq_opened_homes_person_id")),
    )
    with op.batch_alter_table("opened_homes") as opened_homes:
        opened_homes.create_index(op.f("ix_opened_homes_workspace_id"), ["workspace_id"])
    op.create_table(
        "home_changes",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=True),
        sa.Column("claimed_until", Instant(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_home_changes_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_changes")),
    )
    with op.batch_alter_table("home_changes") as home_changes:
        home_changes.create_index(op.f("ix_home_changes_workspace_id"), ["workspace_id"])


def downgrade() -> None:
    op.drop_table("home_changes")
    op.drop_table("opened_homes")
