"""`translations`: the state of translations, what has changed since, its record, and the way to translators."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from intsite.cli import drafting, exchanging
from intsite.cli.terminal import counted, editor_language, entry_named, fail, need, say, site_of, with_config
from intsite.files import write_text, write_whole

if TYPE_CHECKING:
    from intsite.config import Config
    from intsite.parse import Entry, Words
    from intsite.resolve import Site
    from intsite.translations import TranslationState

_STATES = {
    "current": ("✓", "green", "aktuell", "up to date"),
    "outdated": ("✗", "red", "veraltet, mit Zahl der Abschnitte", "outdated, with the number of sections"),
    "unrecorded": ("?", "yellow", "Stand unbekannt", "state not recorded"),
    "in-progress": ("…", "cyan", "in Arbeit", "in progress"),
    "missing": ("–", "bright_black", "fehlt", "missing"),
}
_MACHINE, _UNREVIEWED = "ᴹ", "°"


@click.group(invoke_without_command=True)
@click.option(
    "--lang", "languages", multiple=True, metavar="LANG", help="Only this language; may be given several times."
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only this kind; may be given several times.")
@click.option(
    "--state", "wanted", multiple=True, type=click.Choice(list(_STATES)), help="Only entries with this state."
)
@click.option("--json", "as_json", is_flag=True, help="Every state as JSON, for other programs.")
@click.option(
    "--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write a page with the whole picture."
)
@click.pass_context
def translations(ctx: click.Context, /, **chosen: Any) -> None:
    """Show which translation is up to date, and keep track of it.

    \b
    Example:
      intsite translations
      intsite translations --lang ar --state outdated --state missing
      intsite translations --html translations.html
      intsite translations diff office:jobcenter ar
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(_overview, **chosen)


@with_config
def _overview(
    config: Config,
    *,
    languages: tuple[str, ...],
    kinds: tuple[str, ...],
    wanted: tuple[str, ...],
    as_json: bool,
    page: Path | None,
) -> None:
    from intsite.translations import lacking_words, report, states

    site = site_of(config)
    need(languages, config.languages)
    need(kinds, site.kinds)
    found = [
        one
        for one in states(site)
        if (not languages or one.language in languages) and (not kinds or one.key[0] in kinds)
    ]
    lacking = [one for one in lacking_words(site) if not kinds and (not languages or one.language in languages)]
    if wanted:
        found, lacking = ([one for one in some if one.state in wanted] for some in (found, lacking))
    if as_json:
        rows = [report.as_json(site, one, editor_language()) for one in (*found, *lacking)]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if page is not None:
        write_whole(page, report.page(site, found, lacking, editor_language()))
        click.echo(str(page))
        return
    _print_states(found, [one for one in config.languages if any(state.language == one for state in found)])
    if lacking:
        concepts = len(site.glossary.concepts)
        each = ", ".join(f"{tag} {count}" for tag, count in Counter(one.language for one in lacking).items())
        german = f"Glossar, Begriffe ohne Wort oder Erklärung, von {concepts}: {each} (welche: --json)"
        english = f"Glossary, concepts without a term or an explanation, of {concepts}: {each} (which: --json)"
        click.echo(say(german, english), err=True)


def _print_states(found: Sequence[TranslationState], languages: Sequence[str]) -> None:
    """A table of entries and languages; as tab-separated words when another program reads it."""
    cells = {(one.key, one.language): one for one in found}
    keys = list(dict.fromkeys(one.key for one in found))
    if not sys.stdout.isatty():
        click.echo("\t".join(("", *languages)))
        for key in keys:
            row = (cells.get((key, language)) for language in languages)
            click.echo("\t".join((":".join(key), *(_in_words(one) if one else "" for one in row))))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    grid = Table("", *languages, box=box.SIMPLE_HEAD)
    for key in keys:
        row = (cells.get((key, language)) for language in languages)
        grid.add_row(":".join(key), *(_in_signs(one) if one else "" for one in row))
    console = Console()
    console.print(grid)
    totals = Counter(str(one.state) for one in found)
    for state, (sign, colour, german, english) in _STATES.items():
        console.print(f"[{colour}]{sign}[/] {say(german, english)}: {totals[state]}")
    console.print(
        say(
            f"{_MACHINE} von einem Programm übersetzt · {_UNREVIEWED} nicht muttersprachlich geprüft",
            f"{_MACHINE} made by a program · {_UNREVIEWED} not reviewed by a native speaker",
        )
    )


