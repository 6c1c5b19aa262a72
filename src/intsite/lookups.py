"""What pages look up of other entries: written down while they are planned, so that only its change makes them anew.

Whoever plans a page, or checks an entry, learns of others through the mappings of a `Site` and of its `Connections`
alone. `noted` gives the same site with mappings that tell `Lookups` what they were asked for; nobody else need know.
`States` says how each of these things stands now.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from intsite.assets import Medium
from intsite.connections import Connections, Key
from intsite.entries import Parsed
from intsite.memo import digest_of
from intsite.resolve import Site

Lookup = tuple[str, Any]
"""The name of a mapping and what it was asked for; None: for all its names."""

_Name = TypeVar("_Name")
_Value = TypeVar("_Value")
_OF_SITE = ("entries", "shown")
_OF_CONNECTIONS = ("back", "by_id", "children", "of_kind", "roots")
"""What else the connections hold no page asks for, but those that are made again whatever changes."""


class Lookups:
    """Writes down what is looked up."""

    def __init__(self) -> None:
        self.found: set[Lookup] = set()
        self._known: dict[Lookup, Lookup] = {}

    def take(self) -> tuple[Lookup, ...]:
        """What was looked up since the last time."""
        # One object for each: thousands of pages look up the same.
        taken = tuple(self._known.setdefault(one, one) for one in self.found)
        self.found = set()
        return taken

    def during(self, make: Callable[[], _Value]) -> tuple[_Value, Collection[Lookup]]:
        """What `make` makes, and what it looks up; it counts for the one who asks for it as well."""
        before, self.found = self.found, set()
        try:
            made = make()
        finally:
            within, self.found = self.found, before
            self.found |= within
        return made, within


def noted(site: Site, lookups: Lookups) -> Site:
    """The same site, which tells `lookups` what it is asked for."""

    def doors(owner: Site | Connections, names: Iterable[str]) -> dict[str, Any]:
        return {name: _Noted(name, getattr(owner, name), lookups) for name in names}

    connections = replace(site.connections, **doors(site.connections, _OF_CONNECTIONS))
    return replace(site, connections=connections, **doors(site, _OF_SITE))


class _Noted(Mapping[_Name, _Value]):
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


class States:
    """How everything that can be looked up stands: the same digest as long as it is the same."""

    def __init__(
        self,
        connections: Connections,
        entries: Mapping[Key, Parsed],
        media: Mapping[tuple[str, str], Medium] | None = None,
    ) -> None:
        """`media` by folder of the entry and name, for who shows them."""
        self._connections = connections
        self._entries = {key: entries[key] for key in connections.published}
        self._media: defaultdict[str, list[object]] = defaultdict(list)
        for place, medium in sorted((media or {}).items()):
            self._media[place[0]].append((place, medium))
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

    def _state(self, door: str, name: Any) -> object:  # noqa: ANN401  of the door's own kind
        if name is None:
            return tuple(self._entries if door in _OF_SITE else getattr(self._connections, door))
        if door not in _OF_SITE:
            return getattr(self._connections, door).get(name)
        if door == "shown":
            key, language = name
            return self._entries[key].seen.of(language) if key in self._entries else None
        entry = self._entries.get(name)
        return entry and (entry.seen.whole, self._media.get(entry.files.path))
