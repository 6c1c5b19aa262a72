"""Holidays differ from state to state."""

from __future__ import annotations

import datetime as dt

import pytest

from intsite.public_holidays import LANDS, PublicHolidays, named


@pytest.mark.parametrize("state", LANDS)
def test_every_state_keeps_the_day_of_german_unity(state: str) -> None:
    assert dt.date(2026, 10, 3) in PublicHolidays(state)


def test_epiphany_is_a_holiday_in_bavaria_and_not_in_berlin() -> None:
    assert dt.date(2027, 1, 6) in PublicHolidays("BY")
    assert dt.date(2027, 1, 6) not in PublicHolidays("BE")


def test_holidays_have_german_names_in_the_order_of_the_year() -> None:
    found = named("BY", 2026)
    assert found[0] == (dt.date(2026, 1, 1), "Neujahr")
    assert list(found) == sorted(found)
