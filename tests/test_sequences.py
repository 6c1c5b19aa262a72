"""Whatever editors do, edit after edit, the site is that of a clean build.

Random edits of a county that has everything, and random damage to what builds remember: `make sequences` for hundreds.
"""

import datetime as dt
import difflib
import os
import random
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import pytest

from intsite.build import Built, Index, complete
from intsite.load import Report, memo_of
from intsite.memo import NO_MEMO, Memo
from intsite.problems import Problem
from intsite.touch_up import touch_up
from intsite.workers import forked
from support.choices import Choice, Choices, Edited, State
from support.damage import Damage
from support.edits import contents

SEQUENCES = int(os.environ.get("INTSITE_SEQUENCES", "4"))
EDITS = (1, 1, 1, 1, 2, 3)
"""Of each step of a sequence, in random order."""
CHOICES = Choices.read()
SORTS = tuple(sorted({choice.sort for choice in CHOICES.all}))
TEXTS = tuple(choice for choice in CHOICES.all if choice.sort == "body")


def deck() -> Iterator[Choice]:
    """All that can be edited, again and again: one of each sort after the other."""
    die = random.Random("deck")  # noqa: S311  a die, not a secret
    piles = ([choice for choice in CHOICES.all if choice.sort == sort] for sort in SORTS)
    for pile in cycle([cycle(die.sample(pile, len(pile))) for pile in piles]):
        yield next(pile)


@pytest.mark.parametrize("number", range(SEQUENCES))
def test_whatever_is_edited_the_site_is_that_of_a_clean_build(number: int, tmp_path: Path) -> None:
    play = Play(number, tmp_path)
    for edits in play.steps():
        play.step(edits)
    play.end_in_a_fresh_process()


class Wanted(NamedTuple):
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes] | None
    """None where there are errors."""


