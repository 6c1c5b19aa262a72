"""The program: content to site, one stage after the other.

    read → parse → resolve → plan → render → index → publish

Each stage takes values and gives new ones, with what is wrong beside them. The first three are `load`'s.
"""

from __future__ import annotations

import builtins
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from enum import Enum
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from intsite import (
    assets,
    audio,
    catalogs,
    checks,
    finish,
    integreat_api,
    offline,
    pages,
    palette,
    read_aloud,
    render,
    search,
    sitemaps,
    write,
)
from intsite.config import Config
from intsite.connections import Key
from intsite.entries import called
from intsite.load import (
    Loaded,
    Progress,
    Report,
    asset_folders,
    in_order,
    load_all,
    memo_of,
    template_folders,
)
from intsite.lookups import States
from intsite.memo import Memo, content_digest, digest_of
from intsite.output import Filed, Output
from intsite.pages import Page
from intsite.problems import Problem
from intsite.publish import Staging, staging
from intsite.read import VOCABULARIES
from intsite.resolve import Site
from intsite.views import Shell
from intsite.workers import Map, batches, without_collector


class Index(Enum):
    """What becomes of the search's index."""

    NEW = "new"
    KEPT = "kept"
    """The one that the folder holds stays, until another build makes it anew."""
    NONE = "none"


_INDEX = "index"
"""Name of the memo of the index's files, as they lie in the folder."""
_FEW = 60
"""Entries, each language counted, whose pages are sooner made here than processes forked for them."""
_PIECES = 4
"""How many pieces of work there are at least, where there is much: what pages share is made once in each."""


def build(
    config: Config,
    output: Path,
    *,
    today: dt.date,
    map: Map = map,
    index: Index = Index.NEW,
    progress: Progress = lambda _: None,
    memo: Memo | None = None,
) -> Report:
    """Publish the site into `output`, or nothing at all when there are errors.

    What earlier builds have found out is taken from `memo`, below the site's folder when not given. Raises
    `OutputFolderError` when the folder cannot take it and `SearchIndexError` when the index cannot be made.
    """
    memo = memo or memo_of(config.root)
    return complete(config, output, memo, today=today, map=map, index=index, progress=progress).report


class Bench(Struct, frozen=True, kw_only=True):
    """What the pages of a site were made with."""

    workshop: finish.Workshop
    shells: Mapping[str, Shell]
    """The frame of each language's pages."""
    problems: tuple[Problem, ...]
    """What was found while they were made."""


class Built(Struct, frozen=True, kw_only=True):
    """How a build ended, with what it knew."""

    report: Report
    loaded: Loaded
    bench: Bench | None = None
    """None where errors kept the site from being published."""
    is_whole: bool = True
    """Whether all pages show how things are now; otherwise only another build makes those do that nobody edited."""


@without_collector()
def complete(  # noqa: PLR0913  by name, as `build` takes them
    config: Config,
    output: Path,
    memo: Memo,
    *,
    today: dt.date,
    map: Map = map,
    index: Index = Index.NEW,
    progress: Progress = lambda _: None,
    publishing: AbstractContextManager[object] | None = None,
) -> Built:
    """`build`; while files are put into their places, `publishing` is held."""
    inputs = _Inputs.look(config)
    loaded = load_all(config, today=today, map=map, progress=progress, memo=memo)
    site = loaded.site
    report = Report(problems=in_order(loaded.problems), entries=len(site.entries), site=site)
    if report.has_errors:
        return Built(report=report, loaded=loaded)
    with staging(output) as aside:
        files, planned, bench = make(loaded, inputs, aside, index=index, map=map, progress=progress, memo=memo)
        report = replace(report, problems=in_order([*loaded.problems, *bench.problems]), pages=planned)
        if report.has_errors:
            return Built(report=report, loaded=loaded)
        progress("publish")
        with publishing or nullcontext():
            report = replace(report, changes=aside.publish(files))
        if index is Index.NEW:
            memo.put(_INDEX, "", tuple(file for file in files if search.is_of_index(file.path)))
    _prune(memo, loaded, bench)
    return Built(report=report, loaded=loaded, bench=bench)


