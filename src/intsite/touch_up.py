"""A site that stands, after an edit of some entries: only the pages of these are made.

For the preview, which has everything at hand. All else, such as the search and pages of others that show what has
changed, is left to a whole build that follows.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from msgspec.structs import replace

from intsite import checks, finish
from intsite.build import Built
from intsite.connections import Key
from intsite.entries import names, parse_anew
from intsite.files import write_changed
from intsite.load import Loaded, in_order, load_all
from intsite.memo import Memo
from intsite.output import Output
from intsite.pages import Planner
from intsite.publish import Changes
from intsite.resolve import Site, renewed
from intsite.workers import without_collector


@without_collector()
def touch_up(before: Built, paths: Collection[Path], output: Path, memo: Memo) -> Built | None:
    """What a build after the change of these files would write of their pages; None where it could be more of them.

    Pages are complete before the first of them is written, and nothing is where there are errors. Raises `OSError`.
    """
    keys = _entries(before.loaded, paths)
    if before.bench is None or keys is None:
        return None
    loaded, shells = _loaded(before.loaded, keys), before.bench.shells
    if is_seen := loaded is None:
        loaded, shells = _all_loaded(before.loaded, memo), {}
        if _of_whole_builds(loaded.site) != _of_whole_builds(before.loaded.site):
            return None
    site = loaded.site
    report = replace(before.report, problems=in_order(loaded.problems), changes=None, site=site)
    if report.has_errors:
        return Built(report=report, loaded=loaded)
    workshop = replace(before.bench.workshop, site=site)
    planners = {one: Planner(site, workshop.media, one, shells.get(one)) for one in site.config.languages}
    outputs: list[Output] = []
    for planner in planners.values():
        for planned in (page for key in keys if key in site.entries for page in planner.pages(key)):
            page, made, found = finish.finish(workshop, planned)
            if made is None or found or page is not planned:
                return None
            outputs.append(made)
    written = tuple(one.path for one in outputs if write_changed(output / one.path, one.content))
    changes = Changes(written=written, removed=(), unchanged=len(outputs) - len(written))
    shells = {**before.bench.shells, **{language: planner.shell for language, planner in planners.items()}}
    bench = replace(before.bench, workshop=workshop, shells=shells)
    report = replace(report, problems=in_order([*loaded.problems, *bench.problems]), changes=changes)
    return Built(report=report, loaded=loaded, bench=bench, is_whole=not is_seen)


def _entries(loaded: Loaded, paths: Collection[Path]) -> dict[Key, None] | None:
    """The entries that files of these paths make; None where one is anything else."""
    root = loaded.site.config.root.resolve()
    kinds = {kind.folder: kind.name for kind in loaded.site.kinds.values()}
    keys: dict[Key, None] = {}
    for path in paths:
        match path.relative_to(root).parts if path.is_relative_to(root) else ():
            case ("content", folder, identifier, name) if folder in kinds:
                key = kinds[folder], identifier
            case _:
                return None
        files = loaded.archive.parsed[key].files if key in loaded.archive.parsed else None
        if files and name in names(files) and path.is_file():
            keys[key] = None
        elif files is None or name in (*names(files), *files.media) or path.exists():
            # What has gone again without ever being known was an editor's own.
            return None
    return keys


def _loaded(before: Loaded, keys: Collection[Key]) -> Loaded | None:
    """The same with these entries read anew; None where others can see the difference."""
    root, kinds = before.site.config.root, before.site.kinds
    known = before.archive.parsed
    parsed = {key: parse_anew(known[key].files, root=root, kinds=kinds) for key in keys}
    if any(one.seen != known[key].seen for key, one in parsed.items()):
        return None
    archive = before.archive.renewed(parsed)
    site = renewed(before.site, archive)
    problems = {
        key: (*one.problems, *(checks.of_entry(site, site.entries[key], before.icons) if key in site.entries else ()))
        for key, one in parsed.items()
    }
    return replace(before, site=site, archive=archive, in_entries={**before.in_entries, **problems})


def _of_whole_builds(site: Site) -> object:
    """What is published, pictures and files, and what is wrong with the site: others than a page is made of."""
    found = site.connections
    return tuple(found.published), found.with_media, list(checks.statement(site))


def _all_loaded(before: Loaded, memo: Memo) -> Loaded:
    """All that there is now, after an edit that others can see."""
    site = before.site
    return load_all(site.config, today=site.today, map=map, progress=lambda _: None, memo=memo)
