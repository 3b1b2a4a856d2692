"""A calendar client's own parser: libical, which Evolution, KOrganizer and GNOME Calendar read their files with.

Rules: it is the system's library, called as those programs call it. Where the machine lacks it its tests are skipped;
with DOORSTEP_TEST_STRICT=1 they fail.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_char_p, c_int, c_void_p
from ctypes.util import find_library

from tests.conftest import missing

# Whatever it is called.
ANY = 0
FUNCTIONS = (
    ("icalparser_parse_string", c_void_p, (c_char_p,)),
    ("icalrestriction_check", c_int, (c_void_p,)),
    ("icalcomponent_string_to_kind", c_int, (c_char_p,)),
    ("icalcomponent_get_first_component", c_void_p, (c_void_p, c_int)),
    ("icalcomponent_get_next_component", c_void_p, (c_void_p, c_int)),
    ("icalcomponent_get_first_property", c_void_p, (c_void_p, c_int)),
    ("icalcomponent_get_next_property", c_void_p, (c_void_p, c_int)),
    ("icalcomponent_free", None, (c_void_p,)),
    ("icalproperty_get_property_name", c_char_p, (c_void_p,)),
    ("icalproperty_get_value_as_string", c_char_p, (c_void_p,)),
    ("icalcomponent_get_summary", c_char_p, (c_void_p,)),
    ("icalcomponent_get_location", c_char_p, (c_void_p,)),
)


class Read:
    """A calendar as the client holds it."""

    def __init__(self, library: ctypes.CDLL, calendar: int) -> None:
        self._library = library
        self._calendar = calendar

    def own(self) -> dict[str, str]:
        """The calendar's own values by their names."""
        return self._values(self._calendar)

    def events(self) -> list[dict[str, str]]:
        """The values of each event by their names; title and place as they are shown."""
        return [
            {
                **self._values(event),
                "SUMMARY": self._shown("summary", event),
                "LOCATION": self._shown("location", event),
            }
            for event in self._events()
        ]

    def complaints(self) -> list[str]:
        """What the client finds wrong, by the standards, in the file or any event of it."""
        self._library.icalrestriction_check(self._calendar)
        everything = (self._calendar, *self._events())
        return [said for part in everything for name, said in self._named_values(part) if name == "X-LIC-ERROR"]

    def _events(self) -> Iterator[int]:
        kind = self._library.icalcomponent_string_to_kind(b"VEVENT")
        event = self._library.icalcomponent_get_first_component(self._calendar, kind)
        while event:
            yield event
            event = self._library.icalcomponent_get_next_component(self._calendar, kind)

    def _values(self, part: int) -> dict[str, str]:
        return dict(self._named_values(part))

    def _named_values(self, part: int) -> Iterator[tuple[str, str]]:
        each = self._library.icalcomponent_get_first_property(part, ANY)
        while each:
            name = self._library.icalproperty_get_property_name(each)
            yield name.decode(), self._library.icalproperty_get_value_as_string(each).decode()
            each = self._library.icalcomponent_get_next_property(part, ANY)

    def _shown(self, what: str, event: int) -> str:
        shown = getattr(self._library, f"icalcomponent_get_{what}")(event)
        return "" if shown is None else str(shown.decode())


@contextmanager
def imported(file: bytes) -> Iterator[Read]:
    """A file, as the client imports it."""
    name = find_library("ical")
    if name is None:
        missing("libical is not there")
    library = ctypes.CDLL(name)
    for function, result, arguments in FUNCTIONS:
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    calendar = library.icalparser_parse_string(file)
    assert calendar, "the client cannot read it"
    try:
        yield Read(library, calendar)
    finally:
        library.icalcomponent_free(calendar)
