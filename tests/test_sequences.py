"""Whatever editors do, edit after edit, the site is that of a clean build.

Random edits of a county that has everything, and random damage to what builds remember: `make sequences` for hundreds.
"""

import datetime as dt
import difflib
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import pytest

from intsite.build import Built, Index, complete
from intsite.load import memo_of
from intsite.memo import NO_MEMO
from intsite.touch_up import touch_up
from intsite.workers import forked
from support.choices import Choice, Choices, Edited
from support.damage import Damage
from support.edits import contents

SEQUENCES = int(os.environ.get("INTSITE_SEQUENCES", "5"))
EDITS = (1, 1, 1, 1, 1, 2, 2, 4)
"""Of each step of a sequence, in random order."""
CHOICES = Choices.read()
DECK = random.Random("deck").sample(CHOICES.all, len(CHOICES.all))  # noqa: S311  a die, not a secret
"""All that can be edited: sequences take one after the other, so that nothing is forgotten."""
TEXTS = [choice for choice in DECK if choice.is_body]


@pytest.mark.parametrize("number", range(SEQUENCES))
def test_whatever_is_edited_the_site_is_that_of_a_clean_build(number: int, tmp_path: Path) -> None:
    play = Play(number, tmp_path)
    for edits in play.steps():
        play.step(edits)
    play.end_in_a_fresh_process()


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
        self.state = CHOICES.start()
        """The last that could be published."""
        self.story = [f"sequence {number}{' of a preview' if self.is_preview else ''}"]
        self.edited.write(self.state, is_long_ago=True)
        self.built = self.build(self.public)

    def steps(self) -> Iterator[list[Choice]]:
        """The edits of each step; in a preview every other one is that of a text."""
        first = self.number * sum(EDITS)
        deck = islice(cycle(DECK), first, first + sum(EDITS))
        for number, count in enumerate(self.chance.sample(EDITS, len(EDITS))):
            edits = list(islice(deck, count))
            yield [self.chance.choice(TEXTS)] if self.is_preview and number % 2 else edits

    def build(self, folder: Path, *, is_clean: bool = False, processes: int = 1, index: Index = Index.NONE) -> Built:
        spread = partial(forked, processes=processes)
        memo = NO_MEMO if is_clean else self.memo
        return complete(self.edited.config(), folder, memo, today=self.edited.today, map=spread, index=index)

    def step(self, edits: list[Choice]) -> None:
        """What was refused before is mended by the same step."""
        options = {edit.name: self.chance.choice(edit.others(self.state)) for edit in edits}
        told = [
            f"{edit.name}: {edit.options[self.state[edit.name]]!r} -> {edit.options[options[edit.name]]!r}"
            for edit in edits
        ]
        # A choice within a file that is not there brings the file.
        options |= {path: 0 for edit in edits for path in edit.within if self.state.get(path)}
        if self.chance.random() < 0.3:
            told.append(self.damage())
        changed = self.edited.write({**self.state, **options}, is_long_ago=self.chance.random() < 0.5)
        processes = self.chance.choice((1, 1, 2))
        index = Index.NEW if self.chance.random() < 0.08 else Index.NONE
        self.story.append("; ".join([*told, f"{processes} processes", f"index {index.value}"]))
        clean = self.build(self.clean, is_clean=True, index=index)
        touched = touch_up(self.built, changed, self.public) if self.is_preview and changed else None
        if touched:
            self.story.append("only the pages of the entry")
            self.built = touched
            self.compare(touched, clean, pages_only=True)
        if not touched or self.chance.random() < 0.5:
            self.built = self.build(self.public, processes=processes, index=index)
            self.compare(self.built, clean)
        if not clean.report.has_errors:
            self.state |= options
        self.damage.remember()

    def compare(self, built: Built, clean: Built, *, pages_only: bool = False) -> None:
        story = "\n".join(self.story)
        assert built.report.problems == clean.report.problems, story
        if not clean.report.has_errors:
            ending = ".html" if pages_only else ""
            ours, theirs = (
                {path: content for path, content in contents(folder).items() if path.endswith(ending)}
                for folder in (self.public, self.clean)
            )
            differing = [path for path in sorted(ours.keys() | theirs.keys()) if ours.get(path) != theirs.get(path)]
            assert not differing, f"{story}\n{_difference(differing[0], ours, theirs)}\n" + "\n".join(differing)

    def end_in_a_fresh_process(self) -> None:
        """Which has nothing but the memo; it knows no drafts and is told the day."""
        self.edited.write({**self.state, **CHOICES.at_start("run.toml")})
        clean = self.build(self.clean, is_clean=True)
        noon = dt.datetime.combine(self.edited.today, dt.time(12), dt.UTC)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": f"{noon.timestamp():.0f}"}
        command = [sys.executable, "-m", "intsite", "--root", str(self.edited.county.root), "build", "--no-search"]
        ended = subprocess.run(
            [*command, "--output", str(self.public)], env=environment, capture_output=True, check=False
        )
        self.story.append(f"at last a fresh process: {ended.stderr.decode()}")
        assert bool(ended.returncode) == clean.report.has_errors, "\n".join(self.story)
        self.compare(clean, clean)


def _difference(path: str, ours: dict[str, bytes], theirs: dict[str, bytes]) -> str:
    """The first lines that differ."""
    if path not in ours or path not in theirs:
        return f"{path} is {'missing' if path in theirs else 'left over'}"
    left, right = (one[path].decode(errors="replace").splitlines() for one in (theirs, ours))
    lines = difflib.unified_diff(left, right, f"{path}, clean", f"{path}, after the edits", n=0, lineterm="")
    return "\n".join(line[:300] for line in islice(lines, 12))
