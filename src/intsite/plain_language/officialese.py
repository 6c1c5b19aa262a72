"""Words of offices that have an everyday word beside them: in the glossary, and in `officialese.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from intsite.glossary import Glossary
from intsite.pages.inflections import stem
from intsite.plain_language.texts import Sentence, Text
from intsite.problems import Problem, problem

_PART = re.compile(r"[^\W_]+")
_HYPHENS = "-‑"
_Stems = tuple[str, ...]


class _Everyday(NamedTuple):
    """A word of offices in plain words."""

    word: str
    plain: str

    def is_in(self, written: str) -> bool:
        """Whether it is no other word of the same stem: `Zweck` is not `zwecks`."""
        pairs = zip(_PART.findall(written.casefold()), _PART.findall(self.word.casefold()), strict=True)
        return all(one.startswith(own) for one, own in pairs)


class Officialese:
    """Finds the words of one language."""

    def __init__(self, language: str, glossary: Glossary) -> None:
        self._language = language
        base = language.partition("-")[0]
        general = {self._stems(word): _Everyday(word, plain) for word, plain in _general().get(base, {}).items()}
        terms = [terms for one in glossary.concepts for tag, terms in one.terms.items() if tag in {base, language}]
        of_concepts = {self._stems(word): _Everyday("", one.preferred) for one in terms for word in one.official}
        self._everyday = {**general, **{stems: found for stems, found in of_concepts.items() if found.plain}}
        self._longest = max(map(len, self._everyday), default=0)

    def find(self, text: Text) -> Iterator[Problem]:
        """Each such word, unless the text has the term of the glossary, too: then it explains it."""
        said = {stems for sentence in text.sentences for stems, _, _ in self._groups(sentence)}
        for sentence in text.sentences:
            behind = 0
            for stems, start, end in self._groups(sentence):
                found = self._everyday.get(stems)
                written = sentence.text[start:end]
                if found is None or start < behind:
                    continue
                is_explained = not found.word and self._stems(found.plain) in said
                if is_explained or (found.word and not found.is_in(written)):
                    continue
                behind = end
                span = sentence.span(sentence.start + start, len(written))
                yield problem("officialese", span, word=written, plain=found.plain)

    def _stems(self, text: str) -> _Stems:
        return tuple(stem(part, self._language) for part in _PART.findall(text))

    def _groups(self, sentence: Sentence) -> Iterator[tuple[_Stems, int, int]]:
        """Words that stand next to each other, the most at once first; none is a part of a longer word."""
        text = sentence.text
        parts = list(_PART.finditer(text))
        near = [other.start() - one.end() <= 2 for one, other in pairwise(parts)]  # noqa: PLR2004  `i. d. R.`
        stems = [stem(part[0], self._language) for part in parts]
        for first in range(len(parts)):
            start = parts[first].start()
            for behind in range(min(first + self._longest, len(parts)), first, -1):
                end = parts[behind - 1].end()
                is_part = text[start - 1 : start] in {*_HYPHENS} or text[end : end + 1] in {*_HYPHENS}
                if all(near[first : behind - 1]) and not is_part:
                    yield tuple(stems[first:behind]), start, end


@functools.cache
def _general() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("officialese.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
