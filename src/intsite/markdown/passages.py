"""A text as the passages that are translated one by one, and its writing with other words in their places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from intsite.markdown import pieces as inline
from intsite.markdown.collect import Collector
from intsite.markdown.document import INTRODUCTION
from intsite.markdown.pieces import STYLES, Pieces
from intsite.markdown.rules import parser

_CELL_MARK = re.compile(r"(?<!\\)\|")
_BEFORE_TABLE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*")
_CODE = frozenset({"fence", "code_block"})


class Passage(Struct, frozen=True, kw_only=True):
    """A paragraph, heading, item, cell, title of a fold or block of code."""

    kind: str
    """`paragraph`, `heading`, `cell`, `details` or `code`."""
    pieces: Pieces
    section: str
    """Id of the section it stands in, see `markdown.document.Section`."""
    first: int
    """0-based line on which it begins."""
    end: int
    """0-based line after it."""
    level: int = 0
    """Of a heading."""
    column: int = 0
    """Of a cell, from 0."""
    written: str = ""
    """As it stands there: content of the first line."""
    markup: str = ""
    """`##`, or what stands around code."""
    is_nested: bool = False
    """In a list or a quotation."""


class Part(Struct, frozen=True, kw_only=True):
    """A section: its lines, its passages, and its shape."""

    section: str
    first: int
    end: int
    passages: tuple[Passage, ...]
    shape: tuple[str, ...]
    """What stands in it whatever the words: blocks in their order, with what they are nested in."""


def parts(text: str) -> tuple[Part, ...]:
    """The sections of a text; the introduction is always there, even if it is empty."""
    lines = text.split("\n")
    collector = Collector(path="", lines=lines, offset=1, kinds=frozenset())
    tokens = parser().parse(text, {"collector": collector})
    collector.survey(tokens)
    found: list[tuple[str, int, list[Passage], list[str]]] = [(INTRODUCTION, 0, [], [])]
    column = 0
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            found.append((str(token.attrGet("id")), (token.map or [0])[0], [], []))
        section, _, passages, shape = found[-1]
        shape.append(_shape(token))
        column = 0 if token.type == "tr_open" else column + (token.type in {"th_close", "td_close"})
        passage = _passage(tokens, position, section, lines, column)
        if passage is not None and passage.pieces:
            passages.append(passage)
    ends = [first for _, first, _, _ in found[1:]] + [len(lines)]
    return tuple(
        Part(section=section, first=first, end=end, passages=tuple(passages), shape=tuple(shape))
        for (section, first, passages, shape), end in zip(found, ends, strict=True)
    )


def _shape(token: Token) -> str:
    """What a block is; marks that have to stay stand in the passages."""
    if token.type == "inline":
        return "words" if token.content.strip() else ""
    name = token.info.strip().split(" ")[0] if token.type.startswith("container_") else ""
    return f"{token.type}{token.tag}{name}"


def _passage(tokens: Sequence[Token], position: int, section: str, lines: Sequence[str], column: int) -> Passage | None:
    token = tokens[position]
    first, end = token.map or (0, 0)
    nested = token.level > 1
    if token.type in _CODE:
        return Passage(
            kind="code",
            pieces=(token.content.removesuffix("\n"),) if token.content.strip() else (),
            section=section,
            first=first,
            end=end,
            written=token.content.partition("\n")[0],
            markup=token.markup,
        )
    if token.type == "container_details_open":
        title = token.info.strip().removeprefix("details").strip()
        return Passage(kind="details", pieces=inline.of_text(title), section=section, first=first, end=first + 1)
    if token.type != "inline":
        return None
    opening = tokens[position - 1]
    kind = {"heading_open": "heading", "th_open": "cell", "td_open": "cell"}.get(opening.type, "paragraph")
    return Passage(
        kind=kind,
        pieces=inline.of_tokens(token.children or ()),
        section=section,
        first=first,
        end=end,
        level=int(opening.tag[1]) if kind == "heading" else 0,
        column=column,
        written=token.content.partition("\n")[0].rstrip(),
        markup=opening.markup,
        is_nested=nested,
    )


def replaced(text: str, part: Part, wanted: Mapping[int, Pieces]) -> str | None:
    """The lines of a section with other words: index of a passage to its pieces. None where they cannot be written."""
    lines = text.split("\n")
    for index in sorted(wanted, reverse=True):
        passage = part.passages[index]
        written = _written(passage, wanted[index])
        if written is None:
            return None
        _put(lines, passage, written)
    changed = len(lines) - len(text.split("\n"))
    return "\n".join(lines[part.first : part.end + changed])


def _put(lines: list[str], passage: Passage, written: str) -> None:
    line = lines[passage.first]
    if passage.kind == "cell":
        lines[passage.first] = _row(line, passage, written)
        return
    if passage.kind == "details":
        start = line[: line.index("details") + len("details")] + " "
    elif passage.kind == "heading" and passage.markup.startswith("#"):
        start = line[: line.index(passage.markup) + len(passage.markup)] + " "
    elif passage.kind == "heading":
        start = line.rstrip().removesuffix(passage.written) + "#" * passage.level + " "
    elif passage.kind == "code" and passage.markup:
        start = _further(line[: line.index(passage.markup)])
    else:
        start = line.rstrip().removesuffix(passage.written.rstrip())
    if passage.kind == "heading":
        written += f" {{#{passage.section}}}"
    further = [_further(start) + more if more else "" for more in written.split("\n")[1:]]
    changed = [start + written.split("\n")[0], *further]
    first, end = passage.first, passage.end
    if passage.kind == "code":
        first += bool(passage.markup)
        end = first + str(passage.pieces[0]).count("\n") + 1
    lines[first:end] = changed


def _further(start: str) -> str:
    """What the further lines of a block begin with."""
    return re.sub(r"[^\s>]", " ", start)


def _row(line: str, passage: Passage, written: str) -> str:
    found = _BEFORE_TABLE.match(line) if passage.is_nested else None
    start = found[0] if found else line[: len(line) - len(line.lstrip())]
    cells = [cell.strip() for cell in _CELL_MARK.split(line[len(start) :].strip())]
    cells = cells[1:] if cells and not cells[0] else cells
    cells = cells[:-1] if cells and not cells[-1] else cells
    cells += [""] * (passage.column + 1 - len(cells))
    cells[passage.column] = written
    return f"{start}| {' | '.join(cells)} |"


def _written(passage: Passage, pieces: Pieces) -> str | None:
    """Markdown that stands for these pieces in a passage of this kind."""
    if passage.kind == "code":
        return inline.words(pieces)
    for style in STYLES:
        text = inline.write(pieces, style)
        if passage.kind == "cell":
            text = _CELL_MARK.sub(r"\\|", text)
        if _says(text, passage.kind) == pieces:
            return text
    return None


def _says(text: str, kind: str) -> Pieces | None:
    """The pieces that a text stands for as the only one of its kind; None where it is something else there."""
    if "\n" in text and kind != "paragraph":
        return None
    frame = {
        "heading": "## {} {{#x}}",
        "cell": "| {} | x |\n| --- | --- |",
        "details": "::: details {}\n\n:::",
        "paragraph": "{}",
    }[kind]
    found = [passage for part in parts(frame.format(text)) for passage in part.passages]
    expected = [kind, "cell"] if kind == "cell" else [kind]
    return found[0].pieces if [passage.kind for passage in found] == expected else None


def with_section(passage: Passage, section: str) -> Passage:
    """The passage with the id that its heading has in the whole text."""
    return replace(passage, section=section)


def without_notes(text: str) -> str:
    """A text without the notes for editors, which are not translated."""
    lines = text.split("\n")
    words = {line for part in parts(text) for passage in part.passages for line in range(passage.first, passage.end)}
    kept: list[str] = []
    is_note = False
    for number, line in enumerate(lines):
        begins = line.lstrip(" \t>").startswith("<!--") and number not in words
        is_note = is_note or begins
        if not is_note and (number in words or line.strip() or not kept or kept[-1].strip()):
            kept.append(line)
        is_note = is_note and not line.rstrip().endswith("-->")
    return "\n".join(kept)
