"""`new`, `kinds` and `init`: what authors of content start with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from intsite.cli.terminal import (
    CONTENT_PROBLEMS,
    WRONG_USAGE,
    editor_language,
    fail,
    say,
    show,
    today,
    with_config,
)
from intsite.files import write_whole
from intsite.public_holidays import LANDS

if TYPE_CHECKING:
    from intsite.config import Config
    from intsite.describe import Table


@click.command()
@click.argument("kind")
@click.argument("identifier", metavar="ID")
@click.option("--lang", "languages", multiple=True, help="Language of the words; may be given several times.")
@with_config
def new(config: Config, kind: str, identifier: str, languages: tuple[str, ...]) -> None:
    """Start a new entry, or a translation of one that exists.

    Writes the files with every field explained; what is not needed stands there as a comment.

    \b
    Example:
      intsite new course evening-course-b1
      intsite new course evening-course-b1 --lang ar --lang uk     translations
    """
    from intsite import kinds as all_kinds
    from intsite.load import template_folders
    from intsite.scaffold import new as make
    from intsite.scaffold import write

    known, _ = all_kinds.discover(template_folders(config), config.root)
    files, problems = make(
        kind, identifier, languages=languages, config=config, kinds=known, today=today(), editor=editor_language()
    )
    show(problems, config.root, "text")
    if problems:
        sys.exit(CONTENT_PROBLEMS if any(found.code == "entry-exists" for found in problems) else WRONG_USAGE)
    write(config.root, files)
    for path in files:
        click.echo(path)
    click.echo(
        say(
            "Füllen Sie die Dateien aus; intsite check sagt, was noch fehlt.",
            "Fill the files in; intsite check says what is missing.",
        ),
        err=True,
    )


@click.command()
@click.argument("kind", required=False)
@click.option(
    "--json-schema",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write JSON Schemas for completion in editors into this folder.",
)
@click.pass_context
def kinds(ctx: click.Context, kind: str | None, folder: Path | None) -> None:
    """List the kinds of content, or the fields of one.

    \b
    Example:
      intsite kinds
      intsite kinds course
      intsite kinds --json-schema .vscode/schemas     completion in VS Code
    """
    from intsite import describe
    from intsite import kinds as all_kinds
    from intsite.config import load
    from intsite.load import template_folders
    from intsite.problems import nearest
    from intsite.resources import shipped

    root: Path = ctx.obj
    config, _ = load(root)
    folders = template_folders(config) if config else (shipped("templates"),)
    known, problems = all_kinds.discover(folders, root.resolve())
    show(problems, root, "text")
    if folder:
        own, whole = root.resolve(), folder.resolve()
        where = whole.relative_to(own).as_posix() if whole.is_relative_to(own) else whole.as_uri()
        for path, text in describe.schemas(known, where).items():
            write_whole(folder / path, text)
            click.echo(str(folder / path))
        return
    if kind is None:
        _print(describe.kinds_table(known, editor_language()))
    elif kind in known:
        _print(describe.fields_table(known[kind], editor_language()))
    else:
        close = nearest(kind, known)
        meant = say(f" Meinten Sie „{close}“?", f" Did you mean “{close}”?") if close else ""
        fail(say(f"Die Art „{kind}“ gibt es nicht.", f"There is no kind “{kind}”.") + meant)


def _print(table: Table) -> None:
    """A table on a terminal; as tab-separated text when another program reads it."""
    if not sys.stdout.isatty():
        for row in (table.headings, *table.rows):
            click.echo("\t".join(row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid

    grid = Grid(*table.headings, box=box.SIMPLE_HEAD)
    for row in table.rows:
        grid.add_row(*row)
    Console().print(grid)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--name", help="Name of the county; the folder's name when not given.")
@click.option("--lang", "languages", multiple=True, default=("de", "en"), show_default=True, help="A language.")
@click.option("--land", type=click.Choice(LANDS), help="The federal state, for public holidays and law.")
def init(folder: Path, name: str | None, languages: tuple[str, ...], land: str | None) -> None:
    """Start the repository of a new county.

    It holds content, site.toml and files for automatic checks and publishing, and no code of the generator.

    \b
    Example:
      intsite init landkreis-beispiel --name "Landkreis Beispiel" --land NI --lang de --lang en --lang uk
    """
    from intsite.scaffold import FolderNotEmptyError, write
    from intsite.scaffold import init as make

    try:
        files = make(folder, name=name or folder.resolve().name, languages=languages, land=land or "")
    except FolderNotEmptyError:
        fail(
            say(
                f"In {folder} liegt schon etwas. Nennen Sie einen neuen Ordner.",
                f"There is something in {folder} already. Name a new folder.",
            )
        )
    except ValueError as error:
        fail(str(error))
    write(folder, files)
    click.echo(
        say(
            f"{len(files)} Dateien in {folder}. Weiter mit: cd {folder} && intsite serve",
            f"{len(files)} files in {folder}. Go on with: cd {folder} && intsite serve",
        )
    )
