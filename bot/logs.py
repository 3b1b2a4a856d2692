"""What is written down while Doorstep runs: that something happened, never to whom, from where, or what was said.

Rules: a log line holds only the fields of an allow-list, and each only in a form that can hold nothing else. Everything
else is dropped, whoever logged it: also libraries, whose messages may quote an address, a path or a value. Of an error
the class is kept, and the places in the code, without what it said. There are no access logs but ours.
"""

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog
from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

# An event, a route, a job or an error class is a name that stands in the program, so it looks like one.
_NAME = re.compile(r"[a-z][a-z0-9-]{0,47}\Z")
_CLASS = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}\Z")
_PLACE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*:[0-9]{1,6}\Z")
_LEVELS = frozenset({"debug", "info", "warning", "error", "critical"})
_LIBRARY = "library"
_METHODS = frozenset({"GET", "HEAD", "POST"})


def set_up_logs(*, stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send everything that is logged, by us and by libraries, through the allow-list, one JSON line each."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Allowed())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    # Its steps are no event of ours; what goes wrong in one is.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.captureWarnings(True)
    # When a handler itself fails, the standard library would print the message it could not write.
    logging.raiseExceptions = False
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            keep_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    sys.excepthook = _uncaught


def keep_allowed(_logger: object, _method: str, fields: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Keep what is on the allow-list and looks as it should; say with `dropped` how many other fields there were."""
    error = fields.pop("exc_info", None)
    kept = {name: value for name, value in fields.items() if _fits(name, value)}
    dropped = len(fields) - len(kept)
    if dropped:
        kept["dropped"] = dropped
    return {"event": "unnamed"} | kept | _about(error)


def _fits(name: str, value: object) -> bool:
    match name:
        case "event" | "route" | "job":
            return isinstance(value, str) and _NAME.match(value) is not None
        case "level":
            return value in _LEVELS
        case "method":
            return value in _METHODS
        case "count" | "status" | "milliseconds":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**7
        case "error_class":
            return isinstance(value, str) and _CLASS.match(value) is not None
        case _:
            return False


def _about(error: object) -> dict[str, Any]:
    """An exception as its class and where in the code it came from; what it says may quote a person."""
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if not isinstance(error, BaseException):
        return {}
    places = [f"{frame.f_globals.get('__name__', '')}:{line}" for frame, line in traceback.walk_tb(error.__traceback__)]
    return {
        "error_class": type(error).__name__,
        "places": [place for place in places[-6:] if _PLACE.match(place)],
    }


class _Allowed(logging.Formatter):
    """A library's record: its level, which library, and the class of its error; its message is not written."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = {
            "event": f"{_LIBRARY}-{record.name.partition('.')[0].replace('_', '-').lower()}",
            "level": record.levelname.lower(),
            "exc_info": record.exc_info,
        }
        rendered = structlog.processors.JSONRenderer(ensure_ascii=True)(None, "", dict(keep_allowed(None, "", fields)))
        return str(rendered)


def _uncaught(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """The last line before the program ends on an error: the same rule."""
    structlog.get_logger().critical("stopped-by-error", exc_info=error)


def access_log_class() -> type[AbstractAccessLogger]:
    """The access log for aiohttp: route, method, status, time taken; no address, path, query, browser or referrer."""
    return _AccessLog


class _AccessLog(AbstractAccessLogger):
    """aiohttp asks for a class; the route is the name given when it was added, never the path that was asked for."""

    @property
    def enabled(self) -> bool:
        return True

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        structlog.get_logger().info(
            "request",
            route=_route_name(request),
            method=request.method,
            status=response.status,
            milliseconds=round(time * 1000),
        )


def _route_name(request: web.BaseRequest) -> str:
    if not isinstance(request, web.Request):
        return "none"
    name = request.match_info.route.name
    return name if isinstance(name, str) and _NAME.match(name) else "unnamed"
