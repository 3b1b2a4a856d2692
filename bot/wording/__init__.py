"""Every sentence that anyone can see, by its id, in every language Doorstep offers (Fluent files beside this one).

Rules: a text that is missing in one language or is written twice stops the start. A text is read when it is first said,
because reading all of them takes longer than everything else at a start; that each of them can be said is `prove`d by
the tests. A text that is asked for without one of its arguments raises: half a sentence is never shown. Nothing is
escaped here; a page does that.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Self

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from flows.vocabulary import Audience, Language

# A text begins in the first column and goes on over what is indented, empty, or closes its braces.
_ENTRY = re.compile(r"^(?=[^\s}])", re.MULTILINE)
_NAMED = re.compile(r"([a-zA-Z][\w-]*) *=")


class MissingText(Exception):
    """A text, or an argument that a text needs, is not there; the message names every one of them."""


class Wording:
    """All texts in all languages offered."""

    def __init__(self, texts: Mapping[Language, "_Texts"]) -> None:
        self._texts = texts

    @classmethod
    def load(cls, languages: tuple[Language, ...], *, folder: Traversable | None = None) -> Self:
        """Find every text in `<language>/*.ftl`; raises `MissingText` listing what is not in every language, or twice.

        Danish is always compared with, also when it is not offered: it is the language the texts are written in first.
        """
        root = folder or resources.files(__name__)
        compared = dict.fromkeys((Language.DANISH, *languages))
        texts = {language: _Texts.find(root.joinpath(language), language) for language in compared}
        everything = {text_id for each in texts.values() for text_id in each.ids()}
        lines = [problem for each in texts.values() for problem in each.problems]
        lines += [
            f"{language}: {text_id} is missing"
            for language, each in texts.items()
            for text_id in sorted(everything.difference(each.ids()))
        ]
        _refuse(lines)
        return cls({language: texts[language] for language in languages})

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages offered, the first one first."""
        return tuple(self._texts)

    def text(self, language: Language, text_id: str, **arguments: str | int) -> str:
        """One text; raises `MissingText` when it, or an argument it needs, is not there."""
        return self._of(language).text(text_id, arguments)

    def has(self, language: Language, text_id: str) -> bool:
        """Whether there is such a text; for those that are optional, as hints are."""
        return text_id in self._of(language).ids()

    def require(self, text_ids: Iterable[str]) -> None:
        """Raise `MissingText` unless every one of these can be said in every language offered."""
        wanted = sorted(set(text_ids))
        _refuse(
            [
                f"{language}: {text_id} is missing"
                for language, each in self._texts.items()
                for text_id in wanted
                if text_id not in each.ids()
            ]
        )

    def prove(self) -> None:
        """Say every text once, with all it needs; raises `MissingText` naming each that cannot be read or said."""
        _refuse([problem for each in self._texts.values() for problem in each.unsayable()])

    def for_audience(self, language: Language, audience: Audience) -> Callable[..., str]:
        """A function of a text id (and its arguments) that speaks one language to one audience."""
        texts = self._of(language)

        def say(text_id: str, **arguments: str | int) -> str:
            return texts.text(text_id, {"audience": str(audience)} | arguments)

        return say

    def _of(self, language: Language) -> "_Texts":
        try:
            return self._texts[language]
        except KeyError:
            raise MissingText(f"{language} is not one of the languages offered") from None


