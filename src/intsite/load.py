"""Content to `Site`, with all that is wrong with it: read, parse, resolve and check. `intsite check` needs no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from intsite import catalogs, checks, glossary, kinds, palette, public_holidays
from intsite.config import Config
from intsite.connections import Key, connect, joints
from intsite.entries import Archive, parse_all
from intsite.kinds import Kind
from intsite.lookups import Lookup, Lookups, States, noted
from intsite.memo import Memo, content_digest, digest_of, dump
from intsite.memo import load as unpack
from intsite.parse import Entry
from intsite.problems import Problem
from intsite.publish import Changes
from intsite.read import Inventory, read
from intsite.resolve import Site, renewed, resolve
from intsite.resources import shipped
from intsite.vocabularies import Vocabulary, parse_vocabulary
from intsite.workers import Map, batches

_CACHE = ".intsite"
"""Folder of what only saves time: it may be damaged or gone."""
_AT_ONCE = 1000
"""Entries that are looked at before what is unpacked for them is let go."""
Progress = Callable[[str], None]
"""Is told the name of each stage as it begins."""


class Report(Struct, frozen=True, kw_only=True):
    """How a check or a build ended."""

    problems: tuple[Problem, ...]
    """In the order of their places."""
    entries: int = 0
    pages: int = 0
    changes: Changes | None = None
    """None when nothing was published: it was a check, or there were errors."""
    site: Site | None = None
    """All that was checked, drafts apart."""

    @property
    def has_errors(self) -> bool:
        """Whether anything keeps the site from being published."""
        return any(found.is_error for found in self.problems)


def check(config: Config, *, today: dt.date, map: Map = map, progress: Progress = lambda _: None) -> Report:
    """Everything that can be wrong with the content."""
    site, problems = load(config, today=today, map=map, progress=progress)
    return Report(problems=in_order(problems), entries=len(site.entries), site=site)


def load(config: Config, *, today: dt.date, map: Map = map, progress: Progress) -> tuple[Site, list[Problem]]:
    """Content to `Site`: read, parse, resolve and check."""
    loaded = load_all(config, today=today, map=map, progress=progress, memo=memo_of(config.root))
    return loaded.site, loaded.problems


def memo_of(root: Path, *, is_kept: bool = False) -> Memo:
    """What earlier builds of a site have found out; `is_kept` as for `Memo`."""
    return Memo(root / _CACHE / "memo", is_kept=is_kept)


class Loaded(Struct, frozen=True, kw_only=True):
    """A site, and what its pages are to be remembered by."""

    site: Site
    archive: Archive
    """All entries, drafts and damaged ones among them."""
    in_entries: Mapping[Key, tuple[Problem, ...]]
    """What is wrong with each as it stands there and beside the others."""
    in_others: tuple[Problem, ...]
    """What is wrong besides."""
    icons: frozenset[str]
    """Names of those there are."""
    seen: str
    """A digest of all that can be seen of the entries by others."""
    texts: Mapping[str, str]
    """Digests of the interface texts, by language."""

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong."""
        return [*self.in_others, *chain.from_iterable(self.in_entries.values())]


def load_all(config: Config, *, today: dt.date, map: Map, progress: Progress, memo: Memo) -> Loaded:
    """The same, with what it was made of."""
    _, in_colours = palette.palette(config, asset_folders(config))
    design = _design(config, memo)
    progress("read")
    inventory, in_folders = read(config.root, design.kinds, config.languages)
    progress("parse")
    parsed = parse_all(inventory.entries, config.root, design.kinds, memo, map, design.of_kinds)
    terms = _terms(config, inventory, memo)
    progress("resolve")
    entries = {one.key: one for one in parsed}
    seen = digest_of([(key, one.seen) for key, one in entries.items()])
    archive = Archive(parsed=entries, root=config.root, kinds=design.kinds, memo=memo, made_of=design.of_kinds)
    key = digest_of(config, design.of_kinds, seen)
    connections = memo.once("connections", key, lambda: connect(_joints(archive, map), design.kinds, config))

    def holidays() -> dict[int, frozenset[dt.date]]:
        key = digest_of(config.land, today.year)
        return memo.once("holidays", key, lambda: public_holidays.around(config.land, today.year))

    site = resolve(
        connections,
        archive,
        config=config,
        today=today,
        holidays=public_holidays.PublicHolidays(config.land, holidays),
        kinds=design.kinds,
        vocabularies={vocabulary.name: vocabulary for vocabulary in terms.vocabularies},
        glossary=terms.glossary,
        catalogs=catalogs.of_chains(design.texts),
    )
    folders = asset_folders(config)
    icons = frozenset(file.stem for folder in folders for file in (folder / "icons").glob("*.svg"))
    drafts = sorted(connections.drafts)
    frame = digest_of(config, design.of_kinds, terms.of_files, sorted(icons), drafts)
    states = States(connections, entries, design.of_texts)
    everything = digest_of(frame, seen, sorted(design.of_texts.items()))
    checked = _check(site, icons, archive, states, frame, everything, map)
    in_others = (in_colours, design.problems, in_folders, terms.problems, connections.problems)
    return Loaded(
        site=site,
        archive=archive,
        in_entries={key: (*one.problems, *checked.get(key, ())) for key, one in entries.items()},
        in_others=(*chain.from_iterable(in_others), *checks.of_site(site, icons)),
        icons=icons,
        seen=seen,
        texts=design.of_texts,
    )


