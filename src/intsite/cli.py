"""The command line: the only place that prints, and that decides about exit statuses.

0: fine. 1: problems in content. 2: wrong usage or environment.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import locale
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

import click

from intsite import __version__
from intsite.config import Config, is_base_url, load, with_slash
from intsite.problems import Problem, as_github, as_json, as_text

if TYPE_CHECKING:
    from intsite.build import Report

CONTENT_PROBLEMS, WRONG_USAGE = 1, 2
_FORMATS = ("text", "github", "json")
_ZONE = ZoneInfo("Europe/Berlin")


def editor_language() -> str:
    """`de` or `en`: the language of the editor's terminal, German when it says nothing else."""
    for variable in ("INTSITE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        chosen = os.environ.get(variable, "")
        if chosen and not chosen.startswith(("C", "POSIX")):
            return "de" if chosen.lower().startswith("de") else "en"
    known = locale.getlocale()[0] or ""
    return "de" if known.startswith(("de", "German")) else "en"


def say(german: str, english: str) -> str:
    """One of two sentences."""
    return german if editor_language() == "de" else english


def today() -> dt.date:
    """The day in Germany; SOURCE_DATE_EPOCH, seconds, sets it for repeatable builds.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = dt.datetime.fromtimestamp(int(epoch), _ZONE) if epoch and epoch.isdecimal() else dt.datetime.now(_ZONE)
    return moment.date()


def fail(message: str) -> NoReturn:
    """End with a message about usage or environment."""
    click.echo(message, err=True)
    sys.exit(WRONG_USAGE)


class Commands(click.Group):
    """Commands in the order of the work, and a plain sentence for whatever the environment does."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are defined."""
        del ctx
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; trouble with files or folders is told, not thrown."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            sys.exit(0)
        except OSError as error:
            fail(say(f"Das geht hier nicht: {error}", f"This cannot be done here: {error}"))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="intsite")
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder of site.toml; the current folder when not given.",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Build a county's integration portal from Markdown and YAML.

    \b
    Example:
      intsite check            is everything right?
      intsite serve            preview at http://127.0.0.1:8000/
      intsite build            write the site to public/
    """
    ctx.obj = root


def with_config(command: Callable[..., None]) -> Callable[..., None]:
    """Hand the county's configuration to a command, or end with what is wrong with it."""

    @click.pass_context
    @functools.wraps(command)
    def wrapped(ctx: click.Context, /, **arguments: Any) -> None:
        root: Path = ctx.obj
        config, problems = load(root)
        if config is None:
            show(problems, root, "text")
            sys.exit(WRONG_USAGE if any(found.code == "no-site-toml" for found in problems) else CONTENT_PROBLEMS)
        show(problems, root, "text")
        ctx.invoke(command, config=config, **arguments)

    return wrapped


def show(problems: Sequence[Problem], root: Path, form: str) -> None:
    """Print problems: text to the error stream, the formats for other tools to the output."""
    language = editor_language()
    if form == "json":
        click.echo(as_json(problems, language))
        return
    read_line = functools.cache(functools.partial(_line_of, root))
    for found in problems:
        if form == "github":
            click.echo(as_github(found, language))
        else:
            click.echo(as_text(found, language, read_line), err=True)


def _line_of(root: Path, path: str, line: int) -> str | None:
    file = root / path
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return lines[line - 1] if 0 < line <= len(lines) else None


class Progress:
    """Names the stage on a terminal, on one line that is wiped at the end."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self.started = time.perf_counter()

    def __call__(self, stage: str) -> None:
        """Show that a stage begins."""
        if self._is_shown:
            click.echo(f"\r\033[K{stage} …", err=True, nl=False)

    def close(self) -> float:
        """Wipe the line; gives the seconds since the start."""
        if self._is_shown:
            click.echo("\r\033[K", err=True, nl=False)
        return time.perf_counter() - self.started


@main.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to; `public` beside site.toml when not given.",
)
@click.option("--base-url", help="Address the site will have, instead of the one in site.toml.")
@with_config
def build(config: Config, output: Path | None, base_url: str | None) -> None:
    """Write the finished site to a folder.

    Only files that changed are written, and nothing at all when there are errors.

    \b
    Example:
      intsite build
      intsite build --output /var/www/portal --base-url https://portal.landkreis.example/
    """
    from intsite.build import build as run
    from intsite.publish import OutputFolderError
    from intsite.search import SearchIndexError

    if base_url is not None:
        if not is_base_url(base_url):
            example = "https://portal.landkreis.example/"
            fail(
                say(
                    f"„{base_url}“ ist keine Adresse für eine Website. Beispiel: {example}",
                    f"“{base_url}” is no address of a website. Example: {example}",
                )
            )
        config = dataclasses.replace(config, base_url=with_slash(base_url))
    target = output or config.root / "public"
    progress = Progress()
    try:
        report = run(config, target, today=today(), progress=progress)
    except OutputFolderError as error:
        progress.close()
        fail(say(f"In diesen Ordner kann die Website nicht: {error}", f"The site cannot go there: {error}"))
    except SearchIndexError as error:
        progress.close()
        fail(
            say(
                f"Der Suchindex ließ sich nicht bauen: {error}",
                f"The search index could not be built: {error}",
            )
        )
    seconds = progress.close()
    show(report.problems, config.root, "text")
    _close_build(report, target, seconds)


def _close_build(report: Report, target: Path, seconds: float) -> None:
    errors, warnings = _counts(report)
    if report.changes is None:
        click.echo(
            say(
                f"Nichts veröffentlicht: {errors} Fehler, {warnings} Hinweise. ({seconds:.1f} s)",
                f"Nothing published: {errors} errors, {warnings} warnings. ({seconds:.1f} s)",
            ),
            err=True,
        )
        sys.exit(CONTENT_PROBLEMS)
    written, removed = len(report.changes.written), len(report.changes.removed)
    click.echo(
        say(
            f"{report.pages} Seiten aus {report.entries} Einträgen in {target}: {written} Dateien geschrieben, "
            f"{removed} entfernt, {report.changes.unchanged} unverändert, {warnings} Hinweise. ({seconds:.1f} s)",
            f"{report.pages} pages from {report.entries} entries in {target}: {written} files written, "
            f"{removed} removed, {report.changes.unchanged} unchanged, {warnings} warnings. ({seconds:.1f} s)",
        )
    )


def _counts(report: Report) -> tuple[int, int]:
    errors = sum(found.is_error for found in report.problems)
    return errors, len(report.problems) - errors


@main.command()
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="How problems are written.")
@with_config
def check(config: Config, form: str) -> None:
    """Say what is wrong with the content, without building anything.

    \b
    Example:
      intsite check
      intsite check --format github     annotations on changed lines in GitHub
      intsite check --format json       for other tools
    """
    from intsite.build import check as run

    progress = Progress()
    report = run(config, today=today(), progress=progress)
    seconds = progress.close()
    show(report.problems, config.root, form)
    errors, warnings = _counts(report)
    click.echo(
        say(
            f"{report.entries} Einträge geprüft: {errors} Fehler, {warnings} Hinweise. ({seconds:.1f} s)",
            f"{report.entries} entries checked: {errors} errors, {warnings} warnings. ({seconds:.1f} s)",
        ),
        err=True,
    )
    sys.exit(CONTENT_PROBLEMS if errors else 0)
