"""`serve` and `build`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Collection
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from intsite.cli.terminal import (
    CONTENT_PROBLEMS,
    Progress,
    counted,
    editor_language,
    fail,
    found,
    lines_of,
    say,
    show,
    today,
    unfit,
    warnings,
    with_config,
)
from intsite.workers import forked, settle

if TYPE_CHECKING:
    from intsite.build import Built
    from intsite.config import Config
    from intsite.load import Report
    from intsite.serve import Bar


@click.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to; `public` beside site.toml when not given.",
)
@click.option("--base-url", help="Address the site will have, instead of the one in site.toml.")
@click.option("--no-search", is_flag=True, help="Leave the search out: for a quick look, not for publishing.")
@click.option("--timings", is_flag=True, help="Say how long each stage took: seconds, and seconds of processors.")
@with_config
def build(config: Config, output: Path | None, base_url: str | None, *, no_search: bool, timings: bool) -> None:
    """Write the finished site to a folder.

    Only files that changed are written, and nothing at all when there are errors.

    \b
    Example:
      intsite build
      intsite build --output /var/www/portal --base-url https://portal.landkreis.example/
      intsite build --no-search --output /tmp/look
    """
    from intsite.build import Index
    from intsite.build import build as run
    from intsite.publish import OutputFolderError
    from intsite.search import SearchIndexError

    if base_url is not None:
        from msgspec.structs import replace

        config = replace(config, base_url=_checked(base_url))
    target = output or config.root / "public"
    progress = Progress()
    index = Index.NONE if no_search else Index.NEW
    try:
        report = run(config, target, today=today(), map=forked, index=index, progress=progress)
    except OutputFolderError as error:
        progress.close()
        fail(f"{say('In diesen Ordner kann die Website nicht', 'The site cannot go there')}: {unfit(error)}")
    except SearchIndexError as error:
        progress.close()
        fail(_no_index(error))
    seconds = progress.close()
    if timings:
        click.echo(progress.timings(), err=True)
    show(report.problems, config.root, "text")
    _close_build(report, target, seconds)


def _checked(base_url: str) -> str:
    """The address with its slash, or the end with wrong usage."""
    from intsite.config import is_base_url, with_slash

    if not is_base_url(base_url):
        example = "https://portal.landkreis.example/"
        fail(
            say(
                f"„{base_url}“ ist keine Adresse für eine Website. Beispiel: {example}",
                f"“{base_url}” is no address of a website. Example: {example}",
            )
        )
    return with_slash(base_url)


def _no_index(error: Exception) -> str:
    return say(f"Der Suchindex ließ sich nicht bauen: {error}", f"The search index could not be built: {error}")


def _close_build(report: Report, target: Path, seconds: float) -> None:
    if report.changes is None:
        nothing = say("Nichts veröffentlicht", "Nothing published")
        click.echo(f"{nothing}: {found(report.problems)}. ({seconds:.1f} s)", err=True)
        sys.exit(CONTENT_PROBLEMS)
    written = counted(len(report.changes.written), ("Datei", "Dateien"), ("file", "files"))
    removed, unchanged = len(report.changes.removed), report.changes.unchanged
    entries = counted(report.entries, ("Eintrag", "Einträgen"), ("entry", "entries"))
    click.echo(
        say(
            f"{_pages(report)} aus {entries} in {target}: {written} geschrieben, {removed} entfernt, "
            f"{unchanged} unverändert, {warnings(report.problems)}. ({seconds:.1f} s)",
            f"{_pages(report)} from {entries} in {target}: {written} written, {removed} removed, "
            f"{unchanged} unchanged, {warnings(report.problems)}. ({seconds:.1f} s)",
        )
    )


def _pages(report: Report) -> str:
    return counted(report.pages, ("Seite", "Seiten"), ("page", "pages"))


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of the preview.")
@with_config
def serve(config: Config, port: int) -> None:
    """Preview the site in the browser; it reloads when you save.

    Nothing is published: the preview lies in a temporary folder. A bar above each page names its files, what is wrong
    with them and how its translation stands. Drafts are shown here only. With errors the last good preview stays.

    \b
    Example:
      intsite serve
      intsite serve --port 8080
    """
    from intsite.config import FILE
    from intsite.preview import STYLE
    from intsite.serve import serve as preview

    root = config.root.resolve()
    with tempfile.TemporaryDirectory(prefix="intsite-preview-") as folder:
        building = _Previewing(root, Path(folder), f"http://127.0.0.1:{port}/")
        preview(building.target, root, (FILE, "content", "templates", "assets"), building, STYLE, port)


class _Previewing:
    """Builds the preview into a folder, and says how it went."""

    def __init__(self, root: Path, folder: Path, address: str) -> None:
        from intsite.load import Report, memo_of
        from intsite.memo import Memo

        self.target = folder / "site"
        self._root = root
        self._folder = folder
        self._address = address
        # Its addresses are not those of a build: neither takes the place of the other's memo.
        self._memo = Memo(folder / "memo", memo_of(root, is_kept=True), is_kept=True)
        self._report = Report(problems=())
        self._built: Built | None = None
        """The last build, where site.toml could be read."""
        self._owes_pages = False
        """Whether there are pages that show how things were before an edit of other entries."""

    def pages(self, changed: Collection[Path]) -> Bar:
        """All but the index; only the pages of some entries where nothing else can have changed."""
        from intsite.config import load
        from intsite.load import Report

        progress = Progress()
        config, problems = load(self._root)
        self._built = self._build(config, changed, progress)
        self._report = self._built.report if self._built else Report(problems=problems)
        seconds = progress.close()
        show(self._report.problems, self._root, "text")
        done = f"{_pages(self._report)}, {found(self._report.problems)} ({seconds:.1f} s). {self._address}"
        click.echo(done, err=True)
        return self._bar(self._report, config)

    def _build(self, config: Config | None, changed: Collection[Path], progress: Progress) -> Built | None:
        from intsite.build import Index, complete
        from intsite.touch_up import touch_up

        shown, before = self._shown(config), self._built
        if shown is None:
            return None
        if before and changed and before.loaded.site.today == today():
            built = touch_up(before, changed, self.target, self._memo)
            if built:
                self._owes_pages |= not built.is_whole
                return built
        self._owes_pages = False
        built = complete(shown, self.target, self._memo, today=today(), map=forked, index=Index.KEPT, progress=progress)
        settle()
        return built

    def rest(self, publishing: AbstractContextManager[object]) -> str:
        """The pages of others that are owed, and everything with the index."""
        from intsite.build import Index, complete
        from intsite.config import load
        from intsite.search import SearchIndexError

        # What lies about when this is ended goes with the rest in the end.
        tempfile.tempdir = str(self._folder)
        shown = self._shown(load(self._root)[0])
        if shown is None or self._built is None or self._built.bench is None:
            return ""
        run = partial(complete, shown, self.target, self._memo, today=today(), publishing=publishing)
        if self._owes_pages:
            owed = run(index=Index.KEPT)
            show([one for one in owed.report.problems if one.is_error], self._root, "text")
        try:
            built = run()
        except SearchIndexError as error:
            return _no_index(error)
        if built.bench:
            click.echo(say("Die Suche kennt jetzt alle Seiten.", "The search knows all pages now."), err=True)
        return ""

    def after_rest(self, failure: str) -> Bar | None:
        """The bar that says what failed, or stands above pages that are others now."""
        from intsite.config import load

        is_news, self._owes_pages = self._owes_pages, False
        if failure:
            click.echo(failure, err=True)
        return self._bar(self._report, load(self._root)[0], failure) if failure or is_news else None

    def _shown(self, fresh: Config | None) -> Config | None:
        from msgspec.structs import replace

        return replace(fresh, base_url=self._address, shows_drafts=True) if fresh else None

    def _bar(self, report: Report, config: Config | None, failure: str = "") -> Bar:
        from intsite.preview import Preview

        return Preview(report, config, editor_language(), lines_of(self._root), failure).bar
