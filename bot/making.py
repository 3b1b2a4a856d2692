"""Making an installation: the key file, the database, and what every unit starts with (facts, other offers)."""

import json
from importlib import resources

from sqlalchemy import Connection

from bot.data import starting_facts
from bot.desk.advice import offer_rows
from bot.desk.setup import new_organisation
from bot.settings import Settings
from flows.offers import parse_offers
from storage import facts, organisation
from storage.database import Database
from storage.key_file import KeyFile, KeyFileError
from storage.keys import Secret


async def make(settings: Settings) -> Secret:
    """Make key file and database; returns the recovery private key, which is kept nowhere else.

    A database that holds an organisation already, or that is somebody else's, raises before a key file is written.
    """
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database.open(settings.database_url)
    try:
        if await database.read(organisation.load) is not None:
            raise KeyFileError(
                f"The database has an organisation already, but there is no key file at {settings.key_file}."
            )
        key_file = KeyFile.create(settings.key_file)
        made = new_organisation(key_file)
        table = resources.files("bot.data").joinpath("offers_2016.tsv").read_text(encoding="utf-8")
        offers = offer_rows(parse_offers(table))

        def work(connection: Connection) -> None:
            organisation.create(connection, made.row)
            for code, fields in starting_facts().items():
                facts.put_fact(connection, code=code, fields=json.dumps(fields, ensure_ascii=False))
            facts.replace_offers(connection, offers=offers)

        await database.write(work)
    finally:
        database.close()
    return made.recovery_private
