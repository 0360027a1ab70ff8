"""Improvements: proposed, voted for, decided; and what the record holds of a dialogue."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("circles") as circles:
        circles.add_column(
            sa.Column("record_remarks", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("dialogues") as dialogues:
        dialogues.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("threads") as threads:
        threads.add_column(sa.Column("permalink", sa.String(), nullable=True))
    op.create_table(
        "improvements",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("circle_id", sa.String(), nullable=False),
        sa.Column("dialogue_id", sa.String(), nullable=False),
        sa.Column("proposer_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("when_then", sa.String(), nullable=True),
        sa.Column("helps", sa.String(), nullable=True),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("asked_id", sa.String(), nullable=True),
        sa.Column("asked_by_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("tie", sa.String(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_improvements_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_improvements_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["proposer_id"], ["people.id"], name=op.f("fk_improvements_proposer_id_people")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_improvements_owner_id_people")),
        sa.ForeignKeyConstraint(["asked_id"], ["people.id"], name=op.f("fk_improvements_asked_id_people")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_improvements_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_improvements_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvements")),
        sa.UniqueConstraint(
            "dialogue_id", "proposer_id", name=op.f("uq_improvements_dialogue_id_proposer_id")
        ),
    )
    with op.batch_alter_table("improvements") as improvements:
        improvements.create_index(op.f("ix_improvements_circle_id"), ["circle_id"])
        improvements.create_index(op.f("ix_improvements_owner_id"), ["owner_id"])
        improvements.create_index(op.f("ix_improvements_workspace_id"), ["workspace_id"])
    op.create_table(
        "votes",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("dialogue_id", sa.String(), nullable=False),
        sa.Column("improvement_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_votes_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["improvement_id"], ["improvements.id"], name=op.f("fk_votes_improvement_id_improvements")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_votes_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_votes_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes")),
        sa.UniqueConstraint("dialogue_id", "person_id", name=op.f("uq_votes_dialogue_id_person_id")),
    )
    with op.batch_alter_table("votes") as votes:
        votes.create_index(op.f("ix_votes_improvement_id"), ["improvement_id"])
        votes.create_index(op.f("ix_votes_workspace_id"), ["workspace_id"])


def downgrade() -> None:
    op.drop_table("votes")
    op.drop_table("improvements")
    with op.batch_alter_table("threads") as threads:
        threads.drop_column("permalink")
    with op.batch_alter_table("dialogues") as dialogues:
        dialogues.drop_column("decided_at")
    with op.batch_alter_table("circles") as circles:
        circles.drop_column("record_remarks")
