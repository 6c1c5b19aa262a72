"""The words of a text block by block, each knowing its place in the file: for those who judge how it is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum

from markdown_it.token import Token
from msgspec import Struct

from intsite.markdown.rules import parser

STAND_IN = "\ufffc"
"""Stands for what the text only names: a quoted fact, the title of a linked entry, a word of another language."""
_WORD = re.compile(r"\S+")


class Sort(StrEnum):
    """What a block is."""

    TEXT = "text"
    HEADING = "heading"
    CELL = "cell"


class Passage(Struct, frozen=True, kw_only=True):
    """A block without its markup."""

    text: str
    sort: Sort
    places: tuple[tuple[int, int, int], ...]
    """Offset in the text, line and column of each piece that stands in the file as it is; 1-based, in order."""

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of the text; 0 and 0 where the text has none."""
        index = bisect_right(self.places, (offset, 10**9, 0)) - 1
        if index < 0:
            return self.places[0][1:] if self.places else (0, 0)
        start, line, column = self.places[index]
        return line, column + offset - start


def passages(text: str, *, first_line: int, lines: Sequence[str] = ()) -> Iterator[Passage]:
    """The blocks of a Markdown text, code apart; arguments as for `render`."""
    reader = _Reader(lines or text.split("\n"), first_line)
    sort = Sort.TEXT
    for token in parser().parse(text):
        if token.map:
            reader.go_to(token.map[0])
        if token.type in {"heading_open", "th_open", "td_open"}:
            sort = Sort.HEADING if token.type == "heading_open" else Sort.CELL
        elif token.type == "inline":
            yield reader.passage(token.children or (), sort)
        elif token.type in {"heading_close", "th_close", "td_close"}:
            sort = Sort.TEXT


def plain_passage(text: str, *, line: int, column: int, lines: Sequence[str], sort: Sort = Sort.TEXT) -> Passage:
    """A text without markup that begins on a line and column of the file, whose `lines` are all given."""
    reader = _Reader(lines, 1)
    reader.go_to(line - 1, column - 1)
    return reader.passage((Token("text", "", 0, content=text),), sort)


class _Reader:
    """Follows the words of a text through the lines of its file."""

    def __init__(self, lines: Sequence[str], first_line: int) -> None:
        self._lines = lines
        self._offset = first_line
        self._line = self._column = 0

    def go_to(self, line: int, column: int = 0) -> None:
        """Go on there, never back."""
        if line > self._line or (line == self._line and column > self._column):
            self._line, self._column = line, column

    def passage(self, tokens: Sequence[Token], sort: Sort) -> Passage:
        pieces: list[str] = []
        places: list[tuple[int, int, int]] = []
        length, foreign = 0, 0
        for position, token in enumerate(tokens):
            written = ""
            if token.type in {"text", "code_inline"}:
                found = list(self._find(token.content))
                written = token.content if not foreign else ""
                places += [] if foreign else [(length + start, line, column) for start, line, column in found]
            elif token.type in {"softbreak", "hardbreak"}:
                written = " "
            elif token.type == "fact":
                self._skip(token.content + "}")
                written = STAND_IN
            elif token.type == "link_open" and tokens[position + 1].type == "link_close":
                written = STAND_IN
            elif token.type == "link_close":
                self._skip("](", ")")
            elif token.type == "span_open":
                foreign += 1
                written = STAND_IN
            elif token.type == "span_close":
                foreign -= 1
                self._skip("]{", "}")
            if written == STAND_IN:
                places.append((length, self._line + self._offset, self._column + 1))
            pieces.append(written)
            length += len(written)
        return Passage(text="".join(pieces), sort=sort, places=tuple(places))

    def _find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """The places of a text, of each of its words where it is not written as it is."""
        start = len(text) - len(text.lstrip())
        if text.strip() and self._skip(text.strip()):
            yield start, self._line + self._offset, self._column - len(text.strip()) + 1
            return
        for word in _WORD.finditer(text):
            if self._skip(word[0]):
                yield word.start(), self._line + self._offset, self._column - len(word[0]) + 1

    def _skip(self, *wanted: str) -> bool:
        """Go behind the next of these texts, one after the other, if all of them come."""
        line, column = self._line, self._column
        for text in wanted:
            while (found := self._lines[line].find(text, column) if line < len(self._lines) else -2) == -1:
                line, column = line + 1, 0
            if found < 0:
                return False
            column = found + len(text)
        self._line, self._column = line, column
        return True
