"""Pages to guides: translations paired, parents found, ids given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from intsite.importers.findings import ImportProblem, import_problem
from intsite.importers.identifiers import slug, unique
from intsite.importers.integreat.dump import Page
from intsite.importers.integreat.records import FOLDERS
from intsite.importers.repository import Value

_DEPTH_OF_REGION = 3
"""Slashes in `/region/language/`, which is the region's start and no page."""


class Guide(Struct, frozen=True, kw_only=True):
    """One page in all its languages."""

    pages: tuple[Page, ...]
    """The leading language first, the others by their tags; no language twice."""
    id: str = ""
    parent: str = ""
    """Id of the guide above; empty at the top."""
    kind: str = "guide"
    """The kind of entry."""
    facts: Mapping[str, Value] = field(default_factory=dict)
    """What makes a page an entry of another kind than a guide."""
    reason: str = ""
    """Why it is of another kind."""

    @property
    def key(self) -> str:
        """As Markdown links to it: `guide:housing`."""
        return f"{self.kind}:{self.id}"

    @property
    def folder(self) -> str:
        """Of its files, in the repository."""
        return f"content/{FOLDERS[self.kind]}/{self.id}"

    @property
    def leading(self) -> Page:
        """The page that the others translate."""
        return self.pages[0]


def plant(pages: Sequence[Page], source: str) -> tuple[tuple[Guide, ...], tuple[ImportProblem, ...]]:
    """Pages of one region to guides, in the order of the leading pages; `source` leads where it exists."""
    problems: list[ImportProblem] = []
    groups = _pair(pages, source, problems)
    by_path = {page.path: number for number, group in enumerate(groups) for page in group}
    parents = [_parent(group, by_path, problems) for group in groups]
    _cut_cycles(groups, parents, problems)
    ids = _identify(groups, parents)
    guides = tuple(
        Guide(pages=tuple(group), id=ids[number], parent="" if parent is None else ids[parent], kind=group[0].kind)
        for number, (group, parent) in enumerate(zip(groups, parents, strict=True))
    )
    return guides, tuple(problems)


def _pair(pages: Sequence[Page], source: str, problems: list[ImportProblem]) -> list[list[Page]]:
    """Pages that call each other translations, joined by path: an `id` counts within its language only."""

    def rank(page: Page) -> tuple[bool, bool, str]:
        return page.language != source, page.language != "en", page.language

    ordered = sorted(pages, key=rank)
    known = {page.path: page for page in ordered}
    group_of = {page.path: {page.language: page} for page in ordered}
    for page in ordered:
        for other in page.translations:
            if other not in known:
                continue
            ours, theirs = group_of[page.path], group_of[other]
            if ours is theirs:
                continue
            if ours.keys() & theirs.keys():
                problems.append(import_problem("pairing-conflict", page.path, other=other))
                continue
            ours.update(theirs)
            group_of.update((joined.path, ours) for joined in theirs.values())
    groups = {id(group): sorted(group.values(), key=rank) for group in group_of.values()}
    return list(groups.values())


def _parent(group: Iterable[Page], by_path: dict[str, int], problems: list[ImportProblem]) -> int | None:
    """Number of the group above: as the leading page says, else as a translation says."""
    wanted = [page for page in group if page.parent.count("/") > _DEPTH_OF_REGION]
    for page in wanted:
        if page.parent in by_path:
            return by_path[page.parent]
    problems += [import_problem("missing-parent", page.path, parent=page.parent) for page in wanted[:1]]
    return None


def _cut_cycles(groups: list[list[Page]], parents: list[int | None], problems: list[ImportProblem]) -> None:
    """Put a group at the top that the way up from it leads back to."""
    for number in range(len(groups)):
        seen: set[int] = set()
        above = parents[number]
        while above is not None and above != number and above not in seen:
            seen.add(above)
            above = parents[above]
        if above == number:
            parents[number] = None
            problems.append(import_problem("parent-cycle", groups[number][0].path))


def _identify(groups: list[list[Page]], parents: list[int | None]) -> dict[int, str]:
    """Ids by number of group. They depend on the addresses alone, never on the order of files or pages."""
    names = [[slug(page.path.split("/")[-2]) for page in group] for group in groups]
    slugs = [next(filter(None, name), "page") for name in names]
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for number in sorted(range(len(groups)), key=lambda number: _seniority(groups[number][0])):
        above = parents[number]
        ids[number] = unique(slugs[number], "" if above is None else slugs[above], taken)
        taken.add(ids[number])
    return ids


def _seniority(page: Page) -> tuple[int, str]:
    return page.path.count("/"), page.path
