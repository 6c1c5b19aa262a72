"""Interface texts, and how each language writes dates, numbers, lists and the names of languages (CLDR, through Babel).

A language of the interface is one file `templates/locales/<tag>.yaml`. What it lacks comes from English, then German.
"""

from __future__ import annotations

import datetime as dt
import functools
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingOf
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time, get_day_names, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape
from msgspec import Struct

from intsite.kinds import display_path
from intsite.problems import Problem, Span, problem
from intsite.source import Mapping, Node, Scalar, parse_yaml, read_text

Message = str | tuple[tuple[str, str], ...]
"""A text, or pairs of CLDR plural category and text."""

FOLDER = "locales"
"""Where the interface texts lie, in a folder of templates."""
_KILO = 1000
_LAST_RESORTS = ("en", "de")
_TERRITORY = "DE"
"""Where the readers live: English dates are written as in Europe, not as in America."""
_RIGHT_TO_LEFT_SCRIPTS = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"}
_ZEROS = {
    "adlm": 0x1E950, "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966, "mymr": 0x1040, "tibt": 0x0F20,
}  # fmt: skip
"""Where the digits of a numbering system begin, for those that languages write by default (CLDR, numberingSystems)."""
_MONTHS_ALSO_AS_IN = {"ar": ("ar_SY", "ar_DZ"), "fa": ("fa_AF",)}
"""Languages that name months differently from country to country."""


class _Texts(Struct, frozen=True, kw_only=True):
    """What one locale file says."""

    messages: dict[str, Message]
    is_reviewed: bool
    name: str


Chain = tuple[_Texts, ...]
"""The texts of a language and of those that stand in for it, in their order."""


def texts_of(chain: Chain) -> object:
    """All that a catalog of the chain says; what stands in for nothing makes no difference."""
    together = {key: text for one in reversed(chain) for key, text in one.messages.items()}
    return [(one.name, one.is_reviewed, sorted(one.messages)) for one in chain[:1]], sorted(together.items())


