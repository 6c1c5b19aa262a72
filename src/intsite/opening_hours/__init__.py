"""Opening hours and weekly schedules: their values, syntax, meaning and regular table.

The syntax is the part of OpenStreetMap's `opening_hours` that offices need. Everything else is refused with
its place, never guessed: open ends, school holidays, sunrise, weeks of the year, steps.

https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from __future__ import annotations

from intsite.opening_hours.coming import Coming, DayPlan, coming
from intsite.opening_hours.evaluate import next_change, openings_on, state_at
from intsite.opening_hours.parse import parse
from intsite.opening_hours.table import Row, Table, exceptions, tables, to_schema_org
from intsite.opening_hours.values import Dates, Day, Hours, Opening, Rule, State, TimeSpan, hours_of
from intsite.opening_hours.write import to_osm

__all__ = [
    "Coming",
    "Dates",
    "Day",
    "DayPlan",
    "Hours",
    "Opening",
    "Row",
    "Rule",
    "State",
    "Table",
    "TimeSpan",
    "coming",
    "exceptions",
    "hours_of",
    "next_change",
    "openings_on",
    "parse",
    "state_at",
    "tables",
    "to_osm",
    "to_schema_org",
]
