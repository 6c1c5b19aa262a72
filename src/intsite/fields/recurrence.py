"""How an event comes back: {rule: "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231", except: [2026-12-29]}.

The rule is one of iCalendar's, https://www.rfc-editor.org/info/rfc5545 section 3.3.10, without times of
day: these are the event's own. `UNTIL` is a date and includes that day.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from itertools import islice
from typing import Literal

from dateutil import rrule
from msgspec import Struct

from intsite import fields
from intsite.fields import Field, Reading, within
from intsite.problems import Problem, nearest, problem
from intsite.source import Mapping, Node

EXAMPLE = '{rule: "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231"}'
MOST_OCCURRENCES = 1000
"""More of one event nobody lists."""

_PARTS = (
    Field(name="rule", type="text", required=True, example='"FREQ=WEEKLY;BYDAY=TU"'),
    Field(name="except", type="date", listed=True),
    Field(name="add", type="date", listed=True),
)
_FREQUENCIES: dict[str, Literal[0, 1, 2, 3]] = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
    "YEARLY": rrule.YEARLY,
}
_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_DAY, _NUMBER = "(MO|TU|WE|TH|FR|SA|SU)", "([+-]?[1-5])"
_WEEKDAY = re.compile(f"{_NUMBER}?{_DAY}")
_FORMS = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile("[1-9][0-9]?"),
    "COUNT": re.compile("[1-9][0-9]{0,2}"),
    "UNTIL": re.compile("[0-9]{8}"),
    "BYDAY": re.compile(f"{_DAY}(,{_DAY})*|{_NUMBER}{_DAY}(,{_NUMBER}{_DAY})*"),
    "BYMONTHDAY": re.compile("-?([1-9]|[12][0-9]|3[01])(,-?([1-9]|[12][0-9]|3[01]))*"),
    "BYMONTH": re.compile("([1-9]|1[0-2])(,([1-9]|1[0-2]))*"),
    "BYSETPOS": re.compile("-?[1-9][0-9]?(,-?[1-9][0-9]?)*"),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
}
_SHORT = frozenset({"DAILY", "WEEKLY"})
_LONG_ONLY = frozenset({"BYMONTH", "BYMONTHDAY", "BYSETPOS"})
"""Parts that only narrow months and years down: days and weeks can be searched through for ever with them."""
_BERLIN = "Europe/Berlin"


class Recurrence(Struct, frozen=True, kw_only=True):
    """When an event takes place again."""

    rule: str
    """`FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231`, in capitals; `UNTIL` includes the day."""
    excluded: tuple[dt.date, ...] = ()
    """Days on which it does not take place although the rule says so."""
    added: tuple[dt.date, ...] = ()
    """Further days, at the same time of day."""


def read(node: Node, field: Field) -> Reading:
    """A `Recurrence`; a plain text is its rule."""
    if not isinstance(node, Mapping):
        return _read_rule(node, field, (), ())
    record, problems = fields.read_mapping(node, _PARTS)
    rule = node.get("rule")
    if rule is None or record.get("rule") is None:
        return None, problems
    value, found = _read_rule(rule, field, _dates(record.get("except")), _dates(record.get("add")))
    return value, (*problems, *found)


def _dates(value: object) -> tuple[dt.date, ...]:
    return tuple(day for day in value if isinstance(day, dt.date)) if isinstance(value, tuple) else ()


def _read_rule(node: Node, field: Field, excluded: tuple[dt.date, ...], added: tuple[dt.date, ...]) -> Reading:
    text, problems = fields.scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    found = _check(text, node)
    if found:
        return None, found
    rule = text.upper().rstrip(";")
    return Recurrence(rule=rule, excluded=tuple(sorted(set(excluded))), added=tuple(sorted(set(added)))), ()


def _check(text: str, node: Node) -> tuple[Problem, ...]:
    """What is wrong with a rule, at the part that is wrong."""
    rule = text.upper().rstrip(";")
    frequency = next((part[5:] for part in rule.split(";") if part.startswith("FREQ=")), "")
    found: list[Problem] = []
    names: set[str] = set()
    offset = 0
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        span = within(node, offset, len(part))
        offset += len(part) + 1
        if name not in _FORMS:
            found.append(problem("recurrence-unknown-part", span, value=name, suggestion=nearest(name, _FORMS)))
        elif name in names or not _FORMS[name].fullmatch(value) or (name == "UNTIL" and not _until(value)):
            found.append(problem("recurrence-bad-part", span, value=part))
        elif frequency in _SHORT and (name in _LONG_ONLY or (name == "BYDAY" and re.search("[0-9]", value))):
            found.append(problem("recurrence-unfitting-part", span, value=part, frequency=frequency))
        names.add(name)
    if not found and ("FREQ" not in names or {"COUNT", "UNTIL"} <= names):
        found.append(problem("recurrence-incomplete", node.span))
    if not found and not _makes_sense(rule):
        found.append(problem("recurrence-never", node.span))
    return tuple(found)


def _until(value: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(value, "%Y%m%d").date()  # noqa: DTZ007  a date has no time zone
    except ValueError:
        return None


def _makes_sense(rule: str) -> bool:
    """Whether a rule without an end leads to any day at all within some years."""
    start = dt.datetime(2024, 1, 1)  # noqa: DTZ001  local times
    try:
        return any(True for _ in _moments(start, rule, start + dt.timedelta(days=8 * 366), ends=False))
    except ValueError:
        return False


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";"))


def _numbers(value: str | None) -> list[int] | None:
    return [int(number) for number in value.split(",")] if value else None


def _moments(start: dt.datetime, rule: str, until: dt.datetime, *, ends: bool = True) -> rrule.rrule:
    """The rule's moments up to `until`; without `ends` its own end is left out."""
    parts = _parts(rule)
    own_end = _until(parts.get("UNTIL", "")) if ends else None
    if own_end:
        until = min(until, dt.datetime.combine(own_end, dt.time.max))
    weekdays = [_WEEKDAY.fullmatch(day) for day in parts.get("BYDAY", "").split(",")]
    return rrule.rrule(
        _FREQUENCIES[parts["FREQ"]],
        dtstart=start,
        until=until,
        interval=int(parts.get("INTERVAL", "1")),
        wkst=_WEEKDAYS[parts.get("WKST", "MO")],
        byweekday=[rrule.weekday(_WEEKDAYS[day[2]], int(day[1]) if day[1] else None) for day in weekdays if day]
        or None,
        bymonthday=_numbers(parts.get("BYMONTHDAY")),
        bymonth=_numbers(parts.get("BYMONTH")),
        bysetpos=_numbers(parts.get("BYSETPOS")),
    )


