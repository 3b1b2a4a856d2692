"""Logs: canaries are pushed in through every way there is, and none comes out."""

import json
import logging
import sys
import warnings
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from aiohttp import ClientSession, web

from bot.logs import access_log_class, set_up_logs

CANARY = "kanariefugl"


class Written:
    """What has been logged so far."""

    def __init__(self) -> None:
        self.stream = StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def logged() -> Iterator[Written]:
    """Logs set up as in a running Doorstep; afterwards everything global is as it was."""
    root = logging.getLogger()
    handlers, level, hook, raising = root.handlers[:], root.level, sys.excepthook, logging.raiseExceptions
    written = Written()
    set_up_logs(stream=written.stream)
    yield written
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook = hook
    logging.raiseExceptions = raising
    structlog.reset_defaults()


def test_what_happened_is_written_down(logged: Written) -> None:
    structlog.get_logger().info("job-done", job="tally", count=12, milliseconds=40)

    assert logged.lines == [
        {"event": "job-done", "job": "tally", "count": 12, "milliseconds": 40, "level": "info"},
    ]


def test_a_field_that_is_not_on_the_list_is_dropped_and_said_to_be(logged: Written) -> None:
    structlog.get_logger().info("message-stored", count=1, text=CANARY, code=CANARY, ip=CANARY)

    assert CANARY not in logged.text
    assert logged.lines == [{"event": "message-stored", "count": 1, "level": "info", "dropped": 3}]


@pytest.mark.parametrize("field", ["event", "route", "job", "error_class", "method", "level", "count", "status"])
def test_a_field_on_the_list_holds_nothing_but_what_belongs_there(logged: Written, field: str) -> None:
    fields: dict[str, Any] = {"event": "something", field: f"Jeg hedder {CANARY}, og {CANARY} bor her"}
    structlog.get_logger().info(**fields)

    assert CANARY not in logged.text
    assert len(logged.lines) == 1


def test_a_bound_field_is_no_way_around(logged: Written) -> None:
    structlog.get_logger().bind(name=CANARY).warning("odd")

    assert CANARY not in logged.text


def test_of_an_error_only_its_class_and_its_place_are_kept(logged: Written) -> None:
    def fail() -> None:
        raise ValueError(CANARY)

    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("failed")
        logging.getLogger("aiohttp.server").exception("Error with %s", CANARY)

    assert CANARY not in logged.text
    ours, theirs = logged.lines
    assert ours["error_class"] == theirs["error_class"] == "ValueError"
    assert ours["places"][-1].startswith("tests.bot.test_logs:")
    assert theirs["event"] == "library-aiohttp"


def test_an_error_that_ends_the_program_says_no_more(logged: Written) -> None:
    error = ValueError(CANARY)

    sys.excepthook(ValueError, error, None)

    assert CANARY not in logged.text
    assert logged.lines[0]["event"] == "stopped-by-error"


def test_a_library_is_heard_but_not_quoted(logged: Written) -> None:
    logging.getLogger("asyncio").error("Task %s was never retrieved", CANARY, extra={"who": CANARY})
    logging.getLogger(CANARY + " with a space").error("x")

    assert CANARY not in logged.text
    assert logged.lines[0] == {"event": "library-asyncio", "level": "error"}


def test_a_warning_is_not_quoted(logged: Written) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(CANARY, stacklevel=1)
        logging.captureWarnings(False)

    assert CANARY not in logged.text
    assert logged.lines[0]["event"] == "library-py"


async def test_of_a_request_nothing_is_kept_that_tells_who_or_what(logged: Written) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="hello")

    async def breaks(_request: web.Request) -> web.Response:
        raise ValueError(CANARY)

    application = web.Application()
    application.router.add_get("/case/{id}", page, name="case")
    application.router.add_get("/breaks/{id}", breaks)
    runner = web.AppRunner(application, access_log_class=access_log_class())
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        headers = {"User-Agent": CANARY, "Referer": f"http://{CANARY}", "Cookie": f"door={CANARY}"}
        async with ClientSession(base_url=f"http://{host}:{port}", headers=headers) as client:
            for path in (f"/case/{CANARY}?q={CANARY}", f"/breaks/{CANARY}", f"/{CANARY}"):
                async with client.get(path) as response:
                    await response.read()
    finally:
        await runner.cleanup()

    assert CANARY not in logged.text
    assert "127.0.0.1" not in logged.text
    requests = [line for line in logged.lines if line["event"] == "request"]
    assert [(line["route"], line["status"]) for line in requests] == [
        ("case", 200),
        ("unnamed", 500),
        ("unnamed", 404),
    ]
    assert all(set(line) == {"event", "level", "route", "method", "status", "milliseconds"} for line in requests)
