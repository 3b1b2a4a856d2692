"""Closed sets with stable codes: the field's own words, one word for one thing everywhere.

A code is stored, counted and exported; it never changes its meaning. A new meaning is a new code.
The sets follow what is asked and counted at the unit (DOMAIN.md, "What is asked").
"""

from enum import StrEnum


class Language(StrEnum):
    """A language people can read and write here; the codes are BCP 47."""

    DANISH = "da"
    ENGLISH = "en"


class Audience(StrEnum):
    """To whom a sentence is said: texts have variants for these."""

    YOUNG = "young"
    PARENT = "parent"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"


class Role(StrEnum):
    """Who writes."""

    YOUNG = "young"
    MOTHER = "mother"
    FATHER = "father"
    # A parent, and nobody noted which: on the phone, and in old sheets. The chat asks.
    PARENT = "parent"
    STEP_PARENT = "step_parent"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"

    @property
    def audience(self) -> Audience:
        """The audience a sentence to this role is written for."""
        match self:
            case Role.YOUNG | Role.SIBLING:
                return Audience.YOUNG
            case Role.MOTHER | Role.FATHER | Role.PARENT | Role.STEP_PARENT:
                return Audience.PARENT
            case Role.GRANDPARENT | Role.RELATIVE:
                return Audience.RELATIVE
            case Role.PROFESSIONAL:
                return Audience.PROFESSIONAL


class Workplace(StrEnum):
    """Where a professional writes from."""

    SCHOOL = "school"
    DAY_CARE = "day_care"
    HEALTH_VISITOR = "health_visitor"
    DOCTOR = "doctor"
    TREATMENT = "treatment"
    AUTHORITY = "authority"
    HOSPITAL = "hospital"
    FOSTER = "foster"
    SHELTER = "shelter"
    OTHER = "other"


class AgeBand(StrEnum):
    """The child's or young person's age; `GROWN` is over 24 and belongs to another offer."""

    BABY = "0-2"
    CHILD = "3-11"
    TEEN = "12-16"
    YOUTH = "17-24"
    GROWN = "25+"

    @classmethod
    def of(cls, years: int) -> "AgeBand":
        """The band that an age in whole years belongs to."""
        return next((band for band in cls if years <= _OLDEST.get(band.value, years)), cls.GROWN)


_OLDEST = {"0-2": 2, "3-11": 11, "12-16": 16, "17-24": 24}


class Gender(StrEnum):
    """The child's or young person's gender, if somebody wants to say it."""

    GIRL = "girl"
    BOY = "boy"
    OTHER = "other"


class Home(StrEnum):
    """Where the child or young person lives."""

    BOTH_PARENTS = "both_parents"
    MOSTLY_MOTHER = "mostly_mother"
    MOSTLY_FATHER = "mostly_father"
    SHARED = "shared"
    IN_CARE = "in_care"
    OWN = "own"


class Substance(StrEnum):
    """What it is about."""

    ALCOHOL = "alcohol"
    DRUGS = "drugs"
    BOTH = "both"
    MEDICINE = "medicine"
    UNSURE = "unsure"


class Whose(StrEnum):
    """Whose drinking or drug use it is, seen from the child."""

    MOTHER = "mother"
    FATHER = "father"
    BOTH_PARENTS = "both_parents"
    STEP_PARENT = "step_parent"
    SIBLING = "sibling"
    OTHER = "other"


class Trouble(StrEnum):
    """What else weighs."""

    CONFLICT = "conflict"
    MENTAL_HEALTH = "mental_health"
    VIOLENCE = "violence"
    ILLNESS = "illness"
    SEPARATION = "separation"
    DEATH = "death"


class Sign(StrEnum):
    """What can be seen in the child: inward, outward, bodily, in school. Often none at all."""

    QUIET = "quiet"
    SAD = "sad"
    ANXIOUS = "anxious"
    OVER_ADAPTED = "over_adapted"
    RESPONSIBLE = "responsible"
    SELF_ESTEEM = "self_esteem"
    CONFLICTS = "conflicts"
    CONCENTRATION = "concentration"
    STOMACH = "stomach"
    HEADACHE = "headache"
    SLEEP = "sleep"
    SCHOOL = "school"


class Support(StrEnum):
    """Help that is already there."""

    NONE = "none"
    AUTHORITY = "authority"
    OTHER = "other"
    UNSURE = "unsure"


class Wish(StrEnum):
    """What the visitor chose: to write, to find a time, both, or just advice."""

    TALK = "talk"
    PRETALK = "pretalk"
    BOTH = "both"
    ADVICE = "advice"


