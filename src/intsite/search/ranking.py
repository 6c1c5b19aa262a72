"""How much each word says about each page: BM25 over weighted fields, worked out at build.

What a word adds to a page's score is `idf(word) * impact(word, page)`; the impact, from 0 to 31, is all that the
browser needs to know. https://doi.org/10.1561/1500000019 (the probabilistic relevance framework: BM25 and beyond)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from intsite.search import rules
from intsite.search.concepts import MARK, Lexicon
from intsite.search.documents import Document
from intsite.search.rules import Rules

STEPS = 31
"""The greatest impact."""

_SATURATION = 2.5
"""k1 of BM25: how soon more of the same word adds nothing. High, for the weights of fields multiply what is counted."""
_PART = 0.5
"""What a part of a compound counts."""


class _Field(Struct, frozen=True):
    weight: float
    length: float
    """b of BM25: how far longer texts count less for each word, from 0 to 1."""


_FIELDS = {
    "title": _Field(6.0, 0.4),
    "keywords": _Field(3.0, 0.3),
    "summary": _Field(2.0, 0.3),
    "headings": _Field(1.5, 0.5),
    "above": _Field(0.7, 0.3),
    "text": _Field(1.0, 0.7),
    "elsewhere": _Field(0.5, 0.3),
}


class Index(Struct, frozen=True):
    """The words of one language and what they say about its documents."""

    postings: Mapping[str, tuple[tuple[int, int], ...]]
    """Documents by number with the impact there, by term; terms in the order of their characters."""


def index(documents: Sequence[Document], lexicons: Mapping[str, Lexicon]) -> Index:
    """The terms of documents of one language."""
    if not documents:
        return Index({})
    fields = [_fields(document) for document in documents]
    own = rules.of_language(documents[0].language)
    known = {own.stem(word) for one in fields for texts in one.values() for words in texts for word in words[1]}
    reader = _Reader(own, documents[0].language, known, lexicons)
    counted = [{name: reader.count(texts) for name, texts in one.items()} for one in fields]
    usual = {
        name: sum(one[name][1] for one in counted) / max(1, sum(1 for one in counted if one[name][1]))
        for name in _FIELDS
    }
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, one in enumerate(counted):
        frequencies: dict[str, float] = defaultdict(float)
        for name, (terms, length) in one.items():
            field = _FIELDS[name]
            norm = 1 - field.length + field.length * length / max(1.0, usual[name])
            for term, count in terms.items():
                frequencies[term] += field.weight * count / norm
        for term, frequency in frequencies.items():
            impact = round(STEPS * frequency / (_SATURATION + frequency))
            if impact:
                postings[term].append((number, impact))
    return Index({term: tuple(postings[term]) for term in sorted(postings)})


_Words = tuple[str, list[str]]
"""A language and whole words in it."""


def _fields(document: Document) -> dict[str, list[_Words]]:
    """The words of a document by field."""
    language = document.language
    headings = [section.heading for section in document.sections]
    texts = [section.text for section in document.sections]
    listed: dict[str, Iterable[tuple[str, str]]] = {
        "title": [(language, document.title)],
        "keywords": [(language, keyword) for keyword in document.keywords],
        "summary": [(language, document.summary)],
        "headings": [(language, heading) for heading in headings],
        "above": [(language, title) for title in document.above],
        "text": [(language, text) for text in (*texts, document.kind, *(words for _, _, words, _ in document.facets))],
        "elsewhere": document.elsewhere,
    }
    return {name: [(tag, rules.of_language(tag).words(text)) for tag, text in found] for name, found in listed.items()}


class _Reader:
    """Counts the terms of texts."""

    def __init__(self, own: Rules, language: str, known: set[str], lexicons: Mapping[str, Lexicon]) -> None:
        self._own = own
        self._language = language
        self._known = known
        self._lexicons = lexicons
        self._parts: dict[str, tuple[str, ...]] = {}

    def count(self, texts: Sequence[_Words]) -> tuple[Mapping[str, float], int]:
        """How often each term occurs, parts of compounds less, and how many words there are."""
        counts: dict[str, float] = defaultdict(float)
        length = 0
        for language, words in texts:
            reading = rules.of_language(language)
            wanted = [word for word in words if word not in reading.stop]
            stems = [reading.stem(word) for word in wanted]
            length += len(stems)
            lexicon = self._lexicons.get(language.split("-")[0])
            for stem in stems:
                counts[stem] += 1
            for _, _, concepts in lexicon.find(stems) if lexicon else ():
                for concept in concepts:
                    counts[f"{MARK}{concept}"] += 1
            for word, stem in zip(wanted, stems, strict=True) if reading.joints else ():
                for part in self.parts(reading, word, stem):
                    counts[part] += _PART
                    for concept in lexicon.concepts.get(part, ()) if lexicon else ():
                        counts[f"{MARK}{concept}"] += _PART
        return counts, length

    def parts(self, reading: Rules, word: str, stem: str) -> tuple[str, ...]:
        """The parts of a compound and their parts."""
        found = self._parts.get(word)
        if found is None:
            found = tuple(part for part in dict.fromkeys(_all_parts(reading, word, self._known)) if part != stem)
            self._parts[word] = found
        return found


def _all_parts(reading: Rules, word: str, known: set[str]) -> Iterator[str]:
    for part in reading.split(word, known):
        yield part
        yield from _all_parts(reading, part, known)
