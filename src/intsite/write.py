"""`Site` to finished pages, language by language: each page is planned, finished and let go.

What others need to know of a page stays behind, its bytes lie aside, or where they are published.
The pages of an entry depend on the entry, on their frame and on what they looked up of others: while none of these
changes, they stay.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from intsite import pages, search
from intsite.connections import Key
from intsite.entries import Archive
from intsite.finish import Remark, Told, Workshop, finished, told_of
from intsite.lookups import TEMPLATES, Lookup, States
from intsite.memo import Memo, digest_of, dump, load
from intsite.output import Filed, Output
from intsite.pages import Planner
from intsite.publish import Staging
from intsite.resolve import renewed
from intsite.views import Shell
from intsite.workers import batches

_Row = TypeVar("_Row")
_MANY = 100
"""Keys of a language from which on what is unpacked for their pages is too much to be kept for the next language."""
_AT_ONCE = 500
"""Keys, of which what is known is packed together."""


class Made(NamedTuple):
    """The pages of an entry in a language, or of one of the keys that stand for others."""

    made_of: str
    """A digest of all that they depend on."""
    number: int
    """Of the pages that are ready."""
    files: tuple[Filed, ...]
    """These pages, and feeds beside them."""
    remarks: tuple[Remark, ...]


class Listed(NamedTuple):
    """What is told of the same pages; kept apart, for only who makes lists needs to read it."""

    made_of: str
    pages: tuple[Told, ...]


class Searched(NamedTuple):
    """What the search wants to know of them; likewise."""

    made_of: str
    found: tuple[search.Found, ...]


class Part(Struct, frozen=True, kw_only=True):
    """What is known of the pages of a language before they are written."""

    language: str
    shell: Shell
    framed: str
    """A digest of all that any of its pages is made of."""
    own: Mapping[Key, str]
    """Of all that it has pages of, in their order: a digest of their files."""
    known: Mapping[Key, Made]
    """By an earlier build, some of it about other pages than there are now."""
    around: Mapping[Key, str]
    """Likewise how that stands which they looked up."""
    searched: Mapping[Key, Searched] | None
    """Likewise; None for a build without the search."""
    stale: tuple[Key, ...]
    """What has no pages that could stay as they are."""


class Basis(Struct, frozen=True, kw_only=True):
    """What the pages of all languages are made with and of, and where they and what is known of them go."""

    workshop: Workshop
    archive: Archive
    states: States
    staging: Staging
    memo: Memo
    frame: str
    """A digest of all that makes a page of its view, but for the templates."""
    common: str
    """Likewise of all that any view is made of besides entries."""
    everything: str
    """Likewise of all that can be seen of all entries."""
    digests: Mapping[Key, str]
    """Of the files of each entry."""
    texts: Mapping[str, str]
    """Digests of the interface texts, by language."""


def look(language: str, basis: Basis, *, is_searched: bool) -> Part:
    """What there is to do for a language: which pages can be taken as they lie in the folder already.

    With `is_searched` the search has to know of them, too.
    """
    source = basis.workshop.site.config.source
    common = digest_of(basis.common, basis.texts[language or source], basis.texts[source])
    shared = _shell(language, basis, common)
    framed = digest_of(common, shared)
    own = {key: basis.digests.get(key, "") for key in pages.keys(basis.workshop.site, language)}
    around = _around(language, basis)
    known: Mapping[Key, Made] = basis.memo.rows(_name(language), framed)
    searched: Mapping[Key, Searched] | None = basis.memo.rows(_searched(language), framed) if is_searched else None

    def stays(key: Key) -> bool:
        if key not in known or key not in around:
            return False
        made_of = own[key] + around[key]
        if known[key].made_of != made_of or (searched is not None and searched.get(key, ("",))[0] != made_of):
            return False
        return all(map(basis.staging.holds, known[key].files))

    stale = tuple(key for key in own if not stays(key))
    return Part(
        language=language,
        shell=shared,
        framed=framed,
        own=own,
        known=known,
        around=around,
        searched=searched,
        stale=stale,
    )


def _around(language: str, basis: Basis) -> Mapping[Key, str]:
    """A digest of what the pages of each key looked up, as it stands now."""

    def lookups() -> Mapping[Key, tuple[Lookup, ...]]:
        return basis.memo.rows(_looked_up(language), basis.frame)

    return basis.states.of_all(lookups, basis.memo, _around_name(language), basis.everything)


class Written(NamedTuple):
    """What was written now, with what it looked up and how that stands."""

    made: dict[Key, Made]
    listed: dict[Key, Listed]
    searched: dict[Key, Searched]
    lookups: dict[Key, tuple[Lookup, ...]]
    around: dict[Key, str]


class _Framed(NamedTuple):
    """The frame of a language's pages."""

    made_of: str
    lookups: tuple[Lookup, ...]
    shell: Shell


def _shell(language: str, basis: Basis, common: str) -> Shell:
    """The frame of a language's pages."""
    name, states = f"shell-{language}", basis.states
    known: _Framed | None = basis.memo.get(name, common)
    if known and known.made_of == states.together(known.lookups):
        return known.shell
    planner = Planner(basis.workshop.site, basis.workshop.media, language)
    lookups = planner.lookups.take()
    basis.memo.put(name, common, _Framed(states.together(lookups), lookups, planner.shell))
    return planner.shell


