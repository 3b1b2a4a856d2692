"""No way inwards: whatever address a stranger gives, this machine and its networks are never reached."""

import pytest

from bot.calendars.fetching import fetch
from bot.calendars.problems import Problem, Unreadable
from tests.bot.calendars.asking import FILE, LOGIN, fetched, problem
from tests.bot.calendars.elsewhere import INSIDE, OUTSIDE, Elsewhere
from tests.bot.calendars.written import SINCE, UNTIL


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "0.0.0.0",
        "0x7f000001",
        "10.0.0.1",
        "169.254.169.254",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
    ],
)
async def test_this_machine_and_its_networks_are_never_reached(host: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        await fetch(f"https://{host}/", since=SINCE, until=UNTIL)

    assert unreadable.value.problem is Problem.INWARD


@pytest.mark.parametrize("host", ["127.1", "2130706433", "017700000001", "127.0.0.1."])
async def test_nor_under_an_odd_name(host: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        await fetch(f"https://{host}/", since=SINCE, until=UNTIL)

    assert unreadable.value.problem in {Problem.INWARD, Problem.SILENT, Problem.ADDRESS}


@pytest.mark.parametrize("host", ["inside.example", INSIDE])
async def test_a_name_or_a_number_that_leads_inwards_is_refused(elsewhere: Elsewhere, host: str) -> None:
    elsewhere.inside.says("GET /", FILE, Content_Type="text/calendar")

    assert await problem(elsewhere, elsewhere.url("/", host)) is Problem.INWARD
    assert elsewhere.inside.asked == []


@pytest.mark.parametrize("host", ["inside.example", INSIDE])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_so_is_a_redirect_inwards(elsewhere: Elsewhere, host: str, status: int) -> None:
    elsewhere.outside.says("GET /", status=status, Location=elsewhere.url("/", host))
    elsewhere.inside.says("GET /", FILE, Content_Type="text/calendar")

    assert await problem(elsewhere, elsewhere.url("/")) is Problem.INWARD
    assert len(elsewhere.outside.asked) == 1
    assert elsewhere.inside.asked == []


async def test_so_is_the_question_when_it_is_redirected_inwards(elsewhere: Elsewhere) -> None:
    elsewhere.outside.says("GET /", status=405)
    elsewhere.outside.says("REPORT /", status=307, Location=elsewhere.url("/", "inside.example"))

    assert await problem(elsewhere, elsewhere.url("/"), login=LOGIN) is Problem.INWARD
    assert elsewhere.inside.asked == []


async def test_a_name_that_leads_inwards_the_second_time_is_refused_then(elsewhere: Elsewhere) -> None:
    elsewhere.names.answers["calendar.example"] = [[OUTSIDE], [INSIDE]]
    for server in (elsewhere.outside, elsewhere.inside):
        server.says("GET /", FILE, Content_Type="text/calendar")

    assert await fetched(elsewhere, elsewhere.url("/")) == FILE
    assert await problem(elsewhere, elsewhere.url("/")) is Problem.INWARD
    assert elsewhere.inside.asked == []


@pytest.mark.parametrize("addresses", [[INSIDE, OUTSIDE], ["127.0.0.9", INSIDE], ["127.0.0.1.example"], ["::1"]])
async def test_a_name_with_several_addresses_is_no_way_round(elsewhere: Elsewhere, addresses: list[str]) -> None:
    elsewhere.names.answers["calendar.example"] = [addresses]
    elsewhere.inside.says("GET /", FILE, Content_Type="text/calendar")

    assert await problem(elsewhere, elsewhere.url("/")) is Problem.INWARD
    assert elsewhere.inside.asked == elsewhere.outside.asked == []


async def test_a_proxy_that_somebody_set_is_not_used(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{INSIDE}:{elsewhere.inside.port}/")
    elsewhere.outside.says("GET /", FILE, Content_Type="text/calendar")

    assert await fetched(elsewhere, elsewhere.url("/")) == FILE
    assert elsewhere.inside.asked == []
