"""What opening hours mean: on a day, at a moment, as a table; against a second implementation as an oracle."""

from __future__ import annotations

import datetime as dt
import warnings

import holidays
import opening_hours as oracle
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from intsite.opening_hours import (
    Dates,
    Day,
    Hours,
    Rule,
    TimeSpan,
    coming,
    exceptions,
    hours_of,
    next_change,
    openings_on,
    parse,
    state_at,
    tables,
    to_osm,
    to_schema_org,
)
from intsite.opening_hours.values import MINUTES_OF_DAY, Mode, State
from intsite.problems import Span

NATIONAL = holidays.country_holidays("DE", years=range(2024, 2032))


def at(offset: int, length: int) -> Span:
    return Span(path="facts.yaml", line=1, column=offset + 1, length=length)


def read(text: str) -> Hours:
    hours, problems = parse(text, at)
    assert hours is not None, problems
    return hours


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


SPANS = st.lists(st.integers(min_value=0, max_value=95), min_size=2, max_size=6, unique=True).map(
    lambda quarters: tuple(
        TimeSpan(start=a * 15, end=b * 15) for a, b in zip(sorted(quarters)[::2], sorted(quarters)[1::2], strict=False)
    ),
)
NIGHTS = st.builds(
    lambda start, length: (TimeSpan(start=start * 60, end=(start + length) * 60),),
    st.integers(min_value=18, max_value=23),
    st.integers(min_value=6, max_value=12),
)
MONTHS = st.builds(lambda a, b: Dates(first=Day(month=a), last=Day(month=b)), st.integers(1, 12), st.integers(1, 12))
DAYS = st.builds(
    lambda a, b: Dates(first=Day(month=a.month, day=a.day), last=Day(month=b.month, day=b.day)),
    *[st.dates(min_value=dt.date(2024, 1, 1), max_value=dt.date(2024, 12, 31))] * 2,
)
FIXED = st.builds(
    lambda a, days: Dates(first=day_of(a), last=day_of(a + dt.timedelta(days=days))),
    st.dates(min_value=dt.date(2025, 1, 1), max_value=dt.date(2027, 12, 31)),
    st.integers(0, 60),
)


def day_of(date: dt.date) -> Day:
    return Day(year=date.year, month=date.month, day=date.day)


@st.composite
def rules(draw: st.DrawFn, *, nights: bool = True, fallback: bool = True) -> Rule:
    states: list[State] = ["open", "closed", "appointment"]
    state = draw(st.sampled_from(states))
    weekdays = tuple(draw(st.lists(st.integers(0, 6), max_size=4, unique=True)))
    spans = draw(st.one_of(SPANS, NIGHTS) if nights else SPANS) if state == "open" or draw(st.booleans()) else ()
    modes: list[Mode] = ["replace", "add", "fallback"] if fallback and state != "open" else ["replace", "add"]
    mode = draw(st.sampled_from(modes))
    note = draw(st.sampled_from(["", "Eingang B", "nur 1. Stock; bitte klingeln"]))
    dates = draw(st.one_of(st.just([]), st.lists(st.one_of(MONTHS, DAYS, FIXED), max_size=2)))
    if mode == "fallback":
        note = note or "Notdienst"
    return Rule(
        mode=mode,
        dates=tuple(dates),
        weekdays=weekdays,
        nth=tuple(draw(st.lists(st.sampled_from([1, 2, 3, 4, 5, -1, -2]), max_size=2))) if weekdays else (),
        holidays=draw(st.booleans()),
        spans=spans,
        state=state,
        note=(("", note),) if note else (),
    )


HOURS = st.lists(rules(), min_size=1, max_size=5).map(hours_of)


@given(HOURS)
def test_what_is_written_is_read_as_the_same_hours(hours: Hours) -> None:
    again, problems = parse(to_osm(hours), at)
    assert {problem.code for problem in problems} <= {"hours-rule-without-effect"}
    assert again == hours