def occurrences(
    start: dt.datetime,
    recurrence: Recurrence,
    since: dt.datetime,
    until: dt.datetime,
) -> tuple[dt.datetime, ...]:
    """The beginnings of an event between two moments, both included, at most `MOST_OCCURRENCES`.

    `start` is the event's first beginning, local in Europe/Berlin, and counts even where the rule does not
    hit it.
    """
    count = int(_parts(recurrence.rule).get("COUNT", MOST_OCCURRENCES * 10))
    ruled = set(islice(_moments(start, recurrence.rule, until), count)) | {start}
    added = {dt.datetime.combine(day, start.time()) for day in recurrence.added}
    excluded = set(recurrence.excluded)
    kept = {moment for moment in ruled if moment.date() not in excluded} | added
    return tuple(sorted(moment for moment in kept if since <= moment <= until)[:MOST_OCCURRENCES])


def icalendar_rule(recurrence: Recurrence) -> str:
    """The rule for an iCalendar event with a time of day, whose `UNTIL` has to be a moment in UTC."""
    parts = _parts(recurrence.rule)
    last = _until(parts.get("UNTIL", ""))
    if last:
        end = dt.datetime.combine(last, dt.time(23, 59, 59), tzinfo=zoneinfo.ZoneInfo(_BERLIN))
        parts["UNTIL"] = f"{end.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    return ";".join(f"{name}={value}" for name, value in parts.items())


def schema(_field: Field) -> dict[str, object]:
    """A string, or an object with `rule`, `except` and `add`."""
    return {"anyOf": [{"type": "string"}, fields.object_schema(_PARTS)]}
