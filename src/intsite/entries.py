"""All entries of the content folder, read again only where their files have changed.

An entry is kept in pieces: its facts, its words in each language, and in each language the text below them. Others look
up many facts, few words and no texts, so that most of an entry is unpacked for its own pages alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from intsite.kinds import Kind
from intsite.markdown import Document
from intsite.memo import Memo, Stamp, content_digest, digest_of, dump, load, stamp
from intsite.parse import Entry, Words, parse
from intsite.problems import Problem
from intsite.read import EntryFiles
from intsite.workers import Map

_WHOLE = "greeting"
"""The purpose of the page whose text stands on the home page as well."""

_AT_ONCE = 6000
"""Values of a mapping that are kept at a time: without their texts, entries are small."""

_Key = tuple[str, str]
"""Kind and id of an entry."""

_Name = TypeVar("_Name")
_Value = TypeVar("_Value")


class OnDemand(Mapping[_Name, _Value]):
    """Values that are made when somebody asks for them.

    Only so many are kept `at_once`: beyond, all are let go, and made again where they are wanted again.
    """

    def __init__(
        self, names: Collection[_Name], make: Callable[[_Name], _Value], *, at_once: int | None = None
    ) -> None:
        self._names = names
        self._make = make
        self._at_once = at_once or _AT_ONCE
        self._made: dict[_Name, _Value] = {}

    def __getitem__(self, name: _Name) -> _Value:
        value = self._made.get(name)
        if value is None:
            if name not in self._names:
                raise KeyError(name)
            value = self._make(name)
            if len(self._made) >= self._at_once:
                self._made.clear()
            self._made[name] = value
        return value

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[_Name]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Seen(NamedTuple):
    """Digests of what pages of others may show of an entry: of all but the text below its headings."""

    outline: str
    """Of its place, its media and the languages it has words in."""
    facts: Mapping[str, str]
    """By name."""
    all_words: str
    """Of its words in all languages."""
    words: Mapping[str, str]
    """Of those that a page shows, by language."""
    texts: Mapping[str, str]
    """Of the texts below them, where a page of another shows these, too."""

    def of(self, language: str) -> str:
        """Of what the page in a language shows of its words: those in this language, where there are some."""
        return self.words.get(language, self.all_words)


_SEEN, _TEXTS = "entry", "texts"
"""What others look up of an entry, and what they do not: two memos, called so."""
_Pieces = Mapping[str, bytes]
"""One for each language, and under no language what is the same in all."""


class Parsed(Struct, frozen=True, kw_only=True):
    """What is known of an entry that was read, without the entry itself: see `Archive`."""

    files: EntryFiles
    digest: str
    """Of all that stands in the files."""
    seen: bytes
    """`Seen`, packed: of most entries nobody asks for it."""
    problems: tuple[Problem, ...]
    packed: Mapping[str, _Pieces]
    """By part; empty where they lie in memos of their own, which most builds never look into."""

    @property
    def key(self) -> _Key:
        """Kind and id."""
        return self.files.kind, self.files.id


class _Kept(NamedTuple):
    """What is known of an entry, and how its files looked before they were read."""

    parsed: Parsed
    looks: tuple[Stamp | None, ...]
    is_settled: bool
    """Whether the files cannot have changed since without looking different."""


def parse_all(
    inventory: Sequence[EntryFiles],
    root: Path,
    kinds: Mapping[str, Kind],
    memo: Memo,
    map: Map,  # noqa: A002  that of `workers` may stand in for it
    key: str,
) -> list[Parsed]:
    """The entries of an inventory, in its order; `key` stands for the kinds and the place."""
    known: dict[str, _Kept] = memo.rows("entries", key)
    kept = {files.path: _unchanged(files, root, known.get(files.path)) for files in inventory}
    changed = [files for files in inventory if kept[files.path] is None]

    def parse_and_keep(files: EntryFiles) -> bytes:
        now, looks = time.time_ns(), _looks(files, root)
        one = parse_anew(files, root=root, kinds=kinds)
        made_of = digest_of(key, one.digest)
        is_kept = all(memo.put(_name(part, files), made_of, pieces) for part, pieces in one.packed.items())
        return dump(_Kept(replace(one, packed={}) if is_kept else one, looks, _are_settled(looks, now)))

    for files, packed in zip(changed, map(parse_and_keep, changed), strict=True):
        kept[files.path] = load(packed)
    new = {path: one for path, one in kept.items() if one and one is not known.get(path)}
    if new:
        memo.put_rows("entries", key, new, kept)
    return [one.parsed for one in kept.values() if one]


class Archive(Struct, frozen=True, kw_only=True):
    """Where entries lie; what is unpacked is not kept here."""

    parsed: Mapping[_Key, Parsed]
    """All of them by kind and id, drafts and damaged ones among them."""
    root: Path
    kinds: Mapping[str, Kind]
    memo: Memo
    made_of: str
    """The `key` of `parse_all`."""
    _last: dict[str, tuple[_Key, _Pieces]] = field(default_factory=dict)
    """Those that were asked for last, of which often another one is wanted at once."""

    def renewed(self, parsed: Mapping[_Key, Parsed]) -> Archive:
        """With these entries in the place of what was known of them."""
        return replace(self, parsed={**self.parsed, **parsed}, _last={})

    def entry(self, key: _Key) -> Entry:
        """An entry, each of whose words is unpacked when somebody asks for it."""
        entry: Entry = self.memo.unpacked(self._pieces(_SEEN, key)[""])
        return replace(entry, words=OnDemand(self.parsed[key].files.languages, partial(self._words, key)))

    def _words(self, key: _Key, language: str) -> Words:
        words: Words = self.memo.unpacked(self._pieces(_SEEN, key)[language])
        return words

    def text(self, key: _Key, language: str) -> Document:
        """The text below its words in a language that it has."""
        text: Document = load(self._pieces(_TEXTS, key)[language])
        return text

    def _pieces(self, part: str, key: _Key) -> _Pieces:
        last = self._last.get(part)
        if last is None or last[0] != key:
            last = self._last[part] = key, self._read(part, self.parsed[key])
        return last[1]

    def _read(self, part: str, one: Parsed) -> _Pieces:
        """Where its memo is lost the entry is parsed again."""
        known: _Pieces | None = one.packed.get(part)
        if known is None:
            known = self.memo.get(_name(part, one.files), digest_of(self.made_of, one.digest))
        return known or parse_anew(one.files, root=self.root, kinds=self.kinds).packed[part]


def _name(part: str, files: EntryFiles) -> str:
    """Of a memo of an entry."""
    return f"{part}-{called(files)}"


def called(files: EntryFiles) -> str:
    """What memos of an entry are called after."""
    return f"{files.kind}.{files.id}"


def names(files: EntryFiles) -> list[str]:
    """Of the files that an entry is read from."""
    return [*(["facts.yaml"] if files.has_facts else []), *(f"{language}.md" for language in files.languages)]


def _paths(files: EntryFiles, root: Path) -> list[str]:
    return [f"{root}/{files.path}/{name}" for name in names(files)]


def _looks(files: EntryFiles, root: Path) -> tuple[Stamp | None, ...]:
    return tuple(map(stamp, _paths(files, root)))


def _unchanged(files: EntryFiles, root: Path, before: _Kept | None) -> _Kept | None:
    """What was kept of an entry, if its files are still the same."""
    if before is None or before.parsed.files != files:
        return None
    looks = _looks(files, root)
    if before.is_settled and before.looks == looks:
        return before
    now = time.time_ns()
    if _digest(files, root) != before.parsed.digest:
        return None
    return _Kept(before.parsed, looks, _are_settled(looks, now))


def _are_settled(looks: tuple[Stamp | None, ...], now: int) -> bool:
    return all(one is not None and one.is_settled(now) for one in looks)


def _digest(files: EntryFiles, root: Path) -> str:
    try:
        return content_digest(map(Path, _paths(files, root)))
    except OSError:
        return ""


def parse_anew(files: EntryFiles, *, root: Path, kinds: Mapping[str, Kind]) -> Parsed:
    """An entry from its files, whatever is known of it."""
    # Taken before they are read for good: whoever changes them meanwhile is noticed next time.
    digest = _digest(files, root)
    entry, texts, problems = parse(files, root=root, kind=kinds[files.kind], kind_names=frozenset(kinds))
    return Parsed(
        files=files,
        digest=digest,
        seen=dump(_seen(entry, texts)),
        problems=problems,
        packed={
            _SEEN: {"": dump(replace(entry, words={})), **{tag: dump(words) for tag, words in entry.words.items()}},
            _TEXTS: {tag: dump(text) for tag, text in texts.items()},
        },
    )


def _seen(entry: Entry, texts: Mapping[str, Document]) -> Seen:
    is_whole = entry.facts.get("purpose") == _WHOLE
    # The digests of its sections are for nobody else but translators, unless notices stand in the text.
    words = [one if is_whole else replace(one, digests=()) for one in entry.words.values()]
    # Which words a page shows depends on the languages there are and on the one that leads.
    choice = digest_of([(one.language, one.is_in_progress) for one in words], entry.facts.get("source-language"))
    return Seen(
        outline=digest_of(entry.path, entry.media, choice),
        facts={name: digest_of(value) for name, value in entry.facts},
        all_words=digest_of(choice, words),
        words={one.language: digest_of(choice, one) for one in words if not one.is_in_progress},
        texts={language: digest_of(text) for language, text in texts.items()} if is_whole else {},
    )
