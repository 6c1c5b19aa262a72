"""What stood in a file before, found in Git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from intsite import git


class Revision(Struct, frozen=True, kw_only=True):
    """A file as of one commit."""

    commit: str
    """Forty hexadecimal digits."""
    date: str
    """`2026-11-22`, of the commit."""
    path: str
    """Where the file lay then, from the top of the repository."""


def revisions(root: Path, path: str) -> Iterator[Revision]:
    """The commits that changed a file, newest first, also under its earlier names; none outside a repository."""
    listed = git.asked(root, "log", "--follow", "--name-only", "--diff-filter=AMR", "--format=%x00%H %cs", "--", path)
    for record in (listed or "").split("\0")[1:]:
        head, _, names = record.partition("\n")
        commit, _, date = head.partition(" ")
        yield Revision(commit=commit, date=date, path=names.strip().split("\n")[-1])


def text_at(root: Path, revision: Revision) -> str | None:
    """The file of a revision; None where it is no text or the history was cut off there."""
    return git.asked(root, "show", f"{revision.commit}:{revision.path}")


def committed(root: Path, path: str) -> str | None:
    """The file as it was last committed; None where it never was."""
    return git.asked(root, "show", f"HEAD:./{path}")