def _joints(archive: Archive, map: Map) -> list[Entry]:
    """All entries with nothing but what connects them, which is read in no time."""
    memo, key = archive.memo, archive.made_of
    known: Mapping[Key, tuple[str, Entry]] = memo.rows("joints", key)
    made_of = {name: digest_of(one.digest, one.files) for name, one in archive.parsed.items()}
    stale = [name for name, digest in made_of.items() if name not in known or known[name][0] != digest]

    def make(names: Sequence[Key]) -> bytes:
        return dump([(name, (made_of[name], joints(archive.entry(name)))) for name in names])

    new: dict[Key, tuple[str, Entry]] = dict(
        chain.from_iterable(unpack(some) for some in map(make, batches(stale, _AT_ONCE)))
    )
    rows = {name: new.get(name) or known[name] for name in made_of}
    memo.put_rows("joints", key, new, rows)
    return [one for _, one in rows.values()]


_AROUND = "checks-around"
"""The memo of how all that stands that entries looked up."""


class _Checked(NamedTuple):
    """What is wrong with an entry beside the others."""

    made_of: tuple[str, str]
    """Digests of the entry, and of what it looked up as it stood."""
    lookups: tuple[Lookup, ...]
    problems: tuple[Problem, ...]


def _check(
    site: Site,
    icons: frozenset[str],
    archive: Archive,
    states: States,
    frame: str,
    everything: str,
    map: Map,
) -> dict[Key, tuple[Problem, ...]]:
    """What is wrong between entries; one is looked at again when it, or what it looked up of others, has changed.

    `frame` stands for all that is looked at besides, `everything` for that and all that can be looked up.
    """
    memo, entries = archive.memo, archive.parsed
    known: Mapping[Key, _Checked] = memo.rows("checks", frame)
    around = states.of_all(lambda: {key: one.lookups for key, one in known.items()}, memo, _AROUND, everything)

    def check_some(keys: Sequence[Key]) -> bytes:
        lookups, new = Lookups(), {}
        noting = noted(renewed(site, archive), lookups)
        for key in keys:
            problems = tuple(checks.of_entry(noting, noting.entries[key], icons))
            found = lookups.take(own=key)
            new[key] = _Checked((entries[key].digest, states.together(found)), found, problems)
        return dump(new)

    def stays(key: Key) -> bool:
        return key in known and key in around and known[key].made_of == (entries[key].digest, around[key])

    new: dict[Key, _Checked] = {}
    for some in map(check_some, batches([key for key in site.entries if not stays(key)], _AT_ONCE)):
        new |= unpack(some)
    if new:
        memo.put_rows("checks", frame, new, site.entries)
        others = {key: one.made_of[1] for key, one in new.items() if one.made_of[1] != around.get(key)}
        if others:
            memo.put_rows(_AROUND, everything, others, site.entries)
    return {key: (new.get(key) or known[key]).problems for key in site.entries}


class _Design(Struct, frozen=True, kw_only=True):
    """The kinds and the interface texts of the templates, with what is wrong with them."""

    kinds: Mapping[str, Kind]
    texts: Mapping[str, catalogs.Chain]
    problems: tuple[Problem, ...]
    of_kinds: str
    """A digest of the kinds, and of where the site lies."""
    of_texts: Mapping[str, str]
    """A digest of what each language says."""


def _design(config: Config, memo: Memo) -> _Design:
    folders = template_folders(config)
    files = (file for folder in folders for file in sorted(folder.glob("kinds/**/*.yaml")))
    texts = (file for folder in folders for file in sorted(folder.glob(f"{catalogs.FOLDER}/*.yaml")))
    key = digest_of(config.root, config.languages, content_digest(chain(files, texts)))

    def read_all() -> _Design:
        known, in_kinds = kinds.discover(folders, config.root)
        chains, in_texts = catalogs.read_chains(config.languages, folders, config.root)
        of_kinds = digest_of(config.root, sorted(known.items()))
        return _Design(
            kinds=known,
            texts=chains,
            problems=(*in_kinds, *in_texts),
            of_kinds=of_kinds,
            of_texts={language: digest_of(catalogs.texts_of(chain)) for language, chain in chains.items()},
        )

    return memo.once("templates", key, read_all)


class _Terms(Struct, frozen=True, kw_only=True):
    """The vocabularies and the glossary, likewise."""

    vocabularies: tuple[Vocabulary, ...]
    glossary: glossary.Glossary
    problems: tuple[Problem, ...]
    of_files: str


def _terms(config: Config, inventory: Inventory, memo: Memo) -> _Terms:
    root, source = config.root, config.source
    paths = [root / path for path in (*inventory.vocabularies, inventory.glossary) if path]
    key = digest_of(root, source, inventory.vocabularies, content_digest([*paths, *glossary.of_program()]))

    def parse_them() -> _Terms:
        parsed = [parse_vocabulary(root, path, source) for path in inventory.vocabularies]
        concepts, in_glossary = glossary.of_county(root, inventory.glossary, source)
        return _Terms(
            vocabularies=tuple(vocabulary for vocabulary, _ in parsed),
            glossary=concepts,
            problems=tuple(chain(in_glossary, *(found for _, found in parsed))),
            of_files=key,
        )

    return memo.once("vocabularies", key, parse_them)


def template_folders(config: Config) -> tuple[Path, ...]:
    """The county's own templates, which win file by file, and those that come with the program."""
    return (*_own(config.root / "templates"), shipped("templates"))


def asset_folders(config: Config) -> tuple[Path, ...]:
    """The county's own assets, which win file by file, and those that come with the program."""
    return (*_own(config.root / "assets"), shipped("assets"))


def _own(folder: Path) -> tuple[Path, ...]:
    return (folder,) if folder.is_dir() else ()


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each of them once, in the order of their places."""
    return tuple(sorted(dict.fromkeys(problems)))