def _in_signs(one: TranslationState) -> str:
    sign, colour, _, _ = _STATES[one.state]
    count = str(len(one.sections)) if one.sections else ""
    marks = (_MACHINE if one.by_machine else "") + ("" if one.is_reviewed or not _is_there(one) else _UNREVIEWED)
    return f"[{colour}]{sign}{count}[/]{marks}"


def _in_words(one: TranslationState) -> str:
    words = [str(one.state), *one.sections]
    words += ["machine"] if one.by_machine else []
    words += ["unreviewed"] if _is_there(one) and not one.is_reviewed else []
    return " ".join(words)


def _is_there(one: TranslationState) -> bool:
    return one.state not in {"missing", "in-progress"}


@translations.command()
@click.argument("entry", metavar="KIND:ID")
@click.argument("language", metavar="LANG")
@with_config
def diff(config: Config, entry: str, language: str) -> None:
    """Show what has changed in the leading text since a translation was made from it.

    Only the sections that changed, with what the translation says now. Git's history knows the older text.

    \b
    Example:
      intsite translations diff office:jobcenter ar
    """
    from intsite.translations import state, titles
    from intsite.translations.changes import changes

    site = site_of(config)
    one = entry_named(site, entry)
    words, leading = _pair(site, one, language)
    if not (words.translation and words.translation.of):
        fail(
            say(
                f"Niemand hat festgehalten, woraus {words.path} übersetzt ist. Wenn die Übersetzung stimmt: "
                f"intsite translations accept {entry} {language}",
                f"Nobody has recorded what {words.path} was translated from. If it is right: "
                f"intsite translations accept {entry} {language}",
            )
        )
    found = state(site, one, language)
    outdated, named = found.sections, titles(site, found, editor_language())
    for change in changes(config.root, leading, words, outdated, site.kinds[one.kind], frozenset(site.kinds)):
        click.secho(f"\n{named[change.section]}", bold=True)
        if change.before is None:
            click.echo(
                _label(say("Jetzt (die alte Fassung kennt Git nicht)", "Now (Git does not know the older text)"))
            )
            click.echo(_indented(change.now))
        else:
            since = f" ({change.date}, {change.commit[:9]})" if change.commit else ""
            click.echo(_label(leading.path + since))
            click.echo(_indented(_changed(change.before, change.now)))
        click.echo(_label(words.path))
        click.echo(_indented(change.translation or say("(fehlt)", "(missing)")))
    click.echo()
    click.echo(
        counted(
            len(outdated),
            ("Abschnitt ist neuer als die Übersetzung.", "Abschnitte sind neuer als die Übersetzung."),
            ("section is newer than the translation.", "sections are newer than the translation."),
        )
        if outdated
        else say("Die Übersetzung ist auf dem Stand.", "The translation is up to date.")
    )


def _changed(before: str, now: str) -> str:
    """Both texts in one: `[-gone-]` and `{+new+}`, coloured on a terminal."""
    from intsite.translations.changes import differences

    marks = {"=": ("", "", None), "-": ("[-", "-]", "red"), "+": ("{+", "+}", "green")}
    pieces = []
    for sign, text in differences(before, now):
        start, end, colour = marks[sign]
        pieces.append(click.style(f"{start}{text}{end}", fg=colour) if colour else text)
    return "".join(pieces)


def _label(text: str) -> str:
    return click.style(f"  {text}:", fg="bright_black")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))


@translations.command()
@click.argument("entry", metavar="KIND:ID")
@click.argument("language", metavar="LANG")
@click.pass_context
def new(ctx: click.Context, entry: str, language: str) -> None:
    """Begin a translation: a file with the original as notes, which readers do not see until it is done.

    \b
    Example:
      intsite translations new course:evening-course-b1 ar
    """
    from intsite.cli.authoring import new as new_entry

    kind, _, identifier = entry.partition(":")
    ctx.invoke(new_entry, kind=kind, identifier=identifier, languages=(language,))


