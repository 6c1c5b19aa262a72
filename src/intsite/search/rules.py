"""How the search reads words: one table of rules per language, applied alike here and in the reader's browser.

The tables are `languages/<tag>.toml`; `templates/components/search/words.mjs` does the same with the same tables, which
travel with the index. What is written here in Python must be written there, and `tests/test_search_words.py` compares.
"""

from __future__ import annotations

import functools
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

from msgspec import Struct

_COMMON = "common"
_WORDS = re.compile(r"[^\W_]+")


@functools.cache
def _marks() -> dict[int, str | None]:
    """Accents and the like, by their codes, for `str.translate`; that takes a tenth of a second to find out."""
    codes = range(sys.maxunicode + 1)
    return dict.fromkeys(code for code in codes if unicodedata.category(chr(code)).startswith("M"))


@functools.cache
def tables() -> Mapping[str, Mapping[str, Any]]:
    """The tables by language as they are written; `common` holds for all."""
    folder = resources.files("intsite.search") / "languages"
    found = {file.name.removesuffix(".toml"): file for file in folder.iterdir() if file.name.endswith(".toml")}
    return {name: tomllib.loads(found[name].read_text(encoding="utf-8")) for name in sorted(found)}


@functools.cache
def of_language(language: str) -> Rules:
    """The rules of a language, or of the one it is a variant of (`de` for `de-simple`); without, the common ones."""
    known = tables()
    return Rules(known[_COMMON], known.get(language) or known.get(language.split("-", maxsplit=1)[0]) or {})


class _Step(Struct, frozen=True):
    """Endings of which the longest is taken away, and what is put in their place."""

    least: int
    """How many letters stay."""
    endings: Mapping[str, str]
    longest: int


class Rules:
    """The rules of one language."""

    def __init__(self, common: Mapping[str, Any], own: Mapping[str, Any]) -> None:
        self.script: str = own.get("script", "")
        self._letters = _marks() | dict(zip(map(ord, common["letters"]), common["same-as"], strict=True))
        self._folds = [(re.compile(pattern), instead) for pattern, instead in (*common["fold"], *own.get("fold", ()))]
        self._prefixes = [_step(row) for row in own.get("prefixes", ())]
        self._steps = [_step(row) for row in own.get("steps", ())]
        self.stop = frozenset(word for text in own.get("stop", "").split() for word in self.words(text))
        self.joints: tuple[str, ...] = ("", *own["joints"].split()) if "joints" in own else ()
        self._known: dict[str, str] = {}
        self.parts = frozenset(self.stem(word) for word in self.words(own.get("parts", "")))
        self.short = frozenset(self.stem(word) for word in self.words(own.get("short", "")))

    def words(self, text: str) -> list[str]:
        """The words of a text, comparable but whole: `Führer*innen` gives `fuhrerinnen`."""
        plain = unicodedata.normalize("NFKD", text.lower()).translate(self._letters)
        for pattern, instead in self._folds:
            plain = pattern.sub(instead, plain)
        return _WORDS.findall(plain)

    def stem(self, word: str) -> str:
        """One form for all forms of a word that `words` gave."""
        stem = self._known.get(word)
        if stem is None:
            stem = word
            for step in self._prefixes:
                stem = _without_prefix(stem, step)
            for step in self._steps:
                stem = _without_ending(stem, step)
            self._known[word] = stem
        return stem

    def stems(self, text: str) -> list[str]:
        """The stems of a text without the words that say nothing; of a text of only such words, all."""
        words = self.words(text)
        return [self.stem(word) for word in words if word not in self.stop] or [self.stem(word) for word in words]

    def split(self, word: str, known: Iterable[str] | Mapping[str, object]) -> list[str]:
        """The stems that a compound is made of, the fewest possible; empty for other words. `known` tells stems."""
        if not self.joints or len(word) < _COMPOUND:
            return []
        best: list[list[str] | None] = [None] * (len(word) + 1)
        for start in range(len(word) - _SHORT, -1, -1):
            best[start] = self._rest(word, start, known, best)
        parts = best[0]
        return parts if parts and len(parts) > 1 else []

    def _rest(
        self, word: str, start: int, known: Iterable[str] | Mapping[str, object], best: Sequence[list[str] | None]
    ) -> list[str] | None:
        """The parts of a word from a letter on."""
        found: list[str] | None = None
        last = self.stem(word[start:])
        if start and self.is_part(word[start:], last, known):
            return [last]
        for end in range(len(word) - _SHORT, start + _SHORT - 1, -1):
            part = word[start:end]
            if not self.is_part(part, part, known):
                continue
            for joint in self.joints:
                after = (
                    best[end + len(joint)] if word.startswith(joint, end) and end + len(joint) <= len(word) else None
                )
                if after and (found is None or len(after) + 1 < len(found)):
                    found = [part, *after]
        return found

    def is_part(self, word: str, stem: str, known: Iterable[str] | Mapping[str, object]) -> bool:
        """Whether a word of that stem can be a part of a compound."""
        is_long = len(stem) >= _LONG or stem in self.short
        is_known = stem in known or stem in self.parts
        return is_long and is_known and word not in self.stop and not stem.isdigit()


_COMPOUND = 8
"""Letters that a compound has at least."""
_LONG = 4
_SHORT = 3


def _step(row: Sequence[Any]) -> _Step:
    least, listed = row
    endings = {ending: instead for ending, _, instead in (item.partition(">") for item in listed.split())}
    return _Step(least, endings, max(map(len, endings)))


def _without_ending(word: str, step: _Step) -> str:
    for length in range(min(step.longest, len(word) - 1), 0, -1):
        instead = step.endings.get(word[-length:])
        if instead is not None and len(word) - length + len(instead) >= step.least:
            return word[:-length] + instead
    return word


def _without_prefix(word: str, step: _Step) -> str:
    for length in range(min(step.longest, len(word) - step.least), 0, -1):
        if word[:length] in step.endings:
            return word[length:]
    return word
