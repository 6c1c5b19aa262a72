"""Reading aloud: the words of a finished page in sentences, and how to say what is written short.

Each sentence of the main content lies in spans of class `s`. Its first span has the id `s.1`, `s.2` and so on; where
an element begins or ends within the sentence, the next span has no id and goes on with it. All spans of a sentence are
in one language, that of the nearest `lang`. `data-say` holds what is spoken instead of what is written. Nothing else in
the page changes, and navigation, forms and what is hidden from view stay as they are.
"""

from __future__ import annotations

import datetime as dt
import functools
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from intsite.catalogs import Catalog
from intsite.sentences import ends, may_have_several

_MAIN = re.compile(r"<main\b[^>]*>")
_CUT = re.compile(r"\n(?=<(?:article|aside|dd|details|div|dl|dt|figure|h\d|li|ol|p|section|table|td|th|tr|ul)\b)")
"""Between two stretches of a page: before lines that begin with one of these, none of which stands in a sentence."""
_UNCUT = re.compile(r"<(?:!--|noscript|script|style|template|textarea)")
"""What may hold lines of that kind that are none of the page's: it stays whole then."""
_TOKEN = re.compile(
    r"(<!--.*?-->"
    r"|<(noscript|script|select|style|svg|template|textarea)\b.*?</\2>"
    r'|<[^>"]*+(?:"[^"]*+"[^>"]*+)*+>'
    r"|<)"
    r"([^<]*+)",
    re.DOTALL,
)
"""A tag, or what is no text for readers, and the text behind it. Put together, tokens are the page again."""
_TAG = re.compile(r"<(/?)(?!(?:noscript|script|select|style|svg|template|textarea)\b)([a-z][a-z0-9]*)")
_LANGUAGE = re.compile(r'\slang="([^"]*)"')
_SKIPPED = re.compile(
    r'\s(?:(?:data-read-skip|hidden)(?=[\s>=])|aria-hidden="true"|class="[^"]*\bvisually-hidden\b)',
)
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})  # fmt: skip
"""Elements within a sentence; all others begin and end one."""
_VOID = frozenset({
    "area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
_NEVER_READ = frozenset({"nav", "form", "search", "button", "label", "audio", "video", "iframe", "object"})

_CHARACTER = re.compile(r"&(?:#\w+|\w+);|.", re.DOTALL)
_SPACE = re.compile(r"\s")

_PHONE = r"(?P<phone>(?<![\w.,/+-])(?:\+|0)\d[\d ()/\u00a0-]{5,}\d(?![\w:]))"
_DATE = r"(?P<date>(?<![\d.])\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\d))"
_TIMES = r"(?P<times>(?<![\d:.])(?P<from>\d{1,2}:\d\d)(?:\s*[–-]\s*(?P<to>\d{1,2}:\d\d))?(?![\d:])(?:\s*%s)?)"
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_NOTHING = re.compile(r"(?!)")

_NUMBER = "\0"
"""Stands for the number of a sentence until the page is put together; HTML holds no such character."""

Piece: TypeAlias = tuple[str, str]
"""HTML of a text and what is said instead; empty: the text itself."""


class Voice:
    """How a language says what it writes short: times, dates, numbers of phones, abbreviations."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        short_forms = catalog.optional("say-abbreviations", "")
        self.texts = (short_forms, *(catalog.text(f"say-{key}") for key in ("hour", "time", "times")))
        """All that it takes from the interface of the language."""
        pairs = (pair.split("=") for pair in short_forms.split(";") if "=" in pair)
        self._abbreviations = {_SPACE.sub("", short): full.strip() for short, full in pairs}
        unit = catalog.text("say-hour").partition("{hour}")[2].strip()
        parts = [_PHONE, _DATE, _TIMES % re.escape(unit)]
        self._short = _NOTHING
        if self._abbreviations:
            longest_first = sorted(self._abbreviations, key=len, reverse=True)
            spaced = (re.escape(short).replace(r"\.", r"\.\s?").removesuffix(r"\s?") for short in longest_first)
            self._short = re.compile("|".join(spaced))
            parts.append(rf"(?P<short>(?<!\w)(?:{self._short.pattern})(?!\w))")
        # What begins otherwise is passed over quickly.
        initials = re.escape("".join(short[0] for short in self._abbreviations))
        self._pattern = re.compile(rf"(?=[+\d{initials}])(?:{'|'.join(parts)})")

    def pieces(self, text: str) -> Iterable[Piece]:
        """A text in pieces, with what is said for those that are said otherwise."""
        if _DIGIT.search(text) or self._short.search(text):
            return self._pieces(text)
        return ((text, ""),)

    def _pieces(self, text: str) -> Iterator[Piece]:
        position = 0
        for found in self._pattern.finditer(text):
            if position < found.start():
                yield text[position : found.start()], ""
            yield found[0], self._say(found)
            position = found.end()
        if position < len(text):
            yield text[position:], ""

    def _say(self, found: re.Match[str]) -> str:
        if found["phone"]:
            return dialled(found[0])
        if found["date"]:
            return self._date(found[0])
        if found["times"]:
            start, end = self._time(found["from"]), self._time(found["to"] or "")
            return self._catalog.text("say-times", **{"from": start, "to": end}) if end else start
        return self._abbreviations[_SPACE.sub("", found[0])]

    def _date(self, text: str) -> str:
        day, month, year = (int(number) for number in _DIGITS.findall(text))
        try:
            return self._catalog.date(dt.date(year, month, day))
        except ValueError:
            return ""

    def _time(self, text: str) -> str:
        hour, _, minute = text.partition(":")
        if not hour:
            return ""
        if int(minute):
            return self._catalog.text("say-time", time=f"{int(hour)}:{int(minute):02}")
        return self._catalog.text("say-hour", hour=str(int(hour)))


def dialled(number: str) -> str:
    """A number of a phone, digit by digit, with a pause between its groups."""
    groups = ", ".join(" ".join(group) for group in _DIGITS.findall(number))
    return f"+ {groups}" if number.lstrip().startswith("+") else groups


def voices_of(catalogs: Mapping[str, Catalog]) -> dict[str, Voice]:
    """How each language is read."""
    return {language: Voice(catalog) for language, catalog in catalogs.items()}


def mark(page: str, voices: Mapping[str, Voice]) -> str:
    """The page with its main content in sentences.

    It is cut into stretches, most of which stand on other pages, too, such as cards, labels and the text of an entry:
    what they look like with spans is known, but for the numbers of their sentences.
    """
    main = _MAIN.search(page)
    if main is None or _SKIPPED.search(main[0]):
        return page
    start, end = main.start(), page.rindex("</main>")
    content = page[start:end]
    language = _LANGUAGE.search(page)
    place = _outermost(language[1] if language else "", tuple(voices.items()))
    written = []
    for stretch in [content] if _UNCUT.search(content) else _CUT.split(content):
        marked, place = _marked(stretch, place)
        written.append(marked)
    first, *others = "\n".join(written).split(_NUMBER)
    numbered = [f"{number}{text}" for number, text in enumerate(others, 1)]
    return "".join((page[:start], first, *numbered, page[end:]))


class _Place(Struct, frozen=True, kw_only=True, eq=False):
    """What holds for a text.

    Most elements change nothing of it and make no place of their own. The same elements within one another are the
    same place, so that what is known of a stretch can be found by where it begins.
    """

    outer: _Place | None
    """Around the element that has made this one."""
    tag: str
    """Of that element; its end is the end of the place."""
    ends_sentence: bool
    """Whether a sentence ends with the element."""
    language: str
    voice: Voice | None
    """Of the language."""
    voices: Mapping[str, Voice]
    is_skipped: bool = False
    is_phone: bool = False


@functools.lru_cache
def _outermost(language: str, voices: tuple[tuple[str, Voice], ...]) -> _Place:
    """Where pages in a language begin."""
    every = dict(voices)
    return _Place(
        outer=None, tag="", ends_sentence=True, language=language, voice=_voice(every, language), voices=every
    )


@functools.lru_cache(maxsize=1 << 12)
def _within(outer: _Place, tag: str, language: str, *, ends_sentence: bool, is_skipped: bool, is_phone: bool) -> _Place:
    return _Place(
        outer=outer,
        tag=tag,
        ends_sentence=ends_sentence,
        language=language,
        voice=_voice(outer.voices, language),
        voices=outer.voices,
        is_skipped=outer.is_skipped or is_skipped,
        is_phone=outer.is_phone or is_phone,
    )


def _voice(voices: Mapping[str, Voice], language: str) -> Voice | None:
    return voices.get(language) or voices.get(language.partition("-")[0])


@functools.lru_cache(maxsize=1 << 12)
def _behind(place: _Place, tag: str) -> tuple[_Place, bool]:
    """The place behind a tag, and whether the sentence before it ends there."""
    found = _TAG.match(tag)
    if found is None:
        return place, False
    closes, name = found.groups()
    if closes:
        return (place.outer or place, place.ends_sentence) if name == place.tag else (place, name not in _INLINE)
    own = _LANGUAGE.search(tag)
    is_word = name == "button" and 'class="word"' in tag
    is_skipped = (name in _NEVER_READ and not is_word) or bool(_SKIPPED.search(tag))
    is_phone = 'href="tel:' in tag
    ends_sentence = not is_word and (name not in _INLINE or own is not None)
    # Within an element of the same name, so that its own end is told from that of the one around it.
    makes_place = own or is_word or is_skipped or is_phone or name == place.tag
    if name in _VOID or not makes_place:
        return place, ends_sentence
    language = (own and own[1]) or place.language
    inner = _within(place, name, language, ends_sentence=ends_sentence, is_skipped=is_skipped, is_phone=is_phone)
    return inner, ends_sentence


_Text: TypeAlias = tuple[str, bool]
"""A text, and whether it is a phone's number."""


@functools.lru_cache(maxsize=1 << 12)
def _marked(stretch: str, place: _Place) -> tuple[str, _Place]:
    """A stretch of a page with its sentences in spans, and the place where it ends; it begins in `place`."""
    written: list[str] = []
    unfinished: dict[int, _Text] = {}
    """Texts of the sentence that goes on, by their index among what is written."""
    for tag, _, text in _TOKEN.findall(stretch):
        behind, ends_sentence = _behind(place, tag)
        if ends_sentence and unfinished:
            _finish(written, unfinished, place)
        place = behind
        written.append(tag)
        if text and not place.is_skipped and (unfinished or not text.isspace()):
            unfinished[len(written)] = (text, place.is_phone)
        written.append(text)
    if unfinished:
        _finish(written, unfinished, place)
    return "".join(written), place


def _finish(written: list[str], unfinished: dict[int, _Text], place: _Place) -> None:
    """Put spans around the sentences of texts behind which one ends."""
    spans = _spans(tuple(unfinished.values()), place.language, place.voice)
    for index, text in zip(unfinished, spans, strict=True):
        written[index] = text
    unfinished.clear()


@functools.lru_cache(maxsize=1 << 12)
def _spans(texts: tuple[_Text, ...], language: str, voice: Voice | None) -> tuple[str, ...]:
    """Texts, one behind the other, with their sentences in spans; all over the site much is said again."""
    sentences = _sentences("".join([text for text, _ in texts]), language)
    spans: list[str] = []
    offset = 0
    for text, is_phone in texts:
        written: list[str] = []
        position = 0
        for start, end in sentences:
            first, last = max(start - offset, position), min(end - offset, len(text))
            if first >= last:
                continue
            written.append(text[position:first])
            named = f' id="s.{_NUMBER}"' if first + offset == start else ""
            for piece, spoken in _pieces(text[first:last], voice, is_phone=is_phone):
                said = f' data-say="{html.escape(spoken)}"' if spoken else ""
                written.append(f'<span class="s"{named}{said}>{piece}</span>')
                named = ""
            position = last
        written.append(text[position:])
        spans.append("".join(written))
        offset += len(text)
    return tuple(spans)


def _pieces(text: str, voice: Voice | None, *, is_phone: bool) -> Iterable[Piece]:
    if is_phone and any(character.isdigit() for character in text):
        return ((text, dialled(text)),)
    return voice.pieces(text) if voice else ((text, ""),)


def _sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Beginning and end of each sentence of an HTML text, without the space around it."""
    found, position = [], 0
    for end in _ends(text, language):
        sentence = text[position:end]
        if not sentence.isspace():
            found.append((position + len(sentence) - len(sentence.lstrip()), position + len(sentence.rstrip())))
        position = end
    return tuple(found)


def _ends(text: str, language: str) -> list[int]:
    if "&" not in text or not may_have_several(text):
        return ends(text, language)
    # The offsets are those of characters, and `&amp;` is one.
    characters = [(found.start(), found[0]) for found in _CHARACTER.finditer(text)]
    plain = "".join(html.unescape(character)[:1] for _, character in characters)
    return [characters[end][0] if end < len(characters) else len(text) for end in ends(plain, language)]
