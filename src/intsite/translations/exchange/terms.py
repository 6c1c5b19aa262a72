"""Words of the glossary in a text, with what the translation calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from intsite.glossary import Glossary
from intsite.pages.inflections import stem

_WORD = re.compile(r"\w+(?:[-‑·’']\w+)*")


class _Term(Struct, frozen=True, kw_only=True):
    stems: tuple[str, ...]
    written: str
    translated: str


class Terms:
    """The glossary for one pair of languages."""

    def __init__(self, glossary: Glossary, language: str, wanted: str) -> None:
        self._language = language
        self._by_start: dict[str, list[_Term]] = {}
        for concept in glossary.concepts:
            own, other = (concept.terms.get(tag) for tag in (language, wanted))
            if own is None or other is None or not other.preferred:
                continue
            for word in (own.preferred, *own.forms, *own.official, *own.abbreviations):
                parts = stems(word, language)
                if parts and word not in own.unexplained:
                    term = _Term(stems=parts, written=word, translated=other.preferred)
                    self._by_start.setdefault(parts[0], []).append(term)

    def within(self, text: str) -> Iterator[tuple[str, str]]:
        """Each term of a text once, as the glossary writes it, and in the other language."""
        there = stems(text, self._language)
        found: dict[str, str] = {}
        for position, first in enumerate(there):
            for term in self._by_start.get(first, ()):
                if there[position : position + len(term.stems)] == term.stems:
                    found.setdefault(term.translated, term.written)
        yield from ((written, translated) for translated, written in found.items())


def stems(text: str, language: str) -> tuple[str, ...]:
    """The words of a text without their endings."""
    return tuple(stem(word, language) for word in _WORD.findall(text))
