"""Opening hours, schedules and repetitions in the words of a language."""

from __future__ import annotations

import datetime as dt
import functools

from markupsafe import Markup, escape

from intsite.fields.recurrence import Recurrence, occurrences
from intsite.opening_hours import Dates, Day, DayPlan, Hours, Row, Table, exceptions, tables, to_osm
from intsite.opening_hours import coming as coming_days
from intsite.opening_hours.values import TimeSpan
from intsite.opening_hours.write import consecutive
from intsite.pages.context import Context
from intsite.pages.elements import element, left_to_right
from intsite.public_holidays import PublicHolidays
from intsite.views import ClockView, HoursRow, HoursTable, HoursView, RecurrenceView

_SHOWN_DATES = 12
_MOST_DATES = 400
_FREQUENCIES = {"DAILY": "daily", "WEEKLY": "weekly", "MONTHLY": "monthly", "YEARLY": "yearly"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def view(context: Context, value: Hours) -> HoursView:
    """Tables of the regular weeks and the exceptions from today on."""
    return HoursView(
        tables=tuple(_table(context, table) for table in tables(value)),
        exceptions=tuple(_exception(context, row) for row in exceptions(value, context.site.today)),
        osm=to_osm(value),
        clock=clock(value, context.site.today, context.site.holidays),
    )


@functools.lru_cache(maxsize=1 << 12)
def clock(value: Hours, today: dt.date, holidays: PublicHolidays) -> ClockView:
    """The same for all languages."""
    days = coming_days(value, today, holidays)
    return ClockView(
        first=days.first,
        last=days.last,
        week=";".join(_plan(plan) for plan in days.week),
        days=";".join(f"{day.isoformat()}:{_plan(plan)}" for day, plan in days.days),
    )


def _plan(plan: DayPlan) -> str:
    if plan.closed_for_holiday:
        return "h"
    marks = {"appointment": "a"}
    return ",".join(f"{part.start}-{part.end}{marks.get(part.state, '')}" for part in plan.stretches)


def _table(context: Context, table: Table) -> HoursTable:
    rows = [_row(context, row, _days(context, row.weekdays, row.nth)) for row in table.rows]
    if table.closed and table.rows:
        days = _days(context, table.closed, ())
        rows.append(HoursRow(days=days, spans=(), state="closed"))
    season = context.catalog.list([_dates(context, dates) for dates in table.season]) if table.season else ""
    return HoursTable(season=season, rows=tuple(rows))


def _row(context: Context, row: Row, days: str) -> HoursRow:
    return HoursRow(
        days=days,
        spans=tuple(_span(context, span) for span in row.spans),
        state=row.state,
        note=context.labels(row.note),
    )


def _exception(context: Context, row: Row) -> HoursRow:
    parts = [_dates(context, dates) for dates in row.dates]
    if row.weekdays:
        parts.append(_days(context, row.weekdays, row.nth))
    if row.holidays:
        parts.append(context.catalog.text("hours-public-holidays"))
    return _row(context, row, context.catalog.text("comma").join(parts) or context.catalog.text("hours-other-times"))


def _span(context: Context, span: TimeSpan) -> tuple[str, str]:
    start, end = span.times
    return context.catalog.time(start), context.catalog.time(end)


def _days(context: Context, weekdays: tuple[int, ...], nth: tuple[int, ...]) -> str:
    catalog = context.catalog
    if nth:
        named = [
            catalog.text("hours-last-weekday", weekday=catalog.weekday(day))
            if number == -1
            else catalog.text("hours-nth-weekday", n=number, weekday=catalog.weekday(day))
            for day in weekdays
            for number in nth
        ]
        return catalog.list(named)
    ranges = []
    for first, last in consecutive(weekdays):
        if last - first > 1:
            ranges.append(_from_to(context, catalog.weekday(first), catalog.weekday(last)))
        else:
            ranges += [catalog.weekday(day) for day in range(first, last + 1)]
    return catalog.list(ranges)


def _from_to(context: Context, first: str, last: str) -> str:
    return context.catalog.text("hours-from-to", **{"from": first, "to": last})


def _dates(context: Context, dates: Dates) -> str:
    if dates.first == dates.last:
        return _day(context, dates.first)
    return _from_to(context, _day(context, dates.first), _day(context, dates.last))


def _day(context: Context, day: Day) -> str:
    if day.day is None:
        return context.catalog.month_name(day.month)
    if day.year is None:
        return context.catalog.day_of_year(day.month, day.day)
    return context.catalog.date(dt.date(day.year, day.month, day.day))


def inline(context: Context, value: object) -> Markup:
    """Opening hours inside a sentence; anything else as its text."""
    if not isinstance(value, HoursView):
        return escape(str(value))
    rows = [row for table in value.tables for row in table.rows if row.state != "closed"]
    pieces = [escape(row.days) + " " + _spans(context, row) for row in rows]
    return Markup("; ").join(pieces)


def lines(context: Context, value: HoursView) -> Markup:
    """Opening hours as a short list, with seasons and what deviates."""
    items = []
    for table in value.tables:
        season = escape(table.season) + ": " if table.season else Markup()
        items += [season + _line(context, row) for row in table.rows if row.state != "closed"]
    items += [_line(context, row) for row in value.exceptions]
    return element("ul", *(element("li", item) for item in items))


def _line(context: Context, row: HoursRow) -> Markup:
    said = [left_to_right(f"{start}–{end}") for start, end in row.spans]
    if row.state != "open":
        said.append(escape(context.catalog.text(f"hours-{row.state}")))
    note = Markup(" (%s)") % row.note if row.note else Markup()
    return Markup("%s: %s%s") % (row.days, context.comma.join(said), note)


def _spans(context: Context, row: HoursRow) -> Markup:
    if row.state == "appointment":
        return escape(context.catalog.text("hours-appointment"))
    return context.comma.join(left_to_right(f"{start}–{end}") for start, end in row.spans)


@functools.lru_cache(maxsize=1 << 12)
def coming(start: dt.datetime, value: Recurrence, today: dt.date, limit: int = _MOST_DATES) -> tuple[dt.datetime, ...]:
    """Occurrences of the year from today on, at most `limit`."""
    since = dt.datetime.combine(today, dt.time())
    return occurrences(start, value, since, since + dt.timedelta(days=366))[:limit]


def recurrence(context: Context, start: dt.datetime, value: Recurrence) -> RecurrenceView:
    """A repetition in words, and the next dates."""
    dates = coming(start, value, context.site.today, _SHOWN_DATES)
    return RecurrenceView(text=_rule_text(context, value.rule, start), dates=dates)


def _rule_text(context: Context, rule: str, start: dt.datetime) -> str:
    """`every week on Tuesday and Thursday`; empty for rules that are not so simple."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    frequency = _FREQUENCIES.get(parts.get("FREQ", ""))
    if frequency is None or set(parts) - {"FREQ", "BYDAY", "UNTIL", "COUNT", "INTERVAL", "WKST"}:
        return ""
    catalog = context.catalog
    days = [day for day in parts.get("BYDAY", "").split(",") if day]
    if any(day not in _WEEKDAYS for day in days) or (days and frequency not in {"weekly", "daily"}):
        return ""
    if frequency == "weekly" and not days:
        days = [_WEEKDAYS[start.weekday()]]
    interval = int(parts.get("INTERVAL", "1"))
    key = f"recurrence-{frequency}" if interval == 1 else f"recurrence-{frequency}-interval"
    if not catalog.has(key):
        return ""
    text = catalog.text(key, count=interval)
    if not days:
        return text
    weekdays = catalog.list([catalog.weekday(_WEEKDAYS.index(day)) for day in days])
    return catalog.text("recurrence-on-days", recurrence=text, days=weekdays)