def _prune(memo: Memo, loaded: Loaded, bench: Bench) -> None:
    """Throw away the memos of entries, pictures and languages that are no more."""
    languages = {*loaded.site.config.languages, pages.ABOVE}
    entries = {called(one.files) for one in loaded.archive.parsed.values()}
    pictures = {assets.called(medium.url) for medium in bench.workshop.media.values()}
    memo.prune(
        {
            **dict.fromkeys(("entry", "texts"), entries),
            "picture": pictures,
            **dict.fromkeys(("pages", "listed", "looked", "around", "found", "search", "shell"), languages),
        }
    )


class _Inputs(Struct, frozen=True, kw_only=True):
    """What pages are made of beside the entries: digests of files, taken before any of them is read.

    Whoever changes a file meanwhile is noticed by the next build: digests taken later would stand for pages without
    the change.
    """

    templates: Mapping[str, str]
    """Those that make HTML, by name."""
    others: str
    """What lies beside them, such as kinds, but for the interface texts of the languages."""
    vocabularies: str

    @classmethod
    def look(cls, config: Config) -> _Inputs:
        """As the files are now."""
        folders = template_folders(config)
        files = {folder: _templates_below(folder) for folder in folders}
        # The county's own, which come first, stand for those of the program.
        named = {file.relative_to(folder).as_posix(): file for folder in reversed(folders) for file in files[folder]}
        html = {name: file for name, file in named.items() if file.suffix == ".html"}
        return cls(
            templates={name: content_digest([file]) for name, file in html.items()},
            others=content_digest(file for one in files.values() for file in one if file.suffix != ".html"),
            vocabularies=content_digest(sorted((config.content / VOCABULARIES).glob("*.yaml"))),
        )


def make(
    loaded: Loaded,
    inputs: _Inputs,
    aside: Staging,
    *,
    index: Index,
    map: Map,
    progress: Progress,
    memo: Memo,
) -> tuple[list[Filed], int, Bench]:
    """A site to all its files: write, export and index. Gives them, and the number of pages."""
    site, digests = loaded.site, {key: one.digest for key, one in loaded.archive.parsed.items()}
    config = site.config
    progress("plan")
    colours, _ = palette.palette(config, asset_folders(config))
    files, workshop, beside, problems = _prepare(site, colours, memo)
    problems += checks.statement(site)
    progress("render")
    frame = digest_of(
        *(config, inputs.others),
        *(sorted(one.items()) for one in (files.urls, files.icons, workshop.sounds.fingerprints)),
    )
    media = sorted(workshop.media.items())
    # Of other languages than its own a page shows the names, and says their numbers.
    said = [(language, one.autonym, workshop.voices[language].texts) for language, one in site.catalogs.items()]
    common = digest_of(frame, site.today, inputs.vocabularies, [one for one in media if not one[0][0]], said)
    # Old addresses: whatever changes, the pages above the languages are made again.
    everything = digest_of(
        common, *(loaded.seen, media), *(sorted(one.items()) for one in (loaded.texts, inputs.templates))
    )
    basis = write.Basis(
        workshop=workshop,
        archive=loaded.archive,
        states=States(site.connections, loaded.archive.parsed, loaded.texts, workshop.media, inputs.templates),
        staging=aside,
        memo=memo,
        frame=frame,
        common=common,
        everything=everything,
        digests={**digests, pages.ALL: everything},
        texts=loaded.texts,
    )
    parts = [
        write.look(language, basis, is_searched=index is Index.NEW) for language in (*config.languages, pages.ABOVE)
    ]
    total = sum(len(part.stale) for part in parts)
    spread = map if total > _FEW else builtins.map
    pieces = [(number, keys) for number, part in enumerate(parts) for keys in _pieces(part.stale, total)]

    def make_piece(piece: tuple[int, Sequence[Key]]) -> list[bytes]:
        number, keys = piece
        return list(write.write(parts[number], keys, basis))

    # What comes back stays packed until its turn.
    made = list(zip(pieces, spread(make_piece, pieces), strict=True))
    complete = [
        write.keep(part, [one for (number, _), some in made if number == place for one in some], basis)
        for place, part in enumerate(parts)
    ]
    all_made = [one for part in complete for one in part.made.values()]
    of_pages = [file for one in all_made for file in one.files]
    remarks = [remark for one in all_made for remark in one.remarks]
    told = partial(_told, complete, basis)
    silent = [(one.place.origin, one.place.path.partition("/")[0]) for one in remarks if one.is_silent]
    problems += [*render.each_once(found for one in remarks for found in one.problems), *audio.warnings(config, silent)]
    if len({file.path for file in of_pages}) < len(of_pages):
        problems += pages.taken(one.place for one in told())
    outputs = [*files.outputs, *beside, *audio.published(workshop.sounds, silent)]
    if index is Index.NEW and not any(one.is_error for one in problems):
        progress("index")
        found_on = [one for part in complete for one in write.for_search(part, basis)]
        outputs += search.index(site, found_on, memo=memo, map=map)
    # Of two pages with one address the first one stays.
    filed = [*reversed(of_pages), *(aside.put(output) for output in outputs)]
    # Sitemaps and calendars show of each entry what all can see, the interface for apps its whole text.
    keep = partial(write.kept, staging=aside, memo=memo)
    filed += keep("sitemaps", everything, lambda: sitemaps.sitemaps((one.listed for one in told()), config.base_url))
    filed += keep("calendars", everything, lambda: _calendars(site))
    if config.integreat:
        api = digest_of(everything, sorted(digests.items()))
        filed += keep("integreat", api, lambda: integreat_api.api(site))
    if index is Index.KEPT:
        filed += [file for file in memo.get(_INDEX, "") or () if aside.holds(file)]
    starts = [one.start for one in remarks if one.start]
    narrowed = {one.place.path for one in remarks if one.is_narrowed}
    site_files = {file.path: file for file in filed}
    start = offline.offline(starts, narrowed, site_files, files, config.languages, colours.light)
    filed += [aside.put(output) for output in start]
    bench = Bench(workshop=workshop, shells={part.language: part.shell for part in parts}, problems=tuple(problems))
    return filed, sum(one.number for one in all_made), bench


