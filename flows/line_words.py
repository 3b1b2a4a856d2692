"""The words a registration in one line is written with, for each language: several for each code.

Rules: the first word of a code is the one a line is printed with. A word means one thing in its language, whatever the
line is about (a test holds it), so words can stand in any order. Words are small letters. A code's own spelling
("3-11",) is a word where people write it so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from flows.vocabulary import (
    AgeBand,
    Channel,
    ContactKind,
    Duration,
    Gender,
    Home,
    Language,
    Outcome,
    Role,
    Substance,
    Support,
    Trouble,
    WellbeingBand,
    Whose,
    Workplace,
)

THIS_MONTH, LAST_MONTH = "this", "last"
# The parts of a registration that words are for, in the order a line is printed in.
CODES: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "kind": ContactKind,
        "channel": Channel,
        "role": Role,
        "workplace": Workplace,
        "band": AgeBand,
        "outcome": Outcome,
        "duration": Duration,
        "gender": Gender,
        "home": Home,
        "substance": Substance,
        "whose": Whose,
        "troubles": Trouble,
        "support": Support,
        "wellbeing": WellbeingBand,
    }
)
_BANDS = {
    AgeBand.BABY: ("0-2",),
    AgeBand.CHILD: ("3-11",),
    AgeBand.TEEN: ("12-16",),
    AgeBand.YOUTH: ("17-24",),
}
_DURATIONS = {
    Duration.SHORT: ("0-15 min", "0-15"),
    Duration.HALF: ("15-30 min", "15-30"),
    Duration.HOUR: ("30-60 min", "30-60"),
}


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language's words. `times`, `years`, `minutes`, `hours` and `points` stand beside a number."""

    codes: Mapping[str, Mapping[StrEnum, tuple[str, ...]]]
    months: Mapping[str, tuple[str, ...]]
    times: tuple[str, ...]
    years: tuple[str, ...]
    minutes: tuple[str, ...]
    hours: tuple[str, ...]
    points: tuple[str, ...]
    unit: str
    empty: frozenset[str]
    month_names: tuple[str, ...]


