"""Which sentences the console needs: those its templates name, one for each code it shows, and one for each refusal."""

import re
from collections.abc import Mapping
from enum import StrEnum
from importlib import resources
from types import MappingProxyType

from bot.desk.displaced import Displacement
from bot.desk.explaining import NOT_ASKED
from bot.desk.pattern_forms import text_of
from bot.reports.rows import COLUMNS, SHEETS
from bot.sheets.problems import Problem as SheetProblem
from bot.staff.figure_texts import FIGURE_TEXTS
from flows import guide
from flows.availability import Why
from flows.clock import Measure
from flows.comparison import PROBLEMS as COMPARISON_PROBLEMS
from flows.contradictions import Clash
from flows.corrections import PROBLEMS as CORRECTION_PROBLEMS
from flows.feedback import Helped
from flows.lines import PROBLEMS as LINE_PROBLEMS
from flows.questions import option_text_id
from flows.sheet_columns import REASONS
from flows.sheet_values import MONTH, PLACE, TIMES, UNIT, YEARS
from flows.sheets import PROBLEMS as SHEET_PROBLEMS
from flows.vocabulary import (
    AgeBand,
    Channel,
    ClockState,
    ContactKind,
    ConversationState,
    DelayReason,
    Delivery,
    Duration,
    Gender,
    Home,
    Language,
    Onward,
    Outcome,
    Place,
    PretalkResult,
    PretalkState,
    Role,
    StaffRole,
    Substance,
    Support,
    Trouble,
    Urgency,
    WellbeingBand,
    Whose,
    Wish,
    Workplace,
)

# A code is said as `console-{name}-{code}`.
SAID: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "band": AgeBand,
        "channel": Channel,
        "clock": ClockState,
        "delay": DelayReason,
        "delivery": Delivery,
        "displaced": Displacement,
        "duration": Duration,
        "gender": Gender,
        "home": Home,
        "kind": ContactKind,
        "language": Language,
        "onward": Onward,
        "outcome": Outcome,
        "place": Place,
        "pretalk": PretalkState,
        "result": PretalkResult,
        "role": Role,
        "staff-role": StaffRole,
        "state": ConversationState,
        "substance": Substance,
        "support": Support,
        "trouble": Trouble,
        "urgency": Urgency,
        "wellbeing": WellbeingBand,
        "whose": Whose,
        "wish": Wish,
        "workplace": Workplace,
    }
)
# The files that figures can be taken along as.
FORMATS = ("xlsx", "csv", "json")
# What a registration asks; each has a label of its own, as has the table that counts it.
ASKED = (
    "kind",
    "channel",
    "unit",
    "band",
    "role",
    "workplace",
    "outcome",
    "duration",
    "gender",
    "home",
    "substance",
    "whose",
    "troubles",
    "support",
    "wellbeing",
    "place",
    "years",
)
# Tables of the figures that have a label of their own, and answers that are put together there.
TABLES = ("age_2016", "age_brus", "age_years")
GROUPS = (
    "authorities",
    "care",
    "chat",
    "longer",
    "meeting",
    "parents",
    "pretalk",
    "relatives",
    "there",
    "with_parents",
    "within_half_an_hour",
)
REFUSALS = (
    "already-claimed",
    "already-closed",
    "calendar-enough",
    "calendar-no-file",
    "calendar-not-yours",
    "chat-not-linked",
    "closed-reopened",
    "comparison-columns",
    "comparison-empty",
    "comparison-name-odd",
    "comparison-too-many",
    "correction-gone",
    "correction-number-odd",
    "days-off-end-first",
    "days-off-gone",
    "days-off-past",
    "days-off-too-far",
    "days-off-too-many",
    "export-format",
    "export-year",
    "fact-too-long",
    "fact-unknown",
    "forecast-extra",
    "hours-odd",
    "import-known",
    "import-no-month",
    "import-nothing",
    "import-too-many",
    "import-twice",
    "import-unclear",
    "login-locked",
    "login-wrong",
    "no-longer-waiting",
    "not-allowed",
    "not-yours",
    "offer-unknown",
    "outcome-too-late",
    "pattern-bands",
    "pattern-date-odd",
    "pattern-day-odd",
    "pattern-gone",
    "pattern-overlap-together",
    "pattern-second-queue",
    "pattern-time-odd",
    "pattern-too-far",
    "pattern-too-many",
    "pattern-venue",
    "pretalk-none",
    "pretalk-not-begun",
    "pretalk-not-booked",
    "proposal-has-time",
    "proposal-how-many",
    "proposal-late-reason",
    "proposal-taken",
    "counts-sealed",
    "proposal-was-held",
    "queue-code-odd",
    "queue-code-taken",
    "queue-last-member",
    "queue-no-ages",
    "queue-not-member",
    "queue-unknown",
    "quiet-odd",
    "recovery-wrong",
    "register-how-many",
    "register-month-closed",
    "register-years",
    "sheet-gone",
    "sheet-many-values",
    "sheet-no-file",
    "staff-login-odd",
    "staff-login-taken",
    "staff-name-odd",
    "staff-no-role",
    "staff-not-yourself",
    "staff-unknown",
    "time-gone",
    "time-skipped",
    "unit-day-odd",
    "venue-gone",
    "venue-kind-used",
    "venue-link-odd",
    "venue-name-odd",
    "venue-no-address",
    "venue-phone-odd",
    "venue-too-long",
    "year-unknown",
)
ACTIONS = (
    "add-person",
    "chat-invited",
    "chat-unlinked",
    "claim",
    "comparison",
    "comparison-gone",
    "correction",
    "correction-withdrawn",
    "disable-person",
    "enable-person",
    "export",
    "fact",
    "figures",
    "grant",
    "guide",
    "hours",
    "import",
    "import-undone",
    "login",
    "offers",
    "refused-not-allowed",
    "refused-not-yours",
    "reset-person",
    "revoke",
    "telegram-thrown-away",
    "telegram-tried-again",
    "unit-day",
    "venue",
    "venue-again",
    "venue-retired",
)
FACT_FIELDS = (
    "kind",
    "order",
    "name",
    "number",
    "hours",
    "text-da",
    "text-en",
    "source",
    "link",
    "verified-on",
    "status",
)
EXPORT = ("about-corrected", "about-exact", "about-hidden", "about-sheets", "course", "made-on", "so-far", "title")
YEARLY = ("latest", "percent", "picture", "said", "said-alone", "unknown", "with-unknown")
FORECAST = (
    "enough",
    "expected",
    "free",
    "nothing-yet",
    "picture",
    "runs-out",
    "what-if-enough",
    "what-if-short",
    "without",
)


