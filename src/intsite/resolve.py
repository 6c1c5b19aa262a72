"""All entries together to a `Site`: what `connections` has found, translations and their state, addresses.

This is the only stage that sees everything at once. It changes no entry; what it finds stands beside them, by key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import product
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from intsite.catalogs import Catalog
from intsite.config import Config
from intsite.connections import Connections, Key, find, finished, parent_of
from intsite.entries import Archive, OnDemand
from intsite.fields.reference import Reference
from intsite.glossary import Glossary
from intsite.kinds import Kind
from intsite.markdown import Document
from intsite.parse import Entry, Words
from intsite.public_holidays import PublicHolidays
from intsite.vocabularies import Vocabulary


class Shown(Struct, frozen=True, kw_only=True):
    """The words that a language's page of an entry shows."""

    language: str
    """In which they are."""
    is_fallback: bool
    """Whether that is another one than the page's."""
    source: str
    """In which those are that lead."""
    all_words: Mapping[str, Words]
    """Those of the entry in all languages."""

    @property
    def words(self) -> Words:
        """The words themselves."""
        return self.all_words[self.language]

    @property
    def outdated(self) -> tuple[str, ...]:
        """Ids of the sections whose leading text has changed since the translation was made."""
        leading = self.all_words.get(self.source)
        return () if leading is None or self.language == self.source else outdated_sections(self.words, leading)


class Site(Struct, frozen=True, kw_only=True):
    """Everything the county publishes, and how it hangs together."""

    config: Config
    today: dt.date
    holidays: PublicHolidays
    kinds: Mapping[str, Kind]
    vocabularies: Mapping[str, Vocabulary]
    glossary: Glossary
    catalogs: Mapping[str, Catalog]
    entries: Mapping[Key, Entry]
    """Published entries; drafts are among them in the preview only."""
    connections: Connections
    shown: Mapping[tuple[Key, str], Shown]
    """By entry and page language."""
    text: Callable[[Key, str], Document]
    """The text of an entry below its words in a language that it has; unpacked each time, and kept by nobody."""

    def find(self, reference: Reference) -> Key | None:
        """The entry a reference leads to, or None where there is none."""
        return find(reference, self.entries, self.connections.by_id)

    def url(self, key: Key, language: str) -> str:
        """The address of an entry's page from the site's root: `de/offices/jobcenter/`."""
        return f"{language}/{self.kinds[key[0]].folder}/{key[1]}/"

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """All entries of a kind, by id."""
        return tuple(self.entries[key] for key in self.keys_of_kind(kind))

    def keys_of_kind(self, kind: str) -> tuple[Key, ...]:
        """Their keys, without a look at any of them."""
        return self.connections.of_kind.get(kind, ())

    def source_of(self, entry: Entry) -> str:
        """The language that leads for an entry."""
        return source_language(entry, self.config)

    def parent(self, key: Key) -> Key | None:
        """The entry above in a tree, that of the kind or that of another."""
        reference = parent_of(self.entries[key], self.kinds[key[0]])
        return self.find(reference) if reference else None


def source_language(entry: Entry, config: Config) -> str:
    """The language that leads: the entry's own choice, the site's, or the first there is."""
    chosen = entry.facts.get("source-language")
    if isinstance(chosen, str):
        return chosen
    if config.source in entry.words or not entry.words:
        return config.source
    return next(iter(entry.words))


def resolve(  # noqa: PLR0913  a site consists of all that
    found: Connections,
    archive: Archive,
    *,
    config: Config,
    today: dt.date,
    holidays: PublicHolidays,
    kinds: Mapping[str, Kind],
    vocabularies: Mapping[str, Vocabulary],
    glossary: Glossary,
    catalogs: Mapping[str, Catalog],
) -> Site:
    """The site of entries that hang together as `found`."""
    site = Site(
        config=config,
        today=today,
        holidays=holidays,
        kinds=MappingProxyType(dict(kinds)),
        vocabularies=MappingProxyType(dict(vocabularies)),
        glossary=glossary,
        catalogs=MappingProxyType(dict(catalogs)),
        entries={},
        connections=found,
        shown={},
        text=archive.text,
    )
    return renewed(site, archive)


def renewed(site: Site, archive: Archive) -> Site:
    """The site with entries that hang together as its own do, none of which is unpacked before somebody asks for it."""
    found, config = site.connections, site.config
    published = dict.fromkeys(found.published)
    entries = OnDemand(published, lambda key: finished(archive.entry(key), found.in_progress))
    pairs = _Pairs(published, config.languages)
    shown = OnDemand(pairs, lambda pair: _shown(entries[pair[0]], pair[1], config))
    return replace(site, entries=entries, shown=shown, text=archive.text)


class _Pairs(Collection[tuple[Key, str]]):
    """Each key with each language, of which there are too many to be written down."""

    def __init__(self, keys: Collection[Key], languages: Collection[str]) -> None:
        self._keys = keys
        self._languages = languages

    def __contains__(self, pair: object) -> bool:
        return isinstance(pair, tuple) and pair[0] in self._keys and pair[1] in self._languages

    def __iter__(self) -> Iterator[tuple[Key, str]]:
        return product(self._keys, self._languages)

    def __len__(self) -> int:
        return len(self._keys) * len(self._languages)


def _shown(entry: Entry, language: str, config: Config) -> Shown:
    source = source_language(entry, config)
    chain = (*config.chain(language, source), *entry.words)
    found = next(tried for tried in chain if tried in entry.words)
    return Shown(language=found, is_fallback=found != language, source=source, all_words=entry.words)


def outdated_sections(translated: Words, leading: Words) -> tuple[str, ...]:
    """Sections of the leading text that are new, changed or gone since the translation recorded them."""
    recorded = dict(translated.translation.of) if translated.translation else {}
    if not recorded:
        return ()
    current = dict(leading.digests)
    return tuple(name for name in dict.fromkeys((*current, *recorded)) if current.get(name) != recorded.get(name))