@given(HOURS)
def test_all_hours_have_tables_and_exceptions(hours: Hours) -> None:
    for table in tables(hours):
        assert all(row.weekdays for row in table.rows)
        assert not {day for row in table.rows for day in row.weekdays} & set(table.closed)
    assert tables(hours) or exceptions(hours)
    to_schema_org(hours)


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    hours, problems = parse(text, at)
    assert hours is not None or problems


@given(
    hours=st.lists(rules(nights=False, fallback=False), min_size=1, max_size=4).map(hours_of),
    first=st.dates(min_value=dt.date(2025, 1, 1), max_value=dt.date(2027, 12, 31)),
)
@example(hours=read("Mo-Fr 08:00-12:00; Th[-1] off; PH off"), first=dt.date(2026, 12, 20))
@example(hours=read("Mo-Fr 08:00-18:00; Mo-Fr 12:00-13:00 off"), first=dt.date(2026, 11, 2))
@example(hours=read("Mo[1],Su[2,5] 08:00-12:00; Fr[-1],Fr[-2] 08:00-12:00"), first=dt.date(2026, 11, 1))
@example(hours=read("Feb 28-Mar 01 08:00-12:00"), first=dt.date(2027, 2, 20))
def test_the_state_is_that_of_another_implementation(hours: Hours, first: dt.date) -> None:
    """For five weeks, at each beginning and end and between them."""
    assume(not any(_is_read_otherwise(rule) for rule in hours.rules))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = oracle.OpeningHours(to_osm(hours), country="DE", auto_timezone=False)
    ends = {minute for rule in hours.rules for span in rule.spans for minute in (span.start, span.end)}
    for number in range(36):
        midnight = dt.datetime.combine(first + dt.timedelta(days=number), dt.time())
        for minute in sorted({0, *ends, *(end + 7 for end in ends)}):
            when = midnight + dt.timedelta(minutes=minute)
            expected, remark = other.state(when)
            opened = "appointment" if "by appointment" in remark else "open"
            state = "closed" if expected == oracle.State.CLOSED else opened
            assert state_at(hours, when, NATIONAL) == state, when


def _is_read_otherwise(rule: Rule) -> bool:
    """The other program takes 29 February in other years differently."""
    return any(
        (end.month, end.day) == (2, 29) and end.year is None
        for dates in rule.dates
        for end in (dates.first, dates.last)
    )


@given(
    spans=NIGHTS,
    weekdays=st.lists(st.integers(0, 6), min_size=1, max_size=6, unique=True),
    when=st.datetimes(min_value=moment("2025-01-01"), max_value=moment("2027-12-31")),
)
def test_nights_end_when_another_implementation_ends_them(
    spans: tuple[TimeSpan, ...],
    weekdays: list[int],
    when: dt.datetime,
) -> None:
    hours = hours_of([Rule(weekdays=tuple(weekdays), spans=spans)])
    other = oracle.OpeningHours(to_osm(hours), auto_timezone=False)
    assert (state_at(hours, when) == "open") == other.is_open(when)


@given(hours=HOURS, when=st.datetimes(min_value=moment("2025-01-01"), max_value=moment("2027-12-31")))
def test_the_next_change_is_the_first_change(hours: Hours, when: dt.datetime) -> None:
    change = next_change(hours, when, NATIONAL)
    state = state_at(hours, when, NATIONAL)
    if change is None:
        change = when + dt.timedelta(days=30)
    else:
        assert change > when
        assert state_at(hours, change, NATIONAL) != state
    steps = [when + (change - when) * part / 20 for part in range(20)]
    assert all(state_at(hours, step, NATIONAL) == state for step in steps)


@given(hours=HOURS, today=st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31)), minutes=st.integers(0, 390 * 1440))
def test_the_days_to_come_hold_the_state_of_every_moment(hours: Hours, today: dt.date, minutes: int) -> None:
    days = coming(hours, today, NATIONAL)
    when = dt.datetime.combine(days.first, dt.time()) + dt.timedelta(minutes=minutes)
    plan = dict(days.days).get(when.date(), days.week[when.weekday()])
    minute = minutes % MINUTES_OF_DAY
    states = [part.state for part in plan.stretches if part.start <= minute < part.end]
    assert states == [state for state in [state_at(hours, when, NATIONAL)] if state != "closed"]


