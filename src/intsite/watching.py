"""Changes of files, told by the system as they happen."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from watchfiles import watch

_STEP = 5
"""Milliseconds without a change after which what was saved counts as complete."""


def follow(root: Path, names: Collection[str], changed: Callable[[set[Path]], None]) -> None:
    """Call `changed`, in another thread, with the paths of what changes of these files and folders of `root`, for ever.

    What is not there yet is followed from when it is. `root` itself stands for changes that are not known in detail.
    """
    anew = threading.Event()

    def beside() -> None:
        """Of the folder itself: a file is replaced, a folder comes or goes."""
        before = _folders(root, names)
        for found in watch(root, recursive=False, step=_STEP, watch_filter=lambda _, path: Path(path).name in names):
            now = _folders(root, names)
            if now != before:
                before = now
                anew.set()
            changed(_paths(found))

    def below() -> None:
        while True:
            # A folder may go at any moment.
            with contextlib.suppress(FileNotFoundError):
                for found in watch(*_folders(root, names), step=_STEP, stop_event=anew):
                    changed(_paths(found))
            anew.clear()
            # What was saved while nobody looked.
            changed({root})

    for one in (beside, below):
        threading.Thread(target=one, daemon=True).start()


def _folders(root: Path, names: Collection[str]) -> list[Path]:
    return [root / name for name in sorted(names) if (root / name).is_dir()]


def _paths(found: Iterable[tuple[object, str]]) -> set[Path]:
    return {Path(path) for _, path in found}
