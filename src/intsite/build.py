"""The program: content to site, one stage after the other.

    read → parse → resolve → plan → render → index → publish

Each stage takes values and gives new ones, with what is wrong beside them. `check` stops before anything is planned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from intsite import (
    assets,
    audio,
    calendars,
    catalogs,
    checks,
    feeds,
    glossary,
    integreat_api,
    kinds,
    offline,
    pages,
    palette,
    read_aloud,
    render,
    search,
    sitemaps,
)
from intsite.config import Config
from intsite.kinds import Kind
from intsite.output import Output
from intsite.pages import Page
from intsite.parse import Entry, parse
from intsite.problems import Problem
from intsite.publish import Changes, publish
from intsite.read import EntryFiles, read
from intsite.resolve import Site, resolve
from intsite.resources import shipped
from intsite.vocabularies import parse_vocabulary

_CACHE = ".intsite"
"""Folder of what only saves time: it may be damaged or gone."""

Map = Callable[..., Iterable[Any]]
"""Like the built-in `map`; that of a pool does the same work on several processors."""
Progress = Callable[[str], None]
"""Is told the name of each stage as it begins."""
_Placed = TypeVar("_Placed", Page, Output)


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
    return Report(problems=_sorted(problems), entries=len(site.entries), site=site)


def build(
    config: Config,
    output: Path,
    *,
    today: dt.date,
    map: Map = map,
    progress: Progress = lambda _: None,
) -> Report:
    """Publish the site into `output`, or nothing at all when there are errors.

    Raises `OutputFolderError` when the folder cannot take it and `SearchIndexError` when the index cannot be made.
    """
    site, problems = load(config, today=today, map=map, progress=progress)
    if any(found.is_error for found in problems):
        return Report(problems=_sorted(problems), entries=len(site.entries), site=site)
    problems += checks.statement(site)
    outputs, planned, found = make(site, progress=progress)
    problems += found
    if any(one.is_error for one in found):
        return Report(problems=_sorted(problems), entries=len(site.entries), pages=planned, site=site)
    progress("publish")
    changes = publish(outputs, output)
    return Report(problems=_sorted(problems), entries=len(site.entries), pages=planned, changes=changes, site=site)


def load(config: Config, *, today: dt.date, map: Map = map, progress: Progress) -> tuple[Site, list[Problem]]:
    """Content to `Site`: read, parse, resolve and check."""
    templates = template_folders(config)
    _, in_colours = palette.palette(config, asset_folders(config))
    known, in_kinds = kinds.discover(templates, config.root)
    texts, in_texts = catalogs.load(config.languages, templates, config.root)
    progress("read")
    inventory, in_folders = read(config.root, known, config.languages)
    progress("parse")
    one = partial(_parse, root=config.root, kinds=known)
    parsed: list[tuple[Entry, tuple[Problem, ...]]] = list(map(one, inventory.entries))
    vocabularies = [parse_vocabulary(config.root, path, config.source) for path in inventory.vocabularies]
    concepts, in_glossary = glossary.of_county(config.root, inventory.glossary, config.source)
    progress("resolve")
    by_name = {vocabulary.name: vocabulary for vocabulary, _ in vocabularies}
    site, resolved = resolve(config, known, by_name, texts, (entry for entry, _ in parsed), today, concepts)
    icons = assets.icon_files(asset_folders(config))
    in_files = (found for _, found in (*parsed, *vocabularies))
    in_entries = checks.check(site, icons)
    problems = chain(in_colours, in_kinds, in_texts, in_folders, in_glossary, *in_files, resolved, in_entries)
    return site, list(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Pages as the templates write them, and what they need beside them."""

    pages: tuple[Page, ...]
    rendered: tuple[Output, ...]
    """Without the marks of sentences, as the search wants them."""
    marked: tuple[Output, ...]
    files: assets.Assets
    colours: palette.Palette
    beside: tuple[Output, ...]
    """Media and sounds."""
    problems: tuple[Problem, ...]


def write(site: Site, *, wanted: Callable[[Page], bool] = lambda _: True, progress: Progress) -> Written:
    """`Site` to finished pages: plan, render and mark those that are `wanted`."""
    config = site.config
    progress("plan")
    colours, _ = palette.palette(config, asset_folders(config))
    logo, in_logo = assets.logo_files(config.root, config.design)
    sheet = {f"{palette.SHEET}": colours.sheet.encode()} if colours.sheet is not None else {}
    files = assets.collect(asset_folders(config), template_folders(config), {**sheet, **logo})
    picture = config.design.picture
    media, outputs, in_media = assets.media(config.root, site.entries.values(), picture.file if picture else "")
    sounds = audio.find(site)
    planned, in_plan = pages.plan(site, {**media, **sounds.media})
    planned = tuple(filter(wanted, planned))
    progress("render")
    templates = template_folders(config)
    renderer = render.Renderer(templates, site.catalogs, files, config.root, config.base_url, config.contact_endpoint)
    rendered, in_templates = render.render_all(renderer, planned)
    marked = tuple(read_aloud.mark_all(rendered, site.catalogs))
    silent = audio.silenced(planned, marked, sounds)
    if silent:
        without, _ = render.render_all(renderer, silent)
        planned = _with(planned, silent)
        rendered, marked = _with(rendered, without), _with(marked, read_aloud.mark_all(without, site.catalogs))
    return Written(
        pages=planned,
        rendered=rendered,
        marked=marked,
        files=files,
        colours=colours,
        beside=(*outputs, *audio.published(sounds, silent)),
        problems=(*in_logo, *in_media, *in_plan, *in_templates, *audio.warnings(config, silent)),
    )


def make(site: Site, *, progress: Progress) -> tuple[list[Output], int, list[Problem]]:
    """`Site` to all files of the site: write, export and index. Gives them, and the number of pages."""
    config = site.config
    written = write(site, progress=progress)
    everything = [*written.files.outputs, *written.beside, *written.marked]
    everything += feeds.feeds(written.pages, config.base_url)
    everything += sitemaps.sitemaps(written.pages, config.base_url)
    everything += calendars.calendars(site)
    everything += integreat_api.api(site)
    if not any(one.is_error for one in written.problems):
        progress("index")
        everything += search.index(site, written.pages, config.root / _CACHE / "search")
    pages_offline = offline.offline(written.pages, everything, written.files, config.languages, written.colours.light)
    everything += list(pages_offline)
    return everything, len(written.rendered), list(written.problems)


def _with(all_: Iterable[_Placed], others: Iterable[_Placed]) -> tuple[_Placed, ...]:
    """All, with others in the place of those of the same path."""
    by_path = {one.path: one for one in others}
    return tuple(by_path.get(one.path, one) for one in all_)


def template_folders(config: Config) -> tuple[Path, ...]:
    """The county's own templates, which win file by file, and those that come with the program."""
    return (*_own(config.root / "templates"), shipped("templates"))


def asset_folders(config: Config) -> tuple[Path, ...]:
    """The county's own assets, which win file by file, and those that come with the program."""
    return (*_own(config.root / "assets"), shipped("assets"))


def _own(folder: Path) -> tuple[Path, ...]:
    return (folder,) if folder.is_dir() else ()


def _parse(files: EntryFiles, *, root: Path, kinds: Mapping[str, Kind]) -> tuple[Entry, tuple[Problem, ...]]:
    return parse(files, root=root, kind=kinds[files.kind], kind_names=frozenset(kinds))


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems)))
