"""What the small readers (saved pages, tables, calendars) make, and writing it."""

from __future__ import annotations

import codecs
import contextlib
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from intsite.importers.findings import ImportProblem, Note, import_problem
from intsite.importers.merging import Written, write_files
from intsite.importers.reading import DAMAGED
from intsite.importers.report import Became, Report
from intsite.importers.repository import site_toml


class Outcome(Struct, frozen=True, kw_only=True):
    """Files of a repository, and what there is to tell."""

    source: str
    """What was read, the same each time it is read: later imports know by it what is gone."""
    files: Mapping[str, str | bytes]
    read: Mapping[str, int]
    """How many of what."""
    languages: tuple[str, ...]
    """The leading language first."""
    entries: tuple[Became, ...]
    notes: tuple[Note, ...] = ()
    problems: tuple[ImportProblem, ...] = ()


def write(outcome: Outcome, into: Path, *, remove_gone: bool = False) -> Report:
    """Write everything below `into`, and a site.toml where there is none; nothing where there is nothing."""
    files: dict[str, str | bytes] = dict(outcome.files)
    if files and not (into / "site.toml").exists():
        files["site.toml"] = site_toml(into.resolve().name, outcome.languages)
    is_complete = not outcome.problems
    written = write_files(files, into, outcome.source, remove_gone=remove_gone and is_complete) if files else Written()
    return Report(
        read=outcome.read,
        entries=outcome.entries,
        figures={},
        notes=(*outcome.notes, *written.notes),
        problems=(*outcome.problems, *written.problems),
        files={name: len(getattr(written, name)) for name in ("written", "unchanged", "merged", "kept", "conflicts")},
    )


def read_bytes(file: Path, problems: list[ImportProblem]) -> bytes:
    """The content of a file; empty, with a problem, where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        problems.append(import_problem("unreadable", str(file), reason=error.strerror or error))
        return b""


def read_text(file: Path, problems: list[ImportProblem], notes: list[Note]) -> str:
    """The text of a file in UTF-8 or UTF-16; in Windows-1252, as Excel saves it, with a note; empty with a problem."""
    content = read_bytes(file, problems)
    is_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    with contextlib.suppress(UnicodeDecodeError):
        return DAMAGED.sub("", content.decode("utf-16" if is_utf_16 else "utf-8-sig"))
    with contextlib.suppress(UnicodeDecodeError):
        text = content.decode("cp1252")
        if not is_utf_16 and not DAMAGED.search(text):
            notes.append(Note(kind="read-as-windows", file=str(file)))
            return text
    problems.append(import_problem("not-utf-8", str(file)))
    return ""
