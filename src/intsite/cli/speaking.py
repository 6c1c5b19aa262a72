"""`audio`: pages in a computer voice."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

import click

from intsite.cli.terminal import CONTENT_PROBLEMS, Progress, fail, say, show, today, with_config

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from intsite.audio import Made, Reading, Sentences
    from intsite.config import Config
    from intsite.pages import Page
    from intsite.resolve import Site
    from intsite.voices import Engine

_INSTALL = "pip install 'intsite[audio]'"


@click.command()
@click.argument("entries", nargs=-1, metavar="[KIND:ID]...")
@click.option("--lang", "languages", multiple=True, help="Only pages in this language; may be given several times.")
@click.option("--dry-run", is_flag=True, help="Only say how much there is to speak, and write nothing.")
@click.option("--prune", is_flag=True, help="Then remove what it has made for pages that it no longer reads.")
@with_config
def audio(config: Config, entries: tuple[str, ...], languages: tuple[str, ...], dry_run: bool, prune: bool) -> None:  # noqa: FBT001  click's way
    """Read pages aloud with a computer voice.

    Without arguments all pages in the languages that stand in site.toml under [audio]. Pages that a person has read
    are left out, and so are languages that have no voice. Only sentences that changed are spoken; the next build takes
    the sound of every page that still says the same. Needs: pip install 'intsite[audio]'

    \b
    Example:
      intsite audio --dry-run
      intsite audio --prune
      intsite audio --lang ar --lang de service:residence-permit
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from intsite import audio as audio_sounds
    from intsite.build import finished_pages
    from intsite.espeak import missing_packages
    from intsite.load import load

    if missing_packages():
        fail(
            say(
                f"Dafür fehlt die Computerstimme. So kommt sie dazu: {_INSTALL}",
                f"There is no computer voice yet. This installs it: {_INSTALL}",
            )
        )
    if prune and (entries or languages or dry_run):
        fail(
            say(
                "--prune räumt nach einem ganzen Lauf auf: ohne Einträge, --lang und --dry-run.",
                "--prune cleans up after a whole run: without entries, --lang and --dry-run.",
            )
        )
    wanted = _languages(config, languages, has_entries=bool(entries))
    progress = Progress()
    site, problems = load(config, today=today(), progress=progress)
    if any(found.is_error for found in problems):
        progress.close()
        show(problems, config.root, "text")
        sys.exit(CONTENT_PROBLEMS)
    origins = _origins(site, entries)
    pages = finished_pages(site, wanted=partial(_is_wanted, languages=wanted, origins=origins), progress=progress)
    found = [(page, output.content) for page, output in pages]
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        readings, known = _speak(config, found, pool, progress, only_say=dry_run)
    if prune:
        removed = audio_sounds.prune(config, readings, known)
        click.echo(
            say(
                f"{removed} Seiten, die nicht mehr gelesen werden: Ton entfernt.",
                f"{removed} pages are no longer read: sound removed.",
            )
        )


def _languages(config: Config, given: tuple[str, ...], *, has_entries: bool) -> tuple[str, ...]:
    for language in given:
        if language not in config.languages:
            known = ", ".join(config.languages)
            fail(
                say(
                    f"„{language}“ gehört nicht zu den Sprachen der Website: {known}",
                    f"“{language}” is not among the languages of the site: {known}",
                )
            )
    chosen = given or config.audio_languages or (config.languages if has_entries else ())
    if not chosen:
        fail(
            say(
                'Welche Sprachen? Entweder --lang de angeben oder in site.toml eintragen: [audio] languages = ["de"]',
                'Which languages? Give --lang de, or write into site.toml: [audio] languages = ["de"]',
            )
        )
    return chosen


def _origins(site: Site, entries: tuple[str, ...]) -> frozenset[str]:
    """Folders of the entries, none for all."""
    from intsite.problems import nearest

    names = {":".join(key): one.path for key, one in site.entries.items()}
    for entry in entries:
        if entry not in names:
            close = nearest(entry, names)
            fail(say(f"„{entry}“ gibt es nicht.", f"There is no “{entry}”.") + (f" → {close}" if close else ""))
    return frozenset(names[entry] for entry in entries)


def _is_wanted(page: Page, *, languages: Collection[str], origins: Collection[str]) -> bool:
    """Whether a page is an entry's, in words of its language that no person has read."""
    from intsite.views import EntryView

    content = page.view.content
    return (
        isinstance(content, EntryView)
        and not content.language
        and not (content.recording and not content.recording.is_by_computer)
        and page.view.language in languages
        and (not origins or page.origin in origins)
    )


def _speak(
    config: Config, found: list[tuple[Page, bytes]], pool: Executor, progress: Progress, *, only_say: bool
) -> tuple[list[Reading], Sentences]:
    from concurrent.futures.process import BrokenProcessPool

    from intsite.audio import Sentences, estimate, make, reading
    from intsite.espeak import espeak
    from intsite.voices import VoiceError

    try:
        engine: Engine = pool.submit(espeak).result()
        readings: list[Reading] = []
        silent: Counter[str] = Counter()
        for page, content in found:
            one = reading(page, content, engine)
            if one:
                readings.append(one)
            else:
                silent[page.view.language] += 1
        known = Sentences(config.root, engine)
        new = known.unknown(readings)
        seconds, size = estimate(new)
        progress.wipe()
        click.echo(
            say(
                f"{len(readings)} Seiten; zu sprechen sind {len(new)} Sätze, etwa {_minutes(seconds)}, {_size(size)}.",
                f"{len(readings)} pages; {len(new)} sentences to speak, about {_minutes(seconds)}, {_size(size)}.",
            ),
            err=True,
        )
        for language, pages in silent.items():
            click.echo(
                say(
                    f"Für die Sprache „{language}“ gibt es keine Computerstimme: {pages} Seiten bleiben ohne Ton.",
                    f"There is no computer voice for the language “{language}”: {pages} pages stay without sound.",
                ),
                err=True,
            )
        if only_say:
            progress.close()
            return readings, known
        spoken = partial(pool.map, chunksize=8)
        made = make(
            config, readings, engine, known=known, map=spoken, progress=lambda done: progress(f"{done}/{len(new)}")
        )
    except (VoiceError, BrokenProcessPool, ImportError) as error:
        progress.close()
        fail(say(f"Die Computerstimme hat versagt: {error}", f"The computer voice has failed: {error}"))
    _close(made, readings, progress.close())
    return readings, known


def _close(made: Made, readings: list[Reading], seconds: float) -> None:
    sentences = sum(len(one.lines) for one in readings)
    click.echo(
        say(
            f"{len(readings)} Seiten mit {sentences} Sätzen, davon {made.sentences} neu gesprochen: "
            f"{_minutes(made.seconds)} Ton, {_size(made.bytes)}; {made.pages} Seiten geändert. ({seconds:.1f} s)",
            f"{len(readings)} pages with {sentences} sentences, {made.sentences} of them newly spoken: "
            f"{_minutes(made.seconds)} of sound, {_size(made.bytes)}; {made.pages} pages changed. ({seconds:.1f} s)",
        )
    )


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.1f} min"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
