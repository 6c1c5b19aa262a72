"""What an earlier import of the same source wrote and this one has no more: told, and removed where that is wanted.

Which files came from which source stands in `.imported/sources/`. A file that an editor changed is never removed, nor
an entry to which somebody added one. Old addresses of what is removed lead to what came in its place, else to the page
above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from intsite.files import write_whole
from intsite.importers.findings import Note

SOURCES = "sources"
"""Folder below that of what was imported last."""
_FILE = re.compile(r"content/(?P<kind>[^/]+)/(?P<id>[^/]+)/(?P<name>[^/]+)")
_ABOVE = re.compile(r"^(?:parent|guide): (\S+)$", re.MULTILINE)
_ALIASES = re.compile(r"^aliases:\n((?:  - .+\n)+)", re.MULTILINE)


class _Entry(Struct, frozen=True, kw_only=True):
    """An entry, or a translation of one, that the source has no more."""

    folder: str
    files: tuple[str, ...]
    """What the import wrote of it and is gone now."""
    is_whole: bool
    """Whether nothing of the entry is left."""
    is_changed: bool
    """Whether anybody changed one of the files, or added one to the folder."""


def settle(files: Mapping[str, str | bytes], into: Path, base: Path, source: str, *, remove: bool) -> tuple[Note, ...]:
    """Tell what is gone, remove it if asked to and nobody changed it, and write down what came from `source`."""
    register = base / SOURCES / f"{source}.txt"
    known = register.read_text(encoding="utf-8").split("\n") if register.is_file() else []
    missing = [path for path in known if path and path not in files and (into / PurePosixPath(path)).is_file()]
    notes: list[Note] = []
    left: set[str] = {*missing}
    gone = list(_gone(files, missing, into, base))
    leaving: list[tuple[_Entry, list[str]]] = []
    above = {entry.folder: _above(entry.folder, base) for entry in gone}
    for entry in gone:
        kind = "gone-changed" if entry.is_changed else "gone-removed" if remove else "gone"
        aliases = [(path, alias) for path in entry.files for alias in _aliases(base / path)]
        notes += [
            Note(kind=kind, file=path, address=next((alias for of, alias in aliases if of == path), ""))
            for path in entry.files
            if path.endswith(".md")
        ]
        if kind == "gone-removed":
            _remove(entry, into, base)
            left -= {*entry.files}
            leaving.append((entry, [alias for _, alias in aliases]))
    for entry, old in leaving:
        _lead_on(entry, old, files, above, into)
    write_whole(register, "".join(f"{path}\n" for path in sorted({*files} | left)))
    return tuple(notes)


def _gone(files: Mapping[str, str | bytes], missing: Iterable[str], into: Path, base: Path) -> Iterator[_Entry]:
    """Entries and translations that are no more; a language of which nothing was delivered is not gone."""
    languages = {PurePosixPath(path).stem for path in files if path.endswith(".md")}
    folders: dict[str, list[str]] = {}
    for path in missing:
        if _FILE.fullmatch(path):
            folders.setdefault(path.rpartition("/")[0], []).append(path)
    there = {path.rpartition("/")[0] for path in files}
    for folder, paths in folders.items():
        words = [path for path in paths if path.endswith(".md") and PurePosixPath(path).stem in languages]
        is_whole = folder not in there and len(words) == sum(path.endswith(".md") for path in paths)
        found = tuple(paths if is_whole else words)
        added = {f"{folder}/{file.name}" for file in (into / folder).iterdir()} - {*paths} if is_whole else set()
        changed = any((into / path).read_bytes() != _content(base / path) for path in found)
        if words:
            yield _Entry(folder=folder, files=found, is_whole=is_whole, is_changed=changed or bool(added))


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _aliases(file: Path) -> list[str]:
    found = _ALIASES.search(_text(file))
    return [line.removeprefix("  - ") for line in found[1].splitlines()] if found else []


def _above(folder: str, base: Path) -> str:
    """The folder of the page above; empty at the top."""
    found = _ABOVE.search(_text(base / folder / "facts.yaml"))
    return f"content/guides/{found[1]}" if found else ""


def _remove(entry: _Entry, into: Path, base: Path) -> None:
    for root in (into, base):
        for path in entry.files:
            (root / path).unlink(missing_ok=True)
        folder = root / entry.folder
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _lead_on(
    entry: _Entry, aliases: list[str], files: Mapping[str, str | bytes], above: Mapping[str, str], into: Path
) -> None:
    """Write the old addresses into the entry that they lead to from now on."""
    target = _successor(aliases, files) or (entry.folder if not entry.is_whole else above[entry.folder])
    while target and not (into / target / "facts.yaml").is_file():
        target = above.get(target, "")
    if not target:
        return
    own = "/".join(entry.folder.split("/")[1:])
    if entry.is_whole and target != entry.folder:
        _add_aliases(into / target / "facts.yaml", [own])
    words = sorted((into / target).glob("*.md"))
    for path in entry.files:
        same = [file for file in words if file.name == path.rpartition("/")[2]] or words
        wanted = [alias for alias in aliases if not any(alias in _text(file) for file in words)]
        if same and path.endswith(".md"):
            _add_aliases(same[0], [alias for alias in wanted if _is_of(alias, path)])


def _successor(aliases: Iterable[str], files: Mapping[str, str | bytes]) -> str:
    """The folder of the entry that has one of the addresses now."""
    lines = [f"  - {alias}\n" for alias in aliases]
    return next(
        (
            path.rpartition("/")[0]
            for path, content in files.items()
            if isinstance(content, str) and any(line in content for line in lines)
        ),
        "",
    )


def _is_of(alias: str, path: str) -> bool:
    """Whether an old address is one of this file's language, or of none."""
    parts = alias.strip('"').strip("/").split("/")
    return len(parts) < 2 or parts[1] == PurePosixPath(path).stem  # noqa: PLR2004  region and language


def _add_aliases(file: Path, aliases: Iterable[str]) -> None:
    """Add to the list of a file of facts or words.

    Not to the import's own copy of it: so this counts as an editor's change, and stays.
    """
    text = _text(file)
    lines = "".join(f"  - {alias}\n" for alias in aliases if f"  - {alias}\n" not in text)
    if not lines:
        return
    found = re.search(r"^aliases:\n", text, re.MULTILINE)
    end = text.find("\n---\n") + 1 if text.startswith("---\n") else len(text)
    place = found.end() if found else end
    write_whole(file, text[:place] + ("" if found else "aliases:\n") + lines + text[place:])