class Urgency(StrEnum):
    """How soon somebody should look; `DANGER` goes to the top of the queue."""

    DANGER = "danger"
    HIGH = "high"
    USUAL = "usual"

    @property
    def rank(self) -> int:
        """0 is looked at first."""
        return list(Urgency).index(self)


class Channel(StrEnum):
    """Through which door, or by which other way, a contact was held."""

    WEB = "web"
    TELEGRAM = "telegram"
    PHONE = "phone"
    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    SECURE_MAIL = "secure_mail"
    OUTREACH = "outreach"

    @property
    def is_chat(self) -> bool:
        """Whether it is one of our own doors: what comes in there is counted when it is closed."""
        return self in (Channel.WEB, Channel.TELEGRAM)


class Place(StrEnum):
    """Where a pre-talk is held."""

    UNIT = "unit"
    OUTREACH = "outreach"
    ONLINE = "online"
    PHONE = "phone"
    WALK = "walk"


class Outcome(StrEnum):
    """What came of a contact."""

    ADVICE = "advice"
    OTHER_OFFER = "other_offer"
    PRETALK_WANTED = "pretalk_wanted"
    PRETALK_HELD = "pretalk_held"


class Duration(StrEnum):
    """Time used on a contact, in minutes."""

    SHORT = "0-15"
    HALF = "15-30"
    HOUR = "30-60"
    LONG = "60+"

    @classmethod
    def of(cls, minutes: int) -> "Duration":
        """Which of them so many minutes are."""
        bounds = ((15, cls.SHORT), (30, cls.HALF), (60, cls.HOUR))
        return next((duration for most, duration in bounds if minutes <= most), cls.LONG)


class WellbeingBand(StrEnum):
    """WHO-5 at the start, as the yearly report has it (DOMAIN.md)."""

    LOW = "0-50"
    FAIR = "51-100"

    @classmethod
    def of(cls, points: int) -> "WellbeingBand":
        """Which of them a sum of WHO-5 (0-100) is."""
        return cls.LOW if points <= 50 else cls.FAIR


class ContactKind(StrEnum):
    """Whether a closed contact counts: only `CONTACT` is one of the unit's single contacts."""

    CONTACT = "contact"
    CONTINUED = "continued"
    TEST = "test"
    WRONG = "wrong"


class StaffRole(StrEnum):
    """What somebody at the unit may do; one person may have several."""

    THERAPIST = "therapist"
    LEADER = "leader"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Direction(StrEnum):
    """Who wrote a message."""

    VISITOR = "visitor"
    THERAPIST = "therapist"
    BOT = "bot"


class Delivery(StrEnum):
    """What became of a message on its way to a messenger; `PERHAPS_TWICE` when a try was never answered."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    PERHAPS_TWICE = "perhaps_twice"
    BLOCKED = "blocked"
    FAILED = "failed"


class ConversationState(StrEnum):
    """The life of a conversation (moves: lifecycle.py). A forgotten one is not there."""

    INTAKE = "intake"
    WAITING = "waiting"
    CLAIMED = "claimed"
    CLOSED = "closed"


class PretalkState(StrEnum):
    """The life of a pre-talk (moves: lifecycle.py)."""

    WISHED = "wished"
    OFFERED = "offered"
    BOOKED = "booked"
    HELD = "held"
    ABSENT = "absent"
    GIVEN_UP = "given_up"


class ClockState(StrEnum):
    """What a case's 14-day clock says of it."""

    NO_WISH = "no_wish"
    WISH = "wish"
    OFFERED = "offered"
    BOOKED = "booked"
    HELD = "held"
    GIVEN_UP = "given_up"


class DelayReason(StrEnum):
    """Why a pre-talk was not held within fourteen days (when the visitor asked for later, the clock pauses instead).

    These are counted exactly, so none says anything about a person: a therapist is away, not ill.
    """

    NO_TIMES = "no_times"
    NO_ANSWER = "no_answer"
    ABSENT = "absent"
    LATE_WISH = "late_wish"
    THERAPIST_AWAY = "therapist_away"
    WANTED_SOMEBODY = "wanted_somebody"
    OTHER = "other"


class Onward(StrEnum):
    """What came after a held pre-talk."""

    COURSE = "course"
    OTHER_OFFER = "other_offer"
    NOT_NOW = "not_now"


class PretalkResult(StrEnum):
    """How somebody's way to a pre-talk ended; the last two: after that no other time was found."""

    HELD = "held"
    GIVEN_UP = "given_up"
    ABSENT = "absent"
    CANCELLED_LATE = "cancelled_late"


class Within(StrEnum):
    """How soon after first contact something was, in days of the clock; in this order."""

    THREE = "1-3"
    SEVEN = "4-7"
    FOURTEEN = "8-14"
    THIRTY = "15-30"
    LATER = "31+"