DANISH = Words(
    codes={
        "kind": {
            ContactKind.CONTACT: ("enkeltkontakt",),
            ContactKind.CONTINUED: ("fortsat", "fortsættelse", "fortsætter"),
            ContactKind.TEST: ("test", "prøve"),
            ContactKind.WRONG: ("forkert nummer", "forkert", "spam"),
        },
        "channel": {
            Channel.PHONE: ("telefon", "tlf", "telefonisk", "opkald", "ringede"),
            Channel.IN_PERSON: ("fremmøde", "fremmødt", "personligt", "ansigt til ansigt"),
            Channel.VIRTUAL: ("virtuelt", "virtuel", "video", "online", "skærm", "teams"),
            Channel.SECURE_MAIL: ("sikker mail", "mail", "e-boks", "digital post"),
            Channel.OUTREACH: ("opsøgende", "udgående"),
        },
        "role": {
            Role.YOUNG: ("ung", "den unge", "ung selv", "barn selv", "barnet selv"),
            Role.MOTHER: ("mor", "moder"),
            Role.FATHER: ("far", "fader"),
            Role.PARENT: ("forælder", "forældre", "en forælder"),
            Role.STEP_PARENT: ("stedforælder", "stedmor", "stedfar", "papmor", "papfar", "bonusmor", "bonusfar"),
            Role.GRANDPARENT: ("bedsteforælder", "bedsteforældre", "mormor", "morfar", "farmor", "farfar"),
            Role.SIBLING: ("søskende", "søster", "bror", "storesøster", "storebror"),
            Role.RELATIVE: ("pårørende", "anden pårørende", "familie", "onkel", "tante", "moster", "faster", "nabo"),
            Role.PROFESSIONAL: ("fagperson", "fagprofessionel", "professionel"),
        },
        "workplace": {
            Workplace.SCHOOL: ("skole", "lærer", "skolen"),
            Workplace.DAY_CARE: ("daginstitution", "pædagog", "børnehave", "vuggestue", "dagpleje"),
            Workplace.HEALTH_VISITOR: ("sundhedsplejerske", "sundhedsplejen", "sundhedspleje"),
            Workplace.DOCTOR: ("læge", "praktiserende læge", "egen læge"),
            Workplace.TREATMENT: ("rusmiddelbehandling", "behandler", "behandlingssted"),
            Workplace.AUTHORITY: ("forvaltning", "socialrådgiver", "sagsbehandler", "myndighed"),
            Workplace.HOSPITAL: ("hospital", "sygehus"),
            Workplace.FOSTER: ("plejefamilie", "familiepleje", "plejemor", "plejefar"),
            Workplace.SHELTER: ("krisecenter",),
            Workplace.OTHER: ("andet arbejdssted", "anden fagperson"),
        },
        "band": _BANDS | {AgeBand.GROWN: ("25+", "over 24", "voksen")},
        "outcome": {
            Outcome.ADVICE: ("råd", "rådgivning", "vejledning", "rådgivet"),
            Outcome.OTHER_OFFER: ("andet tilbud", "henvist", "brobygning", "henvist videre"),
            Outcome.PRETALK_WANTED: ("forsamtale ønsket", "ønsker forsamtale"),
            Outcome.PRETALK_HELD: ("forsamtale holdt", "holdt forsamtale"),
        },
        "duration": _DURATIONS | {Duration.LONG: ("over 60 min", "60+", "60+ min", "over en time")},
        "gender": {
            Gender.GIRL: ("pige", "datter"),
            Gender.BOY: ("dreng", "søn"),
            Gender.OTHER: ("andet køn",),
        },
        "home": {
            Home.BOTH_PARENTS: ("bor hos begge", "bor hos begge forældre"),
            Home.MOSTLY_MOTHER: ("bor hos mor", "bor mest hos mor"),
            Home.MOSTLY_FATHER: ("bor hos far", "bor mest hos far"),
            Home.SHARED: ("deleordning", "bor skiftevis"),
            Home.IN_CARE: ("anbragt",),
            Home.OWN: ("bor selv", "bor alene", "egen bolig"),
        },
        "substance": {
            Substance.ALCOHOL: ("alkohol",),
            Substance.DRUGS: ("stoffer", "stof", "hash"),
            Substance.BOTH: ("alkohol og stoffer", "stoffer og alkohol"),
            Substance.MEDICINE: ("medicin",),
            Substance.UNSURE: ("uvist rusmiddel", "usikkert rusmiddel"),
        },
        "whose": {
            Whose.MOTHER: ("mors forbrug", "mors", "mor drikker"),
            Whose.FATHER: ("fars forbrug", "fars", "far drikker"),
            Whose.BOTH_PARENTS: ("begges forbrug", "begges", "begge forældres", "begge drikker"),
            Whose.STEP_PARENT: ("stedforælders forbrug", "stedforælders", "stedmors", "stedfars"),
            Whose.SIBLING: ("søskendes forbrug", "søskendes", "brors", "søsters"),
            Whose.OTHER: ("en andens forbrug", "en andens"),
        },
        "troubles": {
            Trouble.CONFLICT: ("konflikter", "konflikt"),
            Trouble.MENTAL_HEALTH: ("psykiske vanskeligheder", "psykisk", "psykisk sygdom"),
            Trouble.VIOLENCE: ("vold",),
            Trouble.ILLNESS: ("sygdom", "alvorlig sygdom"),
            Trouble.SEPARATION: ("skilsmisse", "brud", "samlivsbrud"),
            Trouble.DEATH: ("dødsfald", "død"),
        },
        "support": {
            Support.NONE: ("ingen anden hjælp", "ingen hjælp"),
            Support.AUTHORITY: ("hjælp fra kommunen", "kommunen hjælper"),
            Support.OTHER: ("anden hjælp",),
            Support.UNSURE: ("uvist om hjælp",),
        },
        "wellbeing": {
            WellbeingBand.LOW: ("trivsel 0-50", "lav trivsel"),
            WellbeingBand.FAIR: ("trivsel 51-100", "god trivsel"),
        },
    },
    months={
        THIS_MONTH: ("denne måned",),
        LAST_MONTH: ("sidste måned", "forrige måned"),
    },
    times=("x", "gange", "stk"),
    years=("år", "årig", "årige"),
    minutes=("min", "minutter", "minut"),
    hours=("time", "timer"),
    points=("trivsel", "who5", "who-5"),
    unit="enhed",
    empty=frozenset({"og", "med", "i", "fra", "en", "et", "om"}),
    month_names=(
        *("januar", "februar", "marts", "april", "maj", "juni"),
        *("juli", "august", "september", "oktober", "november", "december"),
    ),
)

