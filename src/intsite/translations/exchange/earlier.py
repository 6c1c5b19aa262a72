"""Earlier versions of an original, found in Git, and which of its blocks have become which."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from intsite.kinds import Kind
from intsite.markdown.pieces import Pieces
from intsite.parse import FRONT, Words, parse_words_text
from intsite.translations.exchange.blocks import Group, WordsFile, take_apart
from intsite.translations.exchange.codes import as_markdown
from intsite.translations.history import Revision, revisions, text_at


class Version(Struct, frozen=True, kw_only=True):
    """An original as of some day."""

    file: WordsFile
    digests: Mapping[str, str]
    date: str = ""
    """`2026-11-22`; empty for the one of now."""


@dataclass(slots=True)
class Earlier:
    """The versions of one original, newest first, read from Git only as far back as somebody asks."""

    root: Path
    leading: Words
    kind: Kind
    kind_names: frozenset[str]
    _known: list[Version] = field(default_factory=list)
    _further: Iterator[Revision] | None = None

    def find(self, is_wanted: Callable[[Version], bool]) -> Version | None:
        """The newest version that is wanted."""
        found = next((version for version in self._known if is_wanted(version)), None)
        if found is not None:
            return found
        if self._further is None:
            self._further = revisions(self.root, self.leading.path)
        for revision in self._further:
            text = text_at(self.root, revision)
            if text is None:
                continue
            self._known.append(version_of(text, self.leading, self.kind, self.kind_names, revision.date))
            if is_wanted(self._known[-1]):
                return self._known[-1]
        return None

    def with_section(self, section: str, digest: str) -> Version | None:
        """The newest version whose section has that digest."""
        return self.find(lambda version: version.digests.get(section) == digest)


def version_of(text: str, leading: Words, kind: Kind, kind_names: frozenset[str], date: str = "") -> Version:
    """A text of the original as a version of it."""
    words = parse_words_text(text, leading.path, leading.language, kind, kind_names)
    return Version(file=take_apart(text, kind), digests=dict(words.digests), date=date)


class Pair(Struct, frozen=True, kw_only=True):
    """A block of the original and what the translation has for it."""

    own: Pieces
    before: Pieces | None
    """What the original said when it was translated; None where it says the same now."""


def pairs(group: Group, own: Group | None, old: Group | None, *, is_current: bool) -> dict[str, Pair]:
    """Place to what the translation has for it; without those for which that is uncertain.

    `old` is the group as it was when it was translated, if anybody knows; `is_current` when it still is so.
    """
    if own is None:
        return {}
    if is_current or old is None:
        if not is_like(group, own):
            return _heading(group, own, is_same=is_current)
        before: Pieces | None = None if is_current else ()
        both = zip(group.blocks, own.blocks, strict=True)
        return {block.place: Pair(own=mine.pieces, before=before) for block, mine in both}
    if not is_like(old, own):
        is_same = [block.pieces for block in group.blocks[:1]] == [block.pieces for block in old.blocks[:1]]
        return _heading(group, own, is_same=is_same)
    found = {}
    then, now = ([(block.kind, as_markdown(block.pieces)) for block in one.blocks] for one in (old, group))
    for tag, first, last, start, end in difflib.SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and last - first == end - start):
            for index in range(first, last):
                said = None if tag == "equal" else old.blocks[index].pieces
                found[group.blocks[start + index - first].place] = Pair(own=own.blocks[index].pieces, before=said)
    return found


def _heading(group: Group, own: Group, *, is_same: bool) -> dict[str, Pair]:
    """The heading alone: it is the same one even where all below it is another."""
    first, mine = (next(iter(one.blocks), None) for one in (group, own))
    if first is None or mine is None or (first.kind, mine.kind) != ("heading", "heading"):
        return {}
    return {first.place: Pair(own=mine.pieces, before=None if is_same else ())}


def is_like(one: Group, other: Group) -> bool:
    """Whether two groups have the same blocks in the same order, whatever they say."""
    return one.shape == other.shape and len(one.blocks) == len(other.blocks)


def pairs_of(
    now: Version, own: WordsFile | None, recorded: Mapping[str, str], earlier: Earlier, sections: frozenset[str]
) -> dict[str, Pair]:
    """Place to what the translation has for it, in some sections."""
    found: dict[str, Pair] = {}
    for name, group in now.file.groups.items():
        section = FRONT if name.startswith(FRONT) else name
        if own is None or section not in sections:
            continue
        then = recorded.get(section)
        is_current = then is not None and now.digests.get(section, then) == then
        old = None if is_current or then is None else earlier.with_section(section, then)
        old_group = old.file.groups.get(name) if old is not None else None
        found |= pairs(group, own.groups.get(name), old_group, is_current=is_current)
    return found
