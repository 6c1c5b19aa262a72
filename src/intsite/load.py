"""Content to `Site`, with all that is wrong with it: read, parse, resolve and check. `intsite check` needs no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from intsite import catalogs, checks, glossary, kinds, palette
from intsite.config import Config
from intsite.entries import Parsed, parse_all
from intsite.kinds import Kind
from intsite.memo import Memo, content_digest, digest_of
from intsite.problems import Problem
from intsite.publish import Changes
from intsite.read import Inventory, read
from intsite.resolve import Site, resolve
from intsite.resources import shipped
from intsite.vocabularies import Vocabulary, parse_vocabulary
from intsite.workers import Map

_CACHE = ".intsite"
"""Folder of what only saves time: it may be damaged or gone."""
Progress = Callable[[str], None]
"""Is told the name of each stage as it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
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
    site, problems, _ = load_all(config, today=today, map=map, progress=progress, memo=memo_of(config.root))
    return site, problems


def memo_of(root: Path, *, is_kept: bool = False) -> Memo:
    """What earlier builds of a site have found out; `is_kept` as for `Memo`."""
    return Memo(root / _CACHE / "memo", is_kept=is_kept)


def load_all(
    config: Config, *, today: dt.date, map: Map, progress: Progress, memo: Memo
) -> tuple[Site, list[Problem], list[Parsed]]:
    """The same, with all that was parsed, drafts and damaged entries among it."""
    _, in_colours = palette.palette(config, asset_folders(config))
    (known, in_kinds), (chains, in_texts) = _design(config, memo)
    progress("read")
    inventory, in_folders = read(config.root, known, config.languages)
    progress("parse")
    parsed = parse_all(inventory.entries, config.root, known, memo, map)
    vocabularies, (concepts, in_glossary) = _terms(config, inventory, memo)
    progress("resolve")
    by_name = {vocabulary.name: vocabulary for vocabulary, _ in vocabularies}
    texts = catalogs.of_chains(chains)
    site, resolved = resolve(config, known, by_name, texts, (one.entry for one in parsed), today, concepts)
    icons = {file.stem for folder in asset_folders(config) for file in (folder / "icons").glob("*.svg")}
    in_files = (*(one.problems for one in parsed), *(found for _, found in vocabularies))
    in_entries = checks.check(site, icons)
    problems = chain(in_colours, in_kinds, in_texts, in_folders, in_glossary, *in_files, resolved, in_entries)
    return site, list(problems), parsed


_Kinds = tuple[Mapping[str, Kind], tuple[Problem, ...]]
_Chains = tuple[Mapping[str, catalogs.Chain], tuple[Problem, ...]]
_Vocabularies = tuple[tuple[Vocabulary, tuple[Problem, ...]], ...]
_Concepts = tuple[glossary.Glossary, tuple[Problem, ...]]


def _design(config: Config, memo: Memo) -> tuple[_Kinds, _Chains]:
    """The kinds and the interface texts of the templates, with what is wrong with them."""
    folders = template_folders(config)
    files = (file for folder in folders for file in sorted(folder.glob("kinds/**/*.yaml")))
    texts = (file for folder in folders for file in sorted(folder.glob("locales/*.yaml")))
    key = digest_of(config.root, config.languages, content_digest(chain(files, texts)))

    def read_all() -> tuple[_Kinds, _Chains]:
        return kinds.discover(folders, config.root), catalogs.read_chains(config.languages, folders, config.root)

    return memo.once("templates", key, read_all)


def _terms(config: Config, inventory: Inventory, memo: Memo) -> tuple[_Vocabularies, _Concepts]:
    """The vocabularies and the glossary, likewise."""
    root, source = config.root, config.source
    paths = [root / path for path in (*inventory.vocabularies, inventory.glossary) if path]
    key = digest_of(root, source, inventory.vocabularies, content_digest([*paths, *glossary.of_program()]))

    def parse_them() -> tuple[_Vocabularies, _Concepts]:
        vocabularies = tuple(parse_vocabulary(root, path, source) for path in inventory.vocabularies)
        return vocabularies, glossary.of_county(root, inventory.glossary, source)

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
