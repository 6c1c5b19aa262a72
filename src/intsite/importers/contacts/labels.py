"""Words and emoji that announce contact data at the start of a line, as icons do: `Tel.: 030 23125 100`."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from intsite import catalogs
from intsite.resources import shipped

_FIELDS = {
    "address": "address",
    "phones": "phone",
    "fax": "fax",
    "email": "email",
    "website": "website",
    "hours": "hours",
    "phone-hours": "hours",
}
"""What each field of an office is announced as; its names come from the interface texts, in all languages."""
_MORE = {
    "address": "anschrift|address|adresse",
    "phone": "tel|telefon(?:nummer)?|telephone(?: number)?|phone(?: number)?|fon|ruf|mobil(?:telefon)?|mobile|handy",
    "fax": "fax|telefax",
    "email": "e-?mail|mail",
    "website": "web|website|webseite|internet|homepage|www",
    "hours": "öffnungszeiten|sprechzeiten|servicezeiten|bürozeiten|opening hours|office hours",
}
_EMOJI = {
    "address": "📍📌🏠🏢🏛🏫",
    "phone": "📞☎📱✆🕿",
    "fax": "📠🖷",
    "email": "📧✉📩📨🖂",
    "website": "🌐💻🔗🖥",
    "hours": "🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛⏰🕰⌚",
}
_DATA = {
    "address": r".*\b\d{5}\b",
    "phone": r"[+(\d][\d\s()/.–-]{2,}",
    "fax": r"[+(\d][\d\s()/.–-]{2,}",
    "email": r"\S+@\S+",
    "website": r"https?:|www\.",
    "hours": r".*\d",
}
"""How what is announced begins; without it the words are only words."""


def announced(text: str) -> tuple[str, int]:
    """What the line announces, as `Line.mark` says it, and where that begins; nothing and 0 for other lines."""
    for mark, pattern in _patterns().items():
        found = pattern.match(text)
        if found:
            # The label of hours tells whose they are, and is left for those who read them.
            return mark, found.start() if mark == "hours" and found["label"] else found.end()
    return "", 0


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    names = {mark: {words} for mark, words in _MORE.items()}
    tags = catalogs.available((shipped("templates"),))
    found, _ = catalogs.load(tags, (shipped("templates"),), Path())
    for catalog in found.values():
        for field, mark in _FIELDS.items():
            word = catalog.optional(f"kinds.office.fields.{field}", "")
            names[mark] |= {re.escape(word)} if word else set()
    return {
        mark: re.compile(
            rf"\W*?(?:(?P<label>(?:{'|'.join(sorted(words, key=len, reverse=True))})(?:\s*[:：]|\.:?|(?=\s*[+(0-9])))"
            rf"|[{_EMOJI[mark]}]\ufe0f?:?)\s*(?={_DATA[mark]})",
            re.IGNORECASE,
        )
        for mark, words in names.items()
    }
