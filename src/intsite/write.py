"""`Site` to finished pages, language by language: each page is planned, rendered, marked and let go.

What others need to know of a page stays behind as `Finished`: the bytes lie aside, or where they are published.
The pages of an entry depend on the entry and on what can be seen of the others: while neither changes, they stay.
A page whose view is the same as before is not rendered again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields

from intsite import audio, feeds, offline, pages, read_aloud, search, sitemaps
from intsite.assets import Medium
from intsite.memo import Memo, digest_of
from intsite.output import Filed, Output
from intsite.pages import Page, Place, Planner
from intsite.problems import Problem
from intsite.publish import Staging
from intsite.render import Renderer
from intsite.resolve import Key, Site
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
    view: str
    """A digest of all that it shows."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The pages of an entry in a language, or of one of the keys that stand for others."""

    made_of: str
    """A digest of all that they depend on."""
    pages: tuple[Finished, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is known of the pages of a language before they are written."""

    language: str
    made_of: Mapping[Key, str]
    """Of all that it has pages of, in their order."""
    known: Mapping[Key, Made]
    """By an earlier build, some of it about other pages than there are now."""
    stale: tuple[Key, ...]
    """What has no pages that could stay as they are."""


def look(
    language: str, *, site: Site, staging: Staging, memo: Memo, frame: str, seen: str, digests: Mapping[Key, str]
) -> Part:
    """What there is to do for a language: which pages can be taken as they lie in the folder already.

    `frame` stands for all that makes a page of its view, `seen` for everything that more than one entry can show,
    `digests` for all that each entry is made of.
    """
    known: Mapping[Key, Made] = memo.rows(_name(language), frame)
    made_of = {key: digest_of(seen, digests.get(key)) for key in pages.keys(site, language)}
    stale = tuple(key for key, digest in made_of.items() if not _stays(known.get(key), digest, staging))
    return Part(language=language, made_of=made_of, known=known, stale=stale)


def _stays(before: Made | None, made_of: str, staging: Staging) -> bool:
    if before is None or before.made_of != made_of:
        return False
    return all(staging.holds(file) for page in before.pages for file in page.files)


def write(part: Part, *, workshop: Workshop, staging: Staging, memo: Memo, frame: str) -> dict[Key, Made]:
    """The pages of a language that cannot stay as they are."""
    if not part.stale:
        return {}
    planner = Planner(workshop.site, workshop.media, part.language)
    shell = digest_of(planner.shell)
    made: dict[Key, Made] = {}
    for key in part.stale:
        before = part.known.get(key)
        views = {page.view: page for page in before.pages} if before else {}
        finished = tuple(
            _finished(workshop, staging, planned, _view_digest(planned, shell), views) for planned in planner.pages(key)
        )
        made[key] = Made(made_of=part.made_of[key], pages=finished)
    complete = {key: one for key, one in together(part, made).items() if all(page.files for page in one.pages)}
    memo.put_rows(_name(part.language), frame, complete, part.stale)
    return made


def together(part: Part, made: Mapping[Key, Made]) -> dict[Key, Made]:
    """All pages of a language in their order: those that stay, and those that were written now."""
    return {key: made.get(key) or part.known[key] for key in part.made_of}


def _name(language: str) -> str:
    """Of the memo of a language's pages."""
    return f"pages-{language}"


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


def _view_digest(page: Page, shell: str) -> str:
    """Of all that a page shows; `shell` is the digest of what it shares with all of its language."""
    view = page.view
    own = (field.name for field in fields(view) if field.name != "shell")
    return digest_of(page.place, shell, *(getattr(view, name) for name in own))


def _finished(
    workshop: Workshop, staging: Staging, planned: Page, view: str, known: Mapping[str, Finished]
) -> Finished:
    """A page that is ready; one of the same `view` stays as it is."""
    before = known.get(view)
    if before and before.files and all(map(staging.holds, before.files)):
        return before
    page, output, problems = finish(workshop, planned)
    outputs = [output, *feeds.feeds([page], workshop.site.config.base_url)] if output else []
    return Finished(
        place=page.place,
        view=view,
        files=tuple(map(staging.put, outputs)),
        problems=problems,
        is_silent=page is not planned,
        is_narrowed=offline.is_narrowed(page),
        listed=sitemaps.listed(page),
        found=search.of_page(page),
        start=page if isinstance(page.view.content, OfflineView) else None,
    )
