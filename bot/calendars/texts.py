"""Which sentences calendars need: what stands in one, what is said of one that cannot be used, and days to close."""

from bot import closed_days
from bot.calendars.problems import Problem

TITLE = "calendar-title"
NAME = "calendar-name"


def wording_ids() -> frozenset[str]:
    """Every text that calendars can need."""
    return closed_days.wording_ids().union(Problem, (TITLE, NAME))
