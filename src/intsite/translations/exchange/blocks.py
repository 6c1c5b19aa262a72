"""A words file as the blocks that are translated one by one, each with an id that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from intsite import source
from intsite.kinds import Kind
from intsite.markdown.passages import Part, Passage, parts
from intsite.markdown.pieces import Pieces, words
from intsite.parse import FRONT
from intsite.source import Node, Scalar, Sequence, is_empty

BETWEEN = " | "
"""Between the values of a list: no script has a comma of its own for it."""
_PICTURE_WORDS = ("alt", "caption")


class Block(Struct, frozen=True, kw_only=True):
    """What a translator sees as one text."""

    place: str
    """Section and number, or field: `fees:2`, `.intro:1`, `.front:title`, `.front:cost:1`, `.front:images:a.jpg:alt`"""
    group: str
    """What is written at once: the section, or the field."""
    section: str
    """Whose digest it belongs to."""
    kind: str
    """That of a passage, or `text` and `list` for what is no Markdown."""
    pieces: Pieces
    line: int
    """1-based line of the file."""
    maximum: int = 0
    """Characters it may have; 0: any number."""

    @property
    def is_plain(self) -> bool:
        """Whether it is no Markdown."""
        return self.kind in {"text", "list", "code"}

    @property
    def is_silent(self) -> bool:
        """Whether nothing is to be translated in it, such as a cell with a phone number by reference."""
        return not words(self.pieces).strip()


class Group(Struct, frozen=True, kw_only=True):
    """Blocks that are written at once, in the text that holds them."""

    text: str
    part: Part | None
    """Where the blocks stand in the text; None for a value that is no Markdown."""
    shape: tuple[str, ...]
    blocks: tuple[Block, ...]


class WordsFile(Struct, frozen=True, kw_only=True):
    """A words file taken apart."""

    text: str
    split: source.Words
    groups: Mapping[str, Group]
    """Fields, then sections, in their order."""

    @property
    def blocks(self) -> Iterator[Block]:
        """All blocks in their order."""
        for group in self.groups.values():
            yield from group.blocks

    def sections(self) -> Iterator[str]:
        """Those that say something."""
        return iter(dict.fromkeys(block.section for block in self.blocks))


def take_apart(text: str, kind: Kind) -> WordsFile:
    """The blocks of a words file of that kind."""
    split, _ = source.parse_words(text, "")
    groups = dict(_front(split, kind))
    for part in parts(split.body):
        groups[part.section] = _group(split.body, part, part.section, part.section, split.body_line)
    return WordsFile(text=text, split=split, groups=MappingProxyType(groups))


def _group(text: str, part: Part, name: str, section: str, line: int) -> Group:
    blocks = tuple(
        Block(
            place=f"{name}:{number}",
            group=name,
            section=section,
            kind=passage.kind,
            pieces=passage.pieces,
            line=line + passage.first,
        )
        for number, passage in enumerate(part.passages, start=1)
    )
    return Group(text=text, part=part, shape=part.shape, blocks=blocks)


def _front(split: source.Words, kind: Kind) -> Iterator[tuple[str, Group]]:
    for field in kind.words:
        node = split.front.get(field.name)
        if node is None or is_empty(node):
            continue
        name = f"{FRONT}:{field.name}"
        if field.type == "text" and field.listed:
            yield name, _value(name, "list", BETWEEN.join(_texts(node)), node)
        elif field.type == "text" and isinstance(node, Scalar):
            maximum = int(field.maximum or 0)
            yield name, _value(name, "text", node.text.strip(), node, maximum)
        elif field.type == "prose" and isinstance(node, Scalar):
            text = node.text.strip("\n")
            yield name, _group(text, _whole(parts(text)), name, FRONT, node.span.line)
    pictures = split.front.get("images")
    for file, about in pictures if isinstance(pictures, source.Mapping) else ():
        for word in _PICTURE_WORDS:
            node = about.get(word) if isinstance(about, source.Mapping) else None
            if isinstance(node, Scalar) and node.text.strip():
                name = f"{FRONT}:images:{file.text}:{word}"
                yield name, _value(name, "text", node.text.strip(), node)


def _texts(node: Node) -> list[str]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return [item.text.strip() for item in items if isinstance(item, Scalar)]


def _value(name: str, kind: str, text: str, node: Node, maximum: int = 0) -> Group:
    block = Block(
        place=name, group=name, section=FRONT, kind=kind, pieces=(text,), line=node.span.line, maximum=maximum
    )
    return Group(text=text, part=None, shape=(kind,), blocks=(block,))


def _whole(found: tuple[Part, ...]) -> Part:
    """All parts as one: a field has no sections."""
    passages: tuple[Passage, ...] = tuple(passage for part in found for passage in part.passages)
    shape = tuple(name for part in found for name in part.shape)
    return Part(section="", first=0, end=found[-1].end, passages=passages, shape=shape)
