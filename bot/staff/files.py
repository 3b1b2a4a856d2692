"""A file that somebody sends with a form: read in memory alone, and no more of it than is allowed."""

from aiohttp import BodyPartReader, web

from bot.desk.views import Refused

_CHUNK = 65_536
# So many times what is allowed is read and thrown away, so that a browser hears why; then the line is cut.
_READ_ANYWAY = 8
_FIELDS, _LONGEST_FIELD = 20, 1000


async def file_in(request: web.Request, *, largest: int, missing: str) -> bytes:
    """The file in a form; raises `Refused(missing)` where there is none. Of one that is too large comes a bit more than
    is allowed, so that the desk refuses it.
    """
    content, _ = await file_and_fields(request, largest=largest)
    if not content:
        raise Refused(missing)
    return content


async def file_and_fields(request: web.Request, *, largest: int) -> tuple[bytes, dict[str, str]]:
    """The file in a form, b"" where there is none, and what was typed beside it."""
    if not request.content_type.startswith("multipart/"):
        return b"", {}
    found, typed, passed = bytearray(), dict[str, bytearray](), 0
    try:
        async for part in await request.multipart():
            while isinstance(part, BodyPartReader) and (chunk := await part.read_chunk(_CHUNK)):
                passed += len(chunk)
                if passed > _READ_ANYWAY * largest:
                    raise web.HTTPRequestEntityTooLarge(max_size=largest, actual_size=passed)
                if part.name == "file" and len(found) <= largest:
                    found += chunk
                elif part.name and part.name != "file" and len(typed) < _FIELDS:
                    typed.setdefault(part.name, bytearray()).extend(chunk[:_LONGEST_FIELD])
    except (ValueError, LookupError, AssertionError):
        raise web.HTTPBadRequest from None
    return bytes(found), {name: bytes(value).decode(errors="replace") for name, value in typed.items()}
