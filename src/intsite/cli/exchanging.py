"""`translations export` and `translations import`: to translators and back."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from intsite.cli.terminal import (
    CONTENT_PROBLEMS,
    counted,
    editor_language,
    entry_named,
    fail,
    need,
    say,
    show,
    site_of,
    with_config,
)
from intsite.files import write_text, write_whole

if TYPE_CHECKING:
    from intsite.config import Config
    from intsite.resolve import Site
    from intsite.translations.exchange import Change, Incoming, Wish


@click.command()
@click.argument("entries", nargs=-1, metavar="[KIND:ID]…")
@click.option("--lang", "language", required=True, metavar="LANG", help="The language to translate into.")
@click.option("--from", "original", metavar="LANG", help="The language to translate from; the site's own if not given.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["xliff", "xliff2", "po"]),
    default="xliff",
    show_default=True,
    help="XLIFF 1.2 for agencies; XLIFF 2.0; PO for OmegaT, Weblate and Poedit.",
)
@click.option("--all", "everything", is_flag=True, help="Also what is up to date.")
@click.option("--unreviewed", is_flag=True, help="Also what no native speaker has read yet, for review.")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The file; translations-LANG if not given."
)
@with_config
def export(
    config: Config, *, entries: tuple[str, ...], language: str, original: str | None, form: str, **further: Any
) -> None:
    """Write what is missing or outdated into a file for translators.

    Without entries, of the whole site. Links and facts are protected; words of the glossary stand in the notes.

    \b
    Example:
      intsite translations export --lang ar
      intsite translations export --lang uk --format po office:jobcenter
      intsite translations export --lang ar --unreviewed
    """
    from intsite.markdown.pieces import words
    from intsite.translations import exchange

    _need_exchange()
    site = site_of(config)
    need(filter(None, (language, original)), config.languages)
    wish = exchange.Wish(
        language=language,
        original_language=original or config.source,
        keys=frozenset(entry_named(site, one).key for one in entries),
        everything=further["everything"],
        unreviewed=further["unreviewed"],
        editor=editor_language(),
    )
    found = exchange.outgoing(site, wish)
    if found.unrecorded:
        _warn_of_unrecorded([":".join(key) for key in found.unrecorded])
    _warn_of_other_originals(site, wish)
    units = found.parcel.units
    if not units:
        click.echo(say("Es ist nichts zu übersetzen.", "There is nothing to translate."))
        return
    file: Path = further["output"] or Path(f"translations-{language}.{exchange.FORMATS[form]}")
    write_whole(file, exchange.write(found.parcel, form))
    texts = counted(len(units), ("Text", "Texte"), ("text", "texts"))
    size = sum(len(words(unit.block.pieces).split()) for unit in units if unit.status != "done")
    total = counted(sum(found.entries.values()), ("Eintrag", "Einträgen"), ("entry", "entries"))
    click.echo(
        say(
            f"{file}: {texts} aus {total}, {size} Wörter zu übersetzen oder zu prüfen",
            f"{file}: {texts} of {total}, {size} words to translate or review",
        )
    )


def _warn_of_unrecorded(names: Sequence[str]) -> None:
    click.echo(
        say(
            f"Nicht dabei, weil niemand festgehalten hat, woraus sie übersetzt sind: {', '.join(names)}. "
            f"Wenn sie stimmen: intsite translations accept --new. Sonst mit --all mitgeben.",
            f"Left out, since nobody has recorded what they were translated from: {', '.join(names)}. "
            f"If they are right: intsite translations accept --new. Otherwise take them in with --all.",
        ),
        err=True,
    )


def _warn_of_other_originals(site: Site, wish: Wish) -> None:
    """A file has one original language: entries that another one leads need a file of their own."""
    left: defaultdict[str, list[str]] = defaultdict(list)
    for key, entry in site.entries.items():
        source = site.source_of(entry)
        if source not in {wish.original_language, wish.language} and (not wish.keys or key in wish.keys):
            left[source].append(":".join(key))
    for source, names in left.items():
        click.echo(
            say(
                f"Nicht dabei, weil dort „{source}“ leitet: {', '.join(names)}. Dafür: --from {source}",
                f"Left out, since “{source}” leads there: {', '.join(names)}. For these: --from {source}",
            ),
            err=True,
        )


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lang", "language", default="", metavar="LANG", help="The language, if the file names another one.")
@click.option(
    "--machine", "by_machine", is_flag=True, help="A program made the translations, and nobody has read them."
)
@click.option("--not-reviewed", is_flag=True, help="No native speaker has read the translations.")
@click.option("--finished", is_flag=True, help="Take also what is marked as to be reviewed (in PO: fuzzy).")
@with_config
def import_translations(
    config: Config, *, files: tuple[Path, ...], language: str, by_machine: bool, not_reviewed: bool, finished: bool
) -> None:
    """Take translations in from files that translators have sent back.

    Of each entry all or nothing: where a link, a fact or a text got lost, it stays as it is, and you learn where.

    \b
    Example:
      intsite translations import translations-ar.xlf
      intsite translations import --not-reviewed translations-uk.po
    """
    from intsite.problems import Span, problem
    from intsite.translations import exchange

    _need_exchange()
    site = site_of(config)
    how = exchange.How(by_machine=by_machine, is_reviewed=not (not_reviewed or by_machine), finished=finished)
    is_refused = False
    for file in files:
        try:
            delivery = exchange.read(file.read_bytes(), str(file), language)
        except exchange.UnreadableError as error:
            span = Span(path=str(file), line=error.line)
            show([problem("exchange-unreadable", span, reason=error)], Path(), "text")
            is_refused = True
            continue
        found = exchange.incoming(site, delivery, how)
        show(found.problems, Path(), "text")
        is_refused = is_refused or bool(found.problems)
        _tell(found, [_write(config.root, change) for change in found.changes])
    if is_refused:
        sys.exit(CONTENT_PROBLEMS)


def _write(root: Path, change: Change) -> bool:
    return change.is_changed and write_text(root / change.path, change.text)


def _tell(found: Incoming, written: Sequence[bool]) -> None:
    for key, number in found.unfinished:
        texts = counted(number, ("Text ist", "Texte sind"), ("text is", "texts are"))
        click.echo(
            say(
                f"{':'.join(key)}: unverändert, {texts} noch nicht fertig",
                f"{':'.join(key)}: left as it is, {texts} not finished yet",
            )
        )
    for change in found.changes:
        if change.behind:
            click.echo(
                say(
                    f"{change.path}: Das Original hat sich seither geändert in: {', '.join(change.behind)}",
                    f"{change.path}: the original has changed since then in: {', '.join(change.behind)}",
                )
            )
    files = counted(sum(written), ("Datei aktualisiert", "Dateien aktualisiert"), ("file updated", "files updated"))
    click.echo(f"{files}.")


def _need_exchange() -> None:
    from intsite.translations import exchange

    if not exchange.is_available():
        fail(
            say(
                "Dafür fehlt translate-toolkit. Mit diesem Befehl installieren Sie es: pip install 'intsite[exchange]'",
                "This needs translate-toolkit. Install it with: pip install 'intsite[exchange]'",
            )
        )
