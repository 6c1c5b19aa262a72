"""The report of an import: what was read, what it became, what was wrong, what a person should look at.

The same figures as text for the terminal, as JSON for programs and as a page of HTML for people. In JSON:
`read`, `became` and `figures` are numbers by name, `entries` says what each page became and why, `findings` has
each kind with its `group`, `meaning`, `count` and all its `places` (file, text, address), `problems` are sentences.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from intsite.importers.findings import NOTE_KINDS, ImportProblem, Note
from intsite.render import standalone

_EXAMPLES = 5
"""Of each kind, in text and on the page."""
_GROUPS = {
    "look": ("Bitte ansehen", "Please look at this"),
    "mended": ("In Ordnung gebracht", "Put right"),
    "removed": ("Mit Absicht weggelassen", "Left out on purpose"),
}
_NAMES = {
    "contacts found": ("Kontakte gefunden", "contacts found"),
    "contacts became offices": ("Stellen daraus", "offices made of them"),
    "contacts referenced": ("Kontakte, auf die Texte jetzt verweisen", "contacts that texts refer to now"),
    "hours present": ("Zeiten vorhanden", "hours present"),
    "hours parsed": ("Zeiten verstanden", "hours understood"),
}


class Became(Struct, frozen=True, kw_only=True):
    """What one page, row or event became."""

    source: str
    """Its old address, or its place in the file read."""
    entry: str
    """`guide:housing`."""
    reason: str = ""
    """Why it is of this kind, where it is not the usual one."""


class Report(Struct, frozen=True, kw_only=True):
    """Everything that an import has to tell."""

    read: Mapping[str, int]
    """How many of what, such as `pages de`."""
    entries: tuple[Became, ...]
    figures: Mapping[str, int]
    """Keys of `_NAMES`."""
    notes: tuple[Note, ...]
    problems: tuple[ImportProblem, ...]
    files: Mapping[str, int]
    """`written`, `unchanged`, `merged`, `kept`, `conflicts`."""

    @property
    def became(self) -> dict[str, int]:
        """How many entries of each kind."""
        return dict(
            Counter(became.entry.partition(":")[0] for became in {one.entry: one for one in self.entries}.values())
        )


def write(report: Report, file: Path, language: str) -> None:
    """Write the report in the form that the file's ending asks for: `.json`, `.html`, otherwise text.

    Raises `OSError` where the file cannot be written.
    """
    forms: dict[str, Callable[[Report, str], str]] = {".json": as_json, ".html": as_html, ".htm": as_html}
    file.write_text(forms.get(file.suffix.lower(), as_text)(report, language), encoding="utf-8")


def as_text(report: Report, language: str) -> str:
    """For a terminal."""
    lines = [_sentence(report, language), ""]
    lines += [f"{count:>7}  {_named(name, language)}" for name, count in report.figures.items()]
    for group, title in _GROUPS.items():
        found = [(kind, notes) for kind, notes in _by_kind(report.notes).items() if NOTE_KINDS[kind]["group"] == group]
        if found:
            lines += ["", _choose(title, language)]
        for kind, notes in found:
            lines.append(f"{len(notes):>7}  {kind}: {_meaning(kind, language)}")
            if group == "look":
                lines += [f"           {_example(note)}" for note in notes[:_EXAMPLES]]
                if len(notes) > _EXAMPLES:
                    lines.append("           …")
    lines += ["", *(found.sentence(language) for found in report.problems)] if report.problems else []
    return "\n".join(lines) + "\n"


def as_json(report: Report, language: str) -> str:
    """For programs; the keys never depend on the language."""
    value = {
        "read": dict(report.read),
        "became": report.became,
        "files": dict(report.files),
        "figures": dict(report.figures),
        "entries": [
            {"source": one.source, "entry": one.entry} | ({"reason": one.reason} if one.reason else {})
            for one in report.entries
        ],
        "findings": [
            {
                "kind": kind,
                "group": NOTE_KINDS[kind]["group"],
                "meaning": _meaning(kind, language),
                "count": len(notes),
                "by-language": _by_language(notes),
                "places": [{"file": note.file, "text": note.text, "address": note.address} for note in notes],
            }
            for kind, notes in _by_kind(report.notes).items()
        ],
        "problems": [
            {"file": found.file, "place": found.place, "code": found.code, "message": found.sentence(language)}
            for found in report.problems
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def as_html(report: Report, language: str) -> str:
    """A page that needs nothing beside it."""
    by_kind = _by_kind(report.notes)
    groups = [
        {
            "id": group,
            "title": _choose(title, language),
            "kinds": [
                {
                    "kind": kind,
                    "meaning": _meaning(kind, language),
                    "count": len(notes),
                    "notes": notes,
                    "by": _by_language(notes),
                }
                for kind, notes in by_kind.items()
                if NOTE_KINDS[kind]["group"] == group
            ],
        }
        for group, title in _GROUPS.items()
    ]
    return standalone(
        Path(__file__).with_name("report.html"),
        language=language,
        is_german=language == "de",
        report=report,
        summary=_sentence(report, language),
        figures=[(_named(name, language), count) for name, count in report.figures.items()],
        groups=[group for group in groups if group["kinds"]],
        problems=[found.sentence(language) for found in report.problems],
        most=_EXAMPLES * 20,
    )


def _by_kind(notes: Sequence[Note]) -> dict[str, list[Note]]:
    return {kind: found for kind in NOTE_KINDS if (found := [note for note in notes if note.kind == kind])}


def _by_language(notes: Sequence[Note]) -> dict[str, int]:
    """How many in each language, by the name of the words file."""
    return dict(sorted(Counter(Path(note.file).stem for note in notes).items()))


def _example(note: Note) -> str:
    told = " · ".join(" ".join(part.split()) for part in (note.text, note.address) if part)
    return f"{note.file}: {told}"[:200]


def _sentence(report: Report, language: str) -> str:
    read = ", ".join(f"{count} {name}" for name, count in report.read.items())
    became = ", ".join(f"{count} {kind}" for kind, count in report.became.items())
    files = ", ".join(f"{count} {_FILES[name][language != 'de']}" for name, count in report.files.items() if count)
    if language == "de":
        return f"Gelesen: {read}. Daraus wurden: {became or 'nichts'}. Dateien: {files or 'keine'}."
    return f"Read: {read}. They became: {became or 'nothing'}. Files: {files or 'none'}."


_FILES = {
    "written": ("geschrieben", "written"),
    "unchanged": ("unverändert", "unchanged"),
    "merged": ("zusammengeführt", "merged"),
    "kept": ("mit Änderungen der Redaktion behalten", "kept with an editor's changes"),
    "conflicts": ("mit Konflikten", "with conflicts"),
}


def _choose(texts: tuple[str, str], language: str) -> str:
    return texts[0] if language == "de" else texts[1]


def _named(name: str, language: str) -> str:
    return _choose(_NAMES[name], language)


def _meaning(kind: str, language: str) -> str:
    return NOTE_KINDS[kind]["de" if language == "de" else "en"]
