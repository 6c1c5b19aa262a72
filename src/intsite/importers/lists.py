"""HTML lists to lists that hold nothing but items."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import Tag

from intsite.importers.elements import new
from intsite.importers.reading import attribute, is_something


def build(source: Tag, blocks: Callable[[Tag], list[Tag]]) -> Tag | None:
    """The list anew; `blocks` gives what an element holds. None where no item holds anything."""
    made = new(source.name)
    if attribute(source, "start").isdecimal():
        made["start"] = attribute(source, "start")[:8]
    for child in list(source.children):
        if isinstance(child, Tag) and child.name == "li":
            _add_item(made, blocks(child))
        elif is_something(child):
            stray = new("div")
            stray.append(child)
            _add_stray(made, blocks(stray))
    return made if made.contents else None


def _add_item(made: Tag, blocks: list[Tag]) -> None:
    """An item that holds a line and at most lists below it needs no paragraph."""
    if not blocks:
        return
    item = new("li")
    if blocks[0].name == "p" and all(block.name in {"ul", "ol"} for block in blocks[1:]):
        item.extend(list(blocks.pop(0).contents))
    item.extend(blocks)
    made.append(item)


def _add_stray(made: Tag, blocks: list[Tag]) -> None:
    """What stands in a list without being an item: a list belongs to the item before it."""
    last = made.contents[-1] if made.contents else None
    if isinstance(last, Tag) and all(block.name in {"ul", "ol"} for block in blocks):
        last.extend(blocks)
    else:
        _add_item(made, blocks)
