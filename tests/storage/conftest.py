"""A unit at work, in a fresh database of each kind."""

import pytest

from storage.database import Database
from tests.storage.people import Unit, a_unit


@pytest.fixture
async def unit(database: Database) -> Unit:
    return await a_unit(database)
