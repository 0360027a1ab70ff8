"""The schema: tables change through migrations alone, and a database is brought up to date before it is used."""

from pathlib import Path

from sqlalchemy import Engine, create_engine, inspect, text

HEAD = "0022"
"""The newest migration, so that an app whose database is up to date need not load Alembic at all."""
MIGRATIONS = Path(__file__).parent.parent / "migrations"


def revision(url: str) -> str | None:
    """Return the migration the database stands at, None for an empty one."""
    engine = create_engine(url)
    try:
        return standing(engine)
    finally:
        engine.dispose()


def standing(engine: Engine) -> str | None:
    """Return the migration that an open database stands at, None for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def migrate(url: str) -> bool:
    """Bring the database up to date; say whether there was anything to do. Safe with several processes at once."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).absolute().parent.mkdir(parents=True, exist_ok=True)
    if revision(url) == HEAD:
        return False
    from alembic import command  # noqa: PLC0415  slow to load, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "head")
    return True
