"""links.yaml: addresses that programs judge wrongly and an editor has looked at, with the day.

https://www.landkreis-musterland.example/terminal: 2026-11-22  # answers only browsers
https://karten.landkreis-musterland.example/*: 2026-11-22
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct

from intsite.fields.date import as_date, suggest
from intsite.problems import Problem, Span, problem
from intsite.source import Scalar, parse_yaml, read_text

FILE = "links.yaml"
_VALID = dt.timedelta(days=180)
"""After half a year somebody should look again."""


class Note(Struct, frozen=True, kw_only=True):
    """An editor's word for one address, or for all that begin so."""

    address: str
    """With `*` at its end for all that begin so."""
    day: dt.date
    span: Span

    def covers(self, address: str) -> bool:
        """Whether the note is about an address."""
        return address.startswith(self.address[:-1]) if self.address.endswith("*") else address == self.address


def notes(root: Path, today: dt.date) -> tuple[tuple[Note, ...], tuple[Problem, ...]]:
    """The notes that still hold, and what is wrong with the others; without the file none."""
    if not (root / FILE).is_file():
        return (), ()
    text, in_text = read_text(root / FILE, FILE)
    top, in_yaml = parse_yaml(text, FILE)
    problems = [*in_text, *in_yaml]
    valid = []
    for key, node in top:
        written = node.text.strip() if isinstance(node, Scalar) else "…"
        day = as_date(written)
        if day is None:
            problems.append(problem("bad-date", node.span, value=written, suggestion=suggest(written)))
        elif day > today:
            problems.append(problem("link-note-of-the-future", node.span, value=written))
        elif today - day > _VALID:
            problems.append(problem("link-note-expired", key.span, url=key.text, day=day.isoformat()))
        else:
            valid.append(Note(address=key.text, day=day, span=key.span))
    return tuple(valid), tuple(problems)


def unneeded(valid: Collection[Note], written: Collection[str]) -> Iterator[Problem]:
    """Notes about addresses that the content no longer has."""
    for note in valid:
        if not any(note.covers(address) for address in written):
            yield problem("link-note-unneeded", note.span, url=note.address)
