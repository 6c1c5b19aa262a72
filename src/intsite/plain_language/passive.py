"""Sentences that do not say who acts, in German and English.

In other languages the form cannot be told without knowing every verb: French `est arrivé` is no passive, Russian and
Turkish verbs on `-ся` and `-il` are often none. So nothing is said there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from intsite.plain_language.texts import EASY, Text
from intsite.problems import Problem, problem

_CLAUSE = re.compile(r"[^,;:()–—]+")
_WERDEN = re.compile(r"\b(?:werden?|wird|wurden?|worden|würden?)\b", re.IGNORECASE)
_APART = (
    "ab|an|auf|aus|bei|dar|durch|ein|fest|fort|frei|her|heraus|hin|hinzu|hoch|los|mit|nach|nieder|statt|teil|um|unter|"
    "vor|voraus|weg|weiter|wieder|zu|zurück|zusammen|über"
)
_PARTICIPLE = re.compile(
    rf"\b(?:{_APART})?(?:ge[a-zäöüß]{{2,}}(?:t|en)|(?:be|emp|ent|er|miss|ver|zer)[a-zäöüß]{{2,}}t)\b"
    r"|\b(?:über|unter|wider|wieder)(?!haupt)[a-zäöüß]{3,}t\b"
    r"|\b[a-zäöüß]{3,}iert\b"
    r"|\b[a-zäöüß]*(?:schrieben|wiesen|sprochen|nommen|schoben|schlossen|boten|zogen|hoben|schieden|funden|bunden|"
    r"griffen|worben|brochen|standen|messen|geben)\b"
)
"""What a past participle looks like; where the infinitive looks the same, as in `erhalten`, nothing can be said."""
_NO_PARTICIPLES = frozenset({
    "geben", "gehen", "gelten", "gehören", "gewinnen", "genießen", "gelingen", "geschehen", "gestalten", "gewähren",
    "gefallen", "gebrauchen", "genügen", "gestatten", "gelangen", "geraten", "gewöhnen", "genesen", "gedeihen",
    "gebären", "gesamt", "gesund", "gerecht", "bereit", "bekannt", "beliebt", "bestimmt", "bewusst", "ernst",
    "vermehrt", "verliebt", "messen", "angeben", "ausgeben", "abgeben", "weitergeben", "zurückgeben", "vergeben",
    "ergeben", "umgeben", "übergeben", "begeben", "aufgeben", "zugeben", "herausgeben", "nachgeben", "vorgeben",
    "eingeben", "durchgeben", "mitgeben",
})  # fmt: skip
"""Infinitives and adjectives of the same look."""
_ENGLISH = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)\s+(?:(?:not|also|only|always|often|usually|never|then|now|still|being|been)\s+"
    r"|[a-z]+ly\s+)*(?P<verb>[a-z]+(?<!e)ed|agreed|guaranteed|given|taken|made|done|paid|sent|told|held|kept|brought|bought|"
    r"found|chosen|written|spoken|shown|seen|known|drawn|built|taught|sold|left|lost|met|read|said|understood)\b",
    re.IGNORECASE,
)
_ENGLISH_ADJECTIVES = frozenset({
    "interested", "married", "divorced", "separated", "tired", "used", "worried", "pleased", "excited", "retired",
    "disabled", "qualified", "experienced", "limited", "closed", "supposed", "bored", "scared", "frightened",
    "crowded", "detailed", "unemployed", "related", "scheduled", "mixed", "red",
})  # fmt: skip


def passive(text: Text, language: str) -> Iterator[Problem]:
    """Each passive of a text."""
    find = {"de": _german, "en": _english}.get(language.partition("-")[0], _nothing)
    code = "easy-passive" if language == EASY else "passive-voice"
    for sentence in text.sentences:
        for start, end in find(sentence.text):
            written = sentence.text[start:end]
            yield problem(code, sentence.span(sentence.start + start, len(written)), written=written)


def _nothing(_text: str) -> Iterator[tuple[int, int]]:
    return iter(())


def _german(text: str) -> Iterator[tuple[int, int]]:
    for clause in _CLAUSE.finditer(text):
        werden = _WERDEN.search(clause[0])
        if werden is None:
            continue
        for found in _PARTICIPLE.finditer(clause[0]):
            if found[0] not in _NO_PARTICIPLES:
                start, end = min(werden.start(), found.start()), max(werden.end(), found.end())
                yield clause.start() + start, clause.start() + end
                break


def _english(text: str) -> Iterator[tuple[int, int]]:
    for found in _ENGLISH.finditer(text):
        if found["verb"].lower() not in _ENGLISH_ADJECTIVES:
            yield found.span()
