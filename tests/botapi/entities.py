"""Telegram's HTML, read as strictly as its documentation words it.

Rules it keeps: only the supported tags, each closed in its turn; `&` only as part of one of the four named entities or
of a number. (The real server lets some other `&` pass as plain text; a text that relies on it is refused here.)
Offsets and lengths count UTF-16 code units.
"""

import re
from dataclasses import dataclass

from tests.botapi.values import ApiError, Fields

NAMES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TOKEN = re.compile(r"<(?P<end>/)?(?P<tag>[^\s<>/]*)(?P<attributes>[^<>]*)>|&(?P<entity>#?\w+);|(?P<bad>[<&])")
ATTRIBUTE = re.compile(
    r"""\s+(?P<name>[\w-]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[\w.-]+)))?"""
)


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, kw_only=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int


def _refuse(why: str) -> ApiError:
    return ApiError(400, f"Bad Request: can't parse entities: {why}")


def _character(name: str, place: int) -> str:
    if name in CHARACTERS:
        return CHARACTERS[name]
    digits = re.fullmatch(r"#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))", name)
    number = 0 if digits is None else int(digits[1], 16) if digits[1] else int(digits[2])
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        raise _refuse(f'Unsupported entity "&{name};" at byte offset {place}')
    return chr(number)


def _attributes(tag: str, source: str, place: int) -> dict[str, str]:
    found: dict[str, str] = {}
    end = 0
    for match in ATTRIBUTE.finditer(source):
        if match.start() != end:
            break
        end = match.end()
        values = (match["double"], match["single"], match["bare"])
        found[match["name"].lower()] = next((value for value in values if value is not None), "")
    if source[end:].strip() not in ("", "/"):
        raise _refuse(f'Unclosed or broken attribute of the tag "{tag}" at byte offset {place}')
    return {
        name: TOKEN.sub(lambda token: _character(token["entity"] or token["bad"] or "", place), value)
        for name, value in found.items()
    }


def _entity(opened: _Open, text: str, end: int) -> Fields | None:
    entity: Fields = {"type": NAMES[opened.tag], "offset": opened.start, "length": end - opened.start}
    if opened.tag == "a":
        shown = text.encode("utf-16-le")[opened.start * 2 : end * 2].decode("utf-16-le")
        address = opened.attributes.get("href") or shown
        if not re.match(r"(https?|tg|tonsite|mailto|tel):", address):
            return None
        entity["url"] = address
    if opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
    if opened.tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    return entity if entity["length"] else None


def _opened(match: re.Match[str], place: int, start: int) -> _Open:
    tag = match["tag"].lower()
    if tag not in NAMES:
        raise _refuse(f'Unsupported start tag "{tag}" at byte offset {place}')
    attributes = _attributes(tag, match["attributes"], place)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
    return _Open(tag=tag, attributes=attributes, start=start)


def parse_html(source: str) -> tuple[str, list[Fields]]:
    """The text as it is shown, and its entities; a text that is not well made is refused."""
    text = ""
    entities: list[Fields] = []
    stack: list[_Open] = []
    end = 0
    for match in TOKEN.finditer(source):
        text += source[end : match.start()]
        end = match.end()
        place = len(source[: match.start()].encode())
        if match["bad"] == "<":
            raise _refuse(f"Unclosed start tag at byte offset {place}")
        if match["bad"] or match["entity"]:
            text += _character(match["entity"] or "", place)
        elif match["end"]:
            tag = match["tag"].lower()
            if not stack:
                raise _refuse(f"Unexpected end tag at byte offset {place}")
            opened = stack.pop()
            if tag not in ("", opened.tag):
                raise _refuse(f'Unmatched end tag at byte offset {place}, expected "</{opened.tag}>", found "</{tag}>"')
            entity = _entity(opened, text, units(text))
            if entity is not None:
                entities.append(entity)
        else:
            stack.append(_opened(match, place, units(text)))
    if stack:
        raise _refuse(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    text += source[end:]
    entities.reverse()  # the outer of two that begin and end together comes first
    return trimmed(text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])))


def trimmed(text: str, entities: list[Fields]) -> tuple[str, list[Fields]]:
    """Without the white space around it, the entities moved along."""
    shown = text.strip()
    lead = units(text) - units(text.lstrip())
    kept: list[Fields] = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        length = min(entity["offset"] + entity["length"] - lead, units(shown)) - start
        if length > 0:
            kept.append({**entity, "offset": start, "length": length})
    return shown, kept
