"""When repeated events take place."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intsite import fields
from intsite.fields import Field
from intsite.fields.recurrence import MOST_OCCURRENCES, Recurrence, icalendar_rule, occurrences
from intsite.problems import Span
from intsite.source import Scalar

moment = dt.datetime.fromisoformat
START = moment("2026-11-03 18:00")
YEAR = moment("2026-01-01"), moment("2027-12-31")


def days(recurrence: Recurrence, since: dt.datetime = YEAR[0], until: dt.datetime = YEAR[1]) -> list[str]:
    return [f"{moment:%Y-%m-%d %H:%M}" for moment in occurrences(START, recurrence, since, until)]


def test_the_last_day_counts() -> None:
    assert days(Recurrence(rule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261117")) == [
        "2026-11-03 18:00",
        "2026-11-10 18:00",
        "2026-11-17 18:00",
    ]


def test_days_are_left_out_and_added_at_the_same_time() -> None:
    recurrence = Recurrence(
        rule="FREQ=WEEKLY;COUNT=3",
        excluded=(dt.date(2026, 11, 10),),
        added=(dt.date(2026, 11, 11),),
    )
    assert days(recurrence) == ["2026-11-03 18:00", "2026-11-11 18:00", "2026-11-17 18:00"]


def test_the_first_monday_of_each_month() -> None:
    assert days(Recurrence(rule="FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270131"))[1:] == [
        "2026-12-07 18:00",
        "2027-01-04 18:00",
    ]


def test_the_first_date_counts_even_where_the_rule_does_not_hit_it() -> None:
    assert days(Recurrence(rule="FREQ=WEEKLY;BYDAY=MO;UNTIL=20261110")) == ["2026-11-03 18:00", "2026-11-09 18:00"]


def test_only_the_asked_time_is_listed() -> None:
    found = days(Recurrence(rule="FREQ=DAILY"), moment("2026-11-05"), moment("2026-11-06 18:00"))
    assert found == ["2026-11-05 18:00", "2026-11-06 18:00"]


def test_an_endless_rule_ends() -> None:
    found = occurrences(START, Recurrence(rule="FREQ=DAILY"), START, moment("2099-01-01"))
    assert len(found) == MOST_OCCURRENCES


def test_icalendar_gets_the_end_of_the_last_day_in_utc() -> None:
    assert icalendar_rule(Recurrence(rule="FREQ=WEEKLY;UNTIL=20261231;BYDAY=TU")) == (
        "FREQ=WEEKLY;UNTIL=20261231T225959Z;BYDAY=TU"
    )
    assert icalendar_rule(Recurrence(rule="FREQ=WEEKLY")) == "FREQ=WEEKLY"


PARTS = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional={
        "INTERVAL": st.integers(1, 99).map(str),
        "COUNT": st.integers(1, 999).map(str),
        "BYDAY": st.lists(st.sampled_from(["MO", "SU", "1TU", "-1FR"]), min_size=1, max_size=2).map(",".join),
        "BYMONTHDAY": st.sampled_from(["1", "-1", "31", "29,30"]),
        "BYMONTH": st.sampled_from(["2", "4,6", "12"]),
        "BYSETPOS": st.sampled_from(["1", "-1", "3"]),
    },
)


@given(PARTS)
def test_every_rule_that_is_read_has_bounded_occurrences(parts: dict[str, str]) -> None:
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    node = Scalar(span=Span(path="facts.yaml", line=1, column=1, length=len(text)), text=text)
    recurrence, problems = fields.read(node, Field(name="recurrence", type="recurrence"))
    if problems:
        codes = {problem.code for problem in problems}
        assert codes <= {"recurrence-never", "recurrence-unfitting-part", "recurrence-bad-part"}
        return
    assert isinstance(recurrence, Recurrence)
    found = occurrences(START, recurrence, START, moment("2029-01-01"))
    assert 1 <= len(found) <= MOST_OCCURRENCES
    assert list(found) == sorted(set(found))


@pytest.mark.parametrize("count", [1, 5])
def test_a_count_counts_the_occurrences(count: int) -> None:
    assert len(days(Recurrence(rule=f"FREQ=WEEKLY;COUNT={count}"))) == count
