"""How all entries hang together: references both ways, trees, what is a draft, old addresses.

It is made of what can be seen of each entry: while that stays, so does it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from intsite.aliases import Alias, find_aliases
from intsite.config import Config
from intsite.entries import OnDemand
from intsite.fields import Record
from intsite.fields.reference import Reference
from intsite.kinds import Kind
from intsite.parse import Entry
from intsite.problems import Problem, nearest, problem

_JOINTS = {"aliases", "draft", "order"}

Key = tuple[str, str]
"""Kind and id of an entry."""


class BackReference(NamedTuple):
    """An entry that refers to another, and in which field."""

    source: Key
    field: str
    """Dotted where it lies in a record: `place.office`."""


def leaves(value: object) -> list[tuple[str, object]]:
    """The single values in a value that may be a list or a record, nested or not, each with its dotted field names."""
    found: list[tuple[str, object]] = []
    _gather(value, "", found)
    return found


def _gather(value: object, path: str, found: list[tuple[str, object]]) -> None:
    if isinstance(value, tuple):
        for item in value:
            _gather(item, path, found)
    elif isinstance(value, Record):
        for name, item in value:
            _gather(item, f"{path}.{name}" if path else name, found)
    else:
        found.append((path, value))


def references(entry: Entry) -> Iterator[tuple[str, Reference]]:
    """Each reference of an entry's facts with its dotted field names, such as `place.office`."""
    for path, value in leaves(entry.facts):
        if isinstance(value, Reference):
            yield path, value


def find(reference: Reference, entries: Mapping[Key, Entry], by_id: Mapping[str, tuple[Key, ...]]) -> Key | None:
    """The one entry a reference can mean, or None."""
    if reference.kind:
        key = (reference.kind, reference.id)
        return key if key in entries else None
    allowed = [key for key in by_id.get(reference.id, ()) if not reference.allowed or key[0] in reference.allowed]
    return allowed[0] if len(allowed) == 1 else None


def joints(entry: Entry) -> Entry:
    """The entry with nothing but what `connect` asks for: its references, and what few other facts connect it."""
    facts = ((name, value) for name, value in entry.facts if name in _JOINTS or _refers(value))
    words = {
        language: replace(
            one,
            title="",
            summary="",
            fields=Record(items=tuple(pair for pair in one.fields if pair[0] in _JOINTS)),
            pictures=(),
            translation=one.translation if one.is_in_progress else None,
            headings=(),
            digests=(),
        )
        for language, one in entry.words.items()
    }
    return replace(entry, facts=Record(items=tuple(facts)), words=words)


def _refers(value: object) -> bool:
    return any(isinstance(leaf, Reference) for _, leaf in leaves(value))


def parent_of(entry: Entry, kind: Kind) -> Reference | None:
    """The reference to the entry above, in the kind's own tree or in that of another kind."""
    value = entry.facts.get(kind.tree or kind.below)
    return value if isinstance(value, Reference) else None


class Connections(Struct, frozen=True, kw_only=True):
    """How all entries hang together, without the entries: made of nothing but what can be seen of each of them."""

    published: tuple[Key, ...]
    with_media: tuple[Key, ...]
    """Those of them that have files beside them."""
    drafts: frozenset[Key]
    in_progress: frozenset[tuple[Key, str]]
    """Translations that are begun, by entry and language; nothing else knows of them."""
    by_id: Mapping[str, tuple[Key, ...]]
    of_kind: Mapping[str, tuple[Key, ...]]
    """Published ones, by the name of their kind."""
    back: Mapping[Key, tuple[BackReference, ...]]
    children: Mapping[Key, tuple[Key, ...]]
    """Of trees, in their order."""
    roots: Mapping[str, tuple[Key, ...]]
    """Of the trees, by kind."""
    aliases: tuple[Alias, ...]
    problems: tuple[Problem, ...]


def connect(parsed: Iterable[Entry], kinds: Mapping[str, Kind], config: Config) -> Connections:
    """Put the entries together; what does not fit is a problem and left out of the connections."""
    problems: list[Problem] = []
    written = [entry for entry in parsed if entry.words]
    in_progress = frozenset(
        (entry.key, language) for entry in written for language, words in entry.words.items() if words.is_in_progress
    )
    complete = {entry.key: finished(entry, in_progress) for entry in written}
    drafts = frozenset(key for key, entry in complete.items() if entry.facts.get("draft") is True)
    entries = {key: entry for key, entry in complete.items() if config.shows_drafts or key not in drafts}
    by_id = _by_id(complete)
    back = _connect(complete, drafts, entries, by_id, problems)
    children, roots = _trees(entries, kinds, by_id, problems)
    aliases = tuple(find_aliases(entries.values(), kinds, config, problems))
    return Connections(
        published=tuple(entries),
        with_media=tuple(key for key, entry in entries.items() if entry.media),
        drafts=drafts,
        in_progress=in_progress,
        by_id=MappingProxyType(by_id),
        of_kind=MappingProxyType(_of_kind(entries)),
        back=MappingProxyType(back),
        children=MappingProxyType(children),
        roots=MappingProxyType(roots),
        aliases=aliases,
        problems=tuple(problems),
    )


