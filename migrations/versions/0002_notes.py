"""Silent writing: notes, planned dialogues, what a circle settles about them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("circles") as circles:
        circles.add_column(sa.Column("writes_ahead_hours", sa.Integer(), nullable=False, server_default="24"))
    with op.batch_alter_table("dialogues") as dialogues:
        dialogues.add_column(sa.Column("notes_opened_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "notes",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("dialogue_id", sa.String(length=12), nullable=False),
        sa.Column("voice_id", sa.String(length=12), nullable=False),
        sa.Column("alias", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(length=12), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_notes_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notes_person_id_people")),
        sa.ForeignKeyConstraint(["voice_id"], ["voices.id"], name=op.f("fk_notes_voice_id_voices")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_notes_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    with op.batch_alter_table("notes") as notes:
        notes.create_index(op.f("ix_notes_dialogue_id"), ["dialogue_id"])
        notes.create_index(op.f("ix_notes_dialogue_id_alias"), ["dialogue_id", "alias"])
        notes.create_index(op.f("ix_notes_voice_id"), ["voice_id"])
        notes.create_index(op.f("ix_notes_workspace_id"), ["workspace_id"])
    op.create_table(
        "customer_questions",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("dialogue_id", sa.String(length=12), nullable=False),
        sa.Column("voice_id", sa.String(length=12), nullable=False),
        sa.Column("asker_id", sa.String(length=12), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answerer_id", sa.String(length=12), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answerer_id"], ["people.id"], name=op.f("fk_customer_questions_answerer_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["people.id"], name=op.f("fk_customer_questions_asker_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_customer_questions_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["voice_id"], ["voices.id"], name=op.f("fk_customer_questions_voice_id_voices")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_customer_questions_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_questions")),
    )
    with op.batch_alter_table("customer_questions") as questions:
        questions.create_index(op.f("ix_customer_questions_dialogue_id"), ["dialogue_id"])
        questions.create_index(op.f("ix_customer_questions_voice_id"), ["voice_id"])
        questions.create_index(op.f("ix_customer_questions_workspace_id"), ["workspace_id"])


def downgrade() -> None:
    op.drop_table("customer_questions")
    op.drop_table("notes")
    with op.batch_alter_table("dialogues") as dialogues:
        dialogues.drop_column("notes_opened_at")
    with op.batch_alter_table("circles") as circles:
        circles.drop_column("writes_ahead_hours")
