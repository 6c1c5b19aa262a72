"""All entries together to a `Site`: what `connections` has found, translations and their state, addresses.

This is the only stage that sees everything at once. It changes no entry; what it finds stands beside them, by key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from intsite.catalogs import Catalog
from intsite.config import Config
from intsite.connections import Connections, Key, find, finished, parent_of
from intsite.fields.reference import Reference
from intsite.glossary import Glossary
from intsite.kinds import Kind
from intsite.parse import Entry, Words
from intsite.public_holidays import PublicHolidays
from intsite.vocabularies import Vocabulary

_Name = TypeVar("_Name")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The words that a language's page of an entry shows."""

    words: Words
    is_fallback: bool
    """Whether they are in another language than the page."""
    is_source: bool
    """Whether they lead, that is, are no translation."""
    outdated: tuple[str, ...] = ()
    """Ids of the sections whose leading text has changed since the translation was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
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
    if entry.words_in(config.source) or not entry.words:
        return config.source
    return entry.words[0].language


def resolve(  # noqa: PLR0913  a site consists of all that
    found: Connections,
    entry: Callable[[Key], Entry],
    *,
    config: Config,
    today: dt.date,
    holidays: PublicHolidays,
    kinds: Mapping[str, Kind],
    vocabularies: Mapping[str, Vocabulary],
    glossary: Glossary,
    catalogs: Mapping[str, Catalog],
) -> Site:
    """The site of entries that hang together as `found`; `entry` gives one when somebody asks for it."""
    entries = OnDemand(found.published, lambda key: finished(entry(key)))
    pairs = ((key, language) for key in found.published for language in config.languages)
    return Site(
        config=config,
        today=today,
        holidays=holidays,
        kinds=MappingProxyType(dict(kinds)),
        vocabularies=MappingProxyType(dict(vocabularies)),
        glossary=glossary,
        catalogs=MappingProxyType(dict(catalogs)),
        entries=entries,
        connections=found,
        shown=OnDemand(pairs, lambda pair: _shown(entries[pair[0]], pair[1], config)),
    )


def renewed(site: Site, entries: Mapping[Key, Entry]) -> Site:
    """The site with other texts of some of its entries, of which everything that others can see is as it was."""
    new = {key: finished(entry) for key, entry in entries.items() if key in site.entries}
    shown = {
        (key, language): _shown(entry, language, site.config)
        for key, entry in new.items()
        for language in site.config.languages
    }
    return replace(site, entries=_with(site.entries, new), shown=_with(site.shown, shown))


def _with(values: Mapping[_Name, _Value], new: Mapping[_Name, _Value]) -> Mapping[_Name, _Value]:
    return values.having(new) if isinstance(values, OnDemand) else {**values, **new}


class OnDemand(Mapping[_Name, _Value]):
    """Values that are made when somebody asks for them, once."""

    def __init__(self, names: Iterable[_Name], make: Callable[[_Name], _Value]) -> None:
        self._values: dict[_Name, _Value | None] = dict.fromkeys(names)
        self._make = make

    def having(self, values: Mapping[_Name, _Value]) -> OnDemand[_Name, _Value]:
        """The same with other values for some of the names."""
        other = OnDemand[_Name, _Value]((), self._make)
        other._values = {**self._values, **values}
        return other

    def __getitem__(self, name: _Name) -> _Value:
        value = self._values[name]
        if value is None:
            value = self._values[name] = self._make(name)
        return value

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[_Name]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _shown(entry: Entry, language: str, config: Config) -> Shown:
    source = source_language(entry, config)
    leading = entry.words_in(source)
    found = (entry.words_in(tried) for tried in config.chain(language, source))
    words = next((words for words in found if words is not None), entry.words[0])
    is_source = words.language == source
    return Shown(
        words=words,
        is_fallback=words.language != language,
        is_source=is_source,
        outdated=() if is_source or leading is None else outdated_sections(words, leading),
    )


def outdated_sections(translated: Words, leading: Words) -> tuple[str, ...]:
    """Sections of the leading text that are new, changed or gone since the translation recorded them."""
    recorded = dict(translated.translation.of) if translated.translation else {}
    if not recorded:
        return ()
    current = dict(leading.digests)
    return tuple(name for name in dict.fromkeys((*current, *recorded)) if current.get(name) != recorded.get(name))
