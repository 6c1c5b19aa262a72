"""Content to `Site`, with all that is wrong with it: read, parse, resolve and check. `intsite check` needs no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from intsite import catalogs, checks, glossary, kinds, palette
from intsite.config import Config
from intsite.entries import Parsed, parse_all
from intsite.memo import Memo
from intsite.problems import Problem
from intsite.publish import Changes
from intsite.read import read
from intsite.resolve import Site, resolve
from intsite.resources import shipped
from intsite.vocabularies import parse_vocabulary
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
    site, problems, _ = load_all(config, today=today, map=map, progress=progress, memo=memo_of(config))
    return site, problems


def memo_of(config: Config) -> Memo:
    """What earlier builds of a site have found out."""
    return Memo(config.root / _CACHE / "memo")


def load_all(
    config: Config, *, today: dt.date, map: Map, progress: Progress, memo: Memo
) -> tuple[Site, list[Problem], list[Parsed]]:
    """The same, with all that was parsed, drafts and damaged entries among it."""
    templates = template_folders(config)
    _, in_colours = palette.palette(config, asset_folders(config))
    known, in_kinds = kinds.discover(templates, config.root)
    texts, in_texts = catalogs.load(config.languages, templates, config.root)
    progress("read")
    inventory, in_folders = read(config.root, known, config.languages)
    progress("parse")
    parsed = parse_all(inventory.entries, config.root, known, memo, map)
    vocabularies = [parse_vocabulary(config.root, path, config.source) for path in inventory.vocabularies]
    concepts, in_glossary = glossary.of_county(config.root, inventory.glossary, config.source)
    progress("resolve")
    by_name = {vocabulary.name: vocabulary for vocabulary, _ in vocabularies}
    site, resolved = resolve(config, known, by_name, texts, (one.entry for one in parsed), today, concepts)
    icons = {file.stem for folder in asset_folders(config) for file in (folder / "icons").glob("*.svg")}
    in_files = (*(one.problems for one in parsed), *(found for _, found in vocabularies))
    in_entries = checks.check(site, icons)
    problems = chain(in_colours, in_kinds, in_texts, in_folders, in_glossary, *in_files, resolved, in_entries)
    return site, list(problems), parsed


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
