"""`advice`: how easily the texts are read, and what would make them easier."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from intsite.cli.terminal import editor_language, entry_named, lines_of, need, say, site_of, with_config

if TYPE_CHECKING:
    from pathlib import Path

    from intsite.config import Config
    from intsite.plain_language import Figure, Reading


@click.command()
@click.argument("entries", nargs=-1, metavar="[KIND:ID]…")
@click.option(
    "--lang", "languages", multiple=True, metavar="LANG", help="Only this language; may be given several times."
)
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON, for other programs.")
@with_config
def advice(config: Config, entries: tuple[str, ...], languages: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001  click's flag
    """Say how easily texts are read, and what would make them easier.

    Without entries: a table of all texts in the leading language, those with most advice first. With entries: every
    place of theirs that could be plainer. Nothing of it is an error, and check is silent about it.

    \b
    Example:
      intsite advice
      intsite advice guide:arriving
      intsite advice --lang de-simple --lang en
      intsite advice --json
    """
    from intsite.plain_language import readings

    site = site_of(config)
    need(languages, config.languages)
    chosen = {entry_named(site, name).key for name in entries}
    wanted = languages or (config.languages if entries or as_json else (config.source,))
    found = list(readings(site, lambda key, language: (not chosen or key in chosen) and language in wanted))
    if as_json:
        click.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2))
        return
    if chosen:
        _print_advice(found, config.root)
    _print_table(sorted(found, key=lambda one: (wanted.index(one.language), -len(one.advice))))


def _plain(one: Reading) -> dict[str, object]:
    from intsite.problems import advice as hint
    from intsite.problems import sentence

    language = editor_language()
    figure = one.figure
    return {
        "entry": ":".join(one.key),
        "language": one.language,
        "path": one.path,
        "words": one.words,
        "sentences": one.sentences,
        "readability": figure and {"formula": figure.formula, "value": figure.value, "hard": figure.is_hard},
        "advice": [
            {
                "line": found.span.line,
                "column": found.span.column,
                "code": found.code,
                "message": sentence(found, language),
                "hint": hint(found, language),
            }
            for found in one.advice
        ],
    }


def _print_advice(found: Sequence[Reading], root: Path) -> None:
    from intsite.problems import as_text

    read_line = lines_of(root)
    for one in found:
        for problem in one.advice:
            click.echo(as_text(problem, editor_language(), read_line))


def _print_table(found: Sequence[Reading]) -> None:
    """A row for each text; as tab-separated words when another program reads it."""
    head = (
        say("Eintrag", "Entry"),
        say("Sprache", "Language"),
        say("Wörter", "Words"),
        say("je Satz", "per sentence"),
        say("Lesbarkeit", "Readability"),
        say("Ratschläge", "Advice"),
    )
    rows = [
        (
            ":".join(one.key),
            one.language,
            str(one.words),
            f"{one.words_a_sentence:.1f}" if one.sentences else "–",
            _figure(one.figure),
            str(len(one.advice)),
        )
        for one in found
    ]
    if not sys.stdout.isatty():
        for row in (head, *rows):
            click.echo("\t".join(row))
    else:
        from rich import box
        from rich.console import Console
        from rich.table import Table

        grid = Table(*head[:2], box=box.SIMPLE_HEAD)
        for name in head[2:]:
            grid.add_column(name, justify="right")
        for one, row in zip(found, rows, strict=True):
            grid.add_row(*row, style="yellow" if one.figure and one.figure.is_hard else None)
        Console().print(grid)
    click.echo("\n".join(_legend(found)), err=True)


def _figure(figure: Figure | None) -> str:
    return f"{figure.value:.1f}{' !' if figure.is_hard else ''}" if figure else "–"


def _legend(found: Sequence[Reading]) -> list[str]:
    from intsite.plain_language.readability import FORMULAS, SHORTEST

    lines = []
    for language in dict.fromkeys(one.language for one in found):
        formula = FORMULAS.get(language.partition("-")[0])
        if formula is None:
            lines.append(
                say(
                    f"{language}: keine anerkannte Formel, darum keine Zahl",
                    f"{language}: no sound formula, so no figure",
                )
            )
        elif formula.by_school_year:
            lines.append(
                say(
                    f"{language}: {formula.name}, ab welchem Schuljahr man es liest; ! über 10",
                    f"{language}: {formula.name}, the year of school from which one reads it; ! above 10",
                )
            )
        else:
            lines.append(
                say(
                    f"{language}: {formula.name}, 0 (sehr schwer) bis 100 (sehr leicht); ! unter 50",
                    f"{language}: {formula.name}, 0 (very hard) to 100 (very easy); ! below 50",
                )
            )
    lines.append(
        say(
            f"–: unter {SHORTEST} Wörter oder keine Formel. Die Ratschläge zu einem Text: intsite advice ART:KENNUNG",
            f"–: fewer than {SHORTEST} words or no formula. The advice on a text: intsite advice KIND:ID",
        )
    )
    return lines
