"""Steps that the tests of fetching share: something is fetched, and what is said when it cannot be."""

import traceback

import pytest
from pydantic import SecretStr

from bot.calendars.fetching import Login, Network, fetch
from bot.calendars.problems import Problem, Unreadable
from tests.bot.calendars.elsewhere import Elsewhere
from tests.bot.calendars.written import SINCE, UNTIL, calendar, event

FILE = calendar(event("DTSTART:20270303T090000Z", "DURATION:PT1H"))
LOGIN = Login(name=SecretStr("mette"), password=SecretStr("grøn giraf"))


async def fetched(
    elsewhere: Elsewhere, address: str, *, login: Login | None = None, network: Network | None = None
) -> bytes:
    return await fetch(address, since=SINCE, until=UNTIL, login=login, network=network or elsewhere.network())


async def problem(
    elsewhere: Elsewhere, address: str, *, login: Login | None = None, network: Network | None = None
) -> Problem:
    with pytest.raises(Unreadable) as unreadable:
        await fetched(elsewhere, address, login=login, network=network)
    said = "".join(traceback.format_exception(unreadable.value))
    assert not [secret for secret in (address, "calendar.example", "giraf") if secret in said]
    return unreadable.value.problem
