"""What a change has to answer for: problems in the files that it touched, and those that it caused elsewhere.

A problem elsewhere was caused by the change when the content as of the revision did not have it: in a file that nobody
touched, lines cannot have moved, so the same problem has the same place. Git lays out the revision, and what is staged,
in temporary folders through indexes of their own; neither the work tree nor the index of the editor is changed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from intsite import git
from intsite.problems import Problem, Span, nearest, problem

_INDEX = "GIT_INDEX_FILE"


class Change(Struct, frozen=True, kw_only=True):
    """What lies between a revision and now."""

    root: Path
    """The county's folder."""
    prefix: str
    """Where it lies in the repository, with a slash at its end; empty at the top."""
    base: str
    """A commit or tree: where the change began."""
    touched: frozenset[str]
    """Paths from the county's folder of files that were changed, added or deleted, and of the folders they lie in."""
    is_staged: bool
    """Whether only what is staged for a commit counts."""


def find(root: Path, revision: str, *, staged: bool = False) -> tuple[Change | None, tuple[Problem, ...]]:
    """What has changed below `root` since `revision`, or where a branch left it; committed or not, also new files.

    With `staged` what is staged for a commit, instead of what lies in the folder.
    """
    try:
        top = git.run(root, "rev-parse", "--is-shallow-repository", "--show-prefix")
    except FileNotFoundError:
        return None, (problem("no-git", Span(path=".")),)
    if top.returncode:
        return None, (problem("no-repository", Span(path="."), folder=root, reason=git.said(top)),)
    shallow, _, prefix = os.fsdecode(top.stdout).partition("\n")
    base = _base(root, revision, is_staged=staged)
    if not base:
        return None, (_unknown(root, revision, is_shallow=shallow == "true"),)
    only = ("--cached",) if staged else ()
    listed = git.told(
        root, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", *only, base, "--"
    )
    if not staged:
        listed += git.told(root, "ls-files", "--others", "--exclude-standard", "-z")
    files = [PurePosixPath(path) for path in listed.split("\0") if path]
    touched = frozenset(path.as_posix() for file in files for path in (file, file.parent))
    return Change(root=root, prefix=prefix.rstrip("\n"), base=base, touched=touched, is_staged=staged), ()


def _base(root: Path, revision: str, *, is_staged: bool) -> str:
    """The commit at which the change began; empty where Git does not know it."""
    commit = (
        "" if revision.startswith("-") else _line(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    )
    if not commit and is_staged and revision == "HEAD":
        return git.told(root, "hash-object", "-t", "tree", os.devnull).strip()
    return commit and (_line(root, "merge-base", commit, "HEAD") or commit)


def _line(root: Path, *arguments: str) -> str:
    """What Git prints on one line; empty where it refuses."""
    return (git.asked(root, *arguments) or "").strip()


def _unknown(root: Path, revision: str, *, is_shallow: bool) -> Problem:
    if is_shallow:
        return problem("shallow-history", Span(path="."), revision=revision)
    names = git.told(root, "for-each-ref", "--format=%(refname:short)").split()
    return problem("unknown-revision", Span(path="."), revision=revision, suggestion=nearest(revision, names))


def caused(
    problems: Iterable[Problem], change: Change, check: Callable[[Path], Iterable[Problem]]
) -> tuple[Problem, ...]:
    """Those of `problems` that the change has to answer for, in their order.

    `check` gives the problems of a county's folder; it is asked about the revision, and only where that matters.
    """
    problems = tuple(problems)
    if not change.touched:
        return ()
    if all(found.span.path in change.touched for found in problems):
        return problems
    with _revision(change) as folder:
        before = {_essence(found) for found in check(folder)}
    return tuple(found for found in problems if found.span.path in change.touched or _essence(found) not in before)


def _essence(found: Problem) -> Problem:
    """The problem without the word that was probably meant, which depends on all the others that there are."""
    return replace(found, suggestion="")


@contextmanager
def folder_of(change: Change) -> Iterator[Path]:
    """The county's folder as the change leaves it: itself, or a copy with what is staged."""
    if not change.is_staged:
        yield change.root
        return
    with tempfile.TemporaryDirectory(prefix="intsite-staged-") as folder:
        yield _laid_out(change, folder, {})


@contextmanager
def _revision(change: Change) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="intsite-since-") as folder:
        index = {_INDEX: str(Path(folder, "index"))}
        git.told(change.root, "read-tree", change.base, settings=index)
        yield _laid_out(change, folder, index)


def _laid_out(change: Change, folder: str, index: Mapping[str, str]) -> Path:
    tree = Path(folder).resolve() / "tree"
    git.told(change.root, "checkout-index", "--all", "--quiet", f"--prefix={tree.as_posix()}/", settings=index)
    return tree / change.prefix
