"""Every sentence that anyone can see, by its id, in every language Doorstep offers (Fluent files beside this one).

Rules: a text that is missing in one language, is written twice or cannot be read stops the start. A text that is asked
for without one of its arguments raises: half a sentence is never shown. Nothing is escaped here; a page does that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Self

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from flows.vocabulary import Audience, Language


class MissingText(Exception):
    """A text, or an argument that a text needs, is not there; the message names every one of them."""


class Wording:
    """All texts in all languages offered."""

    def __init__(self, texts: Mapping[Language, "_Texts"]) -> None:
        self._texts = texts

    @classmethod
    def load(cls, languages: tuple[Language, ...], *, folder: Traversable | None = None) -> Self:
        """Read every `<language>/*.ftl`; raises `MissingText` listing what is wrong or not in every language.

        Danish is always compared with, also when it is not offered: it is the language the texts are written in first.
        """
        root = folder or resources.files(__name__)
        compared = dict.fromkeys((Language.DANISH, *languages))
        texts = {language: _Texts.read(root.joinpath(language), language) for language in compared}
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
    """The texts of one language, with the arguments each needs."""

    def __init__(self, language: Language) -> None:
        self._language = language
        # Isolating marks are invisible characters around each argument: needed in right-to-left languages alone.
        self._bundle = FluentBundle([str(language)], use_isolating=False)
        self._parts: dict[str, _Parts] = {}
        self._needs: dict[str, frozenset[str]] = {}
        self.problems: list[str] = []

    @classmethod
    def read(cls, folder: Traversable, language: Language) -> "_Texts":
        texts = cls(language)
        if not folder.is_dir():
            texts.problems.append(f"{language}: there are no texts in this language")
            return texts
        for file in sorted(folder.iterdir(), key=lambda each: each.name):
            if file.name.endswith(".ftl"):
                texts._add(file)
        texts._needs = {text_id: texts._needed_by(text_id, frozenset()) for text_id in texts._parts}
        texts.problems += texts._unsayable()
        return texts

    def ids(self) -> frozenset[str]:
        return frozenset(self._needs)

    def text(self, text_id: str, arguments: Mapping[str, str | int]) -> str:
        if text_id not in self._needs:
            raise MissingText(f"{self._language}: {text_id} is missing")
        lacking = self._needs[text_id].difference(arguments)
        if lacking:
            raise MissingText(f"{self._language}: {text_id} needs {', '.join(sorted(lacking))}")
        pattern = self._bundle.get_message(text_id).value
        if pattern is None:
            raise MissingText(f"{self._language}: {text_id} says nothing")
        said, errors = self._bundle.format_pattern(pattern, dict(arguments))
        if errors:
            raise MissingText(f"{self._language}: {text_id} cannot be said: {type(errors[0]).__name__}")
        return str(said)

    def _add(self, file: Traversable) -> None:
        resource = FluentResource(file.read_text(encoding="utf-8"))
        where = f"{self._language}/{file.name}"
        for entry in resource.body:
            match entry:
                case ast.Junk():
                    first = (entry.content or "").strip().partition("\n")[0]
                    self.problems.append(f"{where}: cannot be read at “{first[:60]}”")
                case ast.Message():
                    if entry.id.name in self._parts:
                        self.problems.append(f"{where}: {entry.id.name} is there twice")
                    parts = self._parts[entry.id.name] = _Parts()
                    parts.visit(entry)
        self._bundle.add_resource(resource, allow_overrides=True)

    def _needed_by(self, text_id: str, above: frozenset[str]) -> frozenset[str]:
        """The arguments a text needs, also those of the texts it speaks through."""
        if text_id in above or text_id not in self._parts:
            return frozenset()
        parts = self._parts[text_id]
        return parts.arguments.union(*(self._needed_by(other, above | {text_id}) for other in parts.texts))

    def _unsayable(self) -> Iterator[str]:
        """Every text is said once with all its arguments: one that speaks through an unknown text, or itself, fails."""
        for text_id, needs in sorted(self._needs.items()):
            try:
                self.text(text_id, dict.fromkeys(needs, 1))
            except MissingText as problem:
                yield str(problem)
            except RecursionError:
                yield f"{self._language}: {text_id} cannot be said: it speaks through itself"


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
