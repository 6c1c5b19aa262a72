"""`Site` to finished pages, language by language: each page is planned, rendered, marked and let go.

What others need to know of a page stays behind as `Finished`: the bytes lie aside, or where they are published.
The pages of an entry depend on the entry and on what can be seen of the others: while neither changes, they stay.
A page whose view is the same as before is not rendered again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

from intsite import audio, feeds, offline, pages, read_aloud, search, sitemaps
from intsite.assets import Medium
from intsite.connections import Key
from intsite.memo import Memo, digest_of
from intsite.output import Filed, Output
from intsite.pages import Page, Place, Planner
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


class Finished(NamedTuple):
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


class Made(NamedTuple):
    """The pages of an entry in a language, or of one of the keys that stand for others."""

    made_of: str
    """A digest of all that they depend on."""
    pages: tuple[Finished, ...]


class Searched(NamedTuple):
    """What the search wants to know of the same pages; kept apart, for who builds without it need not read it."""

    made_of: str
    found: tuple[search.Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is known of the pages of a language before they are written."""

    language: str
    made_of: Mapping[Key, str]
    """Of all that it has pages of, in their order."""
    known: Mapping[Key, Made]
    """By an earlier build, some of it about other pages than there are now."""
    searched: Mapping[Key, Searched] | None
    """Likewise; None for a build without the search."""
    stale: tuple[Key, ...]
    """What has no pages that could stay as they are."""


def look(
    language: str,
    *,
    site: Site,
    staging: Staging,
    memo: Memo,
    frame: str,
    made_of: Mapping[Key, str],
    is_searched: bool,
) -> Part:
    """What there is to do for a language: which pages can be taken as they lie in the folder already.

    `frame` stands for all that makes a page of its view, `made_of` for all that an entry's view is made of; with
    `is_searched` the search has to know of them, too.
    """
    known: Mapping[Key, Made] = memo.rows(_name(language), frame)
    searched: Mapping[Key, Searched] | None = memo.rows(_searched(language), frame) if is_searched else None
    own = {key: made_of[key] for key in pages.keys(site, language)}
    stale = tuple(
        key
        for key, digest in own.items()
        if not _stays(known.get(key), digest, staging)
        or (searched is not None and (key not in searched or searched[key].made_of != digest))
    )
    return Part(language=language, made_of=own, known=known, searched=searched, stale=stale)


def _stays(before: Made | None, made_of: str, staging: Staging) -> bool:
    if before is None or before.made_of != made_of:
        return False
    return all(staging.holds(file) for page in before.pages for file in page.files)


class Written(NamedTuple):
    """What was written now."""

    made: Mapping[Key, Made]
    searched: Mapping[Key, Searched]


def planner(workshop: Workshop, language: str, of_shell: str, memo: Memo) -> Planner:
    """Plans the pages of a language; `of_shell` stands for all that is shown by their frame, which is made once."""
    name = f"shell-{language}"
    known = memo.get(name, of_shell)
    made = Planner(workshop.site, workshop.media, language, known)
    if known is None:
        memo.put(name, of_shell, made.shell)
    return made


def write(part: Part, *, workshop: Workshop, staging: Staging, memo: Memo, frame: str, of_shell: str) -> Written:
    """The pages of a language that cannot stay as they are."""
    made: dict[Key, Made] = {}
    searched: dict[Key, Searched] = {}
    if not part.stale:
        return Written(made, searched)
    plan = planner(workshop, part.language, of_shell, memo)
    shell = digest_of(plan.shell)
    for key in part.stale:
        before = part.known.get(key)
        views = {page.view: page for page in before.pages} if before else {}
        finished: list[Finished] = []
        found: list[search.Found] = []
        for planned in plan.pages(key):
            finished.append(_finished(workshop, staging, planned, _view_digest(planned, shell), views))
            if part.searched is not None and (one := search.of_page(planned)):
                found.append(one)
        made[key] = Made(part.made_of[key], tuple(finished))
        searched[key] = Searched(part.made_of[key], tuple(found))
    complete = {key: one for key, one in together(part, made).items() if all(page.files for page in one.pages)}
    memo.put_rows(_name(part.language), frame, complete, part.stale)
    return Written(made, searched)


def together(part: Part, made: Mapping[Key, Made]) -> dict[Key, Made]:
    """All pages of a language in their order: those that stay, and those that were written now."""
    return {key: made.get(key) or part.known[key] for key in part.made_of}


def for_search(part: Part, new: Mapping[Key, Searched], *, memo: Memo, frame: str) -> tuple[search.Found, ...]:
    """What the search wants to know of a language, in the order of its pages."""
    if part.searched is None:
        return ()
    rows = {key: new.get(key) or part.searched[key] for key in part.made_of}
    if new:
        memo.put_rows(_searched(part.language), frame, rows, new)
    return tuple(found for one in rows.values() for found in one.found)


def _name(language: str) -> str:
    """Of the memo of a language's pages."""
    return f"pages-{language}"


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
        start=page if isinstance(page.view.content, OfflineView) else None,
    )
