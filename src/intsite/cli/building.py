"""`serve` and `build`."""

from __future__ import annotations

import dataclasses
import sys
import tempfile
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
    warnings,
    with_config,
)
from intsite.config import FILE, Config, is_base_url, load, with_slash
from intsite.workers import forked, without_collector

if TYPE_CHECKING:
    from intsite.load import Report


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
@without_collector()
def build(config: Config, output: Path | None, base_url: str | None, *, no_search: bool, timings: bool) -> None:
    """Write the finished site to a folder.

    Only files that changed are written, and nothing at all when there are errors.

    \b
    Example:
      intsite build
      intsite build --output /var/www/portal --base-url https://portal.landkreis.example/
      intsite build --no-search --output /tmp/look
    """
    from intsite.build import build as run
    from intsite.publish import OutputFolderError
    from intsite.search import SearchIndexError

    if base_url is not None:
        config = dataclasses.replace(config, base_url=_checked(base_url))
    target = output or config.root / "public"
    progress = Progress()
    try:
        report = run(config, target, today=today(), map=forked, has_search=not no_search, progress=progress)
    except OutputFolderError as error:
        progress.close()
        fail(say(f"In diesen Ordner kann die Website nicht: {error}", f"The site cannot go there: {error}"))
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
    from intsite.build import build as run
    from intsite.load import Report, memo_of
    from intsite.memo import Memo
    from intsite.preview import STYLE, Preview
    from intsite.search import SearchIndexError
    from intsite.serve import Bar
    from intsite.serve import serve as preview

    address = f"http://127.0.0.1:{port}/"
    root = config.root
    with tempfile.TemporaryDirectory(prefix="intsite-preview-") as folder:
        target = Path(folder, "site")

        def rebuild() -> Bar:
            fresh, problems = load(root)
            report, failure = Report(problems=problems), ""
            progress = Progress()
            if fresh is not None:
                shown = dataclasses.replace(fresh, base_url=address, shows_drafts=True)
                # Its addresses are not those of a build: neither takes the place of the other's memo.
                memo = Memo(Path(folder, "memo"), memo_of(fresh))
                try:
                    report = run(shown, target, today=today(), map=forked, progress=progress, memo=memo)
                except SearchIndexError as error:
                    failure = _no_index(error)
            seconds = progress.close()
            show(report.problems, root, "text")
            click.echo(failure or f"{_pages(report)}, {found(report.problems)} ({seconds:.1f} s). {address}", err=True)
            return Preview(report, fresh, editor_language(), lines_of(root), failure).bar

        preview(target, [root / name for name in (FILE, "content", "templates", "assets")], rebuild, STYLE, port)
