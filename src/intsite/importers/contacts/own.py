"""The text of a page that is an office itself: lines that only repeat its facts, which stand above the text, go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from intsite.importers.contacts.found import Place
from intsite.importers.letters import BREAK, MARKS, Letters, words
from intsite.importers.tidied import Passage

_LABEL = re.compile(
    r"\b(?:tel(?:efon|ephone)?|fon|phone|(?:tele)?fax|e-?mail|mail|web(?:site|seite)?|internet|homepage|www|https?|"
    r"adresse|address|anschrift|(?:öffnungs|sprech|service)zeiten|opening hours|uhr)\b",
    re.IGNORECASE,
)
"""Words that announce a fact and say nothing without it."""


def repeated(passage: Passage, places: Collection[Place]) -> tuple[tuple[Place, str], ...]:
    """The lines of a paragraph that hold nothing but the facts at `places`, each with the break after it.

    A fact that goes on in a line which says more stays whole, and what a heading or a colon announces stays.
    """
    letters = passage.letters
    lines = list(_lines(letters))
    covered = {number for place in places for number in range(place.start, place.end)}
    idle = {line for line in lines if any(n in covered for n in range(*line)) and _is_idle(letters, line, covered)}
    for place in places:
        touched = {line for line in lines if place.start < line[1] and line[0] < place.end}
        if not touched <= idle:
            idle -= touched
    for line, following in reversed(list(pairwise(lines))):
        if following in idle and _is_idle(letters, line, covered):
            idle.add(line)
    if passage.is_announced and len(idle) == len(lines):
        return ()
    return tuple(
        (
            Place(paragraph=passage.number, start=start, end=min(end + 1, len(letters))),
            words([pair for pair in letters[start:end] if pair[0] not in MARKS]).strip(),
        )
        for start, end in sorted(idle)
    )


def _lines(letters: Letters) -> Iterator[tuple[int, int]]:
    start = 0
    for number, (letter, _) in enumerate([*letters, (BREAK, None)]):
        if letter == BREAK:
            yield start, number
            start = number + 1


def _is_idle(letters: Letters, line: tuple[int, int], covered: Collection[int]) -> bool:
    left = "".join(" " if number in covered else letters[number][0] for number in range(*line))
    return not any(letter.isalnum() for letter in _LABEL.sub(" ", left))
