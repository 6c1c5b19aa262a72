"""The program: content to site, one stage after the other.

    read → parse → resolve → plan → render → index → publish

Each stage takes values and gives new ones, with what is wrong beside them. The first three are `load`'s.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from intsite import (
    assets,
    audio,
    calendars,
    checks,
    feeds,
    integreat_api,
    offline,
    pages,
    palette,
    read_aloud,
    render,
    search,
    sitemaps,
)
from intsite.config import Config
from intsite.load import Map, Progress, Report, asset_folders, in_order, load, template_folders
from intsite.output import Output
from intsite.pages import Page
from intsite.problems import Problem
from intsite.publish import publish
from intsite.resolve import Site

_CACHE = ".intsite"
"""Folder of what only saves time: it may be damaged or gone."""

_Placed = TypeVar("_Placed", Page, Output)


def build(
    config: Config,
    output: Path,
    *,
    today: dt.date,
    map: Map = map,
    has_search: bool = True,
    progress: Progress = lambda _: None,
) -> Report:
    """Publish the site into `output`, or nothing at all when there are errors.

    Raises `OutputFolderError` when the folder cannot take it and `SearchIndexError` when the index cannot be made.
    """
    site, problems = load(config, today=today, map=map, progress=progress)
    if any(found.is_error for found in problems):
        return Report(problems=in_order(problems), entries=len(site.entries), site=site)
    problems += checks.statement(site)
    outputs, planned, found = make(site, has_search=has_search, progress=progress)
    problems += found
    if any(one.is_error for one in found):
        return Report(problems=in_order(problems), entries=len(site.entries), pages=planned, site=site)
    progress("publish")
    changes = publish(outputs, output)
    return Report(problems=in_order(problems), entries=len(site.entries), pages=planned, changes=changes, site=site)


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


def make(site: Site, *, has_search: bool = True, progress: Progress) -> tuple[list[Output], int, list[Problem]]:
    """`Site` to all files of the site: write, export and index. Gives them, and the number of pages."""
    config = site.config
    written = write(site, progress=progress)
    everything = [*written.files.outputs, *written.beside, *written.marked]
    everything += feeds.feeds(written.pages, config.base_url)
    everything += sitemaps.sitemaps(written.pages, config.base_url)
    everything += calendars.calendars(site)
    everything += integreat_api.api(site)
    if has_search and not any(one.is_error for one in written.problems):
        progress("index")
        everything += search.index(site, written.pages, config.root / _CACHE / "search")
    pages_offline = offline.offline(written.pages, everything, written.files, config.languages, written.colours.light)
    everything += list(pages_offline)
    return everything, len(written.rendered), list(written.problems)


def _with(all_: Iterable[_Placed], others: Iterable[_Placed]) -> tuple[_Placed, ...]:
    """All, with others in the place of those of the same path."""
    by_path = {one.path: one for one in others}
    return tuple(by_path.get(one.path, one) for one in all_)
