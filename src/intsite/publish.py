"""Outputs to a folder: only what changed is written, what is gone is removed, and never half a site.

The folder holds a list of the files that intsite wrote there (`.intsite.json`). Only these are ever removed; a folder
with other things in it and no such list is refused. New files are written aside first and moved in one by one when all
are complete; the list names them before, so that an interrupted run leaves nothing that the next one would not know.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from intsite.output import Output

MANIFEST = ".intsite.json"
_STAGING = ".staging-"


class OutputFolderError(Exception):
    """The folder cannot take a site: it holds other things, or cannot be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What publishing did, as paths from the site's root."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def publish(outputs: Iterable[Output], folder: Path) -> Changes:
    """Bring `folder` to exactly `outputs`.

    Raises `OutputFolderError` when it holds things that are not a site of intsite.
    """
    known = _known_files(folder)
    wanted: dict[str, bytes] = {}
    for output in outputs:
        _check_path(output.path)
        wanted[output.path] = output.content
    changed = {path: content for path, content in wanted.items() if not _is_same(folder / path, content)}
    removed = sorted(known - wanted.keys())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if changed or removed:
            _list(folder, known | wanted.keys())
            _write_all(changed, folder)
            _remove(removed, folder)
        _list(folder, wanted)
    except OSError as error:
        message = f"{folder}: {error.strerror or error}"
        raise OutputFolderError(message) from error
    return Changes(written=tuple(sorted(changed)), removed=tuple(removed), unchanged=len(wanted) - len(changed))


def _known_files(folder: Path) -> set[str]:
    """What intsite wrote into the folder before."""
    if not folder.exists():
        return set()
    if not folder.is_dir():
        message = f"{folder} is a file"
        raise OutputFolderError(message)
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {path for path in listed["files"] if _is_inside(path)}
    except FileNotFoundError:
        if any(folder.iterdir()):
            message = f"{folder} is not empty and holds no site of intsite; nothing was changed"
            raise OutputFolderError(message) from None
        return set()
    except (ValueError, KeyError, TypeError):
        return set()


def _is_inside(path: object) -> bool:
    if not isinstance(path, str) or not path:
        return False
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts


def _check_path(path: str) -> None:
    if not _is_inside(path):
        message = f"{path!r} leaves the site's folder"
        raise ValueError(message)


def _is_same(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _list(folder: Path, files: Iterable[str]) -> None:
    """Write the list of the files, unless it is there already."""
    content = json.dumps({"files": sorted(files)}, indent=0).encode()
    if not _is_same(folder / MANIFEST, content):
        aside = folder / f"{MANIFEST}.new"
        aside.write_bytes(content)
        aside.replace(folder / MANIFEST)


def _write_all(changed: dict[str, bytes], folder: Path) -> None:
    for left_over in folder.glob(f"{_STAGING}*"):
        shutil.rmtree(left_over, ignore_errors=True)
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
    try:
        staged = []
        for number, (path, content) in enumerate(changed.items()):
            aside = staging / str(number)
            aside.write_bytes(content)
            staged.append((aside, folder / path))
        for aside, target in staged:
            _make_way(target.parent, folder)
            if target.is_dir():
                shutil.rmtree(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            aside.replace(target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _make_way(parent: Path, folder: Path) -> None:
    """Remove a former file where now a folder is needed."""
    for step in [parent, *parent.parents]:
        if step == folder:
            return
        if step.is_file():
            step.unlink()


def _remove(paths: list[str], folder: Path) -> None:
    for path in paths:
        file = folder / path
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
            file.unlink()
        for parent in file.parents:
            if parent == folder or not parent.is_relative_to(folder):
                break
            try:
                parent.rmdir()
            except OSError:
                break
