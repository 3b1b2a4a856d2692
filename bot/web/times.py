"""Times as the page draws them: those to choose from, the one that is held, and the card with the one that is hers.

Rules: six at once, with a way to the others. A number can be called, and an address of an online room opened, from the
page; anything else that stands in their place is only read.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.desk.views import PretalkView
from bot.moments import clock, day_in_words, in_words
from flows.questions import Raw
from flows.times import TIMES_AT_ONCE, Agreement, Moment
from flows.vocabulary import Language, Place, PretalkState

# A card with nothing but a time that was held, or words, needs no way to another one.
_ASKS = (PretalkState.WISHED, PretalkState.OFFERED, PretalkState.ABSENT, PretalkState.GIVEN_UP)
_DIALLED = frozenset("0123456789+ -()")


def wording_ids() -> frozenset[str]:
    """The texts about a place that no template names outright."""
    return frozenset(
        text_id for place in Place for text_id in (f"place-{place}", f"place-{place}-where", f"pretalk-there-{place}")
    )


@dataclass(frozen=True, kw_only=True)
class TimesDrawing:
    """Times in one language."""

    language: Language
    timezone: ZoneInfo

    def when(self, instant: datetime) -> str:
        """A day and a time in words."""
        return in_words(instant, self.language, self.timezone)

    def choosing(self, question: Moment, *, current: Raw, page: int | None) -> dict[str, Any]:
        """A few of the times, and the pages of the others; without a page, the one with the time chosen before."""
        ids = [time.id for time in question.times]
        if page is None:
            page = ids.index(current) // TIMES_AT_ONCE if isinstance(current, str) and current in ids else 0
        last = max(0, (len(ids) - 1) // TIMES_AT_ONCE)
        page = min(max(page, 0), last)
        parts = (
            [each for each in question.narrowings if each.text_id.startswith(prefix)]
            for prefix in ("pretalk-part", "pretalk-place")
        )
        return {
            "times": [
                {"id": time.id, "when": self.when(time.starts_at), "place": time.place, "where": time.where}
                | {"minutes": time.minutes}
                for time in question.times[page * TIMES_AT_ONCE : (page + 1) * TIMES_AT_ONCE]
            ],
            "earlier": page - 1 if page > 0 else None,
            "later": page + 1 if page < last else None,
            "narrowings": [group for group in parts if group],
        }

    def agreeing(self, question: Agreement) -> dict[str, Any]:
        """The time that is held, and until when."""
        if question.time is None or question.until is None:
            raise ValueError("nothing is held")
        return {
            "held": question.time,
            "when": self.when(question.time.starts_at),
            "until": clock(question.until, self.language, self.timezone),
            "address": question.address,
            "way": question.way,
        }

    def card(self, pretalk: PretalkView | None, *, asked: bool) -> dict[str, Any] | None:
        """The card; none while she is asked for a time or about one, unless she has one."""
        if pretalk is None or (asked and pretalk.state is not PretalkState.BOOKED):
            return None
        place, address = pretalk.place, pretalk.address
        callable_ = place is Place.PHONE and bool(address) and set(address) <= _DIALLED
        return {
            "view": pretalk,
            "state": pretalk.state.value,
            "when": "" if pretalk.starts_at is None else self.when(pretalk.starts_at),
            "named": pretalk.where if place is Place.OUTREACH else "",
            "dial": "".join(sign for sign in address if sign in "+0123456789") if callable_ else "",
            "link": pretalk.link if pretalk.link.startswith("https://") else "",
            "waits_until": "" if pretalk.later_from is None else day_in_words(pretalk.later_from, self.language),
            "asks": pretalk.state in _ASKS,
        }
