"""Helplines as a door shows them: those that help this reader most come first; 112 is always the very first."""

from collections.abc import Iterable

from bot.desk.views import Fact
from flows.vocabulary import Audience, Language

_FIRST = {
    Audience.YOUNG: ("112", "bornetelefonen", "livslinien", "lev-uden-vold", "tuba"),
    Audience.PARENT: ("112", "foraeldretelefonen", "alkolinjen", "lev-uden-vold"),
    Audience.RELATIVE: ("112", "bornetelefonen", "foraeldretelefonen", "alkolinjen"),
    Audience.PROFESSIONAL: ("112", "social-doegnvagt"),
}
# In danger: whom to call, and nothing else.
_IN_DANGER = {
    Audience.YOUNG: ("112", "bornetelefonen", "livslinien"),
    Audience.PARENT: ("112", "social-doegnvagt", "lev-uden-vold"),
    Audience.RELATIVE: ("112", "social-doegnvagt", "lev-uden-vold"),
    Audience.PROFESSIONAL: ("112", "social-doegnvagt", "lev-uden-vold"),
}

Line = dict[str, str]


def lines(facts: Iterable[Fact], audience: Audience, language: Language) -> list[Line]:
    """Every helpline; one without a number or an address is not shown."""
    order = _FIRST[audience]
    found = [fact for fact in facts if fact.fields.get("kind") == "helpline" and _reachable(fact)]
    found.sort(key=lambda fact: order.index(fact.code) if fact.code in order else len(order))
    return [_line(fact, language) for fact in found]


def danger_lines(facts: Iterable[Fact], audience: Audience, language: Language) -> list[Line]:
    """The few numbers to call now."""
    by_code = {fact.code: fact for fact in facts}
    wanted = (by_code[code] for code in _IN_DANGER[audience] if code in by_code)
    return [_line(fact, language) for fact in wanted if fact.fields.get("number")]


def _line(fact: Fact, language: Language) -> Line:
    fields = fact.fields
    number, link = fields.get("number", ""), fields.get("link", "")
    hours = fields.get("hours", "").split(" / ")
    return {
        "name": fields.get("name", ""),
        "number": number,
        "dial": "".join(number.split()),
        "hours": hours[0] if language is Language.DANISH else hours[-1],
        "text": fields.get(f"text_{language}", ""),
        # What an administrator typed becomes a link only if it is one.
        "link": link if link.startswith("https://") else "",
        "unsure": "yes" if fields.get("status", "").startswith("check") else "",
    }


def _reachable(fact: Fact) -> bool:
    return bool(fact.fields.get("number") or fact.fields.get("link", "").startswith("https://"))
