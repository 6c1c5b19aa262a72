"""Which version of the leading text a translation was made from, recorded in its front matter.

    translation:
      by: human
      of:
        .front: 5f0c2a11

        documents: 9b1e44d0

A machine also records below `made:` what it left, to know later what a person has changed. A blank line stands between
two sections, since Git merges two people's changes of neighbouring lines only so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from intsite.parse import Entry, Words
from intsite.resolve import Site
from intsite.source import Mapping, Node, Scalar, parse_words, parse_yaml
from intsite.translations import front

_NAME = "translation"
_HEAD = re.compile(rf"{_NAME}:[ \t]*(?:#.*)?")
_Lines: TypeAlias = tuple[str, ...]


def record(text: str, digests: Iterable[tuple[str, str]], name: str = "of") -> str:
    """The text of a words file that says it was made from `digests`; nothing else in it changes.

    With the name `made` it says that a machine left it with these digests of its own.
    """
    head, there = _there(text)
    return _written(text, head, {**there, name: _below(name, digests)})


def made_by(text: str, *, by_machine: bool, is_reviewed: bool) -> str:
    """The text of a words file, finished, that says who made it; nothing else in it changes."""
    head, there = _there(text)
    origin: dict[str, _Lines] = {"by": ("by: machine" if by_machine else "by: human",)}
    if not is_reviewed:
        origin["reviewed"] = ("reviewed: false",)
    rest = {name: lines for name, lines in there.items() if name not in {"by", "reviewed", "in-progress"}}
    return _written(text, head, {**origin, **rest})


def _there(text: str) -> tuple[str, dict[str, _Lines]]:
    """The first line of what a file says of its translation, and by name the lines below, with their comments."""
    split, _ = parse_words(text, "")
    node = split.front.get(_NAME)
    if node is None:
        return f"{_NAME}:", {}
    lines = text.split("\n")
    first, end = front.lines_of(split, lines, _NAME)
    found: dict[str, _Lines] = {}
    start = first + 1
    for key, value in node if isinstance(node, Mapping) else ():
        place = key.span.line - 1
        found[key.text] = (*_notes(lines[start:place]), *_lines(key.text, value, lines[place].strip()))
        start = place + 1
    if found:
        found[key.text] += _notes(lines[start:end])
    head = lines[first]
    return head if _HEAD.fullmatch(head) else f"{_NAME}:", found


def _notes(lines: Iterable[str]) -> _Lines:
    return tuple(line.strip() for line in lines if line.strip().startswith("#"))


def _lines(name: str, value: Node, written: str) -> _Lines:
    """A value on lines of its own; a simple one just as it is written where it has a line to itself."""
    if isinstance(value, Mapping):
        return _below(name, ((key.text, one.text) for key, one in value if isinstance(one, Scalar)))
    text = value.text if isinstance(value, Scalar) else ""
    read, problems = parse_yaml(f"{written}\n", "")
    alone = read.get(name)
    is_alone = not problems and len(read.items) == 1 and isinstance(alone, Scalar) and alone.text == text
    return (written if is_alone else f"{name}: {text}",)


def _below(name: str, pairs: Iterable[tuple[str, str]]) -> _Lines:
    apart = [line for section, digest in pairs for line in ("", f"  {section}: {digest}")]
    return (f"{name}:", *apart[1:])


def _written(text: str, head: str, values: dict[str, _Lines]) -> str:
    split, problems = parse_words(text, "")
    if problems:
        return text
    lines = [head, *(f"  {line}" if line else "" for some in values.values() for line in some)]
    return front.put(text, _NAME, "\n".join(lines), [key.text for key, _ in split.front])


def translated(site: Site, entry: Entry) -> Iterator[tuple[Words, Words]]:
    """The translations of an entry, each with the words that lead."""
    leading = entry.words_in(site.source_of(entry))
    for words in entry.words.values():
        if leading is not None and words is not leading:
            yield words, leading
