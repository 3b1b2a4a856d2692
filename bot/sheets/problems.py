"""Why a sheet could not be read.

Rules: a code is the wording id of the one sentence said about it. Nothing of the sheet is part of the error.
"""

from enum import StrEnum

# How many bytes of a sheet are taken in, and how many lines: years of one unit's contacts are a tenth of it.
LARGEST = 5 * 1024 * 1024
MOST_LINES = 5_000
MOST_COLUMNS = 60


class Problem(StrEnum):
    """What is wrong with a sheet."""

    TOO_BIG = "sheet-too-big"
    TOO_MUCH = "sheet-too-much"
    TOO_MANY_LINES = "sheet-too-many-lines"
    TOO_MANY_COLUMNS = "sheet-too-many-columns"
    NOT_ONE = "sheet-not-one"
    OLD_KIND = "sheet-old-kind"
    LOCKED = "sheet-locked"
    MACROS = "sheet-macros"
    LETTERS = "sheet-letters"
    EMPTY = "sheet-empty"


class Unreadable(Exception):
    """A sheet cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
