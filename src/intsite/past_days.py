"""Days in running text that have passed: a deadline of last year helps nobody."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress

from msgspec import Struct

from intsite.connections import Key
from intsite.markdown import Document, render
from intsite.parse import Entry, Words
from intsite.resolve import Site
from intsite.source import Scalar, parse_words, read_text

_SINCE = {
    "de": r"(?:seit|vom)(?: dem)?",
    "en": r"(?:since|from)",
    "fr": r"(?:depuis(?: le)?|dès le|du)",
    "tr": "",
    "ru": r"(?:со?|от)",
    "uk": r"(?:з|із|від)",
    "ar": r"(?:منذ|من)",
    "fa": r"(?:از)",
    "ti": r"(?:ካብ)",
    "ps": r"(?:له)",
    "vi": r"(?:từ|kể từ)(?: ngày)?",
}
"""Words before a day on which something began: such a day may pass."""
_SINCE_BEHIND = {"tr": r"(?:['’]?(?:den|dan|ten|tan)|\s+tarihinden)", "ti": r"\s*ጀሚሩ", "ps": r"\s*راهیسې"}
_UNTIL = {
    "de": r"(?:bis|spätestens)(?: ende| mitte| anfang)?",
    "en": r"(?:until|till|by|before)(?: the end of)?",
    "fr": r"(?:jusqu['’](?:en|à|au)|avant|fin)",
    "ru": r"(?:до|к)(?: конца)?",
    "uk": r"(?:до|по)(?: кінця)?",
    "ar": r"(?:حتى|قبل)(?: نهاية)?",
    "fa": r"(?:تا)(?: پایان)?",
    "ti": r"(?:ክሳብ)",
    "ps": r"(?:تر)",
    "vi": r"(?:đến|trước)(?: hết)?",
}
"""Words before a month with which something ends; a month without such a word tells of what was."""
_UNTIL_BEHIND = {"tr": r"(?:['’]\w+)?\s+(?:sonuna\s+)?kadar"}
_NUMBERS = (
    r"(?<!\d)(?P<day>\d{1,2})(?P<dot>[./])\s?(?P<month>\d{1,2})(?P=dot)\s?(?P<year>\d{4})(?!\d)",
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
)
_WITH_NAME = (
    r"(?<!\d)(?P<day>\d{1,2})(?:\.|er|st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?P<name>%s)\.?,?\s+(?P<year>\d{4})(?!\d)",
    r"(?<!\w)(?P<name>%s)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})(?!\d)",
    r"(?<![\w.])(?<!\d\s)(?P<name>%s)\.?\s+(?P<year>\d{4})(?!\d)",
)
"""A day with a month in letters; the last form is a whole month, which passes with its last day."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
"""Stands in all of them."""


class PastDay(Struct, frozen=True, kw_only=True):
    """A day that a text names and that has passed."""

    key: Key
    path: str
    line: int
    """1-based; 0 where the text stands in the file in other characters."""
    day: dt.date
    written: str
    sentence: str
    """The words around it."""


def past_days(site: Site) -> Iterator[PastDay]:
    """What editors should look at, entry by entry; kinds whose entries expire tell of the past and are left out."""
    months = {language: catalog.months() for language, catalog in site.catalogs.items()}
    for key, entry in site.entries.items():
        if not site.kinds[key[0]].expires:
            yield from _in_entry(site, entry, months)


def _in_entry(site: Site, entry: Entry, months: Mapping[str, Mapping[str, int]]) -> Iterator[PastDay]:
    for words in entry.words.values():
        names = months.get(words.language, {})
        file, _ = read_text(site.config.root / words.path, words.path)
        for block in (block for text in _texts(file, words) for block in text.split("\n")):
            for day, start, end in days(block, words.language, names):
                if day < site.today:
                    written = block[start:end]
                    sentence = block[max(0, start - 60) : end + 60].strip()
                    line = _line(file, written)
                    yield PastDay(
                        key=entry.key, path=words.path, line=line, day=day, written=written, sentence=sentence
                    )


def _texts(file: str, words: Words) -> Iterator[str]:
    """What a words file says that may name a day, without markup and one block a line."""
    if not _YEAR.search(file):
        return
    split, _ = parse_words(file, words.path)
    longer = (
        node.text
        for key, node in split.front
        if isinstance(node, Scalar) and isinstance(words.fields.get(key.text), Document)
    )
    yield words.summary
    for text in (split.body, *longer):
        yield render(text, path=words.path, first_line=1, kinds=frozenset())[0].text


def days(text: str, language: str, months: Mapping[str, int]) -> Iterator[tuple[dt.date, int, int]]:
    """Each day in a text with its place, but for those since which something holds.

    `months` are the names of months in the language. Digits may be those of any script.
    """
    plain = "".join(_western(character) for character in text).lower()
    base = language.partition("-")[0]
    taken: list[range] = []
    for pattern in _patterns(tuple(months)):
        for found in pattern.finditer(plain):
            if any(found.start() in one or one.start in range(*found.span()) for one in taken):
                continue
            day = _day(found, months)
            if day is None:
                continue
            taken.append(range(*found.span()))
            before, behind = _SINCE.get(base, ""), _SINCE_BEHIND.get(base, "")
            if before and re.search(rf"(?<!\w){before}\s+(?:[^\W\d]+,?\s+)?$", plain[: found.start()]):
                continue
            if behind and re.match(behind, plain[found.end() :]):
                continue
            if "day" not in found.groupdict() and not _is_end(base, plain[: found.start()], plain[found.end() :]):
                continue
            yield day, found.start(), found.end()


@functools.cache
def _patterns(months: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """What a day looks like in a language with these names of months."""
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True)) or "(?!)"
    return tuple(re.compile(pattern) for pattern in (*_NUMBERS, *(form % names for form in _WITH_NAME)))


def _is_end(language: str, before: str, behind: str) -> bool:
    until, until_behind = _UNTIL.get(language), _UNTIL_BEHIND.get(language)
    if until and re.search(rf"(?<!\w){until}\s+$", before):
        return True
    return bool(until_behind and re.match(until_behind, behind))


def _day(found: re.Match[str], months: Mapping[str, int]) -> dt.date | None:
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else months[parts["name"]]
    year = int(parts["year"])
    with suppress(ValueError, calendar.IllegalMonthError):
        return dt.date(year, month, int(parts["day"]) if parts.get("day") else calendar.monthrange(year, month)[1])
    return None


def _western(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _line(file: str, written: str) -> int:
    return next((number for number, line in enumerate(file.split("\n"), start=1) if written in line), 0)
