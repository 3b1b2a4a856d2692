"""What every page has in common: how it is drawn, what its headers forbid, who may press its buttons, its one cookie.

Rules it keeps:
- Nothing is fetched from anywhere else, nothing is stored by the browser, nothing says where it came from.
- State changes only by POST, and only from our own page: `Sec-Fetch-Site` where the browser sends it, else `Origin`.
  What a messenger brings (`BY_SECRET`) comes from no page, and proves itself with a secret.
- One cookie a door, `__Host-…`, gone when the browser closes; it carries a secret that opens one conversation (or one
  login), and the server keeps only its digest. The console has one more, that holds a language and opens nothing. On
  plain http on this machine the prefix and `Secure` are left out, or it would not work.
- Neither an address nor a cookie nor a form is ever logged; what goes wrong is said in plain words.
"""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable
from importlib import resources
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from multidict import MultiDict, MultiDictProxy

from bot.settings import Settings
from storage.keys import KEY_SIZE, Secret

Form = MultiDictProxy[str]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# A message has at most 4,000 characters; with what surrounds it a form stays far below this.
LARGEST_FORM = 256 * 1024

# In the cookie's place after *leave now*: Back then shows nothing of us.
AWAY = "-"
# A browser cannot tell Back from an address that is opened on purpose, so this passes by itself.
AWAY_SECONDS = 600

_NAMED_TEXT = re.compile(r"""\bt\(\s*["']([a-z0-9-]+)["']\s*[,)]""")

# Routes that no browser presses: what comes there proves itself with a secret.
BY_SECRET = frozenset({"telegram"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "X-Robots-Tag": "noindex",
}


class Templates:
    """The pages of one door: Jinja with autoescape on, and a missing value is an error."""

    def __init__(self, package: str) -> None:
        self._environment = Environment(
            loader=PackageLoader(package, "templates"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def wording_ids(self) -> frozenset[str]:
        """Every text that a template names outright, so that a missing one stops the start."""
        found: set[str] = set()
        loader = self._environment.loader
        for name in self._environment.list_templates():
            if loader is not None:
                source, _, _ = loader.get_source(self._environment, name)
                found.update(_NAMED_TEXT.findall(source))
        return frozenset(found)

    def render(self, name: str, *, status: int = 200, **values: Any) -> web.Response:
        """A page."""
        text = self._environment.get_template(name).render(**values)
        return web.Response(text=text, status=status, content_type="text/html")


class DoorCookie:
    """The one cookie of a door."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.secure = not (urlsplit(settings.public_url).scheme == "http" and _is_here(settings.public_url))
        self.name = f"__Host-{name}" if self.secure else name

    def read(self, request: web.Request) -> Secret | None:
        """The secret in the cookie, or None."""
        try:
            value = base64.urlsafe_b64decode(request.cookies.get(self.name, "").encode() + b"==")
        except ValueError:
            return None
        return Secret(value) if len(value) == KEY_SIZE else None

    def give(self, response: web.StreamResponse, secret: Secret) -> None:
        """Put a secret into the browser, until it closes."""
        value = base64.urlsafe_b64encode(secret.reveal()).decode().rstrip("=")
        response.set_cookie(self.name, value, path="/", httponly=True, secure=self.secure, samesite="Strict")

    def is_away(self, request: web.Request) -> bool:
        """Whether this browser pressed *leave now* and has not come back on purpose."""
        return request.cookies.get(self.name) == AWAY

    def mark_away(self, response: web.StreamResponse) -> None:
        """Put the mark of *leave now* in the secret's place."""
        response.set_cookie(
            self.name, AWAY, path="/", max_age=AWAY_SECONDS, httponly=True, secure=self.secure, samesite="Strict"
        )

    def take(self, response: web.StreamResponse) -> None:
        """Take the cookie back."""
        response.del_cookie(self.name, path="/", httponly=True, secure=self.secure, samesite="Strict")


def _is_here(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def caller(request: web.Request) -> str:
    """Who is trying, for slowing guesses down: hashed in memory at once, never stored, never logged."""
    forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    # Only a proxy on this machine is believed about where a request came from.
    if forwarded and request.remote in ("127.0.0.1", "::1"):
        return forwarded
    return request.remote or ""


async def text_fields(request: web.Request) -> Form:
    """The text fields of a form; a file in it is not looked at. A body that is no form is answered 400."""
    try:
        posted = await request.post()
    except (ValueError, LookupError):
        raise web.HTTPBadRequest from None
    return MultiDictProxy(MultiDict((name, value) for name, value in posted.items() if isinstance(value, str)))


def go_to(path: str) -> web.Response:
    """An answer that sends the browser to another page of ours."""
    return web.Response(status=303, headers={"Location": path})


def asset(package: str, name: str, content_type: str) -> tuple[Handler, str]:
    """A handler for one file of ours, and its fingerprint for an address that changes when the file does."""
    content = resources.files(package).joinpath(name).read_bytes()
    fingerprint = hashlib.sha256(content).hexdigest()[:12]

    async def serve(request: web.Request) -> web.StreamResponse:
        response = web.Response(body=content, content_type=content_type, charset="utf-8")
        # Our own style and script say nothing about anybody; everything else is never kept.
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response

    return serve, fingerprint


def is_from_our_page(request: web.Request, settings: Settings) -> bool:
    """Whether a POST comes from a page of ours."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    return origin == settings.public_url or urlsplit(origin).netloc == request.host


def _brings_a_secret(request: web.Request) -> bool:
    """Whether this address is not for browsers, and compares a secret of its own."""
    return request.match_info.route.name in BY_SECRET


async def _shown_above(request: web.Request) -> str | None:
    """The address of the nearest page above one that only takes presses."""
    path = request.path.rstrip("/")
    while "/" in path[1:]:
        path = path.rpartition("/")[0]
        found = await request.app.router.resolve(request.clone(rel_url=path))
        if found.http_exception is None:
            return path
    return None


def guard(settings: Settings, sorry: Callable[[web.Request, int], web.Response]) -> Any:
    """The middleware in front of everything: headers, where a POST comes from, and errors in plain words."""
    log = structlog.get_logger()

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if request.method == "POST" and not (_brings_a_secret(request) or is_from_our_page(request, settings)):
                response: web.StreamResponse = sorry(request, 403)
            else:
                response = await handler(request)
        except web.HTTPMethodNotAllowed as refused:
            # A page that answered a press stands at the press's address; to look at it again is to look at its page.
            above = await _shown_above(request) if request.method in ("GET", "HEAD") else None
            response = sorry(request, refused.status) if above is None else go_to(above)
        except web.HTTPException as refused:
            response = sorry(request, refused.status) if refused.status >= 400 else go_to(refused.headers["Location"])
        except Exception as error:
            log.error("request-failed", exc_info=error)
            response = sorry(request, 500)
        if not response.prepared:
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            if settings.public_url.startswith("https:"):
                response.headers.setdefault("Strict-Transport-Security", "max-age=63072000")
        return response

    return middleware
