"""Whether a translation says what the glossary says: afterwards, since words put in before would stand uninflected."""

from __future__ import annotations

from collections.abc import Iterator

from intsite.glossary import Glossary
from intsite.translations.exchange.terms import Terms, stems


class Wording:
    """The glossary for one pair of languages."""

    def __init__(self, glossary: Glossary, source: str, language: str) -> None:
        self._terms = Terms(glossary, source, language)
        self._language = language

    def missing(self, original: str, translation: str) -> Iterator[tuple[str, str]]:
        """Terms of the original, each with the words for it that the translation lacks, in whatever form."""
        there = stems(translation, self._language)
        for written, translated in self._terms.within(original):
            if not all(any(part in word for word in there) for part in stems(translated, self._language)):
                yield written, translated
