"""The clock of one conversation's pre-talk, read from what is kept of it."""

from bot.desk.house import House
from flows.clock import Dates, Reading, reading
from storage.conversation_rows import ConversationRow
from storage.pretalk_rows import PretalkRow


def dates_of(house: House, row: ConversationRow, pretalk: PretalkRow | None) -> Dates:
    """The dates of a case; days are days at the unit."""
    if pretalk is None:
        return Dates(first_contact_on=row.first_contact_on)
    starts_at = pretalk.starts_at
    return Dates(
        first_contact_on=row.first_contact_on,
        state=pretalk.state,
        offered_on=pretalk.offered_on,
        booked_for=None if starts_at is None else starts_at.astimezone(house.timezone).date(),
        given_up_on=pretalk.given_up_on,
        later_on=pretalk.later_on,
        later_from=pretalk.later_from,
    )


def reading_of(house: House, row: ConversationRow, pretalk: PretalkRow | None) -> Reading:
    """What a case's clock shows today."""
    return reading(dates_of(house, row, pretalk), house.today())
