"""The tables come from migrations alone; what they make is what the models say."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from bot import schema
from models import Base
from tests import databases


@pytest.mark.slow
def test_migrations_make_just_what_the_models_say_on_sqlite(tmp_path) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite3"

    assert schema.migrate(url)

    assert differences(url) == []
    assert not schema.migrate(url)


@pytest.mark.slow
def test_migrations_make_just_what_the_models_say_on_postgresql(postgresql_server: str) -> None:
    postgresql_url = databases.one_more(postgresql_server)

    assert schema.migrate(postgresql_url)

    assert differences(postgresql_url) == []
    assert not schema.migrate(postgresql_url)


def test_the_head_that_the_app_knows_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_current_head() == schema.HEAD


@pytest.mark.slow
def test_voices_and_what_belongs_to_them_stay_when_their_table_is_made_anew(tmp_path) -> None:
    url = f"sqlite:///{tmp_path}/old.sqlite3"
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "0008")
    old: dict[str, dict[str, object]] = {
        "workspaces": {"id": "T", "name": "x", "bot_user_id": "U", "bot_id": "B", "reactions": "{}"},
        "people": {"id": "p", "user_id": "U1", "workspace_id": "T", "is_bot": 0, "is_external": 0},
        "voices": {"id": "v", "submitter_id": "p", "quote": "重い", "workspace_id": "T"},
    }
    old["workspaces"]["installed_at"] = "2026-11-30"
    old["voices"] |= {"consent": "inside", "state": "waiting", "brought_at": "2026-11-30"}
    engine = create_engine(url)
    with engine.begin() as connection:
        for table, row in old.items():
            places = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"), row)

    schema.migrate(url)

    with engine.begin() as connection:
        found = connection.execute(text("SELECT id, submitter_id, quote, import_key FROM voices")).all()
        assert found == [("v", "p", "重い", None)]
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()


@pytest.mark.slow
def test_what_carried_a_bulb_before_is_kept_as_an_idea(tmp_path) -> None:
    url = f"sqlite:///{tmp_path}/old.sqlite3"
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "0011")
    at = "2026-11-30 01:00:00"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO workspaces (id, name, bot_user_id, bot_id, reactions, installed_at)"
                " VALUES ('T', 'x', 'U', 'B', '{}', :at)"
            ),
            {"at": at},
        )
        connection.execute(
            text(
                "INSERT INTO circles (id, workspace_id, name, language, weekday, at, tz, holiday_rule, voices_wanted,"
                " record_remarks, created_at, has_gentle_notes)"
                " VALUES ('c', 'T', 'x', 'ja', 0, '10:00', 'Asia/Tokyo', 'move', 3, 0, :at, 0)"
            ),
            {"at": at},
        )
        connection.execute(
            text(
                "INSERT INTO dialogues (id, workspace_id, circle_id, seed, agenda, stage, state, last_seq, started_at)"
                " VALUES ('d', 'T', 'c', '1', '{}', 'closed', 'closed', 1, :at)"
            ),
            {"at": at},
        )
        for person in ("p", "q"):
            connection.execute(
                text(
                    "INSERT INTO people (id, workspace_id, user_id, is_bot, is_external, is_admin, muted)"
                    " VALUES (:id, 'T', :id, 0, 0, 0, '[]')"
                ),
                {"id": person},
            )
        for remark, said in (("r", "絵を大きく"), ("gone", "")):
            connection.execute(
                text(
                    "INSERT INTO remarks (id, workspace_id, dialogue_id, seq, text, files, said_at)"
                    " VALUES (:id, 'T', 'd', :seq, :said, '[]', :at)"
                ),
                {"id": remark, "said": said, "seq": len(said), "at": at},
            )
        for number, (person, about, is_on) in enumerate(
            (("p", "r", 1), ("q", "r", 1), ("q", "gone", 1), ("p", "r", 0))
        ):
            connection.execute(
                text(
                    "INSERT INTO reactions (id, workspace_id, person_id, meaning, about_kind, about_id, dialogue_id,"
                    " channel_id, ts, emoji, is_on, event_ts, changed_at)"
                    " VALUES (:id, 'T', :person, 'idea', 'remark', :about, 'd', 'C', :id, 'bulb', :is_on, '1', :at)"
                ),
                {"id": f"x{number}", "person": person, "about": about, "is_on": is_on, "at": at},
            )

    schema.migrate(url)

    with engine.begin() as connection:
        found = connection.execute(text("SELECT dialogue_id, about_id, marks, state FROM ideas")).all()
    engine.dispose()
    assert found == [("d", "r", 2, "waiting")]


def differences(url: str) -> list[object]:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found = [one for one in compare_metadata(context, Base.metadata) if "alembic_version" not in str(one)]
    engine.dispose()
    return found
