"""A time that is held or hers, and what such a talk is, as the text of a message.

Rules: what a page has room for stands here in short paragraphs; a number and a link are pressed as they stand. Words
and link are told once, for nobody can read them here again.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.desk.views import PretalkView
from bot.moments import clock, day_in_words, in_words
from bot.telegram.buttons import Act, Asked, Button, Keyboard
from bot.telegram.drawn import Say, button
from bot.telegram.sentences import together
from flows.times import PART_KEY, PLACE_KEY, Agreement, Moment
from flows.vocabulary import Language, Place, PretalkState

# What fits beside each other on a phone.
_IN_A_ROW = 2
_ABOUT = range(1, 5)
# To be reached in another way than by finding it.
_FROM_ANYWHERE = (Place.ONLINE, Place.PHONE)


def guide(say: Say) -> str:
    """What a pre-talk is: who, how long, what about, secrecy and the duty to notify, and that it binds to nothing."""
    about = (f"{number}. {say(f'pretalk-guide-about-{number}')}" for number in _ABOUT)
    return together(
        f"{say('pretalk-guide-who')} {say('pretalk-guide-long')}",
        "\n".join((say("pretalk-guide-about"), *about)),
        f"{say('pretalk-guide-secrecy')} {say('pretalk-guide-duty')}",
        say("pretalk-guide-free"),
    )


def guide_row(say: Say) -> Keyboard:
    """The button that tells what such a talk is."""
    return ((button(say("pretalk-guide"), Act.GUIDE),),)


def narrowing(say: Say, question: Moment, asked: Asked) -> Keyboard:
    """Buttons that show some of the times only; the pressed ones are marked."""
    rows: list[tuple[Button, ...]] = []
    for key in (PART_KEY, PLACE_KEY):
        buttons = [
            button(f"{'✓ ' if each.chosen else ''}{say(each.text_id)}", Act.NARROW, each.code, asked=asked)
            for each in question.narrowings
            if each.text_id.startswith(key)
        ]
        rows += (tuple(buttons[start : start + _IN_A_ROW]) for start in range(0, len(buttons), _IN_A_ROW))
    return tuple(rows)


def held(say: Say, question: Agreement, *, language: Language, timezone: ZoneInfo) -> str:
    """The time that is held, what happens there, and until when it is kept."""
    time = question.time
    if time is None or question.until is None:
        raise ValueError("nothing is held")
    place = Place(time.place)
    named = f"{say(f'place-{place}')}: {time.where}" if time.where else say(f"place-{place}")
    lines = [in_words(time.starts_at, language, timezone), f"{named} · {say('minutes', minutes=time.minutes)}"]
    lines.append(say("pretalk-link-later") if place is Place.ONLINE else _reached(say, place, question.address))
    if question.way and place not in _FROM_ANYWHERE:
        lines.append(f"{say('pretalk-way')} {question.way}")
    until = clock(question.until, language, timezone)
    return together("\n".join(lines), say(f"pretalk-there-{place}"), say("pretalk-kept", until=until))


def place_and_length(say: Say, pretalk: PretalkView) -> str:
    """Where, in a few words, and how long."""
    if pretalk.place is None or pretalk.minutes is None:
        return ""
    place = say(f"place-{pretalk.place}")
    named = f"{place}: {pretalk.where}" if pretalk.where and pretalk.place is Place.OUTREACH else place
    return f"{named} · {say('minutes', minutes=pretalk.minutes)}"


def where(say: Say, pretalk: PretalkView, *, link: str) -> str:
    """How to get there: an address, a number, or a link."""
    if pretalk.place is None:
        return ""
    if pretalk.place is Place.ONLINE and (link or pretalk.room):
        return say("pretalk-link-hint")
    return _reached(say, pretalk.place, pretalk.address)


def _reached(say: Say, place: Place, address: str) -> str:
    if place is Place.PHONE and address:
        return f"{say('pretalk-call')} {address}"
    return address or say(f"place-{place}-where")


def told_once(say: Say, pretalk: PretalkView, *, words: str, link: str) -> Iterator[str]:
    """The link and the words, or how to get new ones."""
    if link:
        yield f"{say('pretalk-link')}: {link}"
    elif pretalk.room:
        yield say("pretalk-link-once")
    if words:
        arrival = say("arrival-word-phone" if pretalk.place is Place.PHONE else "arrival-word")
        yield f"{arrival} {words}\n{say('arrival-word-hint')}"
    else:
        yield say("telegram-words-once")


def beside(say: Say, pretalk: PretalkView) -> Iterator[str]:
    """What else is good to know of a time that is hers."""
    if pretalk.place is None:
        return
    if pretalk.way and pretalk.place not in _FROM_ANYWHERE:
        yield f"{say('pretalk-way')} {pretalk.way}"
    yield say(f"pretalk-there-{pretalk.place}")
    yield say("pretalk-along-little" if pretalk.little else "pretalk-along")
    if pretalk.said_late:
        yield say("late-said")


def without_time(say: Say, pretalk: PretalkView, *, language: Language) -> str:
    """What becomes of a wish that has no time."""
    match pretalk.state:
        case PretalkState.HELD:
            return say("pretalk-held")
        case PretalkState.ABSENT:
            return say("pretalk-absent")
        case PretalkState.GIVEN_UP:
            return say("pretalk-given-up")
    if pretalk.later_from is not None:
        return say("pretalk-waits", day=day_in_words(pretalk.later_from, language))
    return say("pretalk-offered" if pretalk.state is PretalkState.OFFERED else "pretalk-wished")
