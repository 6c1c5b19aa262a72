"""HTML tables to rows of equal length, and the question whether a table is one."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from intsite.importers.reading import attribute

_BLOCKS = ["h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "details", "blockquote"]
_MOST = 50
"""Columns or rows that a cell may span."""


def rows(table: Tag) -> list[list[Tag | None]]:
    """The cells, each in its first place where it spans several; None in all other places."""
    grid: list[list[Tag | None]] = []
    reserved: set[tuple[int, int]] = set()
    for number, row in enumerate(_own(table, "tr")):
        line: list[Tag | None] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            while (number, len(line)) in reserved:
                line.append(None)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            below = range(number + 1, number + height)
            reserved.update((down, len(line) + right) for down in below for right in range(width))
            line += [cell, *[None] * (width - 1)]
        if line:
            grid.append(line)
    longest = max(map(len, grid), default=0)
    return [line + [None] * (longest - len(line)) for line in grid]


def has_header(grid: list[list[Tag | None]]) -> bool:
    """Whether the first row names the columns."""
    first = [cell for cell in grid[0] if cell is not None]
    return all(cell.name == "th" or cell.find_parent("thead") for cell in first)


def only_arranges(table: Tag, grid: list[list[Tag | None]]) -> bool:
    """Whether lines of cells cannot show it: one column, blocks in cells, or words outside of them."""
    if not grid or len(grid[0]) == 1 or table.find(_BLOCKS):
        return True
    cells = [cell for line in grid for cell in line if cell is not None]
    return _size(table) != sum(map(_size, [*cells, *captions(table)]))


def captions(table: Tag) -> list[Tag]:
    """What stands above the table."""
    return list(_own(table, "caption"))


def _own(table: Tag, name: str) -> Iterator[Tag]:
    return (tag for tag in table.find_all(name) if tag.find_parent("table") is table)


def _span(cell: Tag, name: str) -> int:
    written = attribute(cell, name)
    return min(max(int(written[:6]), 1), _MOST) if written.isdecimal() else 1


def _size(tag: Tag) -> int:
    return len("".join(tag.get_text().split()))