class Play:
    """A county that is edited again and again, with its site and a clean one beside."""

    def __init__(self, number: int, folder: Path) -> None:
        self.number = number
        self.chance = random.Random(number)  # noqa: S311  likewise
        self.is_preview = number % 3 == 0
        """Whether one process knows what it has read, and makes only the pages of an entry where it can."""
        self.edited = Edited(folder / "county", CHOICES)
        self.public, self.clean = folder / "public", folder / "clean"
        self.memo = memo_of(self.edited.county.root, is_kept=self.is_preview)
        pages = None if self.is_preview else self.public
        self.damage = Damage(self.edited.county.root / ".intsite/memo", pages, self.chance)
        self.owes_pages = False
        """Whether pages of others show what was before an edit of an entry."""
        self.known: dict[tuple[object, ...], Wanted] = {}
        self.story = [f"sequence {number}{' of a preview' if self.is_preview else ''}"]
        for share in (0.5, 0.4, 0.2, 0):
            self.state = CHOICES.start(self.chance, share)
            """The last that could be published."""
            self.edited.write(self.state, is_long_ago=True)
            self.built = self.build(self.public, self.memo)
            if not self.built.report.has_errors:
                break
        self.story.append(f"{share:.0%} are not as usual")

    def steps(self) -> Iterator[list[Choice]]:
        """The edits of each step; in a preview every other one is that of a text."""
        first = self.number * sum(EDITS)
        edits = islice(deck(), first, first + sum(EDITS))
        for number, count in enumerate(self.chance.sample(EDITS, len(EDITS))):
            taken = list(islice(edits, count))
            yield [self.chance.choice(TEXTS)] if self.is_preview and number % 2 else taken

    def step(self, edits: list[Choice]) -> None:
        """Edit, and perhaps take it back; otherwise the next step mends what was refused."""
        options = {edit.name: self.chance.choice(edit.others(self.state)) for edit in edits}
        told = [
            f"{edit.name}: {edit.options[self.state[edit.name]]!r} -> {edit.options[options[edit.name]]!r}"
            for edit in edits
        ]
        if self.chance.random() < 0.25:
            told.append(self.damage())
        # A choice within a file that is not there brings the file.
        options |= {path: 0 for edit in edits for path in edit.within if self.state.get(path)}
        before, state = self.state, {**self.state, **options}
        is_accepted = self.go(state, "; ".join(told), Index.NEW if self.chance.random() < 0.08 else Index.NONE)
        self.damage.remember()
        if self.chance.random() < 0.5:
            self.go(before, "taken back")
        elif is_accepted:
            self.state = state

    def go(self, state: State, told: str, index: Index = Index.NONE) -> bool:
        """Make the county what it is to be, and its site; gives whether it can be published."""
        changed = self.edited.write(state, is_long_ago=self.chance.random() < 0.5)
        processes = self.chance.choice((1, 1, 2))
        self.story.append(f"{told} ({processes} processes, index {index.value})")
        wanted = self.wanted(state, index)
        touched = touch_up(self.built, changed, self.public, self.memo) if self.is_preview and changed else None
        if touched:
            self.story.append("only the pages of the entry")
            self.built = touched
            self.owes_pages |= not touched.is_whole
            written = touched.report.changes.written if touched.report.changes else ()
            self.compare(touched.report, wanted, written if self.owes_pages else [".html"])
        if not touched or self.chance.random() < 0.5:
            self.built = self.build(self.public, self.memo, processes=processes, index=index)
            self.owes_pages = self.built.report.has_errors and self.owes_pages
            self.compare(self.built.report, wanted)
        return wanted.files is not None

    def build(self, folder: Path, known: Memo, *, processes: int = 1, index: Index = Index.NONE) -> Built:
        spread = partial(forked, processes=processes)
        return complete(self.edited.config(), folder, known, today=self.edited.today, map=spread, index=index)

    def wanted(self, state: State, index: Index = Index.NONE) -> Wanted:
        """What a clean build makes of the county."""
        key = index, *state.values()
        if key not in self.known:
            report = self.build(self.clean, NO_MEMO, index=index).report
            self.known[key] = Wanted(report.problems, None if report.has_errors else contents(self.clean))
        return self.known[key]

    def compare(self, report: Report, wanted: Wanted, endings: Collection[str] = ("",)) -> None:
        """Files alone that end so."""
        story = "\n".join(self.story)
        assert report.problems == wanted.problems, story
        if wanted.files is not None:
            theirs, ours = wanted.files, contents(self.public)
            differing = [path for path in theirs.keys() | ours.keys() if theirs.get(path) != ours.get(path)]
            differing = sorted(
                (path for path in differing if path.endswith(tuple(endings))), key=lambda path: path[::-1]
            )
            assert not differing, "\n".join((story, _difference(differing[0], ours, theirs), *differing))

    def end_in_a_fresh_process(self) -> None:
        """Which has nothing but the memo; it knows no drafts and is told the day."""
        state = {**self.state, **CHOICES.at_start("run.toml")}
        self.edited.write(state)
        wanted = self.wanted(state)
        noon = dt.datetime.combine(self.edited.today, dt.time(12), dt.UTC)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": f"{noon.timestamp():.0f}"}
        command = [sys.executable, "-m", "intsite", "--root", str(self.edited.county.root), "build", "--no-search"]
        command += ["--output", str(self.public)]
        ended = subprocess.run(command, env=environment, capture_output=True, check=False, text=True)
        self.story.append(f"at last a fresh process: {ended.stderr}")
        assert (ended.returncode == 0) == (wanted.files is not None), "\n".join(self.story)
        self.compare(Report(problems=wanted.problems), wanted)


def _difference(path: str, ours: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> str:
    """The first lines that differ."""
    if path not in ours or path not in theirs:
        return f"{path} is {'missing' if path in theirs else 'left over'}"
    left, right = (one[path].decode(errors="replace").splitlines() for one in (theirs, ours))
    lines = difflib.unified_diff(left, right, f"{path}, clean", f"{path}, after the edits", n=0, lineterm="")
    return "\n".join(line[:300] for line in islice(lines, 12))
