"""A day, written year-month-day, such as 2026-11-08."""

from __future__ import annotations

import datetime as dt
import re

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "2026-11-08"

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_GERMAN = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")

_YEARS = range(1900, 2200)


def read(node: Node, field: Field) -> Reading:
    """A `dt.date`."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    day = as_date(text)
    if day is None:
        return None, (problem("bad-date", node.span, value=text, suggestion=suggest(text)),)
    return day, ()


def as_date(text: str) -> dt.date | None:
    """The day of a text such as 2026-11-08, or None."""
    written = _ISO.fullmatch(text)
    if not written or len(text) != len(EXAMPLE):
        return None
    return _existing(int(written[1]), int(written[2]), int(written[3]))


def suggest(text: str) -> str:
    """How `text` has to be written if it is a German date or lacks zeros, else an empty string."""
    german, iso = _GERMAN.fullmatch(text), _ISO.fullmatch(text)
    if german:
        day = _existing(int(german[3]), int(german[2]), int(german[1]))
    elif iso:
        day = _existing(int(iso[1]), int(iso[2]), int(iso[3]))
    else:
        day = None
    return day.isoformat() if day else ""


def _existing(year: int, month: int, day: int) -> dt.date | None:
    """The day, if the calendar has it in a year that content can be about; others are mistyped."""
    try:
        return dt.date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def schema(_field: Field) -> dict[str, object]:
    """A string in the date format."""
    return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
