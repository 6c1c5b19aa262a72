"""Search words that editors typed at the end of a text."""

from __future__ import annotations

import re

_LINE = re.compile(
    r"(?:Schlagw(?:orte?|örter)|Stichw(?:orte?|örter)|Suchbegriffe?|Suchw(?:orte?|örter)|Key ?words?|"
    r"Search (?:keywords?|words?|terms?)|Mots[- ]clés|Palabras clave|Parole chiave|Anahtar kelimeler|"
    r"Słowa kluczowe|Cuvinte cheie|Ключові слова|Ключевые слова|الكلمات المفتاحية|کلمات کلیدی)\s*:\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)


def in_line(text: str) -> tuple[str, ...] | None:
    """The words that a paragraph like `Schlagworte: Miete, Wohnung` lists; None for any other paragraph."""
    found = _LINE.fullmatch(text)
    return tuple(filter(None, (word.strip() for word in re.split(r"[,;\n]", found[1])))) if found else None
