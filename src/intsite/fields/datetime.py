"""A day with a time, such as 2026-11-08 14:00."""

from __future__ import annotations

import datetime as dt

from intsite.fields import Field, Reading, date, scalar_text, time
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "2026-11-08 14:00"


def read(node: Node, field: Field) -> Reading:
    """A naive `datetime.datetime`, local in Europe/Berlin."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    day, clock = _parts(text)
    the_date, the_time = date.as_date(day), time.as_time(clock)
    if the_date is None or the_time is None:
        return None, (problem("bad-datetime", node.span, value=text, suggestion=_suggest(day, clock)),)
    return dt.datetime.combine(the_date, the_time), ()


def _parts(text: str) -> tuple[str, str]:
    day, _, clock = text.partition("T" if text[10:11] == "T" else " ")
    return day, clock.strip()


def _suggest(day: str, clock: str) -> str:
    the_day = day if date.as_date(day) else date.suggest(day.rstrip(","))
    the_time = time.suggest(clock)
    return f"{the_day} {the_time}" if the_day and the_time else ""


def schema(_field: Field) -> dict[str, object]:
    """A string of a date, a space and a time."""
    return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]([01]?[0-9]|2[0-3]):[0-5][0-9]$"}
