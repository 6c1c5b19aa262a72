"""Times and rules of events elsewhere, as this project writes them: German time, and rules without times of day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from intsite.fields import Field, recurrence
from intsite.source import parse_yaml

_BERLIN = ZoneInfo("Europe/Berlin")
_UNTIL = re.compile(r"UNTIL=(\d{8})(?:T(\d{6})(Z?))?", re.IGNORECASE)
_DEFAULTS = re.compile(r";?(?:INTERVAL=1|WKST=MO)(?=;|$)", re.IGNORECASE)


def local(moment: dt.datetime) -> dt.datetime:
    """A moment in German time; one without a time zone is taken to be in it."""
    return moment.astimezone(_BERLIN).replace(tzinfo=None) if moment.tzinfo else moment


def written(moment: dt.date) -> str:
    """`2026-12-01 17:00`, or the day alone."""
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, dt.datetime) else moment.isoformat()


def rule(text: str, start: dt.date) -> str:
    """The rule of RFC 5545 in `text`, as a field of ours takes it; empty where ours cannot say it.

    `UNTIL` becomes the last day in German time; a weekday that the start says already is left out for weeks.
    """
    found = re.search(r"(?:^|RRULE:|\n)\s*((?:[A-Z]+=[^\s;]+;?)*FREQ=[^\s]+)", text.strip(), re.IGNORECASE)
    if not found:
        return ""
    bare = _UNTIL.sub(_last_day, _DEFAULTS.sub("", found[1].upper().rstrip(";"))).strip(";")
    return bare if is_understood(bare, start) else ""


def is_understood(bare: str, start: dt.date, excluded: Sequence[dt.date] = ()) -> bool:
    """Whether the field `recurrence` takes the rule."""
    days = ", ".join(day.isoformat() for day in excluded)
    node, problems = parse_yaml(f'recurrence: {{rule: "{bare}", except: [{days}]}}\n', "")
    value = node.get("recurrence")
    if problems or value is None:
        return False
    _, found = recurrence.read(value, Field(name="recurrence", type="recurrence"))
    return not any(one.is_error for one in found) and isinstance(start, dt.date)


def _last_day(found: re.Match[str]) -> str:
    day, time, zone = found.groups()
    if not time:
        return f"UNTIL={day}"
    moment = dt.datetime.strptime(day + time, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC if zone else _BERLIN)
    return f"UNTIL={local(moment):%Y%m%d}"
