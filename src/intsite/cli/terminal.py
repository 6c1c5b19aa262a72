"""How the command line speaks: the editor's language, problems, progress, and how it ends."""

from __future__ import annotations

import datetime as dt
import functools
import locale
import os
import sys
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from intsite.config import Config
    from intsite.freshness import Contact
    from intsite.parse import Entry
    from intsite.problems import Problem
    from intsite.publish import OutputFolderError
    from intsite.resolve import Site

CONTENT_PROBLEMS, WRONG_USAGE = 1, 2
FORMS = ("github", "gitlab", "forgejo", "json")
"""How problems are written for other programs, beside `text` for people."""


def editor_language() -> str:
    """`de` or `en`: the language of the editor's terminal, English when it is another one or none."""
    for variable in ("INTSITE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        chosen = os.environ.get(variable, "")
        if chosen and not chosen.startswith(("C", "POSIX")):
            return "de" if chosen.lower().startswith("de") else "en"
    known = locale.getlocale()[0] or ""
    return "de" if known.startswith(("de", "German")) else "en"


def say(german: str, english: str) -> str:
    """One of two sentences."""
    return german if editor_language() == "de" else english


def unfit(error: OutputFolderError) -> str:
    """Which folder cannot take what was to be written, and why."""
    from intsite.publish import FILE, FOREIGN

    german = {
        FILE: "Das ist eine Datei.",
        FOREIGN: "Er ist nicht leer, und darin ist keine Website von intsite; nichts wurde geändert.",
    }
    return say(f"{error.folder}: {german.get(error.reason, error.reason)}", str(error))


def counted(number: int, german: tuple[str, str], english: tuple[str, str]) -> str:
    """`1 error`, `2 errors`: a number with a noun in its singular or plural."""
    one, many = german if editor_language() == "de" else english
    return f"{number} {one if number == 1 else many}"


def found(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are."""
    problems = tuple(problems)
    number = sum(one.is_error for one in problems)
    return f"{counted(number, ('Fehler', 'Fehler'), ('error', 'errors'))}, {warnings(problems)}"


def warnings(problems: Iterable[Problem]) -> str:
    """How many warnings there are."""
    number = sum(not one.is_error for one in problems)
    return counted(number, ("Hinweis", "Hinweise"), ("warning", "warnings"))


def today() -> dt.date:
    """The day in Germany; SOURCE_DATE_EPOCH, seconds, sets it for repeatable builds.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Europe/Berlin")
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = dt.datetime.fromtimestamp(int(epoch), zone) if epoch and epoch.isdecimal() else dt.datetime.now(zone)
    return moment.date()


def fail(message: str) -> NoReturn:
    """End with a message about usage or environment."""
    click.echo(message, err=True)
    sys.exit(WRONG_USAGE)


def with_config(command: Callable[..., None]) -> Callable[..., None]:
    """Hand the county's configuration to a command, or end with what is wrong with it."""

    @click.pass_context
    @functools.wraps(command)
    def wrapped(ctx: click.Context, /, **arguments: Any) -> None:
        from intsite.config import load

        root: Path = ctx.obj
        config, problems = load(root)
        if config is None:
            show(problems, root, arguments.get("form", "text"))
            sys.exit(WRONG_USAGE if any(one.code == "no-site-toml" for one in problems) else CONTENT_PROBLEMS)
        show(problems, root, "text")
        ctx.invoke(command, config=config, **arguments)

    return wrapped


def show(problems: Sequence[Problem], root: Path, form: str) -> None:
    """Print problems: text to the error stream, the formats for other tools to the output."""
    from intsite.annotations import as_forgejo, as_github, as_gitlab
    from intsite.problems import as_json, as_text

    language = editor_language()
    others = dict(zip(FORMS, (as_github, as_gitlab, as_forgejo, as_json), strict=True))
    if form in others:
        written = others[form](problems, language)
        if written:
            click.echo(written)
        return
    read_line = lines_of(root)
    for one in problems:
        click.echo(as_text(one, language, read_line), err=True)


def lines_of(root: Path) -> Callable[[str, int], str | None]:
    """Gives a line of a file below `root`, for excerpts."""
    return functools.cache(functools.partial(_line_of, root))


def _line_of(root: Path, path: str, line: int) -> str | None:
    file = root / path
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return None
    return lines[line - 1] if 0 < line <= len(lines) else None


class Progress:
    """Names the stage on a terminal, on one line that is wiped at the end, and keeps when it began."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self.started = time.perf_counter()
        self._begun = [("start", self.started, _processor_seconds())]

    def __call__(self, stage: str) -> None:
        """Show that a stage begins."""
        self._begun.append((stage, time.perf_counter(), _processor_seconds()))
        if self._is_shown:
            click.echo(f"\r\033[K{stage} …", err=True, nl=False)

    def wipe(self) -> None:
        """Make room for other lines."""
        if self._is_shown:
            click.echo("\r\033[K", err=True, nl=False)

    def close(self) -> float:
        """Wipe the line; gives the seconds since the start."""
        self.wipe()
        return time.perf_counter() - self.started

    def timings(self) -> str:
        """A line for each stage: seconds, and those of any processor."""
        ends = [*self._begun[1:], ("", time.perf_counter(), _processor_seconds())]
        return "\n".join(
            f"{stage:8} {until - since:7.2f} s {busy_until - busy_since:7.2f} s"
            for (stage, since, busy_since), (_, until, busy_until) in zip(self._begun, ends, strict=True)
        )


def _processor_seconds() -> float:
    """Of this process and of its children that have ended."""
    return sum(os.times()[:4])


def site_of(config: Config) -> Site:
    """The county's content, or the end of the program when it has errors."""
    from intsite.load import load

    progress = Progress()
    site, problems = load(config, today=today(), progress=progress)
    progress.close()
    if any(one.is_error for one in problems):
        show([one for one in problems if one.is_error], config.root, "text")
        sys.exit(CONTENT_PROBLEMS)
    return site


def entry_named(site: Site, name: str) -> Entry:
    """The published entry of a name such as `office:jobcenter`, or the end of the program."""
    names = {":".join(key): one for key, one in site.entries.items()}
    need([name], names)
    return names[name]


def contact_line(contact: Contact) -> str:
    """Whom to ask, on one line."""
    if not contact.office:
        return say("Niemand ist verantwortlich", "Nobody is responsible")
    return ", ".join(part for part in (contact.office, contact.role, contact.email) if part)


def need(names: Iterable[str], known: Collection[str]) -> None:
    """End at the first name that does not exist, with the one that was probably meant."""
    from intsite.problems import nearest

    for name in names:
        if name not in known:
            close = nearest(name, known)
            missing = say(f"„{name}“ gibt es nicht.", f"There is no “{name}”.")
            fail(f"{missing} → {close}" if close else missing)