class Catalog:
    """One language of the interface."""

    def __init__(self, language: str, chain: Chain) -> None:
        self.language = language
        self.locale = locale_of(language)
        self.direction = direction_of(language)
        self._chain = chain
        self.is_reviewed = bool(chain) and chain[0].is_reviewed
        """Whether a native speaker has read the interface texts."""

    @functools.cached_property
    def autonym(self) -> str:
        """The language's name in itself."""
        named = self._chain[0].name if self._chain else ""
        return named or autonym(self.language)

    def has(self, key: str) -> bool:
        """Whether any language of the chain has the message."""
        return any(key in texts.messages for texts in self._chain)

    def text(self, key: str, **arguments: object) -> str:
        """The message `key` with its placeholders filled; `count` chooses the plural form.

        With a value that is HTML the message is HTML too. A key that no language has raises `KeyError`: it is a
        mistake in a template.
        """
        for texts in self._chain:
            message = texts.messages.get(key)
            if message is not None:
                return self._fill(message, arguments) if arguments or not isinstance(message, str) else message
        raise KeyError(key)

    def _fill(self, message: Message, arguments: dict[str, object]) -> str:
        if not isinstance(message, str):
            forms = dict(message)
            count = arguments.get("count", 0)
            category = str(self.locale.plural_form(count if isinstance(count, (int, float)) else 0))
            message = forms.get(category) or forms.get("other") or next(iter(forms.values()))
        has_html = any(isinstance(value, Markup) for value in arguments.values())
        filled = escape(message) if has_html else message
        for name, value in arguments.items():
            shown = self.number(value) if isinstance(value, (int, float)) else str(value)
            filled = filled.replace("{" + name + "}", escape(value) if has_html else shown)
        return filled

    def optional(self, key: str, default: str) -> str:
        """The message `key` in exactly this language, otherwise `default`."""
        message = self._chain[0].messages.get(key) if self._chain else None
        return message if isinstance(message, str) and message else default

    def months(self) -> dict[str, int]:
        """Every name of a month in running text, long or short, in lower case without dots, and its number."""
        names: dict[str, int] = {}
        spoken_where: list[Locale | str] = [self.locale, *_MONTHS_ALSO_AS_IN.get(self.locale.language, ())]
        for locale in spoken_where:
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    named = get_month_names(width, context, Locale.parse(locale))
                    names |= {str(name).lower().rstrip("."): number for number, name in named.items()}
        return {name: number for name, number in names.items() if not name.isdecimal()}

    def numbering(self) -> str:
        """The digits that the language writes, as CLDR calls them: `latn`, or `arabext` in Persian."""
        name = str(self.locale.default_numbering_system)
        return name if name in _ZEROS else "latn"

    @functools.cached_property
    def _digits(self) -> dict[int, int]:
        zero = _ZEROS.get(self.numbering())
        return {ord("0") + value: zero + value for value in range(10)} if zero else {}

    def _in_digits(self, written: object) -> str:
        """What Babel writes, whose digits are always Latin, in those of the language."""
        return str(written).translate(self._digits)

    def date(self, value: dt.date, style: str = "long") -> str:
        """A date in a CLDR style: `full`, `long`, `medium` or `short`."""
        return self._in_digits(_date(value, style, self.locale))

    def month(self, value: dt.date) -> str:
        """Month and year."""
        first = dt.datetime(value.year, value.month, 1)  # noqa: DTZ001
        return self._in_digits(format_skeleton("yMMMM", first, locale=self.locale))

    def day_of_year(self, month: int, day: int) -> str:
        """Day and month."""
        of_leap_year = dt.datetime(2024, month, day)  # noqa: DTZ001
        return self._in_digits(format_skeleton("MMMMd", of_leap_year, locale=self.locale))

    def month_name(self, month: int) -> str:
        """A month by number, 1 to 12, standing alone."""
        return str(get_month_names("wide", "stand-alone", self.locale)[month])

    def datetime(self, value: dt.date) -> str:
        """A day with its weekday, and its time where it has one."""
        day = self.date(value, "full")
        return self.text("comma").join((day, self.time(value.time()))) if isinstance(value, dt.datetime) else day

    def time(self, value: dt.time) -> str:
        """A time of day, from 0 to 24 hours as everybody in the county writes it (CLDR, timeData of DE)."""
        return self._in_digits(_time(value, self.locale))

    def weekday(self, number: int, width: Literal["wide", "abbreviated", "narrow"] = "wide") -> str:
        """A weekday, 0 for Monday; `width` is `wide`, `abbreviated` or `narrow`."""
        return str(get_day_names(width, "stand-alone", self.locale)[number])

    def number(self, value: float) -> str:
        """A number with the language's digits and groups."""
        return self._in_digits(_number(value, self.locale))

    def filesize(self, size: int) -> str:
        """Bytes as `120 kB` or `1.2 MB`."""
        if size < _KILO * _KILO:
            return f"{self.number(max(1, round(size / _KILO)))} kB"
        return f"{self.number(round(size / _KILO / _KILO, 1))} MB"

    def list(self, items: Sequence[str]) -> str:
        """`a, b and c`."""
        return str(format_list(items, locale=self.locale))

    def language_name(self, tag: str) -> str:
        """The name of a language in this language; the tag itself where CLDR knows none."""
        subtags = _subtags(tag)
        names = self.locale.languages
        return str(names.get("_".join(subtags)) or names.get(subtags[0]) or autonym(tag) or tag)

    def sort_key(self, text: str) -> str:
        """A key that sorts titles of this language well enough for an index: letters without their marks, then with."""
        return _plain(text) + "\0" + text


@functools.lru_cache(maxsize=1 << 12)
def _date(value: dt.date, style: str, locale: Locale) -> str:
    return str(format_date(value, style, locale=locale))


@functools.lru_cache(maxsize=1 << 12)
def _time(value: dt.time, locale: Locale) -> str:
    return str(format_time(value, "HH:mm", locale=locale))


@functools.lru_cache(maxsize=1 << 12)
def _number(value: float, locale: Locale) -> str:
    return str(format_decimal(value, locale=locale, numbering_system="default"))


@functools.lru_cache(maxsize=1 << 14)
def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@functools.cache
def _subtags(language: str) -> tuple[str, ...]:
    """The parts of a tag, with the language as CLDR names it: `prs`, Dari, is `fa-AF` there."""
    first, *rest = language.split("-")
    return (*str(get_global("language_aliases").get(first, first)).split("_"), *rest)


@functools.cache
def locale_of(language: str) -> Locale:
    """The CLDR locale of a BCP 47 tag as used in Germany, or of the nearest tag CLDR knows; English in the end."""
    parts = list(_subtags(language))
    if len(parts) == 1:
        parts.append(_TERRITORY)
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale("en")


