"""A planned page to its files: rendered, marked, laid aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from intsite import audio, feeds, offline, read_aloud, sitemaps
from intsite.assets import Medium
from intsite.output import Filed, Output
from intsite.pages import Page, Place
from intsite.problems import Problem
from intsite.publish import Staging
from intsite.render import Renderer
from intsite.resolve import Site
from intsite.views import OfflineView


class Workshop(Struct, frozen=True, kw_only=True):
    """What pages are made with."""

    site: Site
    renderer: Renderer
    media: Mapping[tuple[str, str], Medium]
    sounds: audio.Sounds
    voices: Mapping[str, read_aloud.Voice]


class Told(NamedTuple):
    """What lists of pages say of a page."""

    place: Place
    listed: sitemaps.Listed | None


class Remark(NamedTuple):
    """What every build has to know of a page, beside its files; of most there is nothing."""

    place: Place
    problems: tuple[Problem, ...]
    is_missing: bool
    """Its template has a mistake."""
    is_silent: bool
    """Whether it has lost its sound, that says something else."""
    is_narrowed: bool
    start: Page | None
    """The page itself where it is the one for readers without internet."""


def finish(workshop: Workshop, page: Page) -> tuple[Page, Output | None, tuple[Problem, ...]]:
    """A page with its sentences marked; without its sound when that says something else."""
    html, problems = workshop.renderer.render(page)
    if html is None:
        return page, None, problems
    marked = Output(path=page.path, content=read_aloud.mark(html, workshop.voices).encode())
    if audio.is_outdated(page, marked, workshop.sounds):
        return finish(workshop, audio.silenced(page))
    return page, marked, problems


def finished(workshop: Workshop, staging: Staging, planned: Page) -> tuple[tuple[Filed, ...], Remark | None]:
    """The files of a page that is ready, and what else is to be known of it."""
    page, output, problems = finish(workshop, planned)
    outputs = [output, *feeds.feeds([page], workshop.site.config.base_url)] if output else []
    remark = Remark(
        place=page.place,
        problems=problems,
        is_missing=output is None,
        is_silent=page is not planned,
        is_narrowed=offline.is_narrowed(page),
        start=page if isinstance(page.view.content, OfflineView) else None,
    )
    return tuple(map(staging.put, outputs)), remark if any(remark[1:]) else None


def told_of(page: Page) -> Told:
    """What lists say of it."""
    return Told(page.place, sitemaps.listed(page))
