"""Bringing a database up to date, in numbered steps (Alembic), and refusing one that is not ours.

The check before the first step only reads: a database of another program, or one that a newer Doorstep wrote, is left
as it is. So is one whose store of shred keys is gone (a backup leaves it out): whoever wants to go on without the old
conversations says so by putting an empty store in its place.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from storage.refusals import ForeignDatabase, LostShredKeys, NewerDatabase
from storage.schema import SHRED_SCHEMA
from storage.tables import shred_keys

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0009"
KNOWN = frozenset({"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009"})


def step_of(engine: Engine) -> str | None:
    """The step a database stands at, None for an empty one; raises a `DatabaseError` for one that is refused."""
    with engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if not tables:
            return None
        if not {"alembic_version", "organisation"} <= tables:
            raise ForeignDatabase("The database belongs to another program. Nothing was changed.")
        step = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        there = inspect(connection).has_schema(SHRED_SCHEMA)
    if step not in KNOWN:
        raise NewerDatabase("The database was written by a newer Doorstep. Nothing was changed.")
    if not there:
        raise LostShredKeys(
            f'The schema "{SHRED_SCHEMA}" with the shred keys is missing, and without it no conversation opens. '
            "Restore it, or make an empty one to go on without them. Nothing was changed."
        )
    return str(step)


def configuration(engine: Engine) -> "Config":
    """Alembic's view of this folder and `engine`."""
    # Late: importing Alembic costs a third of a second, and most starts have no step to take.
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine) -> None:
    """Take the steps a database lacks; raises `DatabaseError` before anything is changed."""
    step = step_of(engine)
    if step is not None and not inspect(engine).has_table(shred_keys.name, schema=SHRED_SCHEMA):
        shred_keys.create(engine)
    if step != NEWEST:
        from alembic import command

        command.upgrade(configuration(engine), "head")
