"""How long intsite and Hugo take for the same county, cold and after an edit, in turn on the same machine.

    python benchmarks/speed/measure.py [--entries 100] [--rounds 3] [--languages de en] [--seed 1] [--edits body fact]

Seconds depend on the machine and on what else it does; the processor seconds of a program and all that it starts less,
and the ratios least. docs/performance.md says how to read the figures.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import corpus
import hugo_site
import intsite_site
import psutil
from corpus import Entry
from rich.console import Console
from rich.table import Table

TEMPLATES = corpus.DEMO.parent / "templates"
EPOCH = f"{time.mktime((*corpus.TODAY.timetuple()[:3], 12, 0, 0, 0, 0, 0)):.0f}"
HUGO = Path(sysconfig.get_path("purelib")) / "hugo/binaries/hugo"
"""The program itself: its command in the environment would first start Python."""
EDITS = ("cold", "body", "fact", "template", "text", "nothing")
_BETWEEN_LOOKS = 0.1
"""Seconds between two looks at the memory."""
_STAGE = re.compile(r"^ *([a-z]+) +([\d.]+) s +([\d.]+) s$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of a program took."""

    seconds: float
    processor: float
    """Seconds on any processor, those of its children included."""
    memory: float
    """Most MB of all its processes together; what they share counts once."""
    stages: tuple[tuple[str, float, float], ...] = ()
    """Name, seconds and processor seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program with the county in its form."""

    name: str
    site: Path
    command: tuple[str, ...]
    body: Path
    fact: Path
    template: Path
    texts: Path
    caches: tuple[str, ...] = ()
    """What it keeps beside the site to be faster the next time."""
    runs: defaultdict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    """By the name of the edit."""

    @property
    def public(self) -> Path:
        """Where the finished site stands."""
        return self.site.with_name(f"{self.site.name}-public")

    def build(self, edit: str) -> None:
        """Build, and keep what that took."""
        environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "LC_ALL": "C.UTF-8"}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        process = subprocess.Popen(
            self.command, cwd=self.site, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        peak: list[float] = [0.0]
        watcher = threading.Thread(target=_watch, args=(process.pid, peak))
        watcher.start()
        said, _ = process.communicate()
        seconds = time.perf_counter() - started
        watcher.join()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if process.returncode:
            sys.exit(f"{self.name}: {said[-2000:]}")
        processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        stages = tuple((name, float(wall), float(busy)) for name, wall, busy in _STAGE.findall(said))
        self.runs[edit].append(Run(seconds=seconds, processor=processor, memory=peak[0], stages=stages))

    def median(self, edit: str, of: Callable[[Run], float]) -> float:
        """The middle of all rounds."""
        return statistics.median(map(of, self.runs[edit]))


def main() -> None:
    """Write the county in both forms, build it again and again, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--languages", nargs="+", default=corpus.LANGUAGES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--edits", nargs="+", default=EDITS, choices=EDITS, help="Only these; the first is always cold."
    )
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody who builds a site sets it
    entries = corpus.county(asked.entries, asked.languages, asked.seed)
    with tempfile.TemporaryDirectory(prefix="intsite-bench-") as folder:
        programs = _programs(Path(folder), entries)
        for number in range(asked.rounds):
            _round(programs, entries, number, asked.edits)
            print(f"round {number + 1} of {asked.rounds}: load {os.getloadavg()[0]:.1f}", file=sys.stderr)
        pages = len(entries) * len(asked.languages)
        _print(programs, f"{pages:,} pages: {len(entries):,} entries in {len(asked.languages)} languages")


def _programs(folder: Path, entries: Sequence[Entry]) -> tuple[Program, ...]:
    """Hugo, which the others are compared with, and intsite without and with its search."""
    language, office = tuple(entries[0].words)[-1], entries[_edited(entries)].office
    edited = entries[_edited(entries)]
    ours = folder / "intsite"
    intsite_site.write(ours, entries)
    for own in ("layouts/entry.html", f"locales/{language}.yaml"):
        (ours / "templates" / own).parent.mkdir(parents=True)
        shutil.copy(TEMPLATES / own, ours / "templates" / own)
    with_search = shutil.copytree(ours, folder / "intsite-search")
    theirs = folder / "hugo"
    hugo_site.write(theirs, entries)
    source = next(iter(edited.words))
    place = f"content/{intsite_site.folder(edited.kind)}/{edited.id}"
    baseline = Program(
        name="Hugo",
        site=theirs,
        command=(str(HUGO), "build", "--destination", str(folder / "hugo-public"), "--quiet"),
        body=Path(f"{place}.{source}.md"),
        fact=Path(f"data/facts/{office}.yaml"),
        template=Path("layouts/page.html"),
        texts=Path(f"i18n/{language}.yaml"),
        caches=("resources",),
    )
    intsite, searching = (
        Program(
            name=name,
            site=site,
            command=(
                *(sys.executable, "-m", "intsite", "build", "--timings", *options),
                *("--output", str(site.with_name(f"{site.name}-public"))),
            ),
            body=Path(f"{place}/{source}.md"),
            fact=Path(f"content/offices/{office}/facts.yaml"),
            template=Path("templates/layouts/entry.html"),
            texts=Path(f"templates/locales/{language}.yaml"),
            caches=(".intsite",),
        )
        for name, site, options in (("intsite", ours, ("--no-search",)), ("intsite + search", with_search, ()))
    )
    return baseline, intsite, searching


def _edited(entries: Sequence[Entry]) -> int:
    """Which entry is edited, and quotes the office that is: a service."""
    return next(number for number, entry in enumerate(entries) if entry.kind == "service")


def _round(programs: Sequence[Program], entries: Sequence[Entry], number: int, wanted: Sequence[str]) -> None:
    """Cold, after each edit, and when nothing has changed; every build is checked to show the edit."""
    edited = entries[_edited(entries)]
    place = f"{intsite_site.folder(edited.kind)}/{edited.id}/index.html"
    source, *_, last = edited.words
    mark = f"edit-{number}-{time.time_ns()}"
    digits = f"{900 + number:03d}"
    edits: tuple[tuple[str, Callable[[Program], None], str, str], ...] = (
        ("cold", _forget, source, ""),
        ("body", lambda one: _change(one.site / one.body, r"\Z", f"\nNew sentence {mark}-body.\n"), source, "-body"),
        ("fact", lambda one: _change(one.site / one.fact, r"(number: '?\d+ \d+) \d+", rf"\1 {digits}"), last, digits),
        (
            "template",
            lambda one: _change(
                one.site / one.template, r'class="entry__head[^"]*"', f'class="entry__head {mark}-page"'
            ),
            source,
            "-page",
        ),
        (
            "text",
            lambda one: _change(one.site / one.texts, r"(?m)^( *entry-related:).*$", rf"\1 {mark}-text"),
            last,
            "-text",
        ),
        ("nothing", lambda _: None, source, ""),
    )
    for name, edit, language, shown in edits:
        for program in programs if name in wanted or name == "cold" else ():
            edit(program)
            program.build(name)
            page = (program.public / language / place).read_text(encoding="utf-8")
            expected = f"{mark}{shown}" if shown.startswith("-") else shown
            if expected not in page:
                sys.exit(f"{program.name}: after the edit of one {name} {place} does not show {expected}")


def _forget(program: Program) -> None:
    for folder in (program.public, *(program.site / cache for cache in program.caches)):
        shutil.rmtree(folder, ignore_errors=True)


def _change(file: Path, pattern: str, replacement: str) -> None:
    """Replace the first place of a pattern, which must be there."""
    text, count = re.subn(pattern, replacement, file.read_text(encoding="utf-8"), count=1)
    if not count:
        sys.exit(f"{file}: no {pattern}")
    file.write_text(text, encoding="utf-8")


def _watch(process: int, peak: list[float]) -> None:
    """Note the most memory that a process and its children have together, until it ends."""
    while True:
        try:
            root = psutil.Process(process)
            sizes = [_proportional(one) for one in (root, *root.children(recursive=True))]
            if root.status() == psutil.STATUS_ZOMBIE:
                return
        except psutil.NoSuchProcess:
            return
        peak[0] = max(peak[0], sum(sizes) / 1_000_000)
        time.sleep(_BETWEEN_LOOKS)


def _proportional(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return 0


def _print(programs: Sequence[Program], title: str) -> None:
    console = Console(width=140)
    baseline, *_ = programs
    table = Table("", *(f"{one.name}\ns · CPU s · MB" for one in programs), title=title)
    for one in programs[1:]:
        table.add_column(f"{one.name} / {baseline.name}\ns · CPU s · MB")
    measures: tuple[Callable[[Run], float], ...] = (
        lambda run: run.seconds,
        lambda run: run.processor,
        lambda run: run.memory,
    )
    for edit in baseline.runs:
        found = {one.name: [one.median(edit, measure) for measure in measures] for one in programs}
        cells = [f"{wall:7.2f} {busy:7.2f} {memory:6.0f}" for wall, busy, memory in found.values()]
        ratios = [
            " ".join(f"{own / other:6.2f}" for own, other in zip(found[one.name], found[baseline.name], strict=True))
            for one in programs[1:]
        ]
        table.add_row(edit, *cells, *ratios)
    console.print(table)
    for one in programs:
        if any(run.stages for run in one.runs["cold"]):
            console.print(_stages(one))


def _stages(program: Program) -> Table:
    """Where the seconds went, by edit."""
    names = dict.fromkeys(name for runs in program.runs.values() for run in runs for name, *_ in run.stages)
    table = Table("", *names, title=f"{program.name}: stages, s (CPU s)")
    for edit, runs in program.runs.items():
        found = [{name: (wall, busy) for name, wall, busy in run.stages} for run in runs]
        table.add_row(
            edit,
            *(
                "{:.2f} ({:.2f})".format(
                    *(statistics.median(one.get(name, (0, 0))[part] for one in found) for part in (0, 1))
                )
                for name in names
            ),
        )
    return table


if __name__ == "__main__":
    main()
