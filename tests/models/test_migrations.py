"""The tables come from migrations alone; what they make is what the models say."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from bot import schema
from models import Base
from tests import databases


def test_migrations_make_just_what_the_models_say_on_sqlite(tmp_path) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite3"

    assert schema.migrate(url)

    assert differences(url) == []
    assert not schema.migrate(url)


def test_migrations_make_just_what_the_models_say_on_postgresql(postgresql_server: str) -> None:
    postgresql_url = databases.one_more(postgresql_server)

    assert schema.migrate(postgresql_url)

    assert differences(postgresql_url) == []
    assert not schema.migrate(postgresql_url)


def test_the_head_that_the_app_knows_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_current_head() == schema.HEAD


def differences(url: str) -> list[object]:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found = [one for one in compare_metadata(context, Base.metadata) if "alembic_version" not in str(one)]
    engine.dispose()
    return found
