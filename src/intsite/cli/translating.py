"""`translations`: the state of translations."""

from __future__ import annotations

import sys

import click

from intsite.cli.terminal import CONTENT_PROBLEMS, Progress, counted, fail, say, show, today, with_config
from intsite.config import Config
from intsite.problems import nearest


@click.group()
def translations() -> None:
    """Keep track of which translation is up to date."""


@translations.command()
@click.argument("entry", required=False, metavar="[KIND:ID]")
@click.argument("language", required=False, metavar="[LANG]")
@click.option("--new", "only_new", is_flag=True, help="Only translations that have no record yet.")
@with_config
def accept(config: Config, entry: str | None, language: str | None, only_new: bool) -> None:  # noqa: FBT001  click's way
    """Record that translations say what the leading text says now.

    Without arguments for all entries. Until then changed sections are shown to readers as not up to date.

    \b
    Example:
      intsite translations accept office:jobcenter ar
      intsite translations accept --new
    """
    from intsite.build import load
    from intsite.translations import record, translated

    progress = Progress()
    site, problems = load(config, today=today(), progress=progress)
    progress.close()
    if any(found.is_error for found in problems):
        show(problems, config.root, "text")
        sys.exit(CONTENT_PROBLEMS)
    names = {":".join(key): one for key, one in site.entries.items()}
    if entry and entry not in names:
        close = nearest(entry, names)
        fail(say(f"„{entry}“ gibt es nicht.", f"There is no “{entry}”.") + (f" → {close}" if close else ""))
    written = 0
    for one in [names[entry]] if entry else names.values():
        for words, leading in translated(site, one):
            is_recorded = bool(words.translation and words.translation.of)
            if (language and words.language != language) or (only_new and is_recorded):
                continue
            file = config.root / words.path
            before = file.read_text(encoding="utf-8")
            after = record(before, leading.digests)
            if after != before:
                file.write_text(after, encoding="utf-8")
                written += 1
    files = counted(written, ("Datei aktualisiert", "Dateien aktualisiert"), ("file updated", "files updated"))
    click.echo(f"{files}.")
