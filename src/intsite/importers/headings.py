"""Paragraphs that only look like headings."""

from __future__ import annotations

import re
from itertools import zip_longest

from bs4 import Tag

from intsite.importers.findings import Notebook
from intsite.importers.reading import HEADINGS

_LONGEST = 90
"""Characters; a longer bold paragraph is something to be noticed."""
_NOT_A_TITLE = re.compile(r"[.,;!]$|@|\d{5}|(?:\d[\s/-]?){6}")
"""A sentence, or contact data."""


def mend(blocks: list[Tag], notebook: Notebook) -> None:
    """Make a bold paragraph above other text a heading, one level below the real heading that it stands under."""
    level = 1
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.name in HEADINGS:
            level = int(block.name[1])
        elif following is not None and _is_title(block) and _is_text(following):
            notebook.add("bold-made-heading", text=block.get_text())
            block.name = f"h{min(level + 1, 6)}"
            _unwrap(block)


def _is_title(block: Tag) -> bool:
    if block.name != "p" or block.get("role") == "term" or block.find(["br", "data"]) or not _is_bold(block):
        return False
    text = block.get_text().strip()
    return 1 < len(text) <= _LONGEST and not _NOT_A_TITLE.search(text)


def _is_bold(block: Tag) -> bool:
    """Whether every word is; a comma or a space between bold words need not be."""
    plain = [text for text in block.find_all(string=True) if not text.find_parent("strong")]
    return block.find("strong") is not None and not any(letter.isalnum() for text in plain for letter in text)


def _is_text(block: Tag) -> bool:
    return block.name not in {*HEADINGS, "hr"} and not (block.name == "p" and _is_bold(block) and not block.find("br"))


def _unwrap(block: Tag) -> None:
    for strong in block.find_all("strong"):
        strong.unwrap()
    block.smooth()
