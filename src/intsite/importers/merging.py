"""Writing an import into a repository, the first time and again, without harm to what editors changed.

What an import writes it also keeps under `.imported/`, which belongs into the repository. So the next one knows three
versions of each file: what was imported last time, what the editors made of it, and what is new; Git merges them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from intsite import git
from intsite.files import write_changed
from intsite.importers.findings import ImportProblem, Note, import_problem
from intsite.importers.gone import settle

BASE = ".imported"
"""Folder of what was imported last, in the repository's root."""


class Written(Struct, frozen=True, kw_only=True):
    """What became of the files, by their POSIX paths."""

    written: tuple[str, ...] = ()
    """New, or changed where no editor had changed anything."""
    unchanged: tuple[str, ...] = ()
    """Were there with the same content."""
    merged: tuple[str, ...] = ()
    """Hold an editor's changes and the new ones."""
    kept: tuple[str, ...] = ()
    """Changed or deleted by an editor; the import had nothing new."""
    conflicts: tuple[str, ...] = ()
    """Both changed the same lines: the file shows both, between Git's marks."""
    problems: tuple[ImportProblem, ...] = ()
    """The conflicts, files that were there before any import, and files that could not be written."""
    notes: tuple[Note, ...] = ()
    """What the source has no more."""


def write_files(files: Mapping[str, str | bytes], into: Path, source: str, *, remove_gone: bool = False) -> Written:
    """Write `files` (POSIX paths below `into`) of `source`; nothing that somebody else wrote is lost.

    What an earlier import of the same source wrote and is not among them is told, and with `remove_gone` removed.
    """
    became: dict[str, list[str]] = {name: [] for name in ("written", "unchanged", "merged", "kept", "conflicts")}
    problems: list[ImportProblem] = []
    for path, content in files.items():
        wanted = content.encode() if isinstance(content, str) else content
        try:
            outcome = _write(into, path, wanted)
        except OSError as error:
            problems.append(import_problem("not-writable", path, reason=error.strerror or error))
            continue
        if outcome in became:
            became[outcome].append(path)
        if outcome in {"conflicts", "exists-already"}:
            problems.append(import_problem("conflict" if outcome == "conflicts" else outcome, path))
    notes = settle(files, into, into / BASE, source, remove=remove_gone)
    return Written(problems=tuple(problems), notes=notes, **{name: tuple(paths) for name, paths in became.items()})


def _write(into: Path, path: str, wanted: bytes) -> str:
    target, base = into / PurePosixPath(path), into / BASE / PurePosixPath(path)
    there = target.read_bytes() if target.exists() else None
    before = base.read_bytes() if base.exists() else None
    if there == wanted:
        outcome = "unchanged"
    elif there is None and before is None:
        outcome = "written"
    elif before is None:
        return "exists-already"
    elif there == before:
        outcome = "written"
    elif there is None or before == wanted:
        outcome = "kept"
    else:
        wanted_there, has_conflict = _merge(there, before, wanted)
        write_changed(target, wanted_there)
        write_changed(base, wanted)
        return "conflicts" if has_conflict else "merged"
    if outcome == "written":
        write_changed(target, wanted)
    write_changed(base, wanted)
    return outcome


def _merge(there: bytes, before: bytes, wanted: bytes) -> tuple[bytes, bool]:
    """Git's merge of an editor's version and the new one; whether lines are left to decide.

    Raises `OSError` where there is no Git or it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("editor", "before", "import")]
        for file, content in zip(files, (there, before, wanted), strict=True):
            file.write_bytes(content.replace(b"\r\n", b"\n"))
        labels = ("-L", "editor", "-L", "last import", "-L", "new import")
        done = git.run(Path(folder), "merge-file", "-p", *labels, *map(str, files))
    if done.returncode < 0 or done.returncode > 127:  # noqa: PLR2004  git-merge-file(1): the number of conflicts, or 255
        raise OSError(done.returncode, done.stderr.decode(errors="replace").strip() or "git merge-file")
    return done.stdout, done.returncode > 0
