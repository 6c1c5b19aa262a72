"""`Site` to finished pages, language by language: each page is planned, rendered, marked and let go.

What others need to know of a page stays behind as `Finished`: the bytes lie aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intsite import audio, feeds, offline, pages, read_aloud, search, sitemaps
from intsite.assets import Medium
from intsite.output import Filed, Output
from intsite.pages import Page, Place
from intsite.problems import Problem
from intsite.publish import Staging
from intsite.render import Renderer
from intsite.resolve import Site
from intsite.views import OfflineView


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What pages are made with."""

    site: Site
    renderer: Renderer
    media: Mapping[tuple[str, str], Medium]
    sounds: audio.Sounds
    voices: Mapping[str, read_aloud.Voice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What is known of a page that is ready."""

    place: Place
    files: tuple[Filed, ...]
    """The page, and a feed beside it; none where its template has a mistake."""
    problems: tuple[Problem, ...]
    is_silent: bool
    """Whether it has lost its sound, that says something else."""
    is_narrowed: bool
    listed: sitemaps.Listed | None
    found: search.Found | None
    start: Page | None
    """The page itself where it is the one for readers without internet."""


def finish(workshop: Workshop, page: Page) -> tuple[Page, Output | None, tuple[Problem, ...]]:
    """A page with its sentences marked; without its sound when that says something else."""
    output, problems = workshop.renderer.render(page)
    if output is None:
        return page, None, problems
    marked = read_aloud.marked(output, workshop.voices)
    if audio.is_outdated(page, marked, workshop.sounds):
        return finish(workshop, audio.silenced(page))
    return page, marked, problems


def write(language: str, *, workshop: Workshop, staging: Staging) -> list[Finished]:
    """The pages of a language."""
    base_url = workshop.site.config.base_url
    return [
        _finished(planned, *finish(workshop, planned), base_url, staging)
        for planned in pages.plan(workshop.site, workshop.media, language)
    ]


def _finished(
    planned: Page, page: Page, output: Output | None, problems: tuple[Problem, ...], base_url: str, staging: Staging
) -> Finished:
    outputs = [output, *feeds.feeds([page], base_url)] if output else []
    return Finished(
        place=page.place,
        files=tuple(map(staging.put, outputs)),
        problems=problems,
        is_silent=page is not planned,
        is_narrowed=offline.is_narrowed(page),
        listed=sitemaps.listed(page),
        found=search.of_page(page),
        start=page if isinstance(page.view.content, OfflineView) else None,
    )
