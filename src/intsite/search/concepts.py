"""What the glossary and the vocabularies call the same thing: synonyms, and a bridge between languages.

A concept is a term of the index like any word, under a name that no word can have (`#12`). A page that uses one of its
words in one language is found by every other word for it, in any language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources

from msgspec import Struct

from intsite.resolve import Site
from intsite.search import rules

MARK = "#"

Names = Mapping[str, Sequence[str]]
"""What a concept is called, by language."""


class Lexicon(Struct, frozen=True):
    """The words for all concepts in one language."""

    concepts: Mapping[str, tuple[int, ...]]
    """Numbers of concepts by the stems of a word or phrase, joined by spaces."""
    longest: int
    """Stems of the longest phrase."""

    def find(self, stems: Sequence[str]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Where words for concepts stand among stems: beginning, end, concepts; the longest phrase at each place."""
        for start in range(len(stems)):
            for end in range(min(len(stems), start + self.longest), start, -1):
                found = self.concepts.get(" ".join(stems[start:end]))
                if found:
                    yield start, end, found
                    break


def names(site: Site) -> tuple[Names, ...]:
    """What has names in several languages: concepts of the glossary first, terms of vocabularies, everyday words."""
    glossary: list[Names] = [
        {language: terms.all for language, terms in concept.terms.items()} for concept in site.glossary.concepts
    ]
    vocabularies: list[Names] = [
        {language or site.config.source: (label,) for language, label in term.labels.texts}
        for vocabulary in site.vocabularies.values()
        for term in vocabulary.terms
    ]
    return (*glossary, *vocabularies, *_everyday())


def _everyday() -> tuple[Names, ...]:
    """Words that need no explanation."""
    table = tomllib.loads(resources.files("intsite.search").joinpath("everyday.toml").read_text(encoding="utf-8"))
    return tuple(
        {language: tuple(words.split(", ")) for language, words in zip(table["languages"], row, strict=True)}
        for row in table["words"]
    )


def lexicons(concepts: Iterable[Names]) -> dict[str, Lexicon]:
    """The words for concepts by language; variants of a language (`de-simple`) count as that language."""
    by_language: dict[str, dict[str, dict[int, None]]] = {}
    for number, concept in enumerate(concepts):
        for tag, words in concept.items():
            language = tag.split("-")[0]
            own = rules.of_language(language)
            for word in words:
                stems = " ".join(own.stems(word))
                if stems:
                    by_language.setdefault(language, {}).setdefault(stems, {})[number] = None
    return {
        language: Lexicon(
            {stems: tuple(numbers) for stems, numbers in sorted(words.items())},
            max((stems.count(" ") + 1 for stems in words), default=0),
        )
        for language, words in by_language.items()
    }