@pytest.mark.parametrize(
    ("written", "when", "state"),
    [
        ("Mo-Fr 08:00-12:00; PH off", "2026-11-02 08:00", "open"),
        ("Mo-Fr 08:00-12:00; PH off", "2026-11-02 12:00", "closed"),
        ("Mo-Fr 08:00-12:00; PH off", "2026-11-01 09:00", "closed"),
        ("Mo-Fr 08:00-12:00; PH off", "2026-12-25 09:00", "closed"),
        ("Mo-Fr 08:00-12:00; PH,Su 10:00-11:00", "2026-12-25 10:30", "open"),
        ("Fr 22:00-02:00", "2026-11-07 01:59", "open"),
        ("Fr 22:00-02:00", "2026-11-07 02:00", "closed"),
        ("Fr 22:00-02:00; Sa off", "2026-11-07 01:00", "open"),
        ("Fr 22:00-02:00; Sa 01:00-01:30 off", "2026-11-07 01:15", "closed"),
        ('Mo-Fr 08:00-12:00 || "by appointment"', "2026-11-02 15:00", "appointment"),
        ('Mo-Fr 08:00-12:00; PH off || "by appointment"', "2026-12-25 15:00", "closed"),
        ("We 14:00-16:00 by appointment", "2026-11-04 15:00", "appointment"),
        ("Mo[1] 08:00-12:00", "2026-11-02 09:00", "open"),
        ("Mo[1] 08:00-12:00", "2026-11-09 09:00", "closed"),
        ("Mo[-1] 08:00-12:00", "2026-11-30 09:00", "open"),
        ("Sa[1] 08:00-12:00", "2026-11-07 09:00", "open"),
        ("Sa[2] 08:00-12:00", "2026-11-07 09:00", "closed"),
        ("Mo-Fr 08:00-12:00; Dec 24-Jan 01 off", "2027-01-01 09:00", "closed"),
        ("Mo-Fr 08:00-12:00; 2026 Dec 24-Jan 05 off", "2027-01-05 09:00", "closed"),
        ("Mo-Fr 08:00-12:00; 2026 Dec 24-Jan 05 off", "2028-01-05 09:00", "open"),
        ("Nov-Mar Mo 08:00-12:00", "2027-02-01 09:00", "open"),
        ("Nov-Mar Mo 08:00-12:00", "2026-10-26 09:00", "closed"),
    ],
)
def test_the_state_at_a_moment(written: str, when: str, state: str) -> None:
    assert state_at(read(written), moment(when), NATIONAL) == state


def test_a_day_has_its_openings_in_order() -> None:
    hours = read('Mo 13:00-17:00,08:00-12:00, Mo 15:00-16:00 "by appointment"; Mo 08:00-09:00 off')
    openings = openings_on(hours, dt.date(2026, 11, 2))
    assert [(str(opening.span), opening.state) for opening in openings] == [
        ("09:00-12:00", "open"),
        ("13:00-15:00", "open"),
        ("15:00-16:00", "appointment"),
        ("16:00-17:00", "open"),
    ]


def test_rows_join_days_that_follow_one_another() -> None:
    (table,) = tables(read("Mo-Fr 08:00-12:00; Th 08:00-12:00,14:00-17:30; PH off"))
    assert [(row.weekdays, [str(span) for span in row.spans]) for row in table.rows] == [
        ((0, 1, 2), ["08:00-12:00"]),
        ((3,), ["08:00-12:00", "14:00-17:30"]),
        ((4,), ["08:00-12:00"]),
    ]
    assert table.closed == (5, 6)


