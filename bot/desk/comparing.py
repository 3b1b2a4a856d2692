"""The yearly report at the desk: its figures, and the comparison that a year is set beside."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bot.desk.ballots import counted, figures_of, place_codes, report_of, require
from bot.desk.house import House
from bot.desk.reading import read_apart
from bot.desk.views import Refused, StaffSession
from bot.sheets.problems import LARGEST, Problem
from bot.sheets.reading import look, take
from flows.breakdowns import TROUBLES
from flows.cells import BANDS, UNKNOWN
from flows.comparison import HEADINGS, LONGEST_NAME, MOST_LINES, Column, Comparison, Unclear, read_comparison
from flows.discretion import find
from flows.figures import Figures
from flows.pretalk_figures import PretalkReport
from flows.profile import Profile, build_profile, profiled_years
from flows.tables import BAND, OTHER
from flows.vocabulary import StaffRole, Trouble
from storage import audit, comparisons

ROLES = (StaffRole.COORDINATOR, StaffRole.ADMINISTRATOR)


@dataclass(frozen=True, kw_only=True, slots=True)
class YearReport:
    """A year's profile with the figures around it, and every year there is; `profile` None before anything was
    counted."""

    figures: Figures
    pretalks: PretalkReport
    years: tuple[int, ...]
    profile: Profile | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Compare:
    """What became of a sheet: the lines that are not clear, and how many are kept; 0 when nothing was kept."""

    unclear: tuple[Unclear, ...]
    kept: int
    replaced: bool = field(default=False)


class Comparing:
    """The yearly report."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def year_report(self, session: StaffSession, year: int | None = None) -> YearReport:
        """A year, or the newest that is over and published; raises `Refused("year-unknown")` and `CountsSealed`."""
        await require(self._house, session, *ROLES, subject="figures")
        found = await counted(self._house)
        figures, published = figures_of(self._house, found), found.published
        years = profiled_years(figures)
        if year is None:
            over = {int(each.period) for each in published if each.table == BAND and len(each.period) == 4}
            year = next((each for each in years if each in over), next(iter(years), None))
        elif year not in years:
            raise Refused("year-unknown")
        if year is None:
            return YearReport(figures=figures, pretalks=report_of(self._house, found), years=years, profile=None)
        comparison = await self._noted(session, year)
        profile = build_profile(figures, published, year, comparison)
        return YearReport(figures=figures, pretalks=report_of(self._house, found), years=years, profile=profile)

    async def compared_tables(self, session: StaffSession) -> Mapping[str, tuple[str, ...]]:
        """Every table a comparison can be about, with its answers."""
        await require(self._house, session, *ROLES, subject="figures")
        places = await self._house.database.read(place_codes)
        declared = self._house.tables
        found: dict[str, tuple[str, ...]] = {BAND: BANDS, TROUBLES: tuple(Trouble)}
        for table in declared.tables:
            if table.trouble is None:
                found[table.name] = table.options
        for in_years in declared.in_years:
            found |= {name: (*bands, UNKNOWN) for name, bands in in_years.sets.items()}
        for refinement in declared.refinements:
            found[refinement.name] = refinement.options or (*places, OTHER, UNKNOWN)
        return found

    async def compare(
        self,
        session: StaffSession,
        content: bytes,
        *,
        year: int,
        name: str,
        names: Mapping[str, tuple[str, Mapping[str, str]]],
        leave_out: bool,
    ) -> Compare:
        """Keep a sheet as a year's comparison, unless a line of it is not clear and not to be left out.

        `names` says what tables and answers may be called (flows/comparison.py). Raises `Refused`.
        """
        await require(self._house, session, *ROLES, subject="comparison")
        called = " ".join(name.split())
        if not called or len(called) > LONGEST_NAME or find(called):
            raise Refused("comparison-name-odd", most=LONGEST_NAME)
        if len(content) > LARGEST:
            raise Refused(Problem.TOO_BIG)
        looked = await read_apart(self._house, lambda: look(content))
        columns: dict[Column, int] = {}
        for column in looked.columns:
            meaning = HEADINGS.get(" ".join(column.header.split()).casefold())
            if meaning is not None and not column.refused:
                columns.setdefault(meaning, column.index)
        if not {Column.TABLE, Column.ANSWER} <= columns.keys() or columns.keys().isdisjoint(
            {Column.COUNT, Column.PERCENT}
        ):
            raise Refused("comparison-columns")
        if looked.lines > MOST_LINES:
            raise Refused("comparison-too-many", most=MOST_LINES)
        taken = await read_apart(self._house, lambda: take(content, sorted(columns.values())))
        lines, unclear = read_comparison(
            (
                (row.number, {meaning: row.values.get(index, "") for meaning, index in columns.items()})
                for row in taken.rows
            ),
            names,
        )
        if unclear and not leave_out:
            return Compare(unclear=unclear, kept=0)
        if not lines:
            raise Refused("comparison-empty")
        kept, now = Comparison(year=year, name=called, lines=lines), self._house.now()

        def work(connection: Connection) -> bool:
            replaced = comparisons.keep(connection, kept)
            audit.note(connection, at=now, staff_id=session.staff_id, action="comparison", subject=str(year))
            return replaced

        replaced = await self._house.write(work)
        return Compare(unclear=unclear, kept=len(lines), replaced=replaced)

    async def forget_comparison(self, session: StaffSession, *, year: int) -> bool:
        """Forget a year's comparison; False when there was none."""
        await require(self._house, session, *ROLES, subject="comparison")
        now = self._house.now()

        def work(connection: Connection) -> bool:
            gone = comparisons.forget(connection, year=year)
            if gone:
                told = str(year)
                audit.note(connection, at=now, staff_id=session.staff_id, action="comparison-gone", subject=told)
            return gone

        return await self._house.write(work)

    async def _noted(self, session: StaffSession, year: int) -> Comparison | None:
        now = self._house.now()

        def work(connection: Connection) -> Comparison | None:
            told = f"year {year}"
            audit.note(connection, at=now, staff_id=session.staff_id, action="figures", subject=told)
            return comparisons.of_year(connection, year=year)

        return await self._house.write(work)