def code_id(name: str, code: str) -> str:
    """The wording id of a code."""
    return option_text_id(f"console-{name}", code)


# Named in the modules, or put together in a template.
IN_CODE = (
    *(f"console-action-{action}" for action in ACTIONS),
    *(f"console-fact-{name}" for name in FACT_FIELDS),
    *(f"console-via-{door}" for door in (Channel.WEB, Channel.TELEGRAM)),
    *(f"console-clocks-measure-{measure.replace('_', '-')}" for measure in Measure),
    *(f"console-forecast-{name}" for name in FORECAST),
    *(f"console-weekday-{weekday}" for weekday in range(7)),
    *(f"console-weekdays-{weekday}" for weekday in range(7)),
    *(f"console-pattern-every-{weeks}" for weeks in (1, 2)),
    *(text_of(clash) for clash in Clash),
    *(code_id(name, why) for name in ("why", "why-count") for why in Why if why not in NOT_ASKED),
    *(f"console-column-{meaning}" for meaning in (MONTH, PLACE, TIMES, UNIT, YEARS)),
    *(f"console-column-refused-{reason}" for reason in REASONS),
    *(f"console-line-example-{number}{why}" for number in range(1, 6) for why in ("", "-why")),
    *(f"console-export-{name}" for name in EXPORT),
    *(f"console-export-column-{column.replace('_', '-')}" for column in COLUMNS),
    *(f"console-export-format-{each}" for each in FORMATS),
    *(f"console-export-sheet-{name}" for name in ("about", "contacts", "every", *SHEETS)),
    *(code_id("export-table", name) for name in (*SHEETS["pretalks"], *SHEETS["helped"])),
    *(code_id("got-help", degree) for degree in Helped),
    *(f"console-correction-{way}" for way in ("fewer", "more")),
    *(f"console-year-{name}" for name in YEARLY),
    "console-table-ages",
    "console-table-other",
    "console-week",
    "console-week-line",
    "console-why-count-free",
    *guide.PROBLEMS,
    *COMPARISON_PROBLEMS,
    *CORRECTION_PROBLEMS,
    *FIGURE_TEXTS,
    "console-times-behind",
    "console-times-inside",
    "console-telegram-aside-thrown",
    "console-telegram-tried-again",
    "console-telegram-undeliverable-thrown",
    "console-own-language-da",
    "console-own-language-en",
    "console-undo-gone",
    "console-undo-late",
    "console-who5",
    "console-who5-fair",
    "console-who5-high",
    "console-who5-partly",
    "console-who5-risk",
    "language-choice",
)
_NAMED = re.compile(r"""["'](console-[a-z0-9-]*[a-z0-9])["']""")


def wording_ids() -> frozenset[str]:
    """Every wording id the console can show."""
    folder = resources.files("bot.staff").joinpath("templates")
    named = {
        text_id
        for file in folder.iterdir()
        if file.name.endswith(".html")
        for text_id in _NAMED.findall(file.read_text(encoding="utf-8"))
    }
    codes = {code_id(name, code) for name, codes in SAID.items() for code in codes}
    labels = {f"console-{name.replace('_', '-')}" for name in (*ASKED, *TABLES)}
    labels |= {f"console-group-{name.replace('_', '-')}" for name in GROUPS}
    return frozenset({*named, *codes, *labels, *REFUSALS, *LINE_PROBLEMS, *SHEET_PROBLEMS, *SheetProblem, *IN_CODE})
