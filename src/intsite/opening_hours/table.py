"""Opening hours as people read them: the regular week in few rows for each season, exceptions apart."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from intsite.opening_hours.evaluate import combine
from intsite.opening_hours.values import Dates, Hours, Note, Opening, Rule, State, TimeSpan

_ALL_DAYS = frozenset(dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(366))
"""A leap year, to compare seasons."""
_SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Row(Struct, frozen=True, kw_only=True):
    """On some days, what is at which times.

    In `exceptions` a row without dates, weekdays and holidays is about all times that no other row names.
    """

    dates: tuple[Dates, ...] = ()
    weekdays: tuple[int, ...] = ()
    """0 is Monday; in a table consecutive, in `exceptions` possibly empty for every day of the dates."""
    nth: tuple[int, ...] = ()
    """Only the first (1), third (3), last (-1) … such weekday of a month."""
    holidays: bool = False
    """Public holidays."""
    spans: tuple[TimeSpan, ...] = ()
    """Empty when closed, and when an appointment can be at any time."""
    state: State = "open"
    note: Note = ()


class Table(Struct, frozen=True, kw_only=True):
    """A regular week."""

    season: tuple[Dates, ...] = ()
    """Empty: the whole year, or the part of it for which no other table is."""
    rows: tuple[Row, ...]
    """By weekday, then time; a weekday that is open and has appointments has several."""
    closed: tuple[int, ...] = ()
    """Weekdays without any row."""


@functools.lru_cache(maxsize=1 << 12)
def tables(hours: Hours) -> tuple[Table, ...]:
    """The regular week, and one for each season that has times of its own."""
    regular = [rule for rule in hours.rules if not _is_exception(rule)]
    seasons = list(dict.fromkeys(rule.dates for rule in regular if rule.dates))
    rest = [] if frozenset().union(*map(_days, seasons)) == _ALL_DAYS else [()]
    found = [
        Table(season=season, rows=rows, closed=_closed(rows))
        for season in (*rest, *seasons)
        if (rows := _rows([rule for rule in regular if not rule.dates or _covers(rule.dates, season)]))
    ]
    return tuple(found)


def _is_exception(rule: Rule) -> bool:
    if rule.only_holidays or rule.mode == "fallback":
        return True
    closed_season = rule.state == "closed" and rule.every_day
    return bool(rule.dates) and (closed_season or not all(dates.is_season for dates in rule.dates))


def _days(season: tuple[Dates, ...]) -> frozenset[dt.date]:
    return frozenset(day for day in _ALL_DAYS if any(day in dates for dates in season))


def _covers(wide: tuple[Dates, ...], narrow: tuple[Dates, ...]) -> bool:
    return bool(narrow) and _days(narrow) <= _days(wide)


def _closed(rows: Sequence[Row]) -> tuple[int, ...]:
    named = {day for row in rows for day in row.weekdays}
    return tuple(day for day in range(7) if day not in named)


def _rows(rules: Sequence[Rule]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for weekday in range(7):
        usual = _parts(_on_weekday(rules, weekday, None))
        for part in usual:
            _put(rows, replace(part, weekdays=(weekday,)))
        for number in dict.fromkeys(n for rule in rules if weekday in rule.weekdays for n in rule.nth):
            special = _parts(_on_weekday(rules, weekday, number)) or [Row(state="closed")]
            for part in special:
                if part not in usual and (usual or part.state != "closed"):
                    _put(rows, replace(part, weekdays=(weekday,), nth=(number,)))
    return tuple(sorted(rows, key=lambda row: (row.weekdays[0], bool(row.nth), row.spans[:1])))


def _on_weekday(rules: Iterable[Rule], weekday: int, number: int | None) -> tuple[Opening, ...]:
    return combine(
        tuple(
            rule
            for rule in rules
            if rule.every_day or (weekday in rule.weekdays and (not rule.nth or number in rule.nth))
        )
    )


def _parts(openings: Iterable[Opening]) -> list[Row]:
    """The stretches of a day by what they are."""
    kinds: dict[tuple[State, Note], list[TimeSpan]] = {}
    for opening in openings:
        if opening.state != "closed":
            kinds.setdefault((opening.state, opening.note), []).append(opening.span)
    return [
        Row(
            spans=() if state == "appointment" and spans[0].whole_day else tuple(spans),
            state=state,
            note=note,
        )
        for (state, note), spans in kinds.items()
    ]


def _put(rows: list[Row], row: Row) -> None:
    """Add a row, or add its day to a row that says the same about the day before."""
    for index, known in enumerate(rows):
        same = replace(known, weekdays=(), nth=()) == replace(row, weekdays=(), nth=())
        if same and not row.nth and not known.nth and known.weekdays[-1] == row.weekdays[0] - 1:
            rows[index] = replace(known, weekdays=known.weekdays + row.weekdays)
            return
        if same and row.nth and known.nth and known.weekdays == row.weekdays:
            rows[index] = replace(known, nth=known.nth + row.nth)
            return
    rows.append(row)


def exceptions(hours: Hours, since: dt.date | None = None) -> tuple[Row, ...]:
    """Public holidays, then dates, then what holds at all other times; dates before `since` are left out."""
    on_holidays = [rule for rule in hours.rules if rule.holidays and not rule.dates and rule.mode != "fallback"]
    rows = [replace(part, holidays=True) for part in _parts(combine(tuple(on_holidays)))]
    if on_holidays and not rows:
        rows.append(Row(holidays=True, state="closed", note=on_holidays[-1].note))
    irregular = [rule for rule in hours.rules if _is_exception(rule) and rule not in on_holidays]
    rows += [_row(rule) for rule in sorted(irregular, key=lambda rule: rule.mode == "fallback")]
    if not rows and not tables(hours):
        rows = [Row(state="closed", note=rule.note) for rule in hours.rules[-1:]]
    kept = [replace(row, dates=tuple(dates for dates in row.dates if not _is_over(dates, since))) for row in rows]
    return tuple(new for new, row in zip(kept, rows, strict=True) if new.dates or not row.dates)


def _row(rule: Rule) -> Row:
    return Row(
        dates=rule.dates,
        weekdays=rule.weekdays,
        nth=rule.nth,
        holidays=rule.holidays,
        spans=rule.spans,
        state=rule.state,
        note=rule.note,
    )


def _is_over(dates: Dates, since: dt.date | None) -> bool:
    return since is not None and dates.last.year is not None and dates.last.last_in(dates.last.year) < since


def to_schema_org(hours: Hours) -> list[dict[str, object]]:
    """The regular weekly hours as `OpeningHoursSpecification` objects, without exceptions and seasons.

    https://schema.org/OpeningHoursSpecification
    """
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [_SCHEMA_DAYS[day] for day in row.weekdays],
            "opens": f"{span.times[0]:%H:%M}",
            "closes": "23:59" if span.whole_day else f"{span.times[1]:%H:%M}",
        }
        for table in tables(hours)
        if not table.season
        for row in table.rows
        if row.state == "open" and not row.nth
        for span in row.spans
    ]
