"""A words file put together again: what was translated in its places, all else as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from intsite.kinds import Kind
from intsite.markdown import passages
from intsite.markdown.passages import Part
from intsite.markdown.pieces import Pieces, words
from intsite.parse import FRONT
from intsite.translations import front
from intsite.translations.exchange.blocks import BETWEEN, Group, WordsFile, take_apart

_NOT_COPIED = ("images", "translation")
_COMMAS = re.compile(r"\s*[,،;؛、፣]\s*")


class CannotWriteError(Exception):
    """Markdown has no way to say this there; the argument is the group."""


def put_together(
    leading: WordsFile, own: WordsFile | None, wanted: Mapping[str, Pieces], gone: frozenset[str], kind: Kind
) -> str:
    """The text of a translation with `wanted` (place to pieces) in it.

    `leading` is what it was translated from, `own` the translation as it is, None when it is new. `gone` are sections
    that no longer are in the leading text. Raises `CannotWriteError`.
    """
    if own is None:
        own = take_apart(_blank(leading, kind), kind)
    sections = {block.section for block in leading.blocks if block.place in wanted}
    text = _with_front(leading, own, wanted) if FRONT in sections else own.text
    body = _body(leading, own, wanted, sections, gone)
    if body != own.split.body:
        head = text.split("\n")[: take_apart(text, kind).split.body_line - 1]
        text = "\n".join((*head, body.rstrip("\n") + "\n" if body.strip() else ""))
    return text


def _blank(leading: WordsFile, kind: Kind) -> str:
    """A new file: of the front matter only what is no text."""
    lines = leading.text.split("\n")
    translated = {field.name for field in kind.words if field.type in {"text", "prose", "path"}}
    copied = [
        "\n".join(lines[slice(*front.lines_of(leading.split, lines, key.text))])
        for key, _ in leading.split.front
        if key.text not in translated and key.text not in _NOT_COPIED
    ]
    return "\n".join(("---", *copied, "---", ""))


def _with_front(leading: WordsFile, own: WordsFile, wanted: Mapping[str, Pieces]) -> str:
    text = own.text
    order = [key.text for key, _ in leading.split.front]
    pictures: dict[tuple[str, str], str] = {}
    for name, group in leading.groups.items():
        there = own.groups.get(name)
        is_asked = all(block.place in wanted for block in group.blocks) and group.blocks
        if not name.startswith(f"{FRONT}:") or not is_asked or _is_same(there, group, wanted):
            continue
        field = name.removeprefix(f"{FRONT}:")
        if field.startswith("images:"):
            file, _, word = field.removeprefix("images:").rpartition(":")
            pictures[file, word] = words(wanted[name])
        elif group.part is None:
            value = words(wanted[name])
            is_list = group.blocks[0].kind == "list"
            text = front.put(
                text, field, front.listed(field, items(value)) if is_list else front.field(field, value), order
            )
        else:
            text = front.put(text, field, front.field(field, _group(group, there, wanted, name).strip("\n")), order)
    if pictures:
        text = front.put(text, "images", front.pictures(own.split, pictures), order)
    return text


def items(text: str) -> list[str]:
    """The values of a list out of what a translator wrote: between strokes, or else between commas of any script."""
    found = text.split(BETWEEN.strip()) if BETWEEN.strip() in text else _COMMAS.split(text)
    return [one.strip() for one in found if one.strip()]


def _is_same(there: Group | None, group: Group, wanted: Mapping[str, Pieces]) -> bool:
    """Whether a translation says already what is wanted."""
    return (
        there is not None
        and there.shape == group.shape
        and len(there.blocks) == len(group.blocks)
        and all(wanted[block.place] == own.pieces for block, own in zip(group.blocks, there.blocks, strict=True))
    )


def _group(group: Group, there: Group | None, wanted: Mapping[str, Pieces], name: str) -> str:
    """The lines of a section or field: in the translation's own form where that is the same, else in the original's."""
    is_own = there is not None and there.shape == group.shape and len(there.blocks) == len(group.blocks)
    base = there if is_own and there is not None else group
    text, part = base.text, base.part
    if not is_own:
        text, part = _without_notes(group)
    pieces = [wanted[block.place] for block in group.blocks]
    changed = {
        index: new
        for index, (new, old) in enumerate(zip(pieces, base.blocks, strict=True))
        if not is_own or new != old.pieces
    }
    written = passages.replaced(text, part, changed) if part is not None else ""
    if written is None:
        raise CannotWriteError(name)
    return written


def _without_notes(group: Group) -> tuple[str, Part | None]:
    part = group.part
    if part is None or "<!--" not in group.text:
        return group.text, part
    lines = group.text.split("\n")[part.first : part.end]
    text = passages.without_notes("\n".join(lines))
    found = passages.parts(text)
    filled = [one for one in found if one.shape] or list(found[:1])
    if [len(one.passages) for one in filled] != [len(part.passages)]:
        return group.text, part
    passages_there = tuple(
        passages.with_section(new, old.section) for new, old in zip(filled[0].passages, part.passages, strict=True)
    )
    return text, Part(
        section=part.section, first=0, end=len(text.split("\n")), passages=passages_there, shape=part.shape
    )


def _body(
    leading: WordsFile, own: WordsFile, wanted: Mapping[str, Pieces], sections: set[str], gone: frozenset[str]
) -> str:
    lines: list[str] = []
    for name in _order(leading, own, gone):
        group, there = leading.groups.get(name), own.groups.get(name)
        if group is not None and name in sections:
            chunk = _group(group, there, wanted, name).split("\n")
        elif there is not None:
            chunk = _lines(there)
        else:
            chunk = _lines(group) if group is not None and not group.blocks else []
        lines += [""] if lines and lines[-1].strip() and chunk else []
        lines += chunk
    return "\n".join(lines)


def _lines(group: Group) -> list[str]:
    part = group.part
    return group.text.split("\n")[part.first : part.end] if part else []


def _order(leading: WordsFile, own: WordsFile, gone: frozenset[str]) -> Iterator[str]:
    """The sections as the original has them, with those that only the translation has where it has them."""
    order = [name for name in leading.groups if not name.startswith(FRONT)]
    mine = [name for name in own.groups if not name.startswith(FRONT)]
    for position, name in enumerate(mine):
        if name not in order and name not in gone:
            order.insert(order.index(mine[position - 1]) + 1 if position and mine[position - 1] in order else 0, name)
    yield from order