class _Texts:
    """The texts of one language, with the arguments each needs; a text is read when it is first said."""

    def __init__(self, language: Language) -> None:
        self._language = language
        # Isolating marks are invisible characters around each argument: needed in right-to-left languages alone.
        self._bundle = FluentBundle([str(language)], use_isolating=False)
        self._written: dict[str, _Written] = {}
        self._parts: dict[str, _Parts] = {}
        self._needs: dict[str, frozenset[str]] = {}
        self.problems: list[str] = []

    @classmethod
    def find(cls, folder: Traversable, language: Language) -> "_Texts":
        texts = cls(language)
        if not folder.is_dir():
            texts.problems.append(f"{language}: there are no texts in this language")
            return texts
        for file in sorted(folder.iterdir(), key=lambda each: each.name):
            if file.name.endswith(".ftl"):
                texts._find(file)
        return texts

    def ids(self) -> frozenset[str]:
        return frozenset(self._written)

    def text(self, text_id: str, arguments: Mapping[str, str | int]) -> str:
        if text_id not in self._written:
            raise MissingText(f"{self._language}: {text_id} is missing")
        lacking = self._needed(text_id).difference(arguments)
        if lacking:
            raise MissingText(f"{self._language}: {text_id} needs {', '.join(sorted(lacking))}")
        pattern = self._bundle.get_message(text_id).value
        if pattern is None:
            raise MissingText(f"{self._language}: {text_id} says nothing")
        said, errors = self._bundle.format_pattern(pattern, dict(arguments))
        if errors:
            raise MissingText(f"{self._language}: {text_id} cannot be said: {type(errors[0]).__name__}")
        return str(said)

    def unsayable(self) -> Iterator[str]:
        """Every text is said once with all its arguments: one that speaks through an unknown text, or itself, fails."""
        for text_id in sorted(self._written):
            try:
                self.text(text_id, dict.fromkeys(self._needed(text_id), 1))
            except MissingText as problem:
                yield str(problem)
            except RecursionError:
                yield f"{self._language}: {text_id} cannot be said: it speaks through itself"

    def _find(self, file: Traversable) -> None:
        where = f"{self._language}/{file.name}"
        for entry in _ENTRY.split(file.read_text(encoding="utf-8")):
            named = _NAMED.match(entry)
            if named is None:
                if entry.strip() and not entry.startswith("#"):
                    self.problems.append(f"{where}: cannot be read at “{entry.strip()[:60]}”")
            elif named[1] in self._written:
                self.problems.append(f"{where}: {named[1]} is there twice")
            else:
                self._written[named[1]] = _Written(where=where, text=entry)

    def _read(self, text_id: str) -> "_Parts":
        """What a text is put together from; from now on the bundle can say it."""
        if text_id not in self._parts:
            written = self._written[text_id]
            resource = FluentResource(written.text)
            if any(isinstance(entry, ast.Junk) for entry in resource.body):
                first = written.text.partition("\n")[0]
                raise MissingText(f"{written.where}: cannot be read at “{first[:60]}”")
            parts = _Parts()
            for entry in resource.body:
                parts.visit(entry)
            self._bundle.add_resource(resource)
            self._parts[text_id] = parts
        return self._parts[text_id]

    def _needed(self, text_id: str) -> frozenset[str]:
        if text_id not in self._needs:
            self._needs[text_id] = self._needed_by(text_id, frozenset())
        return self._needs[text_id]

    def _needed_by(self, text_id: str, above: frozenset[str]) -> frozenset[str]:
        """The arguments a text needs, also those of the texts it speaks through."""
        if text_id in above or text_id not in self._written:
            return frozenset()
        parts = self._read(text_id)
        return parts.arguments.union(*(self._needed_by(other, above | {text_id}) for other in parts.texts))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Written:
    """A text as it stands in its file."""

    where: str
    text: str


class _Parts(Visitor):
    """What a text is put together from anywhere in it, also in a variant that is seldom chosen."""

    def __init__(self) -> None:
        self.arguments: frozenset[str] = frozenset()
        self.texts: frozenset[str] = frozenset()

    def visit_VariableReference(self, node: Any) -> None:  # noqa: N802 - the visitor's own naming
        self.arguments |= {node.id.name}

    def visit_MessageReference(self, node: Any) -> None:  # noqa: N802
        self.texts |= {node.id.name}


def _refuse(lines: list[str]) -> None:
    if lines:
        raise MissingText("; ".join(lines))
