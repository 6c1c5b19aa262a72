"""Opening hours or a schedule, "Mo-Fr 08:00-12:00; PH off", or a list of {days: Mo-Fr, times: "08:00-12:00"}.

In the text a later rule takes the place of earlier ones for the same day. In the list, times add up; what
is closed, on holidays or on single dates takes the place of the regular week, in whatever order the list is
written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from intsite import fields
from intsite.fields import Field, Labels, Reading, Record, date, scalar_text, within
from intsite.opening_hours import Dates, Day, Hours, Rule, TimeSpan, hours_of, parse
from intsite.opening_hours.parse import parse_dates, parse_times, parse_weekdays
from intsite.opening_hours.values import State
from intsite.opening_hours.words import At
from intsite.problems import Problem, Span, problem
from intsite.source import Mapping, Node, Scalar, Sequence, is_empty

__all__ = ["EXAMPLE", "Hours", "read", "schema"]

EXAMPLE = '"Mo-Fr 08:00-12:00; Th 08:00-12:00,14:00-17:30; PH off"'

T = TypeVar("T")
Parts = tuple[tuple[T, ...], tuple[Problem, ...]]
"""What could be read, and what is wrong."""
_DASH = r"\s*(?:[\u2010-\u2015-]|bis|to)\s*"
_ISO_RANGE = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:{_DASH}([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}))?")
_PARTS = (
    Field(name="days", type="text", listed=True),
    Field(name="times", type="text", listed=True),
    Field(name="dates", type="text", listed=True),
    Field(name="holidays", type="boolean"),
    Field(name="closed", type="boolean"),
    Field(name="appointment", type="boolean"),
    Field(name="note", type="labels"),
)
_MARKS: tuple[State, ...] = ("closed", "appointment")
_NAMES = ", ".join(part.name for part in _PARTS)


class _Item(Struct, frozen=True, kw_only=True):
    """What one entry of the list says."""

    rules: tuple[Rule, ...]
    """One for each group of weekdays."""
    rank: int
    """The regular week goes first, then what is closed in it, holidays, dates."""


def read(node: Node, field: Field) -> Reading:
    """`Hours`."""
    if isinstance(node, Scalar):
        text, problems = scalar_text(node, field, EXAMPLE)
        return parse(text, _at(node)) if text else (None, problems or (_missing(node, field),))
    nodes = node.items if isinstance(node, Sequence) else (node,)
    items: list[_Item] = []
    found: list[Problem] = []
    for child in nodes:
        item, problems = _read_item(child, field)
        found += problems
        if item:
            items.append(item)
    return (hours_of(_in_order(items)) if items else None), tuple(found)


def _missing(node: Node, field: Field) -> Problem:
    return problem("missing-value", node.span, field=field.name)


def _at(node: Node) -> At:
    def place(offset: int, length: int) -> Span:
        return within(node, offset, length)

    return place


def _read_item(node: Node, field: Field) -> tuple[_Item | None, tuple[Problem, ...]]:
    if not isinstance(node, Mapping):
        return None, (problem("not-a-mapping", node.span, field=field.name, names=_NAMES),)
    record, problems = fields.read_mapping(node, _PARTS)
    days, day_problems = _each(node.get("days"), parse_weekdays)
    times, time_problems = _each(node.get("times"), parse_times)
    dates, date_problems = _each(node.get("dates"), _parse_dates)
    found = (*problems, *day_problems, *time_problems, *date_problems)
    wrong = None if found else _contradiction(node, record, times)
    if found or wrong:
        return None, (wrong,) if wrong else found
    marks = [name for name in _MARKS if record.get(name) is True]
    note = record.get("note")
    rules = tuple(
        replace(
            day,
            dates=dates,
            holidays=day.holidays or record.get("holidays") is True,
            spans=times,
            state=marks[0] if marks else "open",
            note=note.texts if isinstance(note, Labels) else (),
        )
        for day in _merged(days)
    )
    return _Item(rules=rules, rank=_rank(rules[0])), ()


def _merged(days: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """One rule for all weekdays that have the same numbers in the month; one for every day if none are named."""
    merged: dict[tuple[int, ...], Rule] = {}
    for day in days:
        known = merged.get(day.nth, Rule(nth=day.nth))
        holidays = known.holidays or day.holidays
        merged[day.nth] = replace(known, weekdays=known.weekdays + day.weekdays, holidays=holidays)
    return tuple(merged.values()) or (Rule(),)


def _contradiction(node: Node, record: Record, times: tuple[TimeSpan, ...]) -> Problem | None:
    """What an item says that does not go together."""
    marks = [name for name in _MARKS if record.get(name) is True]
    if len(marks) > 1:
        return problem("hours-closed-and-appointment", node.span)
    if record.get("holidays") is False:
        return problem("hours-holidays-false", node.span)
    return None if marks or times else problem("hours-item-without-times", node.span)


def _each(node: Node | None, parse_one: Callable[[str, At], Parts[T]]) -> Parts[T]:
    """All values of a text or of a list of texts; what is neither, `read_mapping` has reported."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    values: list[T] = []
    problems: list[Problem] = []
    for child in nodes:
        if isinstance(child, Scalar) and child.text.strip() and not is_empty(child):
            one, found = parse_one(child.text.strip(), _at(child))
            values += one
            problems += found
    return tuple(values), tuple(problems)


def _parse_dates(text: str, at: At) -> Parts[Dates]:
    """Dates as other fields write them, `2026-12-24 – 2027-01-01`, or as OpenStreetMap does."""
    written = _ISO_RANGE.fullmatch(text)
    if not written:
        return parse_dates(text, at)
    first, last = date.as_date(written[1]), date.as_date(written[2] or written[1])
    if first is None or last is None:
        return (), (problem("hours-no-such-day", at(0, len(text))),)
    if last < first:
        return (), (problem("hours-dates-backwards", at(0, len(text))),)
    ends = [Day(year=day.year, month=day.month, day=day.day) for day in (first, last)]
    return (Dates(first=ends[0], last=ends[1]),), ()


def _rank(rule: Rule) -> int:
    if rule.dates and (rule.state == "closed" or not all(dates.is_season for dates in rule.dates)):
        return 3
    if rule.only_holidays:
        return 2
    return 1 if rule.state == "closed" else 0


def _in_order(items: list[_Item]) -> list[Rule]:
    """The rules of all items with their modes: times of the regular week, and of one exception, add up."""
    rules: list[Rule] = []
    replaced: set[tuple[int, tuple[Dates, ...]]] = set()
    for item in sorted(items, key=lambda item: item.rank):
        key = (item.rank, item.rules[0].dates)
        adds = item.rank == 0 or (item.rank > 1 and key in replaced)
        replaced.add(key)
        rules += [replace(rule, mode="add" if adds else "replace") for rule in item.rules]
    return rules


def schema(_field: Field) -> dict[str, object]:
    """A string, or a list of objects."""
    return {"anyOf": [{"type": "string"}, {"type": "array", "items": fields.object_schema(_PARTS)}]}
