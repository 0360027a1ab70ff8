"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "workspaces",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("bot_id", sa.String(), nullable=False),
        sa.Column("reactions", sa.JSON(), nullable=False),
        sa.Column("stopped_because", sa.String(), nullable=True),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspaces")),
    )
    op.create_table(
        "budgets",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_budgets_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("pk_budgets")),
    )
    op.create_table(
        "circles",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("holiday_rule", sa.String(), nullable=False),
        sa.Column("voices_wanted", sa.Integer(), nullable=False),
        sa.Column("wins_channel_id", sa.String(), nullable=True),
        sa.Column("wins_lost_because", sa.String(), nullable=True),
        sa.Column("record_channel_id", sa.String(), nullable=True),
        sa.Column("record_lost_because", sa.String(), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_circles_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circles")),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_circles_workspace_id_name")),
    )
    with op.batch_alter_table("circles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circles_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "early_events",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("event", sa.JSON(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_early_events_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_early_events")),
    )
    with op.batch_alter_table("early_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_early_events_received_at"), ["received_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_early_events_workspace_id"), ["workspace_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_early_events_workspace_id_channel_id_ts"),
            ["workspace_id", "channel_id", "ts"],
            unique=False,
        )

    op.create_table(
        "inbox",
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_inbox_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_received_at"), ["received_at"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("joins", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_as", sa.String(), nullable=True),
        sa.Column("lookups", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_outbox_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_workspace_id_lane_id"),
            ["workspace_id", "lane", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_outbox_workspace_id"), ["workspace_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_workspace_id_key"), ["workspace_id", "key"], unique=False)

    op.create_table(
        "people",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=True),
        sa.Column("tz", sa.String(), nullable=True),
        sa.Column("picture_url", sa.String(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_external", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("learned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_people_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("workspace_id", "user_id", name=op.f("uq_people_workspace_id_user_id")),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "posts",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("thread_key", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("about_kind", sa.String(), nullable=True),
        sa.Column("about_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_posts_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_posts_workspace_id_key")),
    )
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posts_workspace_id"), ["workspace_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_posts_workspace_id_about_kind_about_id"),
            ["workspace_id", "about_kind", "about_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_posts_workspace_id_channel_id_ts"),
            ["workspace_id", "channel_id", "ts"],
            unique=False,
        )

    op.create_table(
        "dialogues",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("circle_id", sa.String(length=12), nullable=False),
        sa.Column("nominal_on", sa.Date(), nullable=True),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_dialogues_circle_id_circles")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_dialogues_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues")),
        sa.UniqueConstraint("circle_id", "nominal_on", name=op.f("uq_dialogues_circle_id_nominal_on")),
    )
    with op.batch_alter_table("dialogues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogues_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "hosts",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("circle_id", sa.String(length=12), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_hosts_circle_id_circles")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_hosts_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hosts")),
        sa.UniqueConstraint("circle_id", "user_id", name=op.f("uq_hosts_circle_id_user_id")),
    )
    with op.batch_alter_table("hosts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hosts_circle_id"), ["circle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hosts_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "rooms",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("circle_id", sa.String(length=12), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("lost_because", sa.String(), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_rooms_circle_id_circles")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_rooms_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("circle_id", "channel_id", name=op.f("uq_rooms_circle_id_channel_id")),
    )
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rooms_channel_id"), ["channel_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rooms_circle_id"), ["circle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rooms_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "voices",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("circle_id", sa.String(length=12), nullable=True),
        sa.Column("submitter_id", sa.String(length=12), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("scene", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("segment", sa.String(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("product", sa.String(), nullable=True),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_voices_circle_id_circles")),
        sa.ForeignKeyConstraint(["submitter_id"], ["people.id"], name=op.f("fk_voices_submitter_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_voices_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voices")),
    )
    with op.batch_alter_table("voices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voices_submitter_id"), ["submitter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_voices_workspace_id"), ["workspace_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_voices_workspace_id_state_brought_at"),
            ["workspace_id", "state", "brought_at"],
            unique=False,
        )

    op.create_table(
        "wins",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("circle_id", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("origin_kind", sa.String(), nullable=True),
        sa.Column("origin_id", sa.String(), nullable=True),
        sa.Column("thanks", sa.JSON(), nullable=False),
        sa.Column("cheers", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_wins_circle_id_circles")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_wins_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_wins_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wins")),
    )
    with op.batch_alter_table("wins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wins_circle_id"), ["circle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wins_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "reactions",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("about_kind", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=False),
        sa.Column("dialogue_id", sa.String(length=12), nullable=True),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("emoji", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("event_ts", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_reactions_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reactions_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_reactions_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reactions")),
        sa.UniqueConstraint(
            "workspace_id",
            "channel_id",
            "ts",
            "person_id",
            "emoji",
            name=op.f("uq_reactions_workspace_id_channel_id_ts_person_id_emoji"),
        ),
    )
    with op.batch_alter_table("reactions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reactions_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reactions_workspace_id"), ["workspace_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_reactions_workspace_id_about_kind_about_id_meaning"),
            ["workspace_id", "about_kind", "about_id", "meaning"],
            unique=False,
        )

    op.create_table(
        "seated_voices",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("dialogue_id", sa.String(length=12), nullable=False),
        sa.Column("voice_id", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_seated_voices_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(["voice_id"], ["voices.id"], name=op.f("fk_seated_voices_voice_id_voices")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_seated_voices_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seated_voices")),
        sa.UniqueConstraint("dialogue_id", "voice_id", name=op.f("uq_seated_voices_dialogue_id_voice_id")),
    )
    with op.batch_alter_table("seated_voices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seated_voices_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seated_voices_voice_id"), ["voice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seated_voices_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "steps",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("circle_id", sa.String(length=12), nullable=True),
        sa.Column("dialogue_id", sa.String(length=12), nullable=True),
        sa.Column("argument", sa.String(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_steps_circle_id_circles")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_steps_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_steps_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("uq_steps_workspace_id_key")),
    )
    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_steps_circle_id"), ["circle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_steps_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_steps_done_at_due_at"), ["done_at", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_steps_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "threads",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("dialogue_id", sa.String(length=12), nullable=False),
        sa.Column("room_id", sa.String(length=12), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ts", sa.String(), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_threads_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_threads_room_id_rooms")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_threads_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
        sa.UniqueConstraint("dialogue_id", "room_id", name=op.f("uq_threads_dialogue_id_room_id")),
    )
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_threads_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_threads_workspace_id"), ["workspace_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_threads_workspace_id_channel_id_ts"),
            ["workspace_id", "channel_id", "ts"],
            unique=False,
        )

    op.create_table(
        "watchwords",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("circle_id", sa.String(length=12), nullable=False),
        sa.Column("dialogue_id", sa.String(length=12), nullable=False),
        sa.Column("about_kind", sa.String(), nullable=False),
        sa.Column("about_id", sa.String(), nullable=False),
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("pins", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("nominated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circles.id"], name=op.f("fk_watchwords_circle_id_circles")),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_watchwords_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_watchwords_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watchwords")),
        sa.UniqueConstraint(
            "workspace_id",
            "about_kind",
            "about_id",
            name=op.f("uq_watchwords_workspace_id_about_kind_about_id"),
        ),
    )
    with op.batch_alter_table("watchwords", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_watchwords_circle_id"), ["circle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_watchwords_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_watchwords_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "remarks",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("dialogue_id", sa.String(length=12), nullable=False),
        sa.Column("thread_id", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("edited_ts", sa.String(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_remarks_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_remarks_person_id_people")),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], name=op.f("fk_remarks_thread_id_threads")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_remarks_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sa.UniqueConstraint("dialogue_id", "seq", name=op.f("uq_remarks_dialogue_id_seq")),
        sa.UniqueConstraint(
            "workspace_id", "channel_id", "ts", name=op.f("uq_remarks_workspace_id_channel_id_ts")
        ),
    )
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remarks_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_remarks_workspace_id"), ["workspace_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remarks_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_remarks_dialogue_id"))

    op.drop_table("remarks")
    with op.batch_alter_table("watchwords", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_watchwords_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_watchwords_dialogue_id"))
        batch_op.drop_index(batch_op.f("ix_watchwords_circle_id"))

    op.drop_table("watchwords")
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_threads_workspace_id_channel_id_ts"))
        batch_op.drop_index(batch_op.f("ix_threads_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_threads_dialogue_id"))

    op.drop_table("threads")
    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_steps_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_steps_done_at_due_at"))
        batch_op.drop_index(batch_op.f("ix_steps_dialogue_id"))
        batch_op.drop_index(batch_op.f("ix_steps_circle_id"))

    op.drop_table("steps")
    with op.batch_alter_table("seated_voices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seated_voices_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_seated_voices_voice_id"))
        batch_op.drop_index(batch_op.f("ix_seated_voices_dialogue_id"))

    op.drop_table("seated_voices")
    with op.batch_alter_table("reactions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reactions_workspace_id_about_kind_about_id_meaning"))
        batch_op.drop_index(batch_op.f("ix_reactions_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_reactions_dialogue_id"))

    op.drop_table("reactions")
    with op.batch_alter_table("wins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wins_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_wins_circle_id"))

    op.drop_table("wins")
    with op.batch_alter_table("voices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_voices_workspace_id_state_brought_at"))
        batch_op.drop_index(batch_op.f("ix_voices_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_voices_submitter_id"))

    op.drop_table("voices")
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rooms_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_rooms_circle_id"))
        batch_op.drop_index(batch_op.f("ix_rooms_channel_id"))

    op.drop_table("rooms")
    with op.batch_alter_table("hosts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hosts_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_hosts_circle_id"))

    op.drop_table("hosts")
    with op.batch_alter_table("dialogues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogues_workspace_id"))

    op.drop_table("dialogues")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_posts_workspace_id_channel_id_ts"))
        batch_op.drop_index(batch_op.f("ix_posts_workspace_id_about_kind_about_id"))
        batch_op.drop_index(batch_op.f("ix_posts_workspace_id"))

    op.drop_table("posts")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_workspace_id"))

    op.drop_table("people")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_workspace_id_key"))
        batch_op.drop_index(batch_op.f("ix_outbox_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_workspace_id_lane_id"))

    op.drop_table("outbox")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_received_at"))

    op.drop_table("inbox")
    with op.batch_alter_table("early_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_early_events_workspace_id_channel_id_ts"))
        batch_op.drop_index(batch_op.f("ix_early_events_workspace_id"))
        batch_op.drop_index(batch_op.f("ix_early_events_received_at"))

    op.drop_table("early_events")
    with op.batch_alter_table("circles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circles_workspace_id"))

    op.drop_table("circles")
    op.drop_table("budgets")
    op.drop_table("workspaces")