def test_appointments_stand_in_rows_of_their_own() -> None:
    (table,) = tables(read("Mo-Fr 08:00-12:00, We 14:00-16:00 by appointment"))
    assert [(row.weekdays, row.state) for row in table.rows] == [((0, 1, 2, 3, 4), "open"), ((2,), "appointment")]


def test_the_first_thursday_stands_after_the_other_thursdays() -> None:
    (table,) = tables(read("Mo-Fr 08:00-12:00, Th[1,3] 14:00-16:00; Fr[-1] off"))
    assert [(row.weekdays, row.nth, [str(span) for span in row.spans]) for row in table.rows] == [
        ((0, 1, 2, 3, 4), (), ["08:00-12:00"]),
        ((3,), (1, 3), ["08:00-12:00", "14:00-16:00"]),
        ((4,), (-1,), []),
    ]


def test_each_season_has_a_table() -> None:
    summer, winter = tables(read("Apr-Sep Mo-Fr 07:00-12:00; Oct-Mar Mo-Fr 08:00-12:00; Dec 24-Jan 01 off"))
    assert summer.season == (Dates(first=Day(month=4), last=Day(month=9)),)
    assert str(winter.rows[0].spans[0]) == "08:00-12:00"


def test_a_season_changes_only_what_it_names() -> None:
    usual, summer = tables(read("Mo-Fr 08:00-12:00; Jul-Aug Fr off; Jul-Aug Mo 09:00-10:00"))
    assert usual.season == ()
    assert [row.weekdays for row in summer.rows] == [(0,), (1, 2, 3)]


def test_exceptions_are_holidays_then_dates_then_other_times() -> None:
    hours = read('2026 Dec 24 08:00-10:00; PH off; Mo-Fr 08:00-12:00 || "by appointment"')
    found = exceptions(read('Mo-Fr 08:00-12:00; 2026 Dec 24 08:00-10:00; PH off || "by appointment"'))
    assert [(row.holidays, bool(row.dates), row.state) for row in found] == [
        (True, False, "closed"),
        (False, True, "open"),
        (False, False, "appointment"),
    ]
    assert len(exceptions(hours)) == len(found)


def test_exceptions_that_are_over_are_left_out() -> None:
    hours = read("Mo 08:00-12:00; 2026 Aug 03-2026 Aug 14,2027 Jan 04 off; 2025 Jan 01 off; Dec 24 off")
    found = exceptions(hours, dt.date(2026, 8, 15))
    assert [[dates.first.year for dates in row.dates] for row in found] == [[2027], [None]]
    assert len(exceptions(hours, dt.date(2026, 8, 14))[0].dates) == 2


def test_hours_that_are_always_closed_say_so() -> None:
    hours = read('off "wegen Umbaus"')
    (row,) = exceptions(hours)
    assert tables(hours) == ()
    assert (row.state, row.note) == ("closed", (("", "wegen Umbaus"),))


def test_the_next_change_of_an_office() -> None:
    hours = read("Mo-Fr 08:00-12:00; PH off")
    assert next_change(hours, moment("2026-12-24 11:00"), NATIONAL) == moment("2026-12-24 12:00")
    assert next_change(hours, moment("2026-12-24 12:00"), NATIONAL) == moment("2026-12-28 08:00")
    assert next_change(read("24/7"), moment("2026-12-24 12:00")) is None


def test_schema_org_knows_the_regular_week() -> None:
    assert to_schema_org(read("Mo-Tu 08:00-12:00; Fr 22:00-02:00; PH off")) == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday", "Tuesday"],
            "opens": "08:00",
            "closes": "12:00",
        },
        {"@type": "OpeningHoursSpecification", "dayOfWeek": ["Friday"], "opens": "22:00", "closes": "02:00"},
    ]


def test_a_night_is_shorter_than_a_day() -> None:
    assert parse("Mo 18:00-41:45", at)[0] == read("Mo 18:00-17:45")
    assert parse("Mo 18:00-42:00", at)[0] is None
    assert all(span.end - span.start < MINUTES_OF_DAY for span in read("Mo 18:00-17:45").rules[0].spans)
