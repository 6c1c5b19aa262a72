"""All entries of the content folder, read again only where their files have changed."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from intsite.kinds import Kind
from intsite.markdown import Document
from intsite.memo import Memo, Stamp, content_digest, digest_of, dump, stamp
from intsite.parse import Entry, parse
from intsite.problems import Problem, Span
from intsite.read import EntryFiles
from intsite.workers import Map

_WHOLE = "greeting"
"""The purpose of the page whose text stands on the home page as well."""


class Seen(NamedTuple):
    """Digests of what pages of others may show of an entry: of all but the text below its headings."""

    outline: str
    """Of its place, its media and the languages it has words in."""
    facts: Mapping[str, str]
    """By name."""
    texts: str
    """Of its words in all languages."""
    words: Mapping[str, str]
    """Of those that a page shows, by language."""

    def of(self, language: str) -> str:
        """Of what the page in a language shows of its words: those in this language, where there are some."""
        return self.words.get(language, self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What is known of an entry that was read, without the entry itself: see `unpacked`."""

    files: EntryFiles
    looks: tuple[Stamp | None, ...]
    is_settled: bool
    """Whether the files cannot have changed since without looking different."""
    digest: str
    """Of all that stands in the files."""
    seen: Seen
    problems: tuple[Problem, ...]
    packed: bytes = b""
    """The `Entry`, where it does not lie in a memo of its own, which most builds never look into."""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id."""
        return self.files.kind, self.files.id


def parse_all(
    inventory: Sequence[EntryFiles],
    root: Path,
    kinds: Mapping[str, Kind],
    memo: Memo,
    map: Map,  # noqa: A002  that of `workers` may stand in for it
    key: str,
) -> list[Parsed]:
    """The entries of an inventory, in its order; `key` stands for the kinds and the place."""
    known: dict[str, Parsed] = memo.rows("entries", key)
    kept = {files.path: _unchanged(files, root, known.get(files.path)) for files in inventory}
    changed = [files for files in inventory if kept[files.path] is None]
    for files, one in zip(changed, map(partial(parse_anew, root=root, kinds=kinds), changed), strict=True):
        is_kept = memo.put(_name(files), digest_of(key, one.digest), one.packed)
        kept[files.path] = replace(one, packed=b"") if is_kept else one
    new = {path: one for path, one in kept.items() if one and one is not known.get(path)}
    if new:
        memo.put_rows("entries", key, new, kept)
    return [one for one in kept.values() if one]


def unpacked(one: Parsed, root: Path, kinds: Mapping[str, Kind], memo: Memo, key: str) -> Entry:
    """The entry itself, with `key` as for `parse_all`; where its memo is lost it is parsed again."""
    packed = one.packed or memo.get(_name(one.files), digest_of(key, one.digest))
    entry: Entry = memo.unpacked(packed or parse_anew(one.files, root=root, kinds=kinds).packed)
    return entry


def _name(files: EntryFiles) -> str:
    """Of the memo of an entry."""
    return f"entry-{called(files)}"


def called(files: EntryFiles) -> str:
    """What memos of an entry are called after."""
    return f"{files.kind}.{files.id}"


def names(files: EntryFiles) -> list[str]:
    """Of the files that an entry is read from."""
    return [*(["facts.yaml"] if files.has_facts else []), *(f"{language}.md" for language in files.languages)]


def _paths(files: EntryFiles, root: Path) -> list[str]:
    return [f"{root}/{files.path}/{name}" for name in names(files)]


def _unchanged(files: EntryFiles, root: Path, before: Parsed | None) -> Parsed | None:
    """What was kept of an entry, if its files are still the same."""
    if before is None or before.files != files:
        return None
    looks = tuple(map(stamp, _paths(files, root)))
    if before.is_settled and before.looks == looks:
        return before
    now = time.time_ns()
    if _digest(files, root) != before.digest:
        return None
    return replace(before, looks=looks, is_settled=_are_settled(looks, now))


def _are_settled(looks: tuple[Stamp | None, ...], now: int) -> bool:
    return all(one is not None and one.is_settled(now) for one in looks)


def _digest(files: EntryFiles, root: Path) -> str:
    try:
        return content_digest(map(Path, _paths(files, root)))
    except OSError:
        return ""


def parse_anew(files: EntryFiles, *, root: Path, kinds: Mapping[str, Kind]) -> Parsed:
    """An entry from its files, whatever is known of it."""
    # What the files look like is taken before they are read: whoever changes them meanwhile is noticed next time.
    now, looks, digest = time.time_ns(), tuple(map(stamp, _paths(files, root))), _digest(files, root)
    entry, problems = parse(files, root=root, kind=kinds[files.kind], kind_names=frozenset(kinds))
    return Parsed(
        files=files,
        looks=looks,
        is_settled=_are_settled(looks, now),
        digest=digest,
        seen=_seen(entry),
        problems=problems,
        packed=dump(entry),
    )


def _seen(entry: Entry) -> Seen:
    words = entry.words
    if entry.facts.get("purpose") != _WHOLE:
        words = tuple(replace(one, body=_headings(one.body), digests=()) for one in words)
    # Which words a page shows depends on the languages there are and on the one that leads.
    choice = digest_of([(one.language, one.is_in_progress) for one in words], entry.facts.get("source-language"))
    return Seen(
        outline=digest_of(entry.path, entry.media, choice),
        facts={name: digest_of(value) for name, value in entry.facts},
        texts=digest_of(choice, words),
        words={one.language: digest_of(choice, one) for one in words if not one.is_in_progress},
    )


def _headings(body: Document) -> Document:
    nowhere = Span(path="")
    return Document(headings=tuple(replace(heading, span=nowhere) for heading in body.headings))
