"""Proposed times as a message with buttons, and what is said of those that still stand.

Rules: each button carries its time, and the one below them the first time, so that an old message answers nothing that
was proposed later.
"""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.desk.views import ProposedTime
from bot.moments import in_short, in_words
from bot.telegram.buttons import Act
from bot.telegram.drawn import Drawn, Say, button
from bot.telegram.sentences import together
from flows.vocabulary import Language


def proposed(text: str, times: Sequence[tuple[str, str]], none: str) -> Drawn:
    """Times by their ids with the words on their buttons, and the button that says no to all of them."""
    rows = tuple((button(words, Act.TAKE_PROPOSED, time_id),) for time_id, words in times)
    return Drawn(text=text, keyboard=(*rows, (button(none, Act.NONE_PROPOSED, times[0][0]),)))


def standing(times: Sequence[ProposedTime], *, say: Say, language: Language, timezone: ZoneInfo) -> Drawn:
    """What is proposed now."""
    moving = times[0].instead_of
    title = "proposal-move-title" if moving else "proposal-title-one" if len(times) == 1 else "proposal-title"
    none = "proposal-keep" if moving else "proposal-none-one" if len(times) == 1 else "proposal-none"
    text = together(
        say(title),
        "" if moving is None else say("proposal-move-what", when=in_words(moving, language, timezone)),
        "\n".join(_lines(times, say=say, language=language, timezone=timezone)),
        say("proposal-held", until=in_words(times[0].lapses_at, language, timezone)),
    )
    labels = [
        (each.id, f"{in_short(each.starts_at, language, timezone)} · {say(f'place-{each.place}')}") for each in times
    ]
    return proposed(text, labels, say(none))


def _lines(times: Iterable[ProposedTime], *, say: Say, language: Language, timezone: ZoneInfo) -> Iterable[str]:
    for each in times:
        where = f": {each.where}" if each.where else ""
        yield f"– {in_words(each.starts_at, language, timezone)} · {say(f'place-{each.place}')}{where}"
