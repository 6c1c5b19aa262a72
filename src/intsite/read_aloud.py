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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from intsite.catalogs import Catalog
from intsite.output import Output
from intsite.sentences import ends, may_have_several

_TOKEN = re.compile(
    r"(<!--.*?-->"
    r"|<(script|style|template|svg|textarea|select|noscript)\b.*?</\2>"
    r'|<(/?)([a-z][a-z0-9]*)([^>"]*(?:"[^"]*"[^>"]*)*)>)'
    r"([^<]*)",
    re.DOTALL,
)
"""A tag, or an element that is no text for readers, and the text behind it."""
_MAIN = re.compile(r"<main\b")
_LANGUAGE = re.compile(r'\slang="([^"]*)"')
_SKIPPED = re.compile(r'\s(?:data-read-skip|hidden)(?=[\s>=]|$)|\saria-hidden="true"|\sclass="[^"]*\bvisually-hidden\b')
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
_DIGITS = re.compile(r"\d+")

Piece: TypeAlias = tuple[str, str]
"""HTML of a text and what is said instead; empty: the text itself."""


class Voice:
    """How a language says what it writes short: times, dates, numbers of phones, abbreviations."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        pairs = (pair.split("=") for pair in catalog.optional("say-abbreviations", "").split(";") if "=" in pair)
        self._abbreviations = {_SPACE.sub("", short): full.strip() for short, full in pairs}
        unit = catalog.text("say-hour").partition("{hour}")[2].strip()
        parts = [_PHONE, _DATE, _TIMES % re.escape(unit)]
        if self._abbreviations:
            longest_first = sorted(self._abbreviations, key=len, reverse=True)
            spaced = (re.escape(short).replace(r"\.", r"\.\s?").removesuffix(r"\s?") for short in longest_first)
            parts.append(rf"(?P<short>(?<!\w)(?:{'|'.join(spaced)})(?!\w))")
        self._pattern = re.compile("|".join(parts))

    def pieces(self, text: str) -> Iterator[Piece]:
        """A text in pieces, with what is said for those that are said otherwise."""
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


def marked(output: Output, voices: Mapping[str, Voice]) -> Output:
    """A page, ready to be read aloud."""
    return Output(path=output.path, content=mark(output.content.decode(), voices).encode())


def mark(page: str, voices: Mapping[str, Voice]) -> str:
    """The page with its main content in sentences."""
    main = _MAIN.search(page)
    if main is None:
        return page
    end = page.rindex("</main>")
    language = _LANGUAGE.search(page)
    marker = _Marker(language[1] if language else "", voices)
    marker.take(_TOKEN.findall(page, main.start(), end))
    return "".join((page[: main.start()], *marker.written, page[end:]))


class _Element(NamedTuple):
    """What the tag of an element says of the text within."""

    language: str
    """Empty where it is that around it."""
    ends_sentence: bool
    is_void: bool
    is_skipped: bool
    is_phone: bool


@functools.lru_cache(maxsize=1 << 14)
def _element(tag: str, attributes: str) -> _Element:
    found = _LANGUAGE.search(attributes)
    is_word = tag == "button" and 'class="word"' in attributes
    return _Element(
        language=found[1] if found else "",
        ends_sentence=not is_word and (tag not in _INLINE or found is not None),
        is_void=tag in _VOID,
        is_skipped=(tag in _NEVER_READ and not is_word) or bool(_SKIPPED.search(attributes)),
        is_phone='href="tel:' in attributes,
    )


class _Place(NamedTuple):
    """An open element: what holds for the text within."""

    tag: str
    language: str
    ends_sentence: bool
    is_skipped: bool
    is_phone: bool


@functools.lru_cache(maxsize=1 << 14)
def _within(outer: _Place, tag: str, element: _Element) -> _Place:
    return _Place(
        tag,
        element.language or outer.language,
        element.ends_sentence,
        outer.is_skipped or element.is_skipped,
        outer.is_phone or element.is_phone,
    )


_Text: TypeAlias = tuple[str, bool]
"""A text, and whether it is a phone's number."""