@functools.cache
def autonym(language: str) -> str:
    """The name of a language in itself; empty where CLDR has none."""
    try:
        locale = Locale.parse("-".join(_subtags(language)), sep="-")
    except (UnknownLocaleError, ValueError):
        return str(locale_of(language).get_language_name() or "") if "-" in language else ""
    return str(locale.get_language_name(locale) or "")


@functools.cache
def script_of(language: str) -> str:
    """The four-letter script of a language, such as `Arab`, by CLDR's likely subtags."""
    first, *rest = _subtags(language)
    for part in rest:
        if len(part) == 4 and part.isalpha():  # noqa: PLR2004  a script subtag has four letters (RFC 5646, 2.2.3)
            return part.title()
    known = get_global("likely_subtags")
    likely = str(known.get(f"{first}_{rest[0].upper()}" if rest else first) or known.get(first, ""))
    return likely.split("_")[1] if likely.count("_") else "Latn"


@functools.cache
def direction_of(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if script_of(language) in _RIGHT_TO_LEFT_SCRIPTS else "ltr"


def load(
    languages: Iterable[str], folders: Sequence[Path], root: Path
) -> tuple[dict[str, Catalog], tuple[Problem, ...]]:
    """The catalogs of `languages`; an earlier folder of `folders` (each a `templates`) wins file by file."""
    chains, problems = read_chains(languages, folders, root)
    return of_chains(chains), problems


def of_chains(chains: MappingOf[str, Chain]) -> dict[str, Catalog]:
    """A catalog for each language."""
    return {language: Catalog(language, chain) for language, chain in chains.items()}


def read_chains(
    languages: Iterable[str], folders: Sequence[Path], root: Path
) -> tuple[dict[str, Chain], tuple[Problem, ...]]:
    """What catalogs are made of, read from the files that `load` names."""
    problems: list[Problem] = []
    files: dict[str, Path] = {}
    for folder in folders:
        for file in sorted((folder / FOLDER).glob("*.yaml")):
            files.setdefault(file.stem, file)
    read: dict[str, _Texts] = {}

    def texts(tag: str) -> _Texts | None:
        if tag not in read and tag in files:
            read[tag] = _read(files[tag], root, problems)
        return read.get(tag)

    chains: dict[str, Chain] = {}
    for language in languages:
        if not files.keys() & {language, language.split("-")[0]}:
            problems.append(problem("no-interface-texts", Span(path="site.toml"), language=language))
        tags = dict.fromkeys((language, language.split("-")[0], *_LAST_RESORTS))
        chains[language] = tuple(found for tag in tags if (found := texts(tag)) is not None)
    return chains, tuple(problems)


def available(folders: Sequence[Path]) -> tuple[str, ...]:
    """The tags of all interface languages."""
    return tuple(sorted({file.stem for folder in folders for file in (folder / FOLDER).glob("*.yaml")}))


def _read(file: Path, root: Path, problems: list[Problem]) -> _Texts:
    path = display_path(file, root)
    text, found = read_text(file, path)
    problems += found
    top, found = parse_yaml(text, path)
    problems += found
    messages: dict[str, Message] = {}
    written = top.get("messages")
    if isinstance(written, Mapping):
        for key, node in written:
            message = _message(node)
            if message is not None:
                messages[key.text] = message
    kinds = top.get("kinds")
    if isinstance(kinds, Mapping):
        _flatten("kinds", kinds, messages)
    reviewed, name = top.get("reviewed"), top.get("name")
    return _Texts(
        messages=messages,
        is_reviewed=isinstance(reviewed, Scalar) and reviewed.text == "true",
        name=name.text if isinstance(name, Scalar) else "",
    )


def _message(node: Node) -> Message | None:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return tuple((key.text, value.text) for key, value in node if isinstance(value, Scalar))
    return ", ".join(item.text for item in node.items if isinstance(item, Scalar))


def _flatten(prefix: str, node: Mapping, messages: dict[str, Message]) -> None:
    """`kinds: {course: {one: Kurs}}` as the message `kinds.course.one`."""
    for key, value in node:
        name = f"{prefix}.{key.text}"
        if isinstance(value, Mapping):
            _flatten(name, value, messages)
        elif isinstance(value, Scalar):
            messages[name] = value.text
