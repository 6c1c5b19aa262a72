"""Outputs to a folder: only what changed is written, what is gone is removed, and never half a site.

The folder holds a list of the files that intsite wrote there (`.intsite.json`). Only these are ever removed; a folder
with other things in it and no such list is refused. New files are written aside first and moved in one by one when all
are complete; the list names them before, so that an interrupted run leaves nothing that the next one would not know.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from intsite.files import write_whole
from intsite.memo import stamp
from intsite.output import Filed, Output

MANIFEST = ".intsite.json"
FILE, FOREIGN = "is a file", "is not empty and holds no site of intsite; nothing was changed"
"""Why a folder cannot take a site."""
_STAGING = ".staging-"
_LEFT_OVER = 3600
"""Seconds after which what lies aside belongs to no build that still runs."""


class OutputFolderError(Exception):
    """The folder cannot take a site: it holds other things, or cannot be written."""

    def __init__(self, folder: Path, reason: str) -> None:
        """`reason` is `FILE`, `FOREIGN` or what the disk says."""
        super().__init__(folder, reason)  # what it is made of again where it comes from another process
        self.folder = folder
        self.reason = reason

    def __str__(self) -> str:
        """For people who speak English."""
        return f"{self.folder}: {self.reason}"


class Changes(Struct, frozen=True, kw_only=True):
    """What publishing did, as paths from the site's root."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


class Staging:
    """What is to come into a folder, laid aside file by file until all of it is complete.

    Several processes may lay their files aside at the same time.
    """

    def __init__(self, folder: Path) -> None:
        """Raises `OutputFolderError` when the folder holds things that are not a site of intsite."""
        self._folder = folder
        self._prefix = f"{folder}/"
        self._listed = _known_files(folder)
        self._is_new = not folder.exists()
        self._aside = folder / f"{_STAGING}{secrets.token_hex(8)}"

    def holds(self, file: Filed) -> bool:
        """Whether a file that was published before still lies there, as far as can be seen from outside."""
        return file.look is not None and file.look == stamp(self._prefix + file.path)

    def put(self, output: Output) -> Filed:
        """Lay a file aside, unless the folder holds it already."""
        _check_path(output.path)
        aside, target = self._aside / _name(output.path), self._folder / output.path
        with _environment(self._folder):
            # Seen before it is read: whoever changes it meanwhile is noticed next time.
            look = stamp(target)
            if _is_same(target, output.content):
                aside.unlink(missing_ok=True)
            else:
                self._aside.mkdir(parents=True, exist_ok=True)
                aside.write_bytes(output.content)
                look = stamp(aside)
        digest = hashlib.blake2b(output.content, digest_size=16).hexdigest()
        return Filed(path=output.path, size=len(output.content), digest=digest, look=look)

    def publish(self, files: Iterable[Filed]) -> Changes:
        """Bring the folder to exactly these files; of two with one path the later one counts."""
        wanted = {file.path: file for file in files}
        laid_aside = {file.name for file in self._aside.iterdir()} if self._aside.is_dir() else set()
        changed = [path for path in wanted if _name(path) in laid_aside] if laid_aside else []
        removed = sorted(self._listed - wanted.keys())
        with _environment(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            if changed or removed:
                self._list(self._listed | wanted.keys())
                ready = {self._folder}
                for path in changed:
                    _move(self._aside / _name(path), self._folder / path, ready)
                _remove(removed, self._folder)
            self._list(set(wanted))
        return Changes(written=tuple(sorted(changed)), removed=tuple(removed), unchanged=len(wanted) - len(changed))

    def _list(self, files: set[str]) -> None:
        """Write the list of the files, unless it is there already."""
        if files != self._listed:
            content = json.dumps({"files": sorted(files)}, indent=0).encode()
            write_whole(self._folder / MANIFEST, content)
            self._listed = files

    def clear(self) -> None:
        """Throw away what still lies aside, also what a killed run left behind long ago."""
        shutil.rmtree(self._aside, ignore_errors=True)
        for left_over in self._folder.glob(f"{_STAGING}*") if self._folder.is_dir() else ():
            with contextlib.suppress(OSError):
                if time.time() - left_over.stat().st_mtime > _LEFT_OVER:
                    shutil.rmtree(left_over, ignore_errors=True)
        if self._is_new:
            with contextlib.suppress(OSError):
                self._folder.rmdir()


@contextlib.contextmanager
def staging(folder: Path) -> Iterator[Staging]:
    """A place for new files of `folder`, gone in the end whatever happens. Raises `OutputFolderError`."""
    prepared = Staging(folder)
    try:
        yield prepared
    finally:
        prepared.clear()


def publish(outputs: Iterable[Output], folder: Path) -> Changes:
    """Bring `folder` to exactly `outputs`.

    Raises `OutputFolderError` when it holds things that are not a site of intsite.
    """
    with staging(folder) as prepared:
        return prepared.publish([prepared.put(output) for output in outputs])


@contextlib.contextmanager
def _environment(folder: Path) -> Iterator[None]:
    """What the disk refuses is an `OutputFolderError`."""
    try:
        yield
    except OSError as error:
        raise OutputFolderError(folder, error.strerror or str(error)) from error


def _known_files(folder: Path) -> set[str]:
    """What intsite wrote into the folder before."""
    if not folder.exists():
        return set()
    if not folder.is_dir():
        raise OutputFolderError(folder, FILE)
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {path for path in listed["files"] if _is_inside(path)}
    except FileNotFoundError:
        if not all(item.name.startswith(_STAGING) for item in folder.iterdir()):
            raise OutputFolderError(folder, FOREIGN) from None
        return set()
    except (ValueError, KeyError, TypeError):
        return set()


def _is_inside(path: object) -> bool:
    return isinstance(path, str) and path != "" and not path.startswith("/") and ".." not in path.split("/")


def _check_path(path: str) -> None:
    if not _is_inside(path):
        message = f"{path!r} leaves the site's folder"
        raise ValueError(message)


def _is_same(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _name(path: str) -> str:
    """Of a file that lies aside."""
    return hashlib.blake2b(path.encode(), digest_size=16).hexdigest()


def _move(aside: Path, target: Path, ready: set[Path]) -> None:
    """Put a file into its place, whatever stands there; `ready` are folders that are known to be there."""
    _make_folder(target.parent, ready)
    try:
        aside.replace(target)
    except OSError:
        if not target.is_dir():
            raise
        shutil.rmtree(target)
        aside.replace(target)


def _make_folder(folder: Path, ready: set[Path]) -> None:
    """A folder, also where a file stood before."""
    if folder in ready:
        return
    _make_folder(folder.parent, ready)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            folder.unlink()
            folder.mkdir()
    ready.add(folder)


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
