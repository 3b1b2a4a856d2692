"""The page, as somebody reads it in a browser without script."""

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from bot.lengths import short
from flows.vocabulary import Channel, Language
from tests.bot.browsing import Browser
from tests.bot.conftest import Door as OnTheWeb
from tests.bot.telegram.doors import Advice, AtUnit, Seen, Standing, brief, one_line, phrases, taken_by_a_therapist

# So much of an earlier answer fits on a button.
EARLIER_ANSWER = 64


@dataclass
class Node:
    """An element of a page with everything that can be read in it."""

    tag: str
    attributes: dict[str, str]
    around: "tuple[Node, ...]"
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return one_line("".join(self.words))

    def is_a(self, tag: str, kind: str = "") -> bool:
        return self.tag == tag and (not kind or kind in self.attributes.get("class", "").split())


class Tree(HTMLParser):
    """A page's elements, in the order they are read."""

    EMPTY = frozenset(("br", "input", "link", "meta"))

    def __init__(self, html: str) -> None:
        super().__init__()
        self.nodes: list[Node] = []
        self._open: list[Node] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag=tag, attributes={name: value or "" for name, value in attrs}, around=tuple(self._open))
        self.nodes.append(node)
        if tag not in self.EMPTY:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for node in self._open:
            node.words.append(data)

    def all(self, tag: str, kind: str = "", within: Node | None = None) -> list[Node]:
        """Every such element."""
        return [each for each in self.nodes if each.is_a(tag, kind) and (within is None or within in each.around)]

    def one(self, tag: str, kind: str = "", within: Node | None = None) -> Node:
        """The only such element."""
        (found,) = self.all(tag, kind, within)
        return found

    def first(self, tag: str, kind: str = "", within: Node | None = None) -> str:
        """What the first such element says."""
        found = self.all(tag, kind, within)
        return found[0].text if found else ""


@lru_cache(maxsize=2)
def tree_of(html: str) -> Tree:
    """A page, read once."""
    return Tree(html)


