"""What the small readers (saved pages, tables, calendars) make, and writing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from intsite.importers.findings import ImportProblem, Note, import_problem
from intsite.importers.merging import Written, write_files
from intsite.importers.report import Became, Report
from intsite.importers.repository import site_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
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


def read_text(file: Path, problems: list[ImportProblem]) -> str:
    """The text of a file in UTF-8; empty, with a problem, where there is none."""
    try:
        return read_bytes(file, problems).decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(import_problem("not-utf-8", str(file)))
        return ""
