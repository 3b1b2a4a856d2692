"""Which sentences the console needs: those its templates name, one for each code it shows, and one for each refusal."""

import re
from collections.abc import Mapping
from enum import StrEnum
from importlib import resources
from types import MappingProxyType

from flows.questions import option_text_id
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    ConversationState,
    Delivery,
    Duration,
    Gender,
    Home,
    Language,
    Outcome,
    Place,
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
        "delivery": Delivery,
        "duration": Duration,
        "gender": Gender,
        "home": Home,
        "kind": ContactKind,
        "language": Language,
        "outcome": Outcome,
        "place": Place,
        "pretalk": PretalkState,
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
)
REFUSALS = (
    "already-claimed",
    "already-closed",
    "chat-not-linked",
    "closed-reopened",
    "fact-too-long",
    "fact-unknown",
    "hours-odd",
    "login-locked",
    "login-wrong",
    "no-longer-waiting",
    "not-allowed",
    "not-yours",
    "pretalk-not-booked",
    "queue-code-odd",
    "queue-code-taken",
    "queue-last-member",
    "queue-no-ages",
    "queue-not-member",
    "queue-unknown",
    "quiet-odd",
    "recovery-wrong",
    "register-how-many",
    "staff-login-odd",
    "staff-login-taken",
    "staff-name-odd",
    "staff-no-role",
    "staff-not-yourself",
    "staff-unknown",
    "time-booked",
    "time-gone",
    "time-length",
    "time-overlaps",
    "time-past",
    "time-skipped",
    "time-weeks",
)
ACTIONS = (
    "add-person",
    "chat-invited",
    "chat-unlinked",
    "claim",
    "disable-person",
    "enable-person",
    "fact",
    "figures",
    "grant",
    "hours",
    "login",
    "offers",
    "refused-not-allowed",
    "refused-not-yours",
    "reset-person",
    "revoke",
    "telegram-thrown-away",
    "telegram-tried-again",
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
# Named in the modules, or put together in a template.
IN_CODE = (
    *(f"console-action-{action}" for action in ACTIONS),
    *(f"console-fact-{name}" for name in FACT_FIELDS),
    *(f"console-via-{door}" for door in (Channel.WEB, Channel.TELEGRAM)),
    *(f"console-weekday-{weekday}" for weekday in range(7)),
    "console-chart-description",
    "console-chart-goal",
    "console-chart-goals",
    "console-chart-months",
    "console-chart-table",
    "console-hidden",
    "console-telegram-aside-thrown",
    "console-telegram-tried-again",
    "console-telegram-undeliverable-thrown",
    "console-time-odd",
    "console-own-language-da",
    "console-own-language-en",
    "console-undo-gone",
    "console-undo-late",
    "console-unknown",
    "console-who5",
    "console-who5-fair",
    "console-who5-high",
    "console-who5-partly",
    "console-who5-risk",
    "language-choice",
)
_NAMED = re.compile(r"""["'](console-[a-z0-9-]*[a-z0-9])["']""")


def code_id(name: str, code: str) -> str:
    """The wording id of a code."""
    return option_text_id(f"console-{name}", code)


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
    labels = {f"console-{name}" for name in ASKED}
    return frozenset({*named, *codes, *labels, *REFUSALS, *IN_CODE})
