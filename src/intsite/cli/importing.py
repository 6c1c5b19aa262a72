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
    from intsite.importers.outcome import Outcome
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
    gone = click.option(
        "--remove-gone",
        is_flag=True,
        help="Remove what an earlier import of this source wrote and it has no more, where nobody changed it.",
    )
    return into(report(gone(command)))


@import_group.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE…")
@into_option
@click.option("--region", help="Name of the region in the addresses; taken from the data when not given.")
def integreat(
    files: tuple[Path, ...], into: Path, reports: tuple[Path, ...], *, remove_gone: bool, region: str | None
) -> None:
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
    written = source.write(found, into, remove_gone=remove_gone)
    _end(progress, source.report(dump, found, written), reports)


_LANGUAGE = click.option("--lang", "language", default="de", show_default=True, help="Language of the words.")


@import_group.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path), metavar="FILE|DIR")
@into_option
@_LANGUAGE
def html(path: Path, into: Path, reports: tuple[Path, ...], language: str, *, remove_gone: bool) -> None:
    """Turn saved pages of any website into guides.

    Of each page the main text is taken, cleaned as pages of Integreat are; links between the pages stay. Languages come
    from the pages (lang) or their folders, translations from links (hreflang), the tree from breadcrumbs or folders.
    --lang is for pages that say no language, and leads.

    \b
    Example:
      intsite import html saved/ --into landkreis --lang en
    """
    from intsite.importers import saved_pages

    _finish(lambda: saved_pages.convert(path, language), into, reports, remove_gone=remove_gone)


@import_group.command("csv")
@click.argument("kind_name", metavar="KIND")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@into_option
@_LANGUAGE
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Which field a column is, such as Straße=address.street; no field leaves the column out.",
)
def table(
    kind_name: str,
    file: Path,
    into: Path,
    reports: tuple[Path, ...],
    language: str,
    columns: tuple[str, ...],
    *,
    remove_gone: bool,
) -> None:
    """Turn the rows of a table into entries of a kind, such as office, service, course or municipality.

    Columns are called like the fields of the kind (intsite kinds KIND), address.street for a part of one, id and text.
    Numbers become international, hours in prose become structured; what is not understood goes to the text.

    \b
    Example:
      intsite import csv office offices.csv --into landkreis --map Name=title --map Telefon=phones
    """
    from intsite.importers import table_files
    from intsite.kinds import discover
    from intsite.resources import shipped

    own = into / "templates"
    known, _ = discover([*([own] if own.is_dir() else []), shipped("templates")], into)
    if kind_name not in known:
        fail(
            say(f"Die Art „{kind_name}“ gibt es nicht: ", f"There is no kind “{kind_name}”: ")
            + ", ".join(sorted(known))
        )
    wrong = [one for one in columns if "=" not in one]
    if wrong:
        fail(f"--map {wrong[0]}: COLUMN=FIELD")
    mapping = dict(one.split("=", 1) for one in columns)
    _finish(
        lambda: table_files.convert(file, known[kind_name], mapping, language), into, reports, remove_gone=remove_gone
    )


@import_group.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@into_option
@_LANGUAGE
def ics(file: Path, into: Path, reports: tuple[Path, ...], language: str, *, remove_gone: bool) -> None:
    """Turn a calendar (iCalendar, RFC 5545) into events, with recurrence and exceptions.

    \b
    Example:
      intsite import ics events.ics --into landkreis
    """
    from intsite.importers import calendar_files

    _finish(lambda: calendar_files.convert(file, language), into, reports, remove_gone=remove_gone)


def _finish(convert: Callable[[], Outcome], into: Path, reports: Sequence[Path], *, remove_gone: bool) -> None:
    from intsite.importers import outcome

    progress = Progress()
    progress("convert")
    found = convert()
    progress("write")
    _end(progress, outcome.write(found, into, remove_gone=remove_gone), reports)


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