ENGLISH = Words(
    codes={
        "kind": {
            ContactKind.CONTACT: ("single contact",),
            ContactKind.CONTINUED: ("continued", "continues"),
            ContactKind.TEST: ("test",),
            ContactKind.WRONG: ("wrong number", "wrong", "spam"),
        },
        "channel": {
            Channel.PHONE: ("phone", "telephone", "call", "called"),
            Channel.IN_PERSON: ("in person", "face to face", "visit"),
            Channel.VIRTUAL: ("virtual", "video", "online", "teams"),
            Channel.SECURE_MAIL: ("secure mail", "mail", "digital post"),
            Channel.OUTREACH: ("outreach",),
        },
        "role": {
            Role.YOUNG: ("young person", "young", "child itself", "young themselves"),
            Role.MOTHER: ("mother", "mum", "mom"),
            Role.FATHER: ("father", "dad"),
            Role.PARENT: ("parent", "parents", "a parent"),
            Role.STEP_PARENT: ("step-parent", "stepparent", "stepmother", "stepfather"),
            Role.GRANDPARENT: ("grandparent", "grandmother", "grandfather", "grandparents"),
            Role.SIBLING: ("sibling", "sister", "brother"),
            Role.RELATIVE: ("relative", "other relative", "family", "aunt", "uncle", "neighbour"),
            Role.PROFESSIONAL: ("professional",),
        },
        "workplace": {
            Workplace.SCHOOL: ("school", "teacher"),
            Workplace.DAY_CARE: ("day care", "nursery", "kindergarten"),
            Workplace.HEALTH_VISITOR: ("health visitor",),
            Workplace.DOCTOR: ("doctor", "family doctor"),
            Workplace.TREATMENT: ("addiction treatment", "treatment unit"),
            Workplace.AUTHORITY: ("authority", "social worker", "caseworker"),
            Workplace.HOSPITAL: ("hospital",),
            Workplace.FOSTER: ("foster family", "foster mother", "foster father"),
            Workplace.SHELTER: ("shelter",),
            Workplace.OTHER: ("other workplace", "other professional"),
        },
        "band": _BANDS | {AgeBand.GROWN: ("25+", "over 24", "adult")},
        "outcome": {
            Outcome.ADVICE: ("advice", "guidance", "advised"),
            Outcome.OTHER_OFFER: ("other offer", "referred"),
            Outcome.PRETALK_WANTED: ("pre-talk wanted", "wants a pre-talk"),
            Outcome.PRETALK_HELD: ("pre-talk held", "held a pre-talk"),
        },
        "duration": _DURATIONS | {Duration.LONG: ("over 60 min", "60+", "60+ min", "over an hour")},
        "gender": {
            Gender.GIRL: ("girl", "daughter"),
            Gender.BOY: ("boy", "son"),
            Gender.OTHER: ("other gender",),
        },
        "home": {
            Home.BOTH_PARENTS: ("lives with both", "lives with both parents"),
            Home.MOSTLY_MOTHER: ("lives with mother", "lives mostly with mother"),
            Home.MOSTLY_FATHER: ("lives with father", "lives mostly with father"),
            Home.SHARED: ("shared home", "lives in turns"),
            Home.IN_CARE: ("in care",),
            Home.OWN: ("own home", "lives alone"),
        },
        "substance": {
            Substance.ALCOHOL: ("alcohol",),
            Substance.DRUGS: ("drugs", "cannabis"),
            Substance.BOTH: ("alcohol and drugs", "drugs and alcohol"),
            Substance.MEDICINE: ("medicine", "medication"),
            Substance.UNSURE: ("unsure which substance",),
        },
        "whose": {
            Whose.MOTHER: ("mother's use", "mother's", "mother drinks"),
            Whose.FATHER: ("father's use", "father's", "father drinks"),
            Whose.BOTH_PARENTS: ("both parents' use", "both parents'", "both drink"),
            Whose.STEP_PARENT: ("step-parent's use", "step-parent's"),
            Whose.SIBLING: ("sibling's use", "sibling's"),
            Whose.OTHER: ("somebody else's use", "somebody else's"),
        },
        "troubles": {
            Trouble.CONFLICT: ("conflict", "conflicts"),
            Trouble.MENTAL_HEALTH: ("mental health", "mental-health"),
            Trouble.VIOLENCE: ("violence",),
            Trouble.ILLNESS: ("illness", "serious illness"),
            Trouble.SEPARATION: ("separation", "divorce"),
            Trouble.DEATH: ("death", "a death"),
        },
        "support": {
            Support.NONE: ("no other help", "no help"),
            Support.AUTHORITY: ("help from the authority",),
            Support.OTHER: ("other help",),
            Support.UNSURE: ("unsure about help",),
        },
        "wellbeing": {
            WellbeingBand.LOW: ("well-being 0-50", "low well-being"),
            WellbeingBand.FAIR: ("well-being 51-100", "good well-being"),
        },
    },
    months={
        THIS_MONTH: ("this month",),
        LAST_MONTH: ("last month",),
    },
    times=("x", "times"),
    years=("years", "year", "year-old"),
    minutes=("min", "minutes", "minute"),
    hours=("hour", "hours"),
    points=("well-being", "who5", "who-5"),
    unit="unit",
    empty=frozenset({"and", "with", "in", "from", "a", "an", "the", "of", "old"}),
    month_names=(
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    ),
)

WORDS: Mapping[Language, Words] = MappingProxyType({Language.DANISH: DANISH, Language.ENGLISH: ENGLISH})
