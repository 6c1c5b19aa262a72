"""What is said of a page: its sentences as `read_aloud` has marked them, in words for a voice.

The same as what readaloud.mjs says with a voice of the device: in a table the heading of a column comes before what
stands in it, and what has neither letters nor digits is not said.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

_VOID = frozenset({
    "area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip


class Sentence(NamedTuple):
    """One sentence of a page."""

    id: str
    """Of its first span: `s.12`."""
    language: str
    """Of the nearest `lang`."""
    text: str


def sentences(page: str) -> tuple[Sentence, ...]:
    """The sentences of a finished page, in their order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    made = (Sentence(one.id, one.language, " ".join("".join(one.pieces).split())) for one in reader.found)
    return tuple(one for one in made if any(character.isalnum() for character in one.text))


def fingerprint(said: Iterable[Sentence]) -> str:
    """Tells whether two pages say the same, sentence by sentence."""
    return hashlib.blake2b(json.dumps(list(said)).encode(), digest_size=16).hexdigest()


@dataclass(slots=True)
class _Draft:
    """A sentence whose spans are still being read."""

    id: str
    language: str
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """An open table: the headings of its columns, and where in it the reader is."""

    headings: list[list[str]] = field(default_factory=list)
    is_head: bool = False
    rows: int = 0
    column: int = -1
    awaits_sentence: bool = False
    """Whether a cell has begun and none of its sentences has."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Draft] = []
        self._languages: list[tuple[str, str]] = [("", "")]
        """Open elements and the language within."""
        self._tables: list[_Table] = []
        self._is_sentence = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        attributes = dict(attrs)
        self._languages.append((tag, attributes.get("lang") or self._languages[-1][1]))
        if tag == "table":
            self._tables.append(_Table())
        elif self._tables:
            self._enter(self._tables[-1], tag, attributes.get("class") or "")
        if attributes.get("class") == "s":
            self._begin(attributes.get("id"), attributes.get("data-say"))

    def _begin(self, identifier: str | None, said: str | None) -> None:
        """A span of a sentence, which only holds text."""
        if identifier:
            self.found.append(_Draft(identifier, self._languages[-1][1]))
            if self._tables:
                self._say_heading(self._tables[-1])
        if said is not None:
            self.found[-1].pieces.append(said)
        self._is_sentence = said is None

    def _say_heading(self, table: _Table) -> None:
        if table.awaits_sentence and 0 < table.column < len(table.headings):
            heading = "".join(table.headings[table.column]).strip()
            self.found[-1].pieces += [heading, ": "] if heading else []
        table.awaits_sentence = False

    @staticmethod
    def _enter(table: _Table, tag: str, classes: str) -> None:
        if tag == "thead":
            table.is_head = "visually-hidden" not in classes.split()
        elif tag == "tr":
            table.rows += 1
            table.column = -1
        elif tag in {"td", "th"}:
            table.column += 1
            table.awaits_sentence = tag == "td"
            if table.is_head and table.rows == 1:
                table.headings.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._tables:
            self._tables.pop()
        elif tag == "thead" and self._tables:
            self._tables[-1].is_head = False
        self._is_sentence = False
        while len(self._languages) > 1 and self._languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_sentence:
            self.found[-1].pieces.append(data)
        if self._tables and self._tables[-1].is_head and self._tables[-1].headings:
            self._tables[-1].headings[-1].append(data)