def _told(complete: Iterable[write.Complete], basis: write.Basis) -> Iterator[finish.Told]:
    """What is told of all pages."""
    return (told for part in complete for told in write.told(part, basis))


def _pieces(keys: Sequence[Key], total: int) -> list[Sequence[Key]]:
    """The work of a language; cut where it is most of the `total`, and processors would wait for one of them."""
    return batches(keys, max(_FEW, -(-total // _PIECES)))


def _prepare(
    site: Site, colours: palette.Palette, memo: Memo
) -> tuple[assets.Assets, finish.Workshop, tuple[Output, ...], list[Problem]]:
    """What pages are made with, the media beside them, and what is wrong with both."""
    config = site.config
    logo, in_logo = assets.logo_files(config.root, config.design)
    sheet = {f"{palette.SHEET}": colours.sheet.encode()} if colours.sheet is not None else {}
    templates = template_folders(config)
    files = assets.collect(asset_folders(config), templates, {**sheet, **logo})
    picture = config.design.picture
    with_media = [site.entries[key] for key in site.connections.with_media]
    media, beside, in_media = assets.media(config.root, with_media, picture.file if picture else "", memo)
    sounds = audio.find(site)
    workshop = finish.Workshop(
        site=site,
        renderer=render.Renderer(
            templates, site.catalogs, files, config.root, config.base_url, config.contact_endpoint
        ),
        media={**media, **sounds.media},
        sounds=sounds,
        voices=read_aloud.voices_of(site.catalogs),
    )
    return files, workshop, beside, [*in_logo, *in_media]


def finished_pages(
    site: Site, *, wanted: Callable[[Page], bool] = lambda _: True, progress: Progress
) -> Iterator[tuple[Page, Output]]:
    """The pages that are `wanted`, without publishing anything; those whose template has a mistake are left out."""
    progress("plan")
    colours, _ = palette.palette(site.config, asset_folders(site.config))
    _, workshop, _, _ = _prepare(site, colours, memo_of(site.config.root))
    progress("render")
    for language in (*site.config.languages, pages.ABOVE):
        for planned in filter(wanted, pages.plan(site, workshop.media, language)):
            page, output, _ = finish.finish(workshop, planned)
            if output:
                yield page, output


def _calendars(site: Site) -> Iterator[Output]:
    from intsite import calendars  # noqa: PLC0415  its library takes 60 ms to load, and most builds need none

    return calendars.calendars(site)


def _templates_below(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and file.parent != folder / catalogs.FOLDER]
