"""The days on which a unit is closed: Danish public holidays, and what the unit decides itself.

Rules: the unit's own word goes before the calendar's. Days that many units close on, though they are no public
holidays, are suggested by name and never closed by themselves.
"""

from collections.abc import Iterable, Mapping
from datetime import date

# The month and the day, and the wording id of the day's name.
_SUGGESTED = (
    (5, 1, "closed-workers-day"),
    (6, 5, "closed-constitution-day"),
    (12, 24, "closed-christmas-eve"),
    (12, 31, "closed-new-years-eve"),
)


def closed_days(years: Iterable[int], unit_days: Mapping[date, bool]) -> frozenset[date]:
    """Every day of these years on which nothing is offered; `unit_days` says of a day that it is closed, or is not."""
    # The package has the whole world in it: only where days are asked for.
    from holidays import country_holidays

    closed = {day for day, is_closed in unit_days.items() if is_closed}
    return frozenset(closed.union(country_holidays("DK", years=years)).difference(unit_days.keys() - closed))


def named(years: Iterable[int], language: str) -> Mapping[date, str]:
    """The public holidays of these years in order, each with its name in a language ("da", "en")."""
    from holidays import country_holidays

    found = country_holidays("DK", years=years, language={"en": "en_US"}.get(language, language))
    return {day: found[day] for day in sorted(found)}


def suggested(year: int) -> Mapping[date, str]:
    """Days of a year that a unit may want to close, in order, each with the wording id of its name."""
    return {date(year, month, day): text_id for month, day, text_id in _SUGGESTED}


def wording_ids() -> frozenset[str]:
    """Every text that a suggestion needs."""
    return frozenset(text_id for _, _, text_id in _SUGGESTED)
