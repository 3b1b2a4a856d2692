"""Server-sent events: tells an open page to look again. It never says what changed.

A stream ends when the browser goes away (the handler is cancelled) or when there is nothing left to listen to; the
browser connects again by itself, and has lost nothing, because the page is only a view of what is stored.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from aiohttp import web

from bot.page import HEADERS

KEEP_ALIVE_SECONDS = 20.0


async def send_changes(request: web.Request, changes: AsyncGenerator[None, None]) -> web.StreamResponse:
    """Send one empty `changed` for each change, and a comment now and again to keep the line open."""
    response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    await response.prepare(request)
    waiting = asyncio.ensure_future(anext(changes, False))
    try:
        await response.write(b"retry: 3000\n\n")
        while True:
            done, _ = await asyncio.wait({waiting}, timeout=KEEP_ALIVE_SECONDS)
            if not done:
                await response.write(b": still here\n\n")
                continue
            if waiting.result() is False:
                await response.write(b"event: over\ndata:\n\n")
                return response
            await response.write(b"event: changed\ndata:\n\n")
            waiting = asyncio.ensure_future(anext(changes, False))
    except ConnectionResetError:
        return response
    finally:
        waiting.cancel()
        with suppress(asyncio.CancelledError):
            await waiting
        await changes.aclose()
