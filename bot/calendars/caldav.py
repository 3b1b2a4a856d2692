"""A calendar on a CalDAV server (RFC 4791): the one question that is asked, and the calendars in its answer.

Rules: the answer is written by a stranger. It is read as it comes, nothing is built from it but the text of the
calendars, and a document that declares a type of its own is refused, because entities are declared there.
"""

from datetime import UTC, datetime
from xml.parsers import expat

from bot.calendars.problems import Problem, Unreadable

_CALENDAR_DATA = "urn:ietf:params:xml:ns:caldav calendar-data"
# A server without an event in the time asked for answers with no calendar: it is one all the same, and it is empty.
_EMPTY = "BEGIN:VCALENDAR\r\nEND:VCALENDAR"
_QUERY = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
    "<D:prop><C:calendar-data/></D:prop>"
    '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
    '<C:time-range start="{since:%Y%m%dT%H%M%SZ}" end="{until:%Y%m%dT%H%M%SZ}"/>'
    "</C:comp-filter></C:comp-filter></C:filter>"
    "</C:calendar-query>"
)


def calendar_query(*, since: datetime, until: datetime) -> bytes:
    """The question: every event that touches the time between two instants."""
    return _QUERY.format(since=since.astimezone(UTC), until=until.astimezone(UTC)).encode()


def calendars_in(answer: bytes) -> bytes:
    """The calendars of an answer, one after another, as one file; raises `Unreadable` when it is no such answer."""
    reading = _Reading()
    try:
        reading.parser.Parse(answer, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable(Problem.NOT_ONE) from None
    return "\r\n".join([_EMPTY, *reading.found]).encode()


class _Reading:
    """Collects the text of every calendar as the parser comes by."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._text: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._declared
        self.parser.StartElementHandler = self._begun
        self.parser.CharacterDataHandler = self._said
        self.parser.EndElementHandler = self._ended

    def _declared(self, *_: object) -> None:
        raise Unreadable(Problem.NOT_ONE)

    def _begun(self, name: str, _attributes: object) -> None:
        if name == _CALENDAR_DATA:
            self._text = []

    def _said(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _ended(self, name: str) -> None:
        if name == _CALENDAR_DATA and self._text is not None:
            self.found.append("".join(self._text))
            self._text = None
