"""Fetching a calendar from a stranger's address: real servers, and one plain reason for whatever goes wrong."""

import gzip
from contextlib import suppress

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.calendars.blocking import blocked
from bot.calendars.fetching import Login, Network, calendar_url
from bot.calendars.problems import LARGEST, Problem, Unreadable
from tests.bot.calendars.asking import FILE, LOGIN, fetched, problem
from tests.bot.calendars.elsewhere import OUTSIDE, Elsewhere
from tests.bot.calendars.test_caldav import FIRST, SECOND, answer, escaped
from tests.bot.calendars.written import HERE, SINCE, UNTIL

# A file


async def test_a_calendar_file_is_brought_as_it_is(elsewhere: Elsewhere) -> None:
    elsewhere.outside.says("GET /private-7f3a/mette.ics", FILE, Content_Type="text/calendar; charset=utf-8")

    assert await fetched(elsewhere, elsewhere.url("/private-7f3a/mette.ics")) == FILE
    assert await fetched(elsewhere, elsewhere.url("/private-7f3a/mette.ics").replace("https:", "webcal:")) == FILE
    assert [asked.method for asked in elsewhere.outside.asked] == ["GET", "GET"]


async def test_nothing_is_sent_that_says_who_asks(elsewhere: Elsewhere) -> None:
    elsewhere.outside.says("GET /", status=302, Location="/file", Set_Cookie="who=we; Path=/")
    elsewhere.outside.says("GET /file", FILE, Content_Type="text/calendar")

    await fetched(elsewhere, elsewhere.url("/"))

    for asked in elsewhere.outside.asked:
        assert set(asked.headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}
        assert asked.headers["User-Agent"] == "calendar"


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", "text/html"])
async def test_a_calendar_that_the_server_calls_something_else_is_one(elsewhere: Elsewhere, kind: str) -> None:
    elsewhere.outside.says("GET /file", b"\xef\xbb\xbf\r\n" + FILE.lower(), Content_Type=kind)

    assert await fetched(elsewhere, elsewhere.url("/file")) == b"\xef\xbb\xbf\r\n" + FILE.lower()


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "",
        "calendar",
        "http://calendar.example/",
        "file:" + "///etc/passwd",
        "ftp://calendar.example/",
        "gopher://calendar.example/",
        "data:text/calendar,BEGIN",
        "javascript:alert(1)",
        "//calendar.example/",
        "https://",
        "https:///file",
        "https://mette@calendar.example/",
        "https://mette:word@calendar.example/",
        "https://:word@calendar.example/",
        "https://calendar.example:22/",
        "https://calendar.example:80/",
        "https://calendar.example:0/",
        "https://calendar.example:99999/",
        "https://calendar.example:x/",
        "webcal://calendar.example:80/",
        "https://[::1/",
        "https://calendar.example/" + "x" * 2000,
    ],
)
def test_only_an_https_address_without_a_login_is_asked(address: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        calendar_url(address)

    assert unreadable.value.problem is Problem.ADDRESS


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        (" https://calendar.example/a?b=c#d ", "https://calendar.example/a?b=c"),
        ("webcal://calendar.example/a", "https://calendar.example/a"),
        ("HTTPS://Calendar.Example:8443/", "https://calendar.example:8443/"),
        ("https://kalender.børn.example/", "https://kalender.xn--brn-0na.example/"),
    ],
)
def test_an_address_may_be_written_as_people_write_it(address: str, asked: str) -> None:
    assert str(calendar_url(address)) == asked


# Redirects


async def test_three_redirects_are_followed_and_no_more(elsewhere: Elsewhere) -> None:
    for number in range(1, 5):
        elsewhere.outside.says(f"GET /{number}", status=302, Location=f"{number + 1}")
    elsewhere.outside.says("GET /5", FILE, Content_Type="text/calendar")

    assert await fetched(elsewhere, elsewhere.url("/2")) == FILE
    assert await problem(elsewhere, elsewhere.url("/1")) is Problem.ADDRESS