class _Marker:
    """Goes through the tags and texts of a page and writes them again."""

    def __init__(self, language: str, voices: Mapping[str, Voice]) -> None:
        self.written: list[str] = []
        self._voices = voices
        self._places = [_Place("", language, ends_sentence=True, is_skipped=False, is_phone=False)]
        self._texts: list[_Text] = []
        """Of the sentences that are not finished."""
        self._at: list[int] = []
        """Their places in `written`."""
        self._count = 0

    def take(self, tokens: Iterable[tuple[str, ...]]) -> None:
        """Write tags and texts as they are, but the sentences in spans.

        One loop over all of them: there are five hundred on a page.
        """
        places, texts, written = self._places, self._texts, self.written
        place = places[-1]
        for whole, _, closes, tag, attributes, text in tokens:
            if closes:
                if texts and place.ends_sentence:
                    self.finish(place.language)
                if place.tag == tag:
                    places.pop()
                    place = places[-1]
            elif tag:
                element = _element(tag, attributes)
                if texts and element.ends_sentence:
                    self.finish(place.language)
                if not element.is_void:
                    place = _within(place, tag, element)
                    places.append(place)
            written.append(whole)
            if text and not place.is_skipped and (texts or not text.isspace()):
                texts.append((text, place.is_phone))
                self._at.append(len(written))
            written.append(text)
        if texts:
            self.finish(place.language)

    def finish(self, language: str) -> None:
        """Put spans around the sentences of the texts so far."""
        voice = self._voices.get(language) or self._voices.get(language.partition("-")[0])
        marked, sentences = _marked(tuple(self._texts), language, voice)
        for at, (text, numbers) in zip(self._at, marked, strict=True):
            self.written[at] = text % tuple([self._count + number for number in numbers])
        self._count += sentences
        self._texts.clear()
        self._at.clear()


@functools.lru_cache(maxsize=1 << 14)
def _marked(
    texts: tuple[_Text, ...], language: str, voice: Voice | None
) -> tuple[tuple[tuple[str, tuple[int, ...]], ...], int]:
    """Texts with spans around their sentences, and how many these are.

    `%d` stands for the number of a sentence; those that belong there, counted from one, are beside. Cards and labels
    come again on hundreds of pages.
    """
    sentences = _sentences("".join(text for text, _ in texts), language)
    marked, offset = [], 0
    for text, is_phone in texts:
        marked.append(_spans(text, offset, sentences, partial(_pieces, voice=voice, is_phone=is_phone)))
        offset += len(text)
    return tuple(marked), len(sentences)


def _spans(
    text: str, offset: int, sentences: Sequence[tuple[int, int]], pieces: Callable[[str], Iterable[Piece]]
) -> tuple[str, tuple[int, ...]]:
    """A text that begins at `offset`, with spans around its parts of `sentences`."""
    written: list[str] = []
    numbers: list[int] = []
    position = 0
    for number, (start, end) in enumerate(sentences, 1):
        first, last = max(start - offset, position), min(end - offset, len(text))
        if first >= last:
            continue
        written.append(_plain(text[position:first]))
        named = ""
        if first + offset == start:
            named = ' id="s.%d"'
            numbers.append(number)
        for piece, spoken in pieces(text[first:last]):
            said = f' data-say="{_plain(html.escape(spoken))}"' if spoken else ""
            written.append(f'<span class="s"{named}{said}>{_plain(piece)}</span>')
            named = ""
        position = last
    written.append(_plain(text[position:]))
    return "".join(written), tuple(numbers)


def _plain(text: str) -> str:
    """A text in which nothing is put in."""
    return text.replace("%", "%%")


def _pieces(text: str, *, voice: Voice | None, is_phone: bool) -> Iterable[Piece]:
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
