"""`import`: content from elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from intsite.cli.terminal import CONTENT_PROBLEMS, Progress, editor_language, fail, say

if TYPE_CHECKING:
    from intsite.importers.findings import ImportProblem
    from intsite.importers.report import Report


@click.group("import")
def import_group() -> None:
    """Take over content from another system."""


def into_option(command: Callable[..., None]) -> Callable[..., None]:
    """Where to, and where the report goes: the same for every source."""
    report = click.option(
        "--report",
        "reports",
        multiple=True,
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Write the report into a file, too: .html, .json or text. May be given several times.",
    )
    into = click.option(
        "--into",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="The county's repository; it is started when the folder is new.",
    )
    return into(report(command))


@import_group.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE…")
@into_option
@click.option("--region", help="Name of the region in the addresses; taken from the data when not given.")
def integreat(files: tuple[Path, ...], into: Path, reports: tuple[Path, ...], region: str | None) -> None:
    """Turn what Integreat's content API (version 3) delivers into content.

    FILE is what api/v3/<region>/<language>/pages/ delivers, one for each language, or a folder: of such files, or of
    api/v3 itself with pages, locations, events, news and imprint. Contacts in texts become offices. What editors have
    changed since the last import stays; Git merges both.

    \b
    Example:
      intsite import integreat pages.de.json pages.en.json --into landkreis --report report.html
    """
    from intsite.importers import integreat as source

    progress = Progress()
    progress("read")
    dump = source.read(files)
    progress("convert")
    found = source.convert(dump, region=region)
    if not found.files:
        progress.close()
        _show(found.problems)
        click.echo(say("Nichts übernommen.", "Nothing taken over."), err=True)
        sys.exit(CONTENT_PROBLEMS)
    progress("write")
    written = source.write(found, into)
    _end(progress, source.report(dump, found, written), reports)


def _end(progress: Progress, told: Report, files: Sequence[Path]) -> NoReturn:
    from intsite.importers import report

    seconds = progress.close()
    click.echo(report.as_text(told, editor_language()), nl=False)
    click.echo(f"({seconds:.1f} s)")
    for file in files:
        try:
            report.write(told, file, editor_language())
        except OSError as error:
            fail(f"{file}: {error.strerror}")
    sys.exit(CONTENT_PROBLEMS if told.problems else 0)


def _show(problems: Sequence[ImportProblem]) -> None:
    for problem in problems:
        click.echo(problem.sentence(editor_language()), err=True)
