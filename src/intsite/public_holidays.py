"""Public holidays of the German federal states."""

from __future__ import annotations

import datetime as dt
import functools

import holidays

STATES = tuple(sorted(holidays.Germany.subdivisions))
"""Codes of the federal states as in ISO 3166-2:DE without the country: BB, BE, BW, BY, …"""


@functools.cache
def days(state: str, year: int) -> frozenset[dt.date]:
    """Every day of a year that is a public holiday in the whole federal state; holidays of single towns are not."""
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=year))


@functools.cache
def names(state: str, year: int) -> tuple[tuple[dt.date, str], ...]:
    """The holidays of a year in order, with their German names."""
    found = holidays.country_holidays("DE", subdiv=state, years=year, language="de")
    return tuple(sorted(found.items()))


class PublicHolidays:
    """All public holidays of a federal state, for asking `day in holidays`."""

    def __init__(self, state: str) -> None:
        """Ask for `state`, one of `STATES`."""
        self.state = state

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and day in days(self.state, day.year)
