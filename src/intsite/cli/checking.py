"""`check`: everything, or what a change has to answer for."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from intsite.cli.terminal import (
    CONTENT_PROBLEMS,
    FORMS,
    WRONG_USAGE,
    Progress,
    counted,
    found,
    say,
    show,
    today,
    with_config,
)

if TYPE_CHECKING:
    from intsite.config import Config
    from intsite.load import Report
    from intsite.problems import Problem
    from intsite.since import Change


@click.command()
@click.option("--format", "form", type=click.Choice(("text", *FORMS)), default="text", help="How problems are written.")
@click.option("--since", metavar="REV", help="Only what changed since this revision of Git, and what that broke.")
@click.option("--staged", is_flag=True, help="What is staged for a commit, since HEAD when not given otherwise.")
@with_config
def check(config: Config, form: str, since: str | None, staged: bool) -> None:  # noqa: FBT001
    """Say what is wrong with the content, without building anything.

    With --since: problems in files that changed, committed or not, and problems elsewhere that were not there before,
    such as links to an entry that was deleted. Older problems are only counted.

    \b
    Example:
      intsite check
      intsite check --since main        what my branch has to answer for
      intsite check --staged            what I am about to commit
      intsite check --format github     annotations on changed lines in GitHub; so gitlab and forgejo
      intsite check --format json       for other tools
    """
    progress = Progress()
    if since is not None or staged:
        _check_change(_change(config, since or "HEAD", form, staged=staged), form, progress)
        return
    report = _checked(config, progress)
    seconds = progress.close()
    show(report.problems, config.root, form)
    click.echo(f"{_entries(report)}: {found(report.problems)}. ({seconds:.1f} s)", err=True)
    sys.exit(CONTENT_PROBLEMS if report.has_errors else 0)


def _checked(config: Config, progress: Progress) -> Report:
    from intsite.load import check as run
    from intsite.workers import forked

    return run(config, today=today(), map=forked, progress=progress)


def _entries(report: Report) -> str:
    return counted(report.entries, ("Eintrag geprüft", "Einträge geprüft"), ("entry checked", "entries checked"))


def _change(config: Config, revision: str, form: str, *, staged: bool) -> Change:
    from intsite.since import find

    change, problems = find(config.root, revision, staged=staged)
    if change is None:
        show(problems, config.root, form)
        sys.exit(WRONG_USAGE)
    return change


def _check_change(change: Change, form: str, progress: Progress) -> None:
    from intsite.config import load
    from intsite.since import caused, folder_of

    def before(folder: Path) -> Iterable[Problem]:
        config, _ = load(folder)
        return _checked(config, progress).problems if config else ()

    with folder_of(change) as folder:
        config, problems = load(folder)
        if config is None:
            progress.close()
            show(problems, folder, form)
            sys.exit(CONTENT_PROBLEMS)
        report = _checked(config, progress)
        new = caused(report.problems, change, before)
        seconds = progress.close()
        show(new, folder, form)
    older = len(report.problems) - len(new)
    rest = say(f"; {older} aus der Zeit davor", f"; {older} older") if older else ""
    click.echo(f"{_entries(report)}: {found(new)}{rest}. ({seconds:.1f} s)", err=True)
    sys.exit(CONTENT_PROBLEMS if any(one.is_error for one in new) else 0)
