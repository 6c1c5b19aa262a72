"""What pages look up of other entries: written down while they are planned, so that only its change makes them anew.

Whoever plans a page, or checks an entry, learns of others through the mappings of a `Site` and of its `Connections`
alone. `noted` gives the same site with mappings that tell `Lookups` what they were asked for; nobody else need know.
`States` says how each of these things stands now.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from intsite.connections import Connections, Key
from intsite.entries import OnDemand, Parsed, Seen
from intsite.fields import Record
from intsite.markdown import Document
from intsite.memo import Memo, digest_of, load
from intsite.parse import Entry, Words
from intsite.resolve import Site

Lookup = tuple[str, Any]
"""The name of a mapping and what it was asked for; None: for all its names.

Of an entry all is one lookup, `_ENTRY` with its key and what of it was asked for: such as a fact, or its words.
"""

_Name = TypeVar("_Name")
_Value = TypeVar("_Value")
_DOORS = ("back", "by_id", "children", "of_kind", "roots")
"""Mappings of the connections; what else they hold is asked for by nobody who is not made again whatever changes."""


TEMPLATES = "templates"
"""Stands for a mapping as well, of templates: it is asked for several at once."""
_AT_ONCE = 200
"""Entries that note what they are asked for, and digests of entries: made in no time, wanted again soon or never."""
_ENTRY = "entry"
_Part = tuple[str, str]
"""What was asked for of an entry: `facts` and the name of one or none for all, `shown` or `text` and a language."""


class Lookups:
    """Writes down what is looked up."""

    def __init__(self) -> None:
        self.found: set[tuple[str, Any]] = set()
        self._parts: dict[frozenset[_Part], tuple[_Part, ...]] = {}
        self._taken: dict[Lookup, Lookup] = {}

    def take(self, own: Key | None = None) -> tuple[Lookup, ...]:
        """What was looked up since the last time, but for the facts and words of the entry that it was `own` for."""
        taken: list[Lookup] = []
        of_entries: defaultdict[Key, set[_Part]] = defaultdict(set)
        for door, name in self.found:
            match door:
                case "entries" | "words" if name is not None:
                    of_entries[name].add((door, ""))
                case "facts" | "shown" | "text" if name is not None:
                    of_entries[name[0]].add((door, name[1] or ""))
                case _:
                    taken.append((door, name))
        if own and own in of_entries:
            of_entries[own] = {("entries", "")}
        self.found = set()
        for key, parts in of_entries.items():
            asked = frozenset(parts)
            taken.append((_ENTRY, (key, self._parts.setdefault(asked, tuple(sorted(asked))))))
        # Thousands of pages ask for the same, such as what stands on a card: one object for each is kept.
        return tuple(self._taken.setdefault(one, one) for one in taken)

    def during(self, make: Callable[[], _Value]) -> tuple[_Value, Collection[Lookup]]:
        """What `make` makes, and what it looks up, which does not count for who asks until they say so."""
        before, self.found = self.found, set()
        try:
            made = make()
        finally:
            within, self.found = self.found, before
        return made, tuple(within)


def noted(site: Site, lookups: Lookups) -> Site:
    """The same site, which tells `lookups` what it is asked for."""
    doors: dict[str, Any] = {door: _Noted(door, getattr(site.connections, door), lookups) for door in _DOORS}

    def text(key: Key, language: str) -> Document:
        lookups.found.add(("text", (key, language)))
        return site.text(key, language)

    return replace(
        site,
        connections=replace(site.connections, **doors),
        entries=_Noted(
            "entries",
            OnDemand(site.entries, lambda key: _noting(site.entries[key], lookups), at_once=_AT_ONCE),
            lookups,
        ),
        shown=_Noted("shown", site.shown, lookups),
        catalogs=_Noted("catalogs", site.catalogs, lookups),
        text=text,
    )


class _Noted(Mapping[_Name, _Value]):
    """A mapping that writes down which of its names it was asked for, or None when it was for all of them."""

    def __init__(self, door: str, values: Mapping[_Name, _Value], lookups: Lookups) -> None:
        self._door = door
        self._values = values
        self._lookups = lookups

    def __getitem__(self, name: _Name) -> _Value:
        self._lookups.found.add((self._door, name))
        return self._values[name]

    def __contains__(self, name: object) -> bool:
        self._lookups.found.add((self._door, name))
        return name in self._values

    def __iter__(self) -> Iterator[_Name]:
        self._lookups.found.add((self._door, None))
        return iter(self._values)

    def __len__(self) -> int:
        self._lookups.found.add((self._door, None))
        return len(self._values)


def _noting(entry: Entry, lookups: Lookups) -> Entry:
    items = entry.facts.items
    facts = _Facts(items=items, key=entry.key, values=dict(items), lookups=lookups)
    return replace(entry, facts=facts, words=_Words(entry, lookups))


class _Words(Mapping[str, Words]):
    """The words of an entry, which are looked up all together."""

    def __init__(self, entry: Entry, lookups: Lookups) -> None:
        self._entry = entry
        self._lookups = lookups

    def __getitem__(self, language: str) -> Words:
        return self._all()[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Mapping[str, Words]:
        self._lookups.found.add(("words", self._entry.key))
        return self._entry.words


class _Facts(Record, frozen=True, kw_only=True):
    """The facts of an entry, which are looked up one by one."""

    key: Key
    values: Mapping[str, object]
    lookups: Lookups

    def get(self, name: str) -> object | None:
        self.lookups.found.add(("facts", (self.key, name)))
        return self.values.get(name)

    def __iter__(self) -> Iterator[tuple[str, object]]:
        self.lookups.found.add(("facts", (self.key, None)))
        return super().__iter__()


class States:
    """How everything that can be looked up stands: the same digest as long as it is the same."""

    def __init__(
        self,
        connections: Connections,
        entries: Mapping[Key, Parsed],
        texts: Mapping[str, str],
        media: Mapping[tuple[str, str], object] | None = None,
        templates: Mapping[str, str] | None = None,
    ) -> None:
        """`texts` and `templates` are digests by language and name, `media` lie by folder of the entry and name."""
        self._connections = connections
        self._texts = texts
        self._entries = {key: entries[key] for key in connections.published}
        self._seen: OnDemand[Key, Seen] = OnDemand(self._entries, lambda key: load(entries[key].seen), at_once=_AT_ONCE)
        self._media: defaultdict[str, list[object]] = defaultdict(list)
        for place, medium in sorted((media or {}).items()):
            self._media[place[0]].append((place, medium))
        self._templates = templates or {}
        self._known: dict[Lookup, bytes] = {}

    def together(self, lookups: Iterable[Lookup]) -> str:
        """One digest of several, in their order."""
        digest = hashlib.blake2b(digest_size=16)
        for lookup in lookups:
            state = self._known.get(lookup)
            if state is None:
                state = self._known[lookup] = bytes.fromhex(digest_of(lookup, self._state(*lookup)))
            digest.update(state)
        return digest.hexdigest()

    def of_all(
        self, lookups: Callable[[], Mapping[Key, Iterable[Lookup]]], memo: Memo, name: str, everything: str
    ) -> Mapping[Key, str]:
        """`together` of what was looked up by each.

        While nothing that can be seen changes (`everything`) none of these does: they are kept for that under `name`,
        and what was looked up stays where it lies.
        """
        known: dict[Key, str] = memo.rows(name, everything)
        if not known:
            known = {key: self.together(found) for key, found in lookups().items()}
            memo.put(name, everything, known)
        return known

    def _state(self, door: str, name: Any) -> object:  # noqa: ANN401  of the door's own kind
        if door == "catalogs":
            return self._texts.get(name) if name else sorted(self._texts)
        if door == TEMPLATES:
            return [self._templates.get(one) for one in name]
        if name is None:
            return tuple(getattr(self._connections, door) if door in _DOORS else self._entries)
        if door in _DOORS:
            return getattr(self._connections, door).get(name)
        key, parts = name
        entry = self._entries.get(key)
        return entry and [self._of_entry(entry, part, what) for part, what in parts]

    def _of_entry(self, entry: Parsed, part: str, what: str) -> object:
        seen = self._seen[entry.key]
        match part:
            case "entries":
                return seen.outline, self._media.get(entry.files.path)
            case "facts":
                return seen.facts.get(what) if what else sorted(seen.facts.items())
            case "shown":
                return seen.of(what)
            case "text":
                return seen.texts.get(what)
            case _:
                return seen.all_words
