"""`translations machine`: drafts by a program that the county has chosen, or none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from intsite.cli.terminal import (
    CONTENT_PROBLEMS,
    Progress,
    counted,
    entry_named,
    fail,
    need,
    say,
    show,
    site_of,
    with_config,
)
from intsite.files import write_text

if TYPE_CHECKING:
    from intsite.config import Config
    from intsite.translations.machine import Plan


@click.command()
@click.argument("language", metavar="LANG")
@click.argument("entries", nargs=-1, metavar="[KIND:ID]…")
@click.option("--from", "original", metavar="LANG", help="The language to translate from; the site's own if not given.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent where, and send nothing.")
@with_config
def machine(config: Config, language: str, entries: tuple[str, ...], original: str | None, *, dry_run: bool) -> None:
    """Have a program translate what is missing, and what has changed since it translated it.

    Off unless [machine-translation] in site.toml names a service or a command. What people have written stays as it is;
    what the program writes is marked as machine-made and not reviewed.

    \b
    Example:
      intsite translations machine fr --dry-run
      intsite translations machine fr
      intsite translations machine fr office:jobcenter
    """
    from intsite.problems import problem
    from intsite.translations.machine import ServiceError, draft, plan, service_of

    service = service_of(config)
    if service is None:
        fail(
            say(
                "Maschinelle Übersetzung ist aus. Einen Dienst oder einen Befehl dafür nennt [machine-translation] in "
                "site.toml; was dabei wohin geschickt wird, steht in docs/counties.md.",
                "Machine translation is off. [machine-translation] in site.toml names a service or a command for it; "
                "docs/counties.md says what is then sent where.",
            )
        )
    source = original or config.source
    _check_languages(config, source, language)
    site = site_of(config)
    wanted = plan(site, source, language, frozenset(entry_named(site, one).key for one in entries))
    if dry_run or not wanted.units:
        _tell_plan(config, wanted)
        return
    progress = Progress()
    done, texts, untranslated = 0, 0, 0
    for number, key in enumerate(wanted.units, start=1):
        progress(f"{':'.join(key)} {number}/{len(wanted.units)}")
        try:
            made = draft(site, wanted, key, service)
        except ServiceError as error:
            progress.wipe()
            _tell(done, texts, untranslated)
            setting = "command" if config.translation_command else "service"
            failure = problem("translation-service-failed", config.place(setting), language=language, reason=error)
            show([failure], config.root, "text")
            sys.exit(CONTENT_PROBLEMS)
        progress.wipe()
        show(made.problems, config.root, "text")
        if made.text:
            write_text(config.root / made.path, made.text)
            click.echo(made.path)
            done += 1
        texts += made.texts
        untranslated += made.untranslated
    progress.close()
    _tell(done, texts, untranslated)
    _tell_left(wanted)


def _check_languages(config: Config, source: str, language: str) -> None:
    need((source, language), config.languages)
    if source.partition("-")[0] == language.partition("-")[0]:
        fail(
            say(
                f"Von „{source}“ nach „{language}“ übersetzt kein Programm: Leichte Sprache schreiben Menschen.",
                f"No program translates “{source}” into “{language}”: easy language is written by people.",
            )
        )


def _tell_plan(config: Config, wanted: Plan) -> None:
    from intsite.markdown.pieces import words

    size = sum(len(words(unit.block.pieces)) for unit in wanted.sent)
    texts = counted(len(wanted.sent), ("Text", "Texte"), ("text", "texts"))
    entries = counted(len(wanted.units), ("Eintrag", "Einträgen"), ("entry", "entries"))
    where = config.translation_service or " ".join(config.translation_command)
    click.echo(
        say(
            f"{texts} aus {entries}, {size} Zeichen, gingen an {where}",
            f"{texts} of {entries}, {size} characters, would go to {where}",
        )
        if wanted.sent
        else say("Es ist nichts zu übersetzen.", "There is nothing to translate.")
    )
    _tell_left(wanted)


def _tell(files: int, texts: int, untranslated: int) -> None:
    written = counted(files, ("Datei geschrieben", "Dateien geschrieben"), ("file written", "files written"))
    done = counted(texts, ("Text übersetzt", "Texte übersetzt"), ("text translated", "texts translated"))
    click.echo(
        say(f"{written}, {done}, {untranslated} unübersetzt.", f"{written}, {done}, {untranslated} left untranslated.")
    )


def _tell_left(wanted: Plan) -> None:
    if wanted.left:
        names = ", ".join(":".join(key) for key in wanted.left)
        click.echo(
            say(
                f"Nicht angerührt, weil Menschen daran geschrieben haben: {names}. "
                f"Was sich geändert hat: intsite translations diff ART:KENNUNG {wanted.language}",
                f"Left alone, since people have written in them: {names}. "
                f"What has changed: intsite translations diff KIND:ID {wanted.language}",
            ),
            err=True,
        )
