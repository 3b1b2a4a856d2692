"""Which sentences the scripts need: every wording id that can ever be shown, so that the start can refuse a gap.

Texts are named by convention: a question is `{key}`, its short name in summaries `{key}-label`, an option
`{key}-{option}`; `{key}-hint` is optional. What people see lies in `bot/wording`, never here.
"""

from flows import feedback, first_contact, first_pretalk, intake, pretalk, times

INVALID = (
    "invalid-empty",
    "invalid-too-long",
    "invalid-choose-one",
    "invalid-choose-some",
    "invalid-none-and-some",
    "invalid-option",
    "invalid-needed",
    "invalid-time-taken",
)
OFFERS = ("offers-heading", "offers-twice", "offers-empty", "offers-columns", "offers-number")
# What discretion.py found, by its kind.
SPOTS = ("spot-cpr", "spot-phone", "spot-email", "spot-address", "spot-name")

QUESTIONS = (*intake.QUESTIONS, *pretalk.QUESTIONS, *first_pretalk.QUESTIONS, *feedback.QUESTIONS)
NOTES = (*intake.NOTES, *pretalk.NOTES, *first_pretalk.NOTES, *feedback.NOTES)


def wording_ids() -> frozenset[str]:
    """Every wording id the flows can show."""
    asked = (text_id for question in QUESTIONS for text_id in question.text_ids())
    return frozenset((*asked, *NOTES, *times.NARROWING_TEXTS, *first_contact.WELCOME, *INVALID, *OFFERS, *SPOTS))
