"""Running text as letters with a style each, and what Markdown asks of it.

Letter by letter it is no special case that HTML closes a bold passage after the space, breaks a link in two
or puts bold in italics: letters of one style that stand together are one passage.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

BREAK = "\n"
"""The only white space besides a space."""
MARKS = {
    "\ue000": "address",
    "\ue001": "phone",
    "\ue002": "email",
    "\ue003": "website",
    "\ue004": "hours",
    "\ue005": "fax",
    "\ue006": "contact",
}
"""Letters of no script that stand for the icons before contact data; none of them is ever written."""


class Style(Struct, frozen=True, kw_only=True):
    """How a letter looks and where it leads."""

    strong: bool = False
    emphasis: bool = False
    link: str = ""
    """An address; empty outside links."""
    language: str = ""
    """A tag, where the language is another than the page's."""
    quote: str = ""
    """What stands in Markdown in place of the letters: an entry, `office:jobcenter`, or a fact of it,
    `office:jobcenter.phones.0`."""

    @property
    def plain(self) -> Style:
        """The same without bold and italics."""
        return replace(self, strong=False, emphasis=False)


Letters = Sequence[tuple[str, Style]]
PLAIN = Style()


def of_text(text: str, style: Style) -> Letters:
    """The letters of `text`, all in one style."""
    return [(letter, style) for letter in text]


def paragraphs(letters: Letters) -> Iterator[Letters]:
    """Split at empty lines and drop what is empty."""
    current: list[tuple[str, Style]] = []
    bold_or_italic = [(letter, _without_italics_in_bold(style)) for letter, style in letters]
    for letter, style in _single_spaced(bold_or_italic):
        if letter != BREAK * 2:
            current.append((letter, style))
        elif current:
            yield _writable(current)
            current = []
    if current:
        yield _writable(current)


def one_line(letters: Letters) -> Letters:
    """All on one line, as a heading or the cell of a table must be."""
    flat = [(" " if letter == BREAK else letter, style) for letter, style in letters]
    return next(paragraphs(flat), [])


def without_marks(letters: Letters) -> Iterator[Letters]:
    """The same without the marks of icons: no paragraph, or as many as are left; untouched where there is no mark."""
    if any(letter in MARKS or style.quote for letter, style in letters):
        yield from paragraphs([pair for pair in letters if pair[0] not in MARKS])
    elif letters:
        yield letters


def words(letters: Letters) -> str:
    """The text alone."""
    return "".join(letter for letter, _ in letters)


def passages(letters: Letters) -> Iterator[tuple[Style, str]]:
    """Text of one style each."""
    for style, group in itertools.groupby(letters, key=lambda pair: pair[1]):
        yield style, "".join(letter for letter, _ in group)


def ends_with_link(letters: Letters, link: str) -> bool:
    """Whether the last visible letter belongs to `link`."""
    return next((style.link == link for letter, style in reversed(letters) if not letter.isspace()), False)


def _single_spaced(letters: Letters) -> Iterator[tuple[str, Style]]:
    """White space to one space or break, an empty line to two breaks in one; none at the ends."""
    before: Style | None = None
    gap = ""
    for is_space, group in itertools.groupby(letters, key=lambda pair: pair[0].isspace()):
        run = list(group)
        if is_space:
            gap = words(run)
            continue
        if before is not None:
            breaks = BREAK * min(2, gap.count(BREAK))
            yield breaks or " ", _shared(before, run[0][1])
        yield from run
        before = run[-1][1]


def _shared(one: Style, other: Style) -> Style:
    """What two letters have in common, for the space between them."""
    return Style(
        strong=one.strong and other.strong,
        emphasis=one.emphasis and other.emphasis,
        link=one.link if one.link == other.link else "",
        language=one.language if one.language == other.language else "",
    )


def _writable(letters: Letters) -> Letters:
    """Change styles, never letters, to what asterisks can express.

    No italics right beside bold. A passage that starts or ends with punctuation right beside a word
    gives that punctuation up: asterisks would not open or close there.
    https://spec.commonmark.org/current/#left-flanking-delimiter-run
    """
    pieces = list(passages(letters))
    written: list[tuple[str, Style]] = []
    for number, (style, text) in enumerate(pieces):
        before = pieces[number - 1] if number else (style, " ")
        after = pieces[number + 1] if number + 1 < len(pieces) else (style, " ")
        if style == style.plain or (style.emphasis and (before[0].strong or after[0].strong)):
            written += of_text(text, style.plain)
            continue
        start = _given_up(text, before[1][-1] if _same_place(before[0], style) else "[")
        end = len(text) - _given_up(text[start:][::-1], after[1][0] if _same_place(after[0], style) else "]")
        written += of_text(text[:start], style.plain)
        written += of_text(text[start:end], style)
        written += of_text(text[end:], style.plain)
    return written


def _without_italics_in_bold(style: Style) -> Style:
    """Asterisks cannot express every such nesting, and bold is the stronger of the two."""
    return replace(style, emphasis=False) if style.strong else style


def _same_place(one: Style, other: Style) -> bool:
    """Whether no bracket will stand between two passages."""
    return one.link == other.link and one.language == other.language


def _given_up(text: str, neighbour: str) -> int:
    """How many letters at the start of `text` cannot follow asterisks that follow `neighbour`."""
    number = 0
    while number < len(text):
        letter = text[number]
        if not letter.isspace() and (_is_free(neighbour) or not _is_punctuation(letter)):
            break
        neighbour = letter
        number += 1
    return number


def _is_free(letter: str) -> bool:
    is_ascii_punctuation = letter.isascii() and not letter.isalnum()
    return letter.isspace() or is_ascii_punctuation or unicodedata.category(letter)[0] == "P"


def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"
