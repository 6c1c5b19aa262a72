"""How content writes each value: several types take a text or something with parts, and a form has to know which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from intsite.read import EntryFiles
from intsite.source import Mapping as MappingNode
from intsite.source import Node, Scalar, Sequence, is_empty, parse_words, parse_yaml, read_text

FACTS, WORDS = "facts", "words"
ITEM = "*"
"""Stands in a path for the items of a list."""

Place = tuple[str, ...]
"""Kind, `FACTS` or `WORDS`, then names: `("office", "facts", "phones", "*", "number")`."""
Seen = Mapping[Place, frozenset[str]]
"""`string`, `array` and `object`, as JSON Schema calls them, by place."""


def of_content(root: Path, entries: Iterable[EntryFiles]) -> Seen:
    """The shapes of all values of a county's content."""
    seen: dict[Place, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.has_facts:
            path = f"{entry.path}/facts.yaml"
            facts, _ = parse_yaml(read_text(root / path, path)[0], path)
            _note(facts, (entry.kind, FACTS), seen)
        for language in entry.languages:
            path = f"{entry.path}/{language}.md"
            words, _ = parse_words(read_text(root / path, path)[0], path)
            _note(words.front, (entry.kind, WORDS), seen)
    return {place: frozenset(shapes) for place, shapes in seen.items()}


def _note(node: Node, place: Place, seen: dict[Place, set[str]]) -> None:
    if is_empty(node):
        return
    if isinstance(node, Scalar):
        seen[place].add("string")
    elif isinstance(node, Sequence):
        seen[place].add("array")
        for item in node.items:
            _note(item, (*place, ITEM), seen)
    elif isinstance(node, MappingNode):
        seen[place].add("object")
        for key, child in node:
            _note(child, (*place, key.text), seen)
