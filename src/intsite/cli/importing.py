"""`import`: content from elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from intsite.cli.terminal import CONTENT_PROBLEMS, Progress, counted, editor_language, say

if TYPE_CHECKING:
    from intsite.importers.findings import ImportProblem


@click.group("import")
def import_group() -> None:
    """Take over content from another system."""


@import_group.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE…")
@click.option(
    "--into",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The county's repository; it is started when the folder is new.",
)
@click.option("--region", help="Name of the region in the addresses; taken from the data when not given.")
def integreat(files: tuple[Path, ...], into: Path, region: str | None) -> None:
    """Turn pages of Integreat's content API (version 3) into guides.

    FILE is what api/v3/<region>/<language>/pages/ delivers, one for each language, or a folder of such files. Nothing
    that is there already is overwritten.

    \b
    Example:
      intsite import integreat pages.de.json pages.en.json --into landkreis
    """
    from intsite.importers import integreat as source

    progress = Progress()
    progress("read")
    dump = source.read([one for file in files for one in (sorted(file.glob("*.json")) if file.is_dir() else [file])])
    progress("convert")
    found = source.convert(dump, region=region)
    if not found.guides:
        progress.close()
        _show(found.problems)
        click.echo(say("Nichts übernommen.", "Nothing taken over."), err=True)
        sys.exit(CONTENT_PROBLEMS)
    progress("write")
    written = source.write(found, into)
    seconds = progress.close()
    problems = (*found.problems, *written.problems)
    _show(problems)
    for kind, count in sorted(source.counted(found.notes).items()):
        click.echo(f"{count:>7}  {kind}", err=True)
    pages = counted(len(dump.pages), ("Seite", "Seiten"), ("page", "pages"))
    languages = counted(len(found.languages), ("Sprache", "Sprachen"), ("language", "languages"))
    entries = counted(len(found.guides), ("Eintrag", "Einträge"), ("entry", "entries"))
    made = counted(len(written.written), ("Datei", "Dateien"), ("file", "files"))
    troubles = counted(len(problems), ("Problem", "Probleme"), ("problem", "problems"))
    click.echo(
        say(
            f"Aus {pages} in {languages}: {entries}, {made} geschrieben, {len(written.unchanged)} unverändert, "
            f"{troubles}. ({seconds:.1f} s)",
            f"From {pages} in {languages}: {entries}, {made} written, {len(written.unchanged)} unchanged, "
            f"{troubles}. ({seconds:.1f} s)",
        )
    )
    sys.exit(CONTENT_PROBLEMS if problems else 0)


def _show(problems: Sequence[ImportProblem]) -> None:
    for problem in problems:
        click.echo(problem.sentence(editor_language()), err=True)