@pytest.mark.parametrize(
    "location",
    [
        "http://calendar.example/",
        "file:" + "///etc/passwd",
        "https://a:b@calendar.example/",
        "https://calendar.example:1/",
        "https://[",
    ],
)
async def test_a_redirect_to_what_may_not_be_asked_is_refused(elsewhere: Elsewhere, location: str) -> None:
    elsewhere.outside.says("GET /", status=302, Location=location)

    assert await problem(elsewhere, elsewhere.url("/")) is Problem.ADDRESS


# Logins


async def test_a_login_is_for_the_server_it_was_given_for(elsewhere: Elsewhere) -> None:
    elsewhere.names.answers["other.example"] = [[OUTSIDE]]
    elsewhere.outside.says("GET /", status=302, Location="/next")
    elsewhere.outside.says("GET /next", status=302, Location=elsewhere.url("/there", "other.example"))
    elsewhere.outside.says("GET /there", FILE, Content_Type="text/calendar")

    assert await fetched(elsewhere, elsewhere.url("/"), login=LOGIN) == FILE

    sent = {asked.path: asked.headers.get("Authorization") for asked in elsewhere.outside.asked}
    assert sent == {"/": "Basic bWV0dGU6Z3LDuG4gZ2lyYWY=", "/next": "Basic bWV0dGU6Z3LDuG4gZ2lyYWY=", "/there": None}


@pytest.mark.parametrize("login", [None, LOGIN])
async def test_a_server_that_says_no_is_not_asked_again(elsewhere: Elsewhere, login: Login | None) -> None:
    elsewhere.outside.says("GET /", status=401, WWW_Authenticate='Basic realm="calendar"')

    assert await problem(elsewhere, elsewhere.url("/"), login=login) is Problem.LOGIN
    assert len(elsewhere.outside.asked) == 1


async def test_a_name_that_cannot_be_part_of_a_login_is_refused(elsewhere: Elsewhere) -> None:
    colon = Login(name=SecretStr("me:tte"), password=SecretStr("giraf"))

    assert await problem(elsewhere, elsewhere.url("/"), login=colon) is Problem.LOGIN
    assert elsewhere.outside.asked == []


def test_a_login_shows_nothing() -> None:
    assert "mette" not in repr(LOGIN)
    assert "giraf" not in repr(LOGIN)


# A CalDAV server


async def test_a_calendar_on_a_caldav_server_is_asked_for(elsewhere: Elsewhere) -> None:
    elsewhere.outside.says("GET /mette", status=301, Location="/calendars/mette/")
    elsewhere.outside.says("GET /calendars/mette/", "<html>Use a calendar program.</html>", Content_Type="text/html")
    elsewhere.outside.says("REPORT /calendars/mette/", answer(escaped(FIRST), escaped(SECOND)), status=207)

    brought = await fetched(elsewhere, elsewhere.url("/mette"), login=LOGIN)

    found = blocked(brought, zone=HERE, since=SINCE, until=UNTIL)
    assert [each.starts_at.day for each in found] == [3, 4]
    question = elsewhere.outside.asked[-1]
    assert (question.method, question.headers["Depth"]) == ("REPORT", "1")
    assert question.headers["Authorization"].startswith("Basic ")
    assert b'start="20270101T000000Z" end="20280101T000000Z"' in question.body


async def test_a_caldav_server_that_bursts_with_entities_is_refused(elsewhere: Elsewhere) -> None:
    elsewhere.outside.says("GET /", status=405)
    elsewhere.outside.says("REPORT /", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', status=207)

    assert await problem(elsewhere, elsewhere.url("/")) is Problem.NOT_ONE


# What goes wrong


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (404, 404, Problem.GONE),
        (410, 405, Problem.GONE),
        (403, 405, Problem.LOGIN),
        (405, 401, Problem.LOGIN),
        (405, 403, Problem.LOGIN),
        (200, 405, Problem.NOT_ONE),
        (200, 200, Problem.NOT_ONE),
        (204, 501, Problem.SILENT),
        (500, None, Problem.SILENT),
        (503, None, Problem.SILENT),
        (429, None, Problem.SILENT),
    ],
)
async def test_what_a_server_answers_becomes_one_plain_reason(
    elsewhere: Elsewhere, first: int, second: int | None, says: Problem
) -> None:
    elsewhere.outside.says("GET /", "<html>", status=first)
    if second is not None:
        elsewhere.outside.says("REPORT /", "<html>", status=second)

    assert await problem(elsewhere, elsewhere.url("/")) is says
    assert len(elsewhere.outside.asked) == (1 if second is None else 2)


