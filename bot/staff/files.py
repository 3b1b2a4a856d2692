"""A file that somebody sends with a form: read in memory alone, and no more of it than is allowed."""

from aiohttp import BodyPartReader, web

from bot.desk.views import Refused

_CHUNK = 65_536
# So many times what is allowed is read and thrown away, so that a browser hears why; then the line is cut.
_READ_ANYWAY = 8


async def file_in(request: web.Request, *, largest: int, missing: str) -> bytes:
    """The file in a form; raises `Refused(missing)` where there is none. Of one that is too large comes a bit more than
    is allowed, so that the desk refuses it.
    """
    if not request.content_type.startswith("multipart/"):
        raise Refused(missing)
    found, passed = bytearray(), 0
    try:
        async for part in await request.multipart():
            while isinstance(part, BodyPartReader) and (chunk := await part.read_chunk(_CHUNK)):
                passed += len(chunk)
                if passed > _READ_ANYWAY * largest:
                    raise web.HTTPRequestEntityTooLarge(max_size=largest, actual_size=passed)
                if part.name == "file" and len(found) <= largest:
                    found += chunk
    except (ValueError, LookupError, AssertionError):
        raise web.HTTPBadRequest from None
    if not found:
        raise Refused(missing)
    return bytes(found)
