"""What is counted of an answer to "did you get the help you needed?", and the tables it is added to.

The rules it keeps (DESIGN.md 4; ballots themselves are in counting.py):
- One answer for each conversation at most, of its own kind: it knows the month, the unit and the degree, and nothing
  else of anybody - no age, no role, no contact.
- How many answered is counted exactly, for a month and a unit. What they answered is counted for a quarter over all
  units, and shown when that and when its year is over, with small numbers hidden (helped_publishing.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.cells import NO, YES, Key, cell_key, cell_parts, check_unit, months_of, quarter_of
from flows.feedback import Helped

# Answers by month and unit, exact; and what was answered, by quarter.
ANSWERS = "helped_answers"
HELPED = "helped"
# The degrees that count as yes in the unit's goal, and the others.
GROUPS: Mapping[str, tuple[Helped, ...]] = {YES: (Helped.HIGH, Helped.SOME), NO: (Helped.LESSER, Helped.NOT)}
# Of those who answer, so many in a hundred say yes (DOMAIN.md).
GOAL = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpedAnswer:
    """One answer; `unit` is the queue's code."""

    unit: str
    helped: Helped

    def __post_init__(self) -> None:
        check_unit(self.unit)

    def values(self) -> dict[str, str]:
        """What a ballot has of it."""
        return {"unit": self.unit, "helped": self.helped.value}

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> "HelpedAnswer":
        """What `values` wrote; raises ValueError, KeyError or TypeError when this is something else."""
        made = cls(unit=values["unit"], helped=Helped(values["helped"]))
        if made.values() != dict(values):
            raise ValueError("a ballot with a field that is not known")
        return made


def helped_cell(answer: str | None) -> str:
    """The cell of a degree or of a group (yes, no); None: of all answers."""
    return cell_key(helped=answer)


def helped_increments(month: str, said: HelpedAnswer) -> dict[Key, int]:
    """What one answer adds, and to which counters, all by one."""
    return {
        (month, ANSWERS, cell_key(unit=said.unit)): 1,
        (quarter_of(month), HELPED, helped_cell(said.helped)): 1,
    }


def answers(counters: Mapping[Key, int], period: str) -> dict[tuple[str, str], int]:
    """The exact number of answers for each month of a period and each unit that had any."""
    months = months_of(period)
    return {
        (month, cell_parts(cell)["unit"]): number
        for (month, table, cell), number in sorted(counters.items())
        if table == ANSWERS and month in months and number
    }


def degrees(counters: Mapping[Key, int], quarter: str) -> dict[Helped, int]:
    """How often each degree was answered in a quarter."""
    return {degree: counters.get((quarter, HELPED, helped_cell(degree)), 0) for degree in Helped}