async def test_nobody_there_and_nothing_of_that_name(elsewhere: Elsewhere) -> None:
    elsewhere.names.answers["calendar.example"] = [["127.0.0.3"]]
    away = Network(
        allowed=lambda _: True,
        ports={elsewhere.outside.port},
        certificates=elsewhere.certificates,
        resolver=elsewhere.names,
    )

    assert await problem(elsewhere, elsewhere.url("/"), network=away) is Problem.SILENT
    assert await problem(elsewhere, elsewhere.url("/", "nowhere.example")) is Problem.SILENT


async def test_a_server_that_cannot_prove_who_it_is_is_told_nothing(elsewhere: Elsewhere) -> None:
    elsewhere.names.answers["impostor.example"] = [[OUTSIDE]]
    strangers = Network(allowed=lambda _: True, ports={elsewhere.outside.port}, resolver=elsewhere.names)

    assert await problem(elsewhere, elsewhere.url("/", "impostor.example"), login=LOGIN) is Problem.SILENT
    assert await problem(elsewhere, elsewhere.url("/"), login=LOGIN, network=strangers) is Problem.SILENT
    assert elsewhere.outside.asked == []


async def test_a_file_may_be_so_big_and_no_bigger(elsewhere: Elsewhere) -> None:
    full = FILE + b" " * (LARGEST - len(FILE))
    elsewhere.outside.says("GET /full", full, Content_Type="text/calendar")
    elsewhere.outside.says("GET /more", full + b" ", Content_Type="text/calendar")

    assert len(await fetched(elsewhere, elsewhere.url("/full"))) == LARGEST
    assert await problem(elsewhere, elsewhere.url("/more")) is Problem.TOO_BIG


async def test_a_file_that_does_not_say_how_big_it_is_is_measured(elsewhere: Elsewhere) -> None:
    async def pour(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/calendar"})
        await response.prepare(request)
        with suppress(ConnectionError):
            for _ in range(2 * LARGEST // 65_536):
                await response.write(b" " * 65_536)
        return response

    elsewhere.outside.answers["GET /"] = pour

    assert await problem(elsewhere, elsewhere.url("/")) is Problem.TOO_BIG


async def test_a_small_parcel_with_much_in_it_is_not_opened(elsewhere: Elsewhere) -> None:
    parcel = gzip.compress(FILE + b" " * LARGEST)
    elsewhere.outside.says("GET /", parcel, Content_Type="text/calendar", Content_Encoding="gzip")

    assert await problem(elsewhere, elsewhere.url("/")) is Problem.NOT_ONE


@pytest.mark.parametrize("begun", [False, True])
async def test_a_server_that_keeps_us_waiting_is_left(elsewhere: Elsewhere, begun: bool) -> None:
    async def keep_waiting(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/calendar"})
        if begun:
            await response.prepare(request)
            await response.write(b"BEGIN:VCALENDAR\r\n")
        await elsewhere.outside.closing.wait()
        return response

    elsewhere.outside.answers["GET /"] = keep_waiting

    assert await problem(elsewhere, elsewhere.url("/"), network=elsewhere.network(seconds=0.5)) is Problem.SILENT


async def test_an_answer_that_breaks_off_is_no_answer(elsewhere: Elsewhere) -> None:
    async def break_off(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/calendar", "Content-Length": str(len(FILE) + 1)})
        await response.prepare(request)
        await response.write(FILE)
        assert request.transport is not None
        request.transport.close()
        return response

    elsewhere.outside.answers["GET /"] = break_off

    assert await problem(elsewhere, elsewhere.url("/")) is Problem.SILENT
