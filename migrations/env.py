"""How Alembic reaches the database: with the address it was given, one process at a time."""

from alembic import context
from sqlalchemy import create_engine, text

from models import Base

MIGRATION_LOCK = 715_000


def run() -> None:
    url = context.config.attributes.get("url") or context.get_x_argument(as_dictionary=True)["url"]
    engine = create_engine(url)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_lock({MIGRATION_LOCK})"))
            connection.commit()
        else:
            # A table that is made anew leaves its old pages behind; people's words must not stay in them.
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            connection.commit()
        context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
