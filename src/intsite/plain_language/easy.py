"""Leichte Sprache: what the law's annex asks for, as far as the look of words can tell.

Anlage 2 Teil 2 BITV 2.0 (https://www.gesetze-im-internet.de/bitv_2_0/anlage_2.html) tells to avoid abbreviations,
subjunctive, passive and genitive and to write short sentences; one statement a sentence is the common rule of the trade
(DIN SPEC 33429). Not found are genitives that look like other cases (`der Kinder`), and clauses without a conjunction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from intsite.plain_language.texts import EASY, Text
from intsite.problems import Problem, problem

_RULES = (
    (
        "easy-genitive",
        re.compile(
            r"\b(?:[Dd]es|(?:[Ee]in|[Mm]ein|[Dd]ein|[Ss]ein|[Ii]hr|[Uu]nser|[Kk]ein)es)(?:\s[a-zäöüß]+en)?"
            r"\s[A-ZÄÖÜ][\wäöüß-]*(?:s|en)\b"
        ),
    ),
    (
        "easy-subjunctive",
        re.compile(r"\b(?:[Ww]ürde|[Kk]önnte|[Hh]ätte|[Ww]äre|[Mm]üsste|[Dd]ürfte|[Ss]ollte)(?:n|st|t)?\b"),
    ),
    (
        "easy-abbreviation",
        re.compile(
            r"\b(?:[zZ]\.\s?B\.|[dD]\.\s?h\.|[uU]\.\s?a\.|[iI]\.\s?d\.\s?R\.|usw\.|etc\.|ggf\.|bzw\.|evtl\.|inkl\.|ca\.|"
            r"Nr\.|Tel\.|Std\.|Str\.|Abs\.|max\.|mind\.)"
        ),
    ),
    (
        "easy-clause",
        re.compile(
            r"(?<=, )(?:dass|weil|damit|obwohl|nachdem|bevor|sodass|indem|während|sobald|solange|falls|sofern|ob)\b"
        ),
    ),
)


def easy_language(text: Text, language: str) -> Iterator[Problem]:
    """What a text in Leichte Sprache should not have."""
    for sentence in text.sentences if language == EASY else ():
        for code, pattern in _RULES:
            for found in pattern.finditer(sentence.text):
                span = sentence.span(sentence.start + found.start(), len(found[0]))
                yield problem(code, span, written=found[0])
