"""Keyboards, refused where the real server refuses them."""

from typing import Any
from urllib.parse import urlsplit

from tests.botapi.values import ApiError, Button, Fields

BUTTONS_AT_MOST = 100
ROW_AT_MOST = 8
DATA_AT_MOST = 64
ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


def _refuse(why: str) -> ApiError:
    return ApiError(400, f"Bad Request: {why}")


def _checked_url(url: str) -> str:
    problem = _refuse(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if url.startswith("tg://"):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        raise problem from None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "." not in host.strip(".") or host.endswith("localhost"):
        raise problem
    return url


def _button(fields: Any) -> tuple[Button, Fields]:
    if not isinstance(fields, dict):
        raise _refuse("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _refuse('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    actions = [name for name in ACTIONS if fields.get(name) is not None]
    if not actions:
        raise _refuse("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _refuse("can't parse inline keyboard button: exactly one of the optional fields must be used")
    data, url = fields.get("callback_data"), fields.get("url")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA_AT_MOST:
        raise _refuse("BUTTON_DATA_INVALID")
    if url is not None:
        _checked_url(str(url))
    return Button(text=text, data=data, url=url), {key: value for key, value in fields.items() if value is not None}


def checked_keyboard(markup: Any) -> tuple[list[list[Button]], Fields | None]:
    """The buttons of a reply_markup, and it as a message repeats it (only an inline keyboard is repeated)."""
    if markup is None:
        return [], None
    if not isinstance(markup, dict):
        raise _refuse("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        if not any(name in markup for name in OTHER_MARKUPS):
            raise _refuse("can't parse reply keyboard markup JSON object")
        return [], markup
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise _refuse('Field "inline_keyboard" must be an Array of Arrays')
    made = [[_button(fields) for fields in row] for row in rows if row]
    if sum(len(row) for row in made) > BUTTONS_AT_MOST or any(len(row) > ROW_AT_MOST for row in made):
        raise _refuse("reply markup is too long")
    keyboard = [[button for button, _ in row] for row in made]
    return keyboard, {"inline_keyboard": [[fields for _, fields in row] for row in made]} if made else None
