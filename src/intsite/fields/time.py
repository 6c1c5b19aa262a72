"""A time of day, such as "14:00"."""

from __future__ import annotations

import datetime as dt
import re

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = '"14:00"'

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_GERMAN = re.compile(r"([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9]))?(?: ?Uhr)?")


def read(node: Node, field: Field) -> Reading:
    """A `datetime.time`, local in Europe/Berlin."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    time = as_time(text)
    if time is None:
        return None, (problem("bad-time", node.span, value=text, suggestion=suggest(text)),)
    return time, ()


def as_time(text: str) -> dt.time | None:
    """The time of a text such as 14:00 or 9:30, or None."""
    written = _TIME.fullmatch(text)
    return dt.time(int(written[1]), int(written[2])) if written else None


def suggest(text: str) -> str:
    """How a time such as `14 Uhr` or `14.30` has to be written, or an empty string."""
    german = _GERMAN.fullmatch(text)
    return f"{int(german[1]):02}:{german[2] or '00'}" if german else ""


def schema(_field: Field) -> dict[str, object]:
    """A string of hours and minutes."""
    return {"type": "string", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"}
