"""How Alembic runs the steps: on the engine it is given, each run in one transaction."""

from alembic import context
from sqlalchemy import text

import storage.availability_tables
import storage.messenger_tables  # noqa: F401
from storage.schema import SHRED_SCHEMA, metadata

engine = context.config.attributes["engine"]
with engine.begin() as connection:
    if engine.dialect.name == "postgresql":
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SHRED_SCHEMA}"))
    context.configure(connection=connection, target_metadata=metadata, include_schemas=True)
    context.run_migrations()
