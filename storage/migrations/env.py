"""How Alembic runs the steps: on the engine it is given, each run in one transaction."""

from alembic import context
from sqlalchemy import text

import storage.availability_tables
import storage.messenger_tables  # noqa: F401
from storage.schema import SHRED_SCHEMA, metadata

# Whoever starts beside another waits here, and then finds nothing left to do. (SQLite has one writer by itself.)
ONE_AT_A_TIME = 0x446F6F72

engine = context.config.attributes["engine"]
postgresql = engine.dialect.name == "postgresql"
# On PostgreSQL what the other one made must be seen after waiting: a snapshot of before would hide it.
with (engine.execution_options(isolation_level="READ COMMITTED") if postgresql else engine).begin() as connection:
    if postgresql:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SHRED_SCHEMA}"))
    context.configure(connection=connection, target_metadata=metadata, include_schemas=True)
    context.run_migrations()
