"""What stood in a file before, found in Git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A file as of one commit."""

    commit: str
    """Forty hexadecimal digits."""
    date: str
    """`2026-11-22`, of the commit."""
    path: str
    """Where the file lay then, from the top of the repository."""


def revisions(root: Path, path: str) -> Iterator[Revision]:
    """The commits that changed a file, newest first, also under its earlier names; none outside a repository."""
    listed = _git(root, "log", "--follow", "--name-only", "--diff-filter=AMR", "--format=%x00%H %cs", "--", path)
    for record in (listed or "").split("\0")[1:]:
        head, _, names = record.partition("\n")
        commit, _, date = head.partition(" ")
        yield Revision(commit=commit, date=date, path=names.strip().split("\n")[-1])


def text_at(root: Path, revision: Revision) -> str | None:
    """The file of a revision; None where it is no text or the history was cut off there."""
    return _git(root, "show", f"{revision.commit}:{revision.path}")


def committed(root: Path, path: str) -> str | None:
    """The file as it was last committed; None where it never was."""
    return _git(root, "show", f"HEAD:./{path}")


def _git(root: Path, *arguments: str) -> str | None:
    """What Git prints; None where it refuses, is not there, or prints something else than UTF-8."""
    command = ["git", "-c", "core.quotepath=off", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  no shell, and our own arguments
        return done.stdout.decode() if done.returncode == 0 else None
    except (OSError, UnicodeDecodeError):
        return None
