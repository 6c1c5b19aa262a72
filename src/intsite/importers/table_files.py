"""Tables (CSV) to offices, services, courses, municipalities or any other kind: a row is an entry."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from intsite.fields import Field, phone
from intsite.importers.findings import ImportProblem, Note, Notebook, import_problem
from intsite.importers.hours_in_prose import understand
from intsite.importers.identifiers import slug, unique
from intsite.importers.markup import escape
from intsite.importers.outcome import Outcome, read_text
from intsite.importers.report import Became
from intsite.importers.repository import Value, words, yaml
from intsite.kinds import Kind
from intsite.opening_hours import to_osm
from intsite.problems import nearest

_ABOUT_WORDS = ("id", "text")
"""Columns beside the fields of a kind: the id of the entry, and the text below the front matter."""


def convert(file: Path, kind: Kind, mapping: Mapping[str, str], language: str) -> Outcome:
    """`mapping` leads from the names of columns to fields (`address.street`); others are called like fields."""
    problems: list[ImportProblem] = []
    read: list[Note] = []
    rows = _rows(read_text(file, problems, read), file, problems)
    heads = [head.strip() for head in rows[0]] if rows else []
    columns = [mapping.get(head, slug(head) if head.lower() in _ABOUT_WORDS else head.strip()) for head in heads]
    known = {*_ABOUT_WORDS, *(field.name for field in (*kind.facts, *kind.words))}
    for head, column in zip(heads, columns, strict=True):
        if column and column.partition(".")[0] not in known:
            close = nearest(column, known)
            problems.append(
                import_problem("unknown-column", str(file), head, suggestion=f" ({close}?)" if close else "")
            )
    if not problems and "title" not in columns:
        problems.append(import_problem("column-missing", str(file), name="title"))
    files: dict[str, str] = {}
    entries: list[Became] = []
    notebooks: list[Notebook] = []
    taken: set[str] = set()
    for number, row in enumerate(rows[1:], start=2) if not problems else ():
        cells = _cells(columns, row)
        if not cells:
            continue
        if "title" not in cells:
            problems.append(import_problem("row-without-title", str(file), f"row {number}"))
            continue
        identifier = unique(slug(cells.get("id") or cells["title"]) or kind.name, "", taken)
        taken.add(identifier)
        folder = f"content/{kind.folder}/{identifier}"
        notebook = Notebook(file=f"{folder}/facts.yaml")
        notebooks.append(notebook)
        front: dict[str, Value] = {
            field.name: _value(field, cells[field.name]) or "" for field in kind.words if field.name in cells
        }
        front.setdefault("summary", escape(cells["title"], starts_line=True))
        facts, left = _facts(kind, cells, notebook)
        more = [cell.strip() for cell in row[len(columns) :] if cell.strip()]
        if more:
            problems.append(import_problem("more-cells", str(file), f"row {number}", value="; ".join(more)))
        files[notebook.file] = yaml(facts)
        body = "\n\n".join(escape(part, starts_line=True) for part in (cells.get("text", ""), *left, *more) if part)
        files[f"{folder}/{language}.md"] = words(front, f"{body}\n" if body else "")
        entries.append(Became(source=f"{file.name}: row {number}", entry=f"{kind.name}:{identifier}"))
    return Outcome(
        source=f"csv-{kind.name}-{slug(file.stem)}",
        files=files,
        read={"rows": max(len(rows) - 1, 0)},
        languages=(language,),
        entries=tuple(entries),
        notes=(*read, *(note for notebook in notebooks for note in notebook.notes)),
        problems=tuple(problems),
    )


def _rows(text: str, file: Path, problems: list[ImportProblem]) -> list[list[str]]:
    """The cells of all rows; none, with a problem, where they cannot be told apart."""
    first, _, rest = text.partition("\n")
    said = re.fullmatch(r"sep=(.)\s*", first)
    reader = csv.reader(io.StringIO(rest if said else text), delimiter=said[1] if said else _delimiter(text))
    try:
        return list(reader)
    except csv.Error as error:
        problems.append(import_problem("not-csv", str(file), f"row {reader.line_num}", reason=error))
        return []


def _cells(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """The cells of a row by column; those of two columns for one field one after the other."""
    cells: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        if column and cell.strip():
            before = f"{cells[column]}; " if column in cells else ""
            cells[column] = before + cell.strip()
    return cells


def _delimiter(text: str) -> str:
    """Semicolons, as German spreadsheets write, commas or tabs: the one that the first line has most of."""
    first = text.partition("\n")[0]
    return max(";,\t", key=first.count)


def _facts(kind: Kind, cells: Mapping[str, str], notebook: Notebook) -> tuple[dict[str, Value], list[str]]:
    """The facts of a row, and the cells that were not understood: they become text."""
    made: dict[str, Value] = {}
    left: list[str] = []
    for field in kind.facts:
        parts = {
            column.partition(".")[2]: cell for column, cell in cells.items() if column.startswith(f"{field.name}.")
        }
        if parts:
            made[field.name] = parts
        if field.name not in cells:
            continue
        value = _value(field, cells[field.name])
        if value is None or (field.type == "phone" and _says_more(cells[field.name])):
            notebook.add("hours-unread" if field.type == "hours" else "phone-unread", text=cells[field.name])
            left.append(cells[field.name])
        if value is not None:
            made[field.name] = value
    return made, left


def _says_more(cell: str) -> bool:
    """Whether digits are left beside the numbers: an extension, or hours."""
    for start, end, _ in reversed(list(phone.find(cell))):
        cell = cell[:start] + cell[end:]
    return any(letter.isdigit() for letter in cell)


def _value(field: Field, cell: str) -> Value | None:
    """None for hours and numbers that are not understood; whatever else is wrong, the check says."""
    if field.type == "hours":
        spoken = understand(cell)
        return to_osm(spoken.hours) if spoken else None
    if field.type == "phone":
        numbers = [number.e164 for _, _, number in phone.find(cell)]
        return (numbers if field.listed else numbers[0]) if numbers else None
    if field.listed:
        return [part.strip() for part in re.split(r"[;|]|,\s", cell) if part.strip()]
    return cell
