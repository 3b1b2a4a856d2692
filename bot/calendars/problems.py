"""Why a calendar that a therapist gave could not be used.

Rules: a code is stored and is the wording id of the one sentence said about it, so it never changes its meaning.
Nothing of the calendar or its address is part of the error.
"""

from enum import StrEnum

# How many bytes of a calendar are taken in: ten thousand events as calendar programs write them.
LARGEST = 8 * 1024 * 1024


class Problem(StrEnum):
    """What is wrong with a calendar, or with the way to it."""

    TOO_BIG = "calendar-too-big"
    TOO_MANY = "calendar-too-many"
    NOT_ONE = "calendar-not-one"
    ADDRESS = "calendar-address"
    INWARD = "calendar-inward"
    LOGIN = "calendar-login"
    GONE = "calendar-gone"
    SILENT = "calendar-silent"


class Unreadable(Exception):
    """A calendar cannot be used; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
