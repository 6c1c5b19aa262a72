"""A words file as sentences that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from intsite.markdown import Document
from intsite.markdown.wording import STAND_IN, Passage, Sort, passages, plain_passage
from intsite.parse import Words
from intsite.problems import Span
from intsite.sentences import ends
from intsite.source import Scalar, parse_words, read_text

EASY = "de-simple"
"""Leichte Sprache, which has rules of its own."""

_TOKEN = re.compile(r"[^\s/–—…]+")
_STOP = re.compile(r"[.!?…:؟۔።፧:]\W*$")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")


class Word(Struct, frozen=True, kw_only=True):
    """A word as it is written, without the punctuation around it."""

    text: str
    start: int
    """Offset in the passage."""


class Sentence(Struct, frozen=True, kw_only=True, dict=True):
    """A sentence, or a heading or cell that has the place of one."""

    path: str
    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """As it is written, without markup."""
        return self.passage.text[self.start : self.end]

    @property
    def is_whole(self) -> bool:
        """Whether it is running text and ends like a sentence; a bare item of a list does not."""
        return self.passage.sort is Sort.TEXT and _STOP.search(self.text) is not None

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """In their order; a stand-in is one, too."""
        return tuple(_words(self.text, self.start))

    def span(self, start: int, length: int) -> Span:
        """The place of a part of the passage in the file."""
        line, column = self.passage.place(start)
        return Span(path=self.path, line=line, column=column, length=max(1, length))


def _words(text: str, offset: int) -> Iterator[Word]:
    for found in _TOKEN.finditer(text):
        if STAND_IN in found[0]:
            yield Word(text=STAND_IN, start=offset + found.start())
            continue
        start = len(found[0]) - len(_EDGE.sub("", found[0], count=1)) if not found[0][0].isalnum() else 0
        bare = _EDGE.sub("", found[0])
        if bare:
            yield Word(text=bare, start=offset + found.start() + start)


class Text(Struct, frozen=True, kw_only=True, dict=True):
    """All of a words file that people read."""

    sentences: tuple[Sentence, ...]


def read(root: Path, words: Words) -> Text:
    """Title, summary, the longer texts of the front matter, and the body."""
    text, _ = read_text(root / words.path, words.path)
    found = []
    for passage in _passages(text, words):
        start = 0
        for end in ends(passage.text, words.language):
            sentence = Sentence(path=words.path, passage=passage, start=start, end=end)
            if sentence.words:
                found.append(sentence)
            start = end
    return Text(sentences=tuple(found))


def _passages(text: str, words: Words) -> Iterator[Passage]:
    lines = text.split("\n")
    split, _ = parse_words(text, words.path)
    for key, node in split.front:
        if not isinstance(node, Scalar):
            continue
        line, column = node.span.line, node.span.column
        if key.text in {"title", "summary"}:
            sort = Sort.HEADING if key.text == "title" else Sort.TEXT
            yield plain_passage(node.text, line=line, column=column, lines=lines, sort=sort)
        elif isinstance(words.fields.get(key.text), Document):
            first = line + lines[line - 1][column - 1 :].startswith(("|", ">"))
            yield from passages(node.text, first_line=first, lines=lines[first - 1 :])
    yield from passages(split.body, first_line=split.body_line)
