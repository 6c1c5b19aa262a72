"""Changes of files, told by the system as they happen."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection
from pathlib import Path

from watchfiles import watch

_STEP = 10
"""Milliseconds without a change after which what was saved counts as complete."""


def follow(root: Path, names: Collection[str], changed: Callable[[], None]) -> None:
    """Call `changed`, in another thread, after each change of these files and folders of `root`, for ever.

    What is not there yet is followed from when it is.
    """
    anew = threading.Event()

    def beside() -> None:
        """Of the folder itself: a file is replaced, a folder comes or goes."""
        before = _folders(root, names)
        for _ in watch(root, recursive=False, step=_STEP, watch_filter=lambda _, path: Path(path).name in names):
            now = _folders(root, names)
            if now != before:
                before = now
                anew.set()
            changed()

    def below() -> None:
        while True:
            # A folder may go at any moment.
            with contextlib.suppress(FileNotFoundError):
                for _ in watch(*_folders(root, names), step=_STEP, stop_event=anew):
                    changed()
            anew.clear()
            # Also for what was saved while nobody looked.
            changed()

    for one in (beside, below):
        threading.Thread(target=one, daemon=True).start()


def _folders(root: Path, names: Collection[str]) -> list[Path]:
    return [root / name for name in sorted(names) if (root / name).is_dir()]
