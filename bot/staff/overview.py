"""The coordinator's figures at a glance: the goals and the months' course, as pictures with the words beside them.

Every picture has its numbers in its description too, and the page puts the same ones in a table. A goal for which
nothing was counted says so, and one that cannot be seen says that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.reports.pictures import Bar, bars, trend
from bot.staff.figures import described
from bot.staff.table_labels import Say
from flows.cells import months_of, year_of
from flows.deadlines import OFFER_DAYS
from flows.figures import Figures, MonthTotals
from flows.goals import ContactGoal, Goals, build_goals
from flows.helped_figures import HelpedPeriod
from flows.monthly import MONTHS_DRAWN, monthly_goal
from flows.pretalk_counting import NEVER
from flows.pretalk_figures import PretalkLine, PretalkReport, Share

QUARTERS_SHOWN = 4
YEARS_SHOWN = 2
# A quarter in percent, and the goal of all.
_ALL = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnGoals:
    """The goals with their pictures; `periods` are the newest years and quarters, with the share that said yes."""

    goals: Goals
    contacts: Markup | str
    offers: Markup | str
    helped: Markup | str
    periods: tuple[tuple[HelpedPeriod, Share | None], ...]


def drawn_goals(figures: Figures, report: PretalkReport, say: Say, words: Callable[[str], str]) -> DrawnGoals:
    """The three goals as the front page shows them; `words` says a period."""
    goals = build_goals(figures, report)
    over = (*figures.helped.years[:YEARS_SHOWN], *figures.helped.quarters[:QUARTERS_SHOWN])
    periods = tuple((each, said_yes(each)) for each in over)
    contacts = [
        Bar(
            label=each.unit,
            value=each.count,
            said=_against(each, say),
            goal=each.goal,
            due=each.pace.due,
        )
        for each in goals.contacts
    ]
    offers = [
        Bar(label=each.unit, value=each.share.percent or 0, said=share_in_words(each.share, say), goal=_ALL)
        for each in goals.offers
    ]
    helped = [
        Bar(
            label=words(each.period),
            value=None if share is None else share.percent,
            said=say("console-hidden") if share is None else share_in_words(share, say),
            goal=figures.helped.goal,
        )
        for each, share in periods
    ]
    return DrawnGoals(
        goals=goals,
        contacts=_goal("goal-contacts", say("console-figures-chart-goal", year=str(figures.year)), contacts, say),
        offers=_goal("goal-offers", say("console-figures-chart-offers", year=str(figures.year)), offers, say, _ALL),
        helped=_goal("goal-helped", say("console-figures-chart-helped"), helped, say, _ALL),
        periods=periods,
    )


def said_yes(period: HelpedPeriod) -> Share | None:
    """How many of a period's answers said yes; None where that is hidden."""
    if period.yes is None or period.no is None:
        return None
    return Share(count=period.yes, of=period.answers)


def share_in_words(share: Share, say: Say) -> str:
    """A share as one reads it: "62 % (30 af 48)"."""
    if share.percent is None:
        return say("console-figures-none-yet")
    return say("console-figures-count-percent", percent=share.percent, count=str(share.count), of=str(share.of))


def course(
    months: tuple[MonthTotals, ...], units: tuple[str | None, ...]
) -> tuple[tuple[str, str | None, tuple[int | None, ...]], ...]:
    """The months that the pictures show as a table that fits on paper: for each unit (None: all) and year, the newest
    first, its twelve months, None where none is drawn."""
    by_month = {each.month: each for each in months[-MONTHS_DRAWN:]}
    years = sorted({year_of(month) for month in by_month}, reverse=True)
    lines = []
    for unit in units:
        for year in years:
            shown = (by_month.get(month) for month in months_of(year))
            lines.append((year, unit, tuple(None if each is None else _contacts(each, unit) for each in shown)))
    return tuple(lines)


def _contacts(month: MonthTotals, unit: str | None) -> int:
    return month.total if unit is None else month.units.get(unit, 0)


def kept(lines: Sequence[PretalkLine], say: Say) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How the promise of a time was kept: each measure with what it says of each of the lines."""

    def within(option: str | None) -> str:
        if option is None:
            return "–"
        return say("console-report-never") if option == NEVER else say("console-report-days", days=option)

    return (
        (say("console-report-ended"), tuple(str(line.ended) for line in lines)),
        (
            say("console-report-offered", days=OFFER_DAYS),
            tuple(share_in_words(line.offered_within(OFFER_DAYS), say) for line in lines),
        ),
        (say("console-report-median-offered"), tuple(within(line.median_offered) for line in lines)),
        (say("console-report-held"), tuple(str(line.held) for line in lines)),
        (
            say("console-report-held-within", days=OFFER_DAYS),
            tuple(share_in_words(line.held_within(OFFER_DAYS), say) for line in lines),
        ),
        (say("console-report-median-held"), tuple(within(line.median_held) for line in lines)),
    )


def drawn_trends(
    months: tuple[MonthTotals, ...], units: tuple[tuple[str, int | None], ...], say: Say, *, running: str = ""
) -> tuple[tuple[str, Markup], ...]:
    """The months' course, each with its heading: for all units together, and for each with the pace of its goal.

    One month alone shows no course, and neither does a unit without contacts. `running` is the month that is not over.
    """
    shown = months[-MONTHS_DRAWN:]
    if len(shown) < 2 or not units:
        return ()
    drawn = []
    for number, (unit, goal) in enumerate([("", None), *units] if len(units) > 1 else units):
        items = []
        for each in shown:
            value = each.units.get(unit, 0) if unit else each.total
            said = str(value) if each.month != running else say("console-figures-running", count=str(value))
            items.append(Bar(label=each.month, value=value, said=said, running=each.month == running))
        if unit and not any(item.value for item in items):
            continue
        title = say("console-figures-chart-trend", unit=unit or "all", goal=0 if goal is None else goal)
        pace = None if goal is None else monthly_goal(goal)
        description = described(items, say)
        drawn.append(
            (title, trend(name=f"months-{number}", title=title, description=description, items=items, pace=pace))
        )
    return tuple(drawn)


def _against(goal: ContactGoal, say: Say) -> str:
    count, whole = str(goal.count), str(goal.goal)
    if goal.pace.due is None:
        return say("console-figures-count-of", count=count, goal=whole)
    return say("console-figures-count-of-due", count=count, goal=whole, due=str(goal.pace.due))


def _goal(name: str, title: str, items: list[Bar], say: Say, whole: int = 1) -> Markup | str:
    return bars(name=name, title=title, description=described(items, say), items=items, whole=whole) if items else ""
