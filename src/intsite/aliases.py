"""Old addresses of entries and where they lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from intsite.config import Config
from intsite.kinds import Kind
from intsite.parse import Entry
from intsite.problems import Problem, Span, problem


class Alias(Struct, frozen=True, kw_only=True):
    """An old address and where it leads, as paths from the site's root."""

    path: str
    """Of the file at the old address: `old/office/index.html`, or as it was when it names one (`old/office.html`)."""
    target: str
    origin: str
    """The file that names it."""


def find_aliases(
    entries: Iterable[Entry], kinds: Mapping[str, Kind], config: Config, problems: list[Problem]
) -> Iterator[Alias]:
    """Old addresses; one that two entries claim, or that is an address of today, is a problem."""
    listed = list(entries)
    taken = {
        _file_at(f"{language}/{kinds[entry.kind].folder}/{entry.id}"): entry.path
        for entry in listed
        for language in config.languages
    }
    for entry in listed:
        target = f"{kinds[entry.kind].folder}/{entry.id}/"
        reported: set[str] = set()
        for written, language, origin in _old_addresses(entry, config):
            path = _file_at(written)
            if path not in taken:
                taken[path] = origin
                yield Alias(path=path, target=f"{language}/{target}", origin=origin)
            elif (name := written.removeprefix(f"{language}/")) not in reported:
                reported.add(name)
                problems.append(problem("alias-collision", Span(path=origin), alias=written, other=taken[path]))


def _old_addresses(entry: Entry, config: Config) -> Iterator[tuple[str, str, str]]:
    """Each old address from the site's root with the language it leads to and the file that names it."""
    for alias in _texts(entry.facts.get("aliases")):
        for language in config.languages:
            yield f"{language}/{alias}", language, f"{entry.path}/facts.yaml"
    for words in entry.words.values():
        for alias in _texts(words.fields.get("aliases")):
            yield alias, words.language, words.path


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item).strip("/") for item in value) if isinstance(value, tuple) else ()


def _file_at(address: str) -> str:
    return address if address.endswith((".html", ".htm")) else f"{address}/index.html".lstrip("/")
