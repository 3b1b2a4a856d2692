"""The scripts a conversation can be in, by the name that is stored, and what their ends mean for the desk."""

from dataclasses import fields
from enum import StrEnum

from bot.desk.sealing import Screening
from flows.counting import Registration
from flows.feedback import feedback
from flows.intake import Intake, intake
from flows.pretalk import pretalk
from flows.talk import Finished, Flow
from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    Gender,
    Home,
    Outcome,
    Role,
    Substance,
    Support,
    Trouble,
    WellbeingBand,
    Whose,
    Wish,
    Workplace,
)

INTAKE = "intake"
PRETALK = "pretalk"
FEEDBACK = "feedback"
NO_SCRIPT = ""
SCRIPTS: dict[str, Flow] = {INTAKE: intake, PRETALK: pretalk, FEEDBACK: feedback}


def script_named(name: str) -> Flow:
    """The flow of a stored script name; raises `KeyError` for a name that never was one."""
    return SCRIPTS[name]


def screening_of(finished: Finished, outcome: Intake) -> Screening:
    """What is kept of a finished intake: the answers on its path, and the codes a registration starts from."""
    return Screening(
        answers=tuple((answered.question.key, answered.raw) for answered in finished.path),
        who5=outcome.who5,
        audience=outcome.audience,
        band=outcome.band,
        elsewhere=outcome.elsewhere,
        registration=_codes(outcome),
    )


def _codes(outcome: Intake) -> dict[str, str | list[str] | None]:
    wellbeing = None
    if outcome.who5 is not None:
        wellbeing = WellbeingBand.of(outcome.who5)
    wants_pretalk = outcome.wish in (Wish.PRETALK, Wish.BOTH)
    codes: dict[str, StrEnum | None] = {
        "band": outcome.band,
        "role": outcome.role,
        "workplace": outcome.workplace,
        "gender": outcome.gender,
        "home": outcome.home,
        "substance": outcome.substance,
        "whose": outcome.whose,
        "support": outcome.support,
        "wellbeing": wellbeing,
        "outcome": Outcome.PRETALK_WANTED if wants_pretalk else Outcome.ADVICE,
    }
    plain: dict[str, str | list[str] | None] = {
        name: None if code is None else code.value for name, code in codes.items()
    }
    plain["troubles"] = sorted(trouble.value for trouble in outcome.troubles)
    return plain


_SETS: dict[str, type[StrEnum]] = {
    "band": AgeBand,
    "role": Role,
    "workplace": Workplace,
    "gender": Gender,
    "home": Home,
    "substance": Substance,
    "whose": Whose,
    "support": Support,
    "wellbeing": WellbeingBand,
    "outcome": Outcome,
}


def draft_of(screening: Screening, *, unit: str, channel: Channel) -> Registration:
    """The registration a therapist starts from when closing: everything the screening already said."""
    known = {field.name for field in fields(Registration)}
    values: dict[str, object] = {}
    for name, kind in _SETS.items():
        code = screening.registration.get(name)
        if name in known and isinstance(code, str):
            values[name] = kind(code)
    values["troubles"] = frozenset(Trouble(code) for code in screening.registration.get("troubles") or ())
    return Registration(kind=ContactKind.CONTACT, channel=channel, unit=unit, **values)  # type: ignore[arg-type]