def finished(entry: Entry, in_progress: Collection[tuple[Key, str]]) -> Entry:
    """The entry without the translations that nobody is to see yet; the only words there are always stay."""
    languages = list(entry.words)
    finished = [language for language in languages if (entry.key, language) not in in_progress] or languages[:1]
    if finished == languages:
        return entry
    return replace(entry, words=OnDemand(finished, entry.words.__getitem__))


def _by_id(entries: Mapping[Key, Entry]) -> dict[str, tuple[Key, ...]]:
    by_id: dict[str, tuple[Key, ...]] = {}
    for key in entries:
        by_id[key[1]] = (*by_id.get(key[1], ()), key)
    return by_id


def _of_kind(keys: Iterable[Key]) -> dict[str, tuple[Key, ...]]:
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(key[0], []).append(key)
    return {kind: tuple(of_kind) for kind, of_kind in found.items()}


def _connect(
    complete: Mapping[Key, Entry],
    drafts: frozenset[Key],
    published: Mapping[Key, Entry],
    by_id: Mapping[str, tuple[Key, ...]],
    problems: list[Problem],
) -> dict[Key, tuple[BackReference, ...]]:
    """Back-references by target; references that lead nowhere become problems."""
    back: dict[Key, dict[BackReference, None]] = {}
    for entry in published.values():
        for name, reference in references(entry):
            target = find(reference, complete, by_id)
            if target is None:
                problems.append(unknown_reference(reference, complete, by_id))
                continue
            if target in drafts and entry.key not in drafts:
                problems.append(problem("reference-to-draft", reference.span, target=":".join(target)))
            if target == entry.key:
                problems.append(problem("reference-to-itself", reference.span, field=name))
            elif target in published:
                back.setdefault(target, {})[BackReference(source=entry.key, field=name)] = None
    return {target: tuple(found) for target, found in back.items()}


def unknown_reference(
    reference: Reference, entries: Mapping[Key, Entry], by_id: Mapping[str, tuple[Key, ...]]
) -> Problem:
    """The problem of a reference that leads to no entry, or to several."""
    same_id = [key for key in by_id.get(reference.id, ()) if not reference.allowed or key[0] in reference.allowed]
    written = f"{reference.kind}:{reference.id}" if reference.kind else reference.id
    if not reference.kind and len(same_id) > 1:
        choices = ", ".join(":".join(key) for key in same_id)
        return problem("ambiguous-reference", reference.span, value=written, choices=choices)
    allowed = {reference.kind} if reference.kind else set(reference.allowed)
    candidates = [key for key in entries if not allowed or key[0] in allowed]
    if not candidates:
        close = nearest(written, [":".join(key) for key in entries])
        return problem("unknown-reference", reference.span, value=written, suggestion=close)
    close = nearest(reference.id, [identifier for _, identifier in candidates])
    match = next((key for key in candidates if key[1] == close), None)
    suggestion = "" if match is None else (":".join(match) if reference.kind or len(allowed) != 1 else match[1])
    return problem("unknown-reference", reference.span, value=written, suggestion=suggestion)


def _trees(
    entries: Mapping[Key, Entry],
    kinds: Mapping[str, Kind],
    by_id: Mapping[str, tuple[Key, ...]],
    problems: list[Problem],
) -> tuple[dict[Key, tuple[Key, ...]], dict[str, tuple[Key, ...]]]:
    """Children and roots of the kinds that are trees, in their order; a circle is broken where it is found."""
    parents: dict[Key, Key] = {}
    for key, entry in entries.items():
        reference = parent_of(entry, kinds[key[0]])
        parent = find(reference, entries, by_id) if reference else None
        if reference is None or parent is None:
            continue
        if _leads_to(parent, key, parents):
            problems.append(problem("circle", reference.span, id=key[1], parent=parent[1]))
        else:
            parents[key] = parent
    children: dict[Key, list[Key]] = {}
    roots: dict[str, list[Key]] = {}
    for key in sorted(entries, key=lambda key: (order_of(entries[key]), key[1])):
        if key in parents:
            children.setdefault(parents[key], []).append(key)
        elif kinds[key[0]].tree:
            roots.setdefault(key[0], []).append(key)
    return (
        {key: tuple(below) for key, below in children.items()},
        {kind: tuple(top) for kind, top in roots.items()},
    )


def _leads_to(start: Key, goal: Key, parents: Mapping[Key, Key]) -> bool:
    current: Key | None = start
    while current is not None:
        if current == goal:
            return True
        current = parents.get(current)
    return False


def order_of(entry: Entry) -> float:
    """The `order` fact; entries without one come last."""
    value = entry.facts.get("order")
    return float(value) if isinstance(value, (int, float)) else float("inf")