@translations.command()
@click.argument("entry", required=False, metavar="[KIND:ID]")
@click.argument("language", required=False, metavar="[LANG]")
@click.option("--new", "only_new", is_flag=True, help="Only translations that have no record yet.")
@click.option("--minor", is_flag=True, help="The leading text changed since the last commit, but not what it means.")
@with_config
def accept(config: Config, entry: str | None, language: str | None, *, only_new: bool, minor: bool) -> None:
    """Record that translations say what the leading text says now.

    Until then changed sections are shown to readers as not up to date. With --new and --minor also for all entries.
    With --minor only translations that were up to date before the change stay so: for a mended typing error.

    \b
    Example:
      intsite translations accept office:jobcenter ar
      intsite translations accept office:jobcenter --minor
      intsite translations accept --new
    """
    from intsite.source import read_text
    from intsite.translations import record, translated
    from intsite.translations.changes import minor as after_minor_change

    if not (entry or only_new or minor):
        fail(
            say(
                "Welcher Eintrag? intsite translations accept ART:KENNUNG SPRACHE; "
                "mit --new alle, deren Stand unbekannt ist.",
                "Which entry? intsite translations accept KIND:ID LANG; with --new all whose state is not recorded.",
            )
        )
    site = site_of(config)
    entries = [entry_named(site, entry)] if entry else site.entries.values()
    if language:
        need([language], config.languages)
        for one in entries:
            _pair(site, one, language)
    written = 0
    for one in entries:
        for words, leading in translated(site, one):
            recorded = words.translation.of if words.translation else ()
            if (language and words.language != language) or (only_new and recorded) or (minor and not recorded):
                continue
            digests = leading.digests
            if minor:
                kind = site.kinds[one.kind]
                digests = after_minor_change(config.root, leading, words, kind, frozenset(site.kinds))
            if digests == recorded:
                continue
            file = config.root / words.path
            written += write_text(file, record(read_text(file, words.path)[0], digests))
    files = counted(written, ("Datei aktualisiert", "Dateien aktualisiert"), ("file updated", "files updated"))
    click.echo(f"{files}.")
    if minor and not written:
        click.echo(
            say(
                "Seit dem letzten Commit hat sich nichts geändert, das bis dahin aktuell übersetzt war.",
                "Since the last commit nothing has changed whose translation was up to date until then.",
            )
        )


def _pair(site: Site, entry: Entry, language: str) -> tuple[Words, Words]:
    """The translation of an entry into a language and the words that lead, or the end of the program."""
    from intsite.translations import translated

    need([language], site.config.languages)
    pairs = {words.language: (words, leading) for words, leading in translated(site, entry)}
    if language not in pairs:
        fail(_why_none(site, entry, language, ", ".join(pairs) or "–"))
    return pairs[language]


def _why_none(site: Site, entry: Entry, language: str, others: str) -> str:
    name, path = ":".join(entry.key), f"{entry.path}/{language}.md"
    if language == site.source_of(entry):
        return say(
            f"{path} ist keine Übersetzung: In dieser Sprache leitet der Eintrag.",
            f"{path} is no translation: the entry is led in this language.",
        )
    if (entry.key, language) in site.connections.in_progress:
        return say(
            f"{path} ist noch in Arbeit. Ist die Übersetzung fertig, löschen Sie darin in-progress: true.",
            f"{path} is still in progress. When the translation is done, delete in-progress: true in it.",
        )
    return say(
        f"{name} gibt es nicht auf „{language}“. Übersetzt ist es in: {others}. "
        f"Neu beginnen: intsite translations new {name} {language}",
        f"There is no {name} in “{language}”. It is translated into: {others}. "
        f"To begin: intsite translations new {name} {language}",
    )


translations.add_command(exchanging.export)
translations.add_command(exchanging.import_translations)
translations.add_command(drafting.machine)
