"""A browser without script, as small as the tests need: it reads forms and words, and presses buttons."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from aiohttp import ClientSession

from tests.bot.talking import MOTHER


@dataclass
class Form:
    """A form on a page: where it goes, and every value it would send."""

    action: str
    values: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: list[Form] = []
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self._box: str | None = None
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.attributes.append((tag, found))
        if tag == "form":
            self.forms.append(Form(action=found.get("action", "")))
        if tag == "input" and found.get("type") in ("hidden", "text") and self.forms and "name" in found:
            self.forms[-1].values[found["name"]] = found.get("value", "")
        if tag == "textarea" and self.forms:
            self._box = found["name"]
            self.forms[-1].values[self._box] = ""
        self._silent = tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._box = None

    def handle_data(self, data: str) -> None:
        if self._box is not None:
            self.forms[-1].values[self._box] += data
        elif not self._silent:
            self.words.append(data)


@dataclass
class Page:
    """A page as it arrived."""

    status: int
    html: str
    headers: dict[str, str]

    def __post_init__(self) -> None:
        self.reader = _Reader()
        self.reader.feed(self.html)
        self.reader.close()

    @property
    def words(self) -> str:
        """What can be read on it."""
        return re.sub(r"\s+", " ", " ".join(self.reader.words))

    def form(self, do: str) -> Form:
        """The form whose button does `do`."""
        return next(form for form in self.reader.forms if form.values.get("do") == do)

    def has(self, do: str) -> bool:
        """Whether there is such a form."""
        return any(form.values.get("do") == do for form in self.reader.forms)


@dataclass
class Browser:
    """One person's browser."""

    client: ClientSession
    page: Page = field(default_factory=lambda: Page(status=0, html="", headers={}))

    async def opens(self, path: str = "/") -> Page:
        """Go to an address."""
        async with self.client.get(path) as response:
            self.page = Page(status=response.status, html=await response.text(), headers=dict(response.headers))
        return self.page

    async def posts(self, values: dict[str, str] | list[tuple[str, str]], path: str = "/") -> Page:
        """Send a form."""
        async with self.client.post(path, data=values) as response:
            self.page = Page(status=response.status, html=await response.text(), headers=dict(response.headers))
        return self.page

    async def presses(self, do: str, **values: str) -> Page:
        """Press a button of the page that is open, with what was typed or chosen."""
        known = self.page.form(do).values if self.page.has(do) else {"do": do}
        return await self.posts({**known, **values})

    async def begins(self) -> None:
        """Open the page and begin."""
        await self.opens()
        await self.presses("begin")

    async def answers(self, answers: dict[str, object] | None = None) -> None:
        """Answer what is asked, skip the rest, until the return code stands there."""
        given = MOTHER if answers is None else answers
        while self.page.has("answer"):
            form = self.page.form("answer").values
            value = given.get(form["key"])
            if value is None:
                await self.presses("skip")
            elif isinstance(value, tuple):
                await self.posts([*form.items(), *(("value", str(each)) for each in value)])
            else:
                await self.presses("answer", value=str(value))

    def code(self) -> str:
        """The return code on the page."""
        (words,) = re.findall(r'<ol class="code".*?</ol>', self.page.html, re.DOTALL)
        return " ".join(re.findall(r"<li>(.*?)</li>", words))

    async def keeps_the_code(self) -> str:
        """Type the code back; returns it."""
        code = self.code()
        await self.presses("code-typed", code=code)
        return code