def write(part: Part, keys: Sequence[Key], basis: Basis) -> Iterator[bytes]:
    """The pages of some of the keys of a language; what is known of them comes packed, some at a time (`Written`).

    It is as long as the pages' addresses and digests: for thousands of entries it is worth its compression.
    """
    workshop = basis.workshop
    if len(keys) > _MANY:
        # Of a site of their own: what is unpacked for a language is let go with it.
        workshop = replace(workshop, site=renewed(workshop.site, basis.archive))
    planner = Planner(workshop.site, workshop.media, part.language, part.shell)
    for some in batches(keys, _AT_ONCE):
        yield zlib.compress(dump(_written(part, some, basis, workshop, planner)), level=1)


def _written(part: Part, keys: Sequence[Key], basis: Basis, workshop: Workshop, planner: Planner) -> Written:
    written = Written({}, {}, {}, {}, {})
    for key in keys:
        files: list[Filed] = []
        told: list[Told] = []
        remarks: list[Remark] = []
        found: list[search.Found] = []
        for planned in planner.pages(key):
            filed, remark = finished(workshop, basis.staging, planned)
            planner.lookups.found.add((TEMPLATES, workshop.renderer.templates(planned)))
            files += filed
            told.append(told_of(planned))
            if remark:
                remarks.append(remark)
            if part.searched is not None and (one := search.of_page(planned)):
                found.append(one)
        lookups = written.lookups[key] = planner.lookups.take(own=key)
        around = written.around[key] = basis.states.together(lookups)
        made_of = part.own[key] + around
        number = len(told) - sum(one.is_missing for one in remarks)
        written.made[key] = Made(made_of, number, tuple(files), tuple(remarks))
        written.listed[key] = Listed(made_of, tuple(told))
        written.searched[key] = Searched(made_of, tuple(found))
    return written


class Complete(Struct, frozen=True, kw_only=True):
    """All pages of a language: those that stay, and those that were written now."""

    part: Part
    made: Mapping[Key, Made]
    """In the order of the keys."""
    listed: Mapping[Key, Listed]
    """Of those that were written now, as the next."""
    searched: Mapping[Key, Searched]


def keep(part: Part, packed: Iterable[bytes], basis: Basis) -> Complete:
    """What was written of a language in several pieces, together with what stays, and remembered."""
    pieces: list[Written] = [load(zlib.decompress(one)) for one in packed]
    now = Written(
        made=_joined(piece.made for piece in pieces),
        listed=_joined(piece.listed for piece in pieces),
        searched=_joined(piece.searched for piece in pieces),
        lookups=_joined(piece.lookups for piece in pieces),
        around=_joined(piece.around for piece in pieces),
    )
    if now.made:
        put = partial(basis.memo.put_rows, names=part.own)
        # What stands as it stood is what was looked up before.
        others = {key: around for key, around in now.around.items() if around != part.around.get(key)}
        if others:
            put(_looked_up(part.language), basis.frame, {key: now.lookups[key] for key in others})
            put(_around_name(part.language), basis.everything, others)
        put(_listed(part.language), part.framed, now.listed)
        whole = {key: one for key, one in now.made.items() if not any(page.is_missing for page in one.remarks)}
        put(_name(part.language), part.framed, whole)
    made = {key: now.made.get(key) or part.known[key] for key in part.own}
    return Complete(part=part, made=made, listed=now.listed, searched=now.searched)


def _joined(rows: Iterable[Mapping[Key, _Row]]) -> dict[Key, _Row]:
    return {key: row for some in rows for key, row in some.items()}


def told(complete: Complete, basis: Basis) -> Iterator[Told]:
    """What is told of the pages of a language, in their order; of pages of which no memo knows it they are planned."""
    part, workshop = complete.part, basis.workshop
    known: Mapping[Key, Listed] = {**basis.memo.rows(_listed(part.language), part.framed), **complete.listed}
    planner = Planner(workshop.site, workshop.media, part.language, part.shell)
    for key, made in complete.made.items():
        if key in known and known[key].made_of == made.made_of:
            yield from known[key].pages
        else:
            yield from map(told_of, planner.pages(key))


def for_search(complete: Complete, basis: Basis) -> tuple[search.Found, ...]:
    """What the search wants to know of a language, in the order of its pages."""
    part, new = complete.part, complete.searched
    if part.searched is None:
        return ()
    rows = {key: new.get(key) or part.searched[key] for key in part.own}
    if new:
        basis.memo.put_rows(_searched(part.language), part.framed, new, rows)
    return tuple(found for one in rows.values() for found in one.found)


def _name(language: str) -> str:
    """Of the memo of a language's pages."""
    return f"pages-{language}"


def _looked_up(language: str) -> str:
    """Of the memo of what they have looked up."""
    return f"looked-{language}"


def _around_name(language: str) -> str:
    """Of the memo of how that stands."""
    return f"around-{language}"


def _listed(language: str) -> str:
    """Of the memo of what is told of them."""
    return f"listed-{language}"


def _searched(language: str) -> str:
    """Of the memo of what the search knows of them."""
    return f"found-{language}"


def kept(
    name: str, key: str, make: Callable[[], Iterable[Output]], *, staging: Staging, memo: Memo
) -> tuple[Filed, ...]:
    """Files that stay as long as `key`, a digest of all they are made of, and lie in the folder as they were."""
    known: tuple[Filed, ...] | None = memo.get(name, key)
    if known is not None and all(map(staging.holds, known)):
        return known
    made = tuple(map(staging.put, make()))
    memo.put(name, key, made)
    return made
