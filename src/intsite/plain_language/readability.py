"""How hard a text is, by the formula that has been published for its language; languages without one have no figure.

A formula counts, it does not understand: two texts of the same figure may be worlds apart. It is right on average of
running text of some length, and was made for texts of adults or pupils, not for Leichte Sprache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from intsite.plain_language.syllables import counter
from intsite.plain_language.texts import Sentence

SHORTEST = 100
"""Words that a text needs: Flesch took samples of a hundred."""
_LONG = 6
"""Letters, above which a word is long in Bamberger and Vanecek's sense."""
_SCHOOL = 10
"""Years that most have gone to school at least; what needs more is hard."""
_FAIRLY_DIFFICULT = 50
"""Below it Flesch calls a text difficult; the adapted formulas keep his scale."""


class _Counts(NamedTuple):
    """Of a whole text."""

    sentences: int
    letters: tuple[int, ...]
    """Of each word."""
    syllables: tuple[int, ...]
    """Of each word."""

    @property
    def words_a_sentence(self) -> float:
        return len(self.letters) / self.sentences

    @property
    def syllables_a_word(self) -> float:
        return sum(self.syllables) / len(self.syllables)

    def share(self, chosen: Iterable[bool]) -> float:
        """Per cent of the words."""
        return 100 * sum(chosen) / len(self.letters)


class Figure(Struct, frozen=True, kw_only=True):
    """What a formula gives for a text."""

    formula: str
    """Its name, as people look it up."""
    value: float
    is_hard: bool


class _Formula(NamedTuple):
    name: str
    calculate: Callable[[_Counts], float]
    by_school_year: bool = False
    """Whether it gives a year of school; otherwise 0 (very hard) to 100 (very easy)."""

    def is_hard(self, value: float) -> bool:
        """Whether many adults find it hard."""
        return value > _SCHOOL if self.by_school_year else value < _FAIRLY_DIFFICULT


def _vienna(text: _Counts) -> float:
    """R. Bamberger and E. Vanecek, Lesen – Verstehen – Lernen – Schreiben, 1984: the first formula.

    It gives the year of school for which a factual text is right, from 4 (easy) to 15.
    """
    return (
        0.1935 * text.share(count >= 3 for count in text.syllables)  # noqa: PLR2004  as published
        + 0.1672 * text.words_a_sentence
        + 0.1297 * text.share(count > _LONG for count in text.letters)
        - 0.0327 * text.share(count == 1 for count in text.syllables)
        - 0.875
    )


def _reading_ease(start: float, sentence: float, syllable: float) -> Callable[[_Counts], float]:
    """A formula in the manner of Flesch: from 0 (very hard) to 100 (very easy)."""
    return lambda text: start - sentence * text.words_a_sentence - syllable * text.syllables_a_word


FORMULAS = {
    "de": _Formula("1. Wiener Sachtextformel", _vienna, by_school_year=True),
    # R. Flesch, A new readability yardstick, Journal of Applied Psychology 32, 1948
    "en": _Formula("Flesch Reading Ease", _reading_ease(206.835, 1.015, 84.6)),
    # L. Kandel and A. Moles, Application de l’indice de Flesch à la langue française, 1958
    "fr": _Formula("Kandel–Moles", _reading_ease(207, 1.015, 73.6)),
    # I. V. Oborneva, 2006, from comparing texts in Russian and English
    "ru": _Formula("Flesch–Oborneva", _reading_ease(206.835, 1.3, 60.1)),
    # E. Ateşman, Türkçede okunabilirliğin ölçülmesi, 1997
    "tr": _Formula("Ateşman", _reading_ease(198.825, 2.610, 40.175)),
}
"""By language. Ukrainian, Arabic, Persian, Tigrinya, Pashto and Vietnamese have none: those proposed need vowels that
are not written, or segmentation, or have not been tried on readers."""


def figure(sentences: Sequence[Sentence], language: str) -> Figure | None:
    """The figure of running text; None without a formula or with too little text."""
    formula = FORMULAS.get(language.partition("-")[0])
    words = [word.text for sentence in sentences for word in sentence.words if any(map(str.isalpha, word.text))]
    if formula is None or len(words) < SHORTEST:
        return None
    count = counter(language)
    text = _Counts(
        sentences=len(sentences),
        letters=tuple(sum(map(str.isalpha, word)) for word in words),
        syllables=tuple(map(count, words)),
    )
    value = round(formula.calculate(text), 1)
    return Figure(formula=formula.name, value=value, is_hard=formula.is_hard(value))
