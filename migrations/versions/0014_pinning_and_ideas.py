"""Words chosen of longer texts, phrases joined, ideas kept, and who is in which room."""

import sqlalchemy as sa
from alembic import op

from models.base import new_id

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MARKED = sa.text(
    """
    SELECT r.workspace_id, d.circle_id, r.dialogue_id, n.voice_id, r.about_kind, r.about_id,
           COUNT(DISTINCT r.person_id), MIN(r.changed_at)
    FROM reactions r
    JOIN dialogues d ON d.id = r.dialogue_id
    JOIN people p ON p.id = r.person_id
    LEFT JOIN notes n ON r.about_kind = 'note' AND n.id = r.about_id
    LEFT JOIN remarks m ON r.about_kind = 'remark' AND m.id = r.about_id
    WHERE r.meaning = 'idea' AND r.is_on AND NOT p.is_bot AND r.about_kind IN ('note', 'remark')
      AND COALESCE(n.text, m.text, '') <> ''
    GROUP BY r.workspace_id, d.circle_id, r.dialogue_id, n.voice_id, r.about_kind, r.about_id
    """
)


def upgrade() -> None:
    _room_members()
    with op.batch_alter_table("watchwords") as watchwords:
        watchwords.add_column(sa.Column("why", sa.String(), nullable=True))
        watchwords.add_column(sa.Column("joined_to_id", sa.String(12), nullable=True))
        watchwords.create_foreign_key(
            op.f("fk_watchwords_joined_to_id_watchwords"), "watchwords", ["joined_to_id"], ["id"]
        )
        watchwords.create_index(op.f("ix_watchwords_joined_to_id"), ["joined_to_id"])
    _chosen_phrases()
    _ideas()
    with op.batch_alter_table("improvements") as improvements:
        improvements.add_column(sa.Column("idea_id", sa.String(12), nullable=True))
        improvements.add_column(
            sa.Column("is_apart", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        improvements.create_foreign_key(
            op.f("fk_improvements_idea_id_ideas"), "ideas", ["idea_id"], ["id"], ondelete="SET NULL"
        )
        improvements.create_index(op.f("ix_improvements_idea_id"), ["idea_id"])
        improvements.drop_constraint(op.f("uq_improvements_dialogue_id_proposer_id"), type_="unique")
    op.create_index(
        "ix_improvements_one_proposal_each",
        "improvements",
        ["dialogue_id", "proposer_id"],
        unique=True,
        sqlite_where=sa.text("is_apart = 0"),
        postgresql_where=sa.text("NOT is_apart"),
    )
    _keep_what_was_marked()


def downgrade() -> None:
    op.drop_index("ix_improvements_one_proposal_each", "improvements")
    op.execute(sa.text("DELETE FROM improvements WHERE is_apart"))
    with op.batch_alter_table("improvements") as improvements:
        improvements.create_unique_constraint(
            op.f("uq_improvements_dialogue_id_proposer_id"), ["dialogue_id", "proposer_id"]
        )
        improvements.drop_index(op.f("ix_improvements_idea_id"))
        improvements.drop_constraint(op.f("fk_improvements_idea_id_ideas"), type_="foreignkey")
        improvements.drop_column("is_apart")
        improvements.drop_column("idea_id")
    op.drop_table("ideas")
    op.drop_table("chosen_phrases")
    with op.batch_alter_table("watchwords") as watchwords:
        watchwords.drop_index(op.f("ix_watchwords_joined_to_id"))
        watchwords.drop_constraint(op.f("fk_watchwords_joined_to_id_watchwords"), type_="foreignkey")
        watchwords.drop_column("joined_to_id")
        watchwords.drop_column("why")
    op.drop_table("room_members")


def _room_members() -> None:
    op.create_table(
        "room_members",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_room_members_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_members")),
        sa.UniqueConstraint(
            "workspace_id",
            "channel_id",
            "user_id",
            name=op.f("uq_room_members_workspace_id_channel_id_user_id"),
        ),
    )
    op.create_index(op.f("ix_room_members_user_id"), "room_members", ["user_id"])
    op.create_index(op.f("ix_room_members_workspace_id"), "room_members", ["workspace_id"])


def _chosen_phrases() -> None:
    op.create_table(
        "chosen_phrases",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("about_kind", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(12), nullable=False),
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_chosen_phrases_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_chosen_phrases_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chosen_phrases")),
        sa.UniqueConstraint(
            "workspace_id",
            "about_kind",
            "about_id",
            "person_id",
            name=op.f("uq_chosen_phrases_workspace_id_about_kind_about_id_person_id"),
        ),
    )
    op.create_index(op.f("ix_chosen_phrases_person_id"), "chosen_phrases", ["person_id"])
    op.create_index(op.f("ix_chosen_phrases_workspace_id"), "chosen_phrases", ["workspace_id"])


def _ideas() -> None:
    op.create_table(
        "ideas",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("circle_id", sa.String(12), nullable=False),
        sa.Column("dialogue_id", sa.String(12), nullable=False),
        sa.Column("voice_id", sa.String(12), nullable=True),
        sa.Column("about_kind", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("writer_id", sa.String(12), nullable=True),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_in_id", sa.String(12), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_ideas_{column}_{table}"))
            for column, table in (
                ("circle_id", "circles"),
                ("dialogue_id", "dialogues"),
                ("voice_id", "voices"),
                ("writer_id", "people"),
                ("offered_in_id", "dialogues"),
                ("workspace_id", "workspaces"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
        sa.UniqueConstraint(
            "workspace_id", "about_kind", "about_id", name=op.f("uq_ideas_workspace_id_about_kind_about_id")
        ),
    )
    for column in ("circle_id", "dialogue_id", "writer_id", "offered_in_id", "workspace_id"):
        op.create_index(op.f(f"ix_ideas_{column}"), "ideas", [column])


def _keep_what_was_marked() -> None:
    """Keep as ideas what carries a 💡 already."""
    columns = [
        "workspace_id",
        "circle_id",
        "dialogue_id",
        "voice_id",
        "about_kind",
        "about_id",
        "marks",
        "noted_at",
    ]
    connection = op.get_bind()
    names = ", ".join(("id", "state", *columns))
    places = ", ".join(f":{name}" for name in ("id", "state", *columns))
    insert = sa.text(f"INSERT INTO ideas ({names}) VALUES ({places})")  # noqa: S608  our own names
    for row in connection.execute(MARKED).all():
        values = dict(zip(columns, row, strict=True)) | {"id": new_id(), "state": "waiting"}
        connection.execute(insert, values)
