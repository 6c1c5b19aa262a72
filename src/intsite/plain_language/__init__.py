"""How easily a text is read: a figure where a published formula gives one, and advice on single places.

Advice is nothing that is wrong. It has a severity of its own, and only those see it who ask for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from intsite.connections import Key
from intsite.parse import Entry, Words
from intsite.plain_language.easy import easy_language
from intsite.plain_language.officialese import Officialese
from intsite.plain_language.passive import passive
from intsite.plain_language.readability import Figure, figure
from intsite.plain_language.sizes import long_sentences, long_words
from intsite.plain_language.texts import Text, read
from intsite.problems import Problem
from intsite.resolve import Site

__all__ = ["Figure", "Reader", "Reading", "readings"]


class Reading(Struct, frozen=True, kw_only=True):
    """What is said of one words file."""

    key: Key
    language: str
    path: str
    words: int
    sentences: int
    """Those that end like one; headings and cells of tables are none."""
    figure: Figure | None
    """None where there is no formula for the language or too little text for it."""
    advice: tuple[Problem, ...]

    @property
    def words_a_sentence(self) -> float:
        """On average; 0 without sentences."""
        return self.words / self.sentences if self.sentences else 0


class Reader:
    """Reads the texts of a site; what it knows of a language it learns once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._officialese: dict[str, Officialese] = {}

    def read(self, entry: Entry, words: Words) -> Reading:
        """One words file."""
        text = read(self._site.config.root, words)
        language = words.language
        if language not in self._officialese:
            self._officialese[language] = Officialese(language, self._site.glossary)
        running = [sentence for sentence in text.sentences if sentence.is_whole]
        return Reading(
            key=entry.key,
            language=language,
            path=words.path,
            words=sum(len(sentence.words) for sentence in running),
            sentences=len(running),
            figure=figure(running, language),
            advice=tuple(sorted(self._advice(text, language))),
        )

    def _advice(self, text: Text, language: str) -> Iterator[Problem]:
        yield from long_sentences(text, language)
        yield from long_words(text, language, self._site.glossary)
        yield from passive(text, language)
        yield from self._officialese[language].find(text)
        yield from easy_language(text, language)


def readings(site: Site, wanted: Callable[[Key, str], bool] = lambda _key, _language: True) -> Iterator[Reading]:
    """The words files of the site that readers see, of entries and languages that are `wanted`."""
    reader = Reader(site)
    for entry in site.entries.values():
        for words in entry.words.values():
            if wanted(entry.key, words.language):
                yield reader.read(entry, words)