@dataclass
class WebDoor:
    """The page, in a browser without script. The code is typed back at once, and kept."""

    unit: OnTheWeb
    browser: Browser
    code: str = ""
    language: Language = Language.DANISH

    @property
    def _tree(self) -> Tree:
        return tree_of(self.browser.page.html)

    async def _settled(self) -> None:
        if self.browser.page.has("code-typed"):
            self.code = await self.browser.keeps_the_code()

    async def begin(self, language: Language = Language.DANISH) -> None:
        self.language = language
        await self.browser.opens()
        if language is not Language.DANISH:
            await self.browser.presses("language", language=language)
        await self.browser.presses("begin")

    async def stage(self) -> str:
        return self._tree.one("main").attributes["data-stage"].replace("asking-asking", "asking")

    async def question(self) -> Seen:
        tree = self._tree
        (question,) = (each for each in tree.nodes if each.attributes.get("id") == "question")
        said = [
            each.text
            for each in tree.nodes[: tree.nodes.index(question)]
            if each.is_a("p", "note") or (any(around.is_a("section", "danger") for around in each.around))
            if each.tag in ("p", "li")
        ]
        section = tree.one("section", "question")
        ways = [button.text for steps in tree.all("div", "steps", section) for button in tree.all("button", "", steps)]
        return Seen(
            said=(*said, *(each.text for each in tree.all("p", "error"))),
            question=question.text,
            hint="".join(each.text for each in tree.nodes if each.attributes.get("id") == "hint"),
            options=self._offered(tree),
            chosen=self._chosen(tree),
            ends=tuple(end.text for ends in tree.all("p", "ends") for end in tree.all("span", "", ends)),
            ways=frozenset(ways),
            may_change=bool(tree.all("details", "answers")),
            more_times=self._page_of_others(tree, "more-times") is not None,
            narrowings=tuple(
                (each.text, each.attributes["aria-pressed"] == "true") for each in tree.all("button", "chip", section)
            ),
            held=self._held(tree, section),
        )

    def _held(self, tree: Tree, section: Node) -> tuple[str, ...]:
        """What is told of the time that is kept, line by line."""
        boxes = tree.all("div", "held", section)
        if not boxes:
            return ()
        place = next(each for each in tree.all("p", "", boxes[0]) if tree.all("span", "hint", each))
        reached = tree.first("span", "hint", place)
        lines: list[str] = []
        for each in tree.all("p", "", boxes[0].around[-1]):
            lines += [each.text.removesuffix(reached).strip(), reached] if each is place else [each.text]
        return tuple(lines)

    def _choices(self, tree: Tree) -> list[tuple[str, Node]]:
        """Every option: its words, and what is pressed or ticked."""
        section = tree.one("section", "question")
        found: list[tuple[str, Node]] = []
        for button in tree.all("button", "", section):
            if button.attributes.get("name") == "value" and not button.is_a("button", "chip"):
                strong, hint = tree.first("strong", "", button), tree.first("span", "hint", button)
                words = f"{brief(strong)} · {hint.split(' · ')[0]}" if strong else button.text
                found.append((words, button))
        for label in tree.all("label", "choice", section):
            found.append((label.text, tree.one("input", "", label)))
        return found

    def _page_of_others(self, tree: Tree, text_id: str) -> str | None:
        """Where the other times are, if there are any."""
        words = phrases(self.unit.parts.wording, self.language).say(text_id)
        return next((each.attributes["href"] for each in tree.all("a") if each.text == words), None)

    def _offered(self, tree: Tree) -> tuple[str, ...]:
        return tuple(words for words, _ in self._choices(tree))

    def _chosen(self, tree: Tree) -> tuple[str, ...]:
        written = tuple(each.text for each in tree.all("textarea") if each.attributes["name"] == "value" and each.text)
        marked = (
            words
            for words, node in self._choices(tree)
            if "checked" in node.attributes or "chosen" in node.attributes.get("class", "").split()
        )
        return (*written, *marked)

    def chooses_several(self) -> bool:
        """Whether one may choose several answers."""
        return self.browser.page.form("answer").values["kind"] == "several"

    async def answer(self, *answers: str) -> None:
        form = self.browser.page.form("answer").values
        if form["kind"] == "text":
            await self.browser.presses("answer", value=answers[0])
        else:
            while answers and answers[0] not in self._offered(self._tree):
                others = self._page_of_others(self._tree, "more-times")
                assert others is not None, f"{answers[0]!r} is not among {self._offered(self._tree)}"
                await self.browser.opens(others.split("#")[0])
            values = {words: node.attributes["value"] for words, node in self._choices(self._tree)}
            chosen = [("value", values[answer]) for answer in answers]
            await self.browser.posts([*form.items(), *chosen])
        await self._settled()

    async def skip(self) -> None:
        await self.browser.presses("skip")
        await self._settled()

    async def back(self) -> None:
        await self.browser.presses("back")

    async def earlier(self) -> tuple[str, ...]:
        tree = self._tree
        lines = zip(tree.all("dt"), tree.all("bdi"), strict=True)
        return tuple(short(f"{label.text}: {words.text}", EARLIER_ANSWER) for label, words in lines)

    async def change(self, which: str) -> None:
        tree = self._tree
        (label,) = (each for each in tree.all("dt") if each.text == which)
        (key,) = (
            each.attributes["value"]
            for each in tree.all("input", "", label.around[-1])
            if each.attributes["name"] == "key"
        )
        await self.browser.posts({"do": "change", "key": key})
        await self._settled()

    async def press(self, words: str) -> None:
        """Press the button of a form that needs nothing typed."""
        tree = self._tree
        button = next(each for each in tree.all("button") if each.text == words)
        form = next(each for each in reversed(button.around) if each.tag == "form")
        pressed = [button] if "name" in button.attributes else []
        values = {
            each.attributes["name"]: each.attributes["value"] for each in (*tree.all("input", "", form), *pressed)
        }
        await self.browser.posts(values)
        await self._settled()

    async def write(self, text: str) -> None:
        await self.browser.presses("say", text=text)

    async def advice(self) -> Advice:
        tree = self._tree
        thoughts, helplines, offers, write = tree.all("section", "card")
        return Advice(
            lead=tree.first("p", "lead"),
            thoughts=tuple(each.text for each in tree.all("li", "", thoughts)),
            helplines=tuple(_told(tree, each, " ") for each in tree.all("li", "", helplines)),
            year=tree.first("p", "hint", offers),
            offers=tuple(_told(tree, each, ": ") for each in tree.all("li", "", offers)),
            write=tree.first("p", "", write),
        )

    async def standing(self) -> Standing:
        await self.browser.opens()
        tree = self._tree
        status = tree.one("section", "status")
        cards = tree.all("section", "pretalk")
        time: tuple[str, ...] = ()
        if cards:
            (card,) = (each for each in tree.nodes if each.attributes.get("id") == "pretalk-facts")
            time = tuple(each.text for each in tree.all("p", "", card) if not tree.all("strong", "", each))
            if tree.all("p", "when", card):
                where = next(each for each in tree.all("p", "", card) if tree.all("span", "hint", each))
                address = tree.first("span", "hint", where)
                time = (tree.first("p", "when", card), where.text.removesuffix(address).strip(), address)
        find = phrases(self.unit.parts.wording, self.language).say("find-time")
        return Standing(
            numbers=tuple(each.text for calls in tree.all("ul", "calls") for each in tree.all("li", "", calls)),
            waits=tree.first("p", "", status),
            hours=tuple(each.text for each in tree.all("li", "", status)),
            may_find_a_time=any(each.text == find for each in tree.all("button")),
            time=time,
        )

    def arrival_words(self) -> str:
        """What to say at the door."""
        return self._tree.first("strong", "arrival")

    async def at_unit(self) -> AtUnit | None:
        return await taken_by_a_therapist(self.unit, Channel.WEB)


def _told(tree: Tree, node: Node, joint: str) -> str:
    """A name and what is said of it in small letters."""
    hint = tree.first("span", "hint", node)
    return f"{node.text.removesuffix(hint).strip()}{joint}{hint}" if hint else node.text
