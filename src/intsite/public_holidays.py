"""Public holidays of the German federal states."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Container, Mapping

LANDS = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")
"""Codes of the German Länder, ISO 3166-2:DE without the country."""


@functools.cache
def named(state: str, year: int) -> tuple[tuple[dt.date, str], ...]:
    """The holidays of a year in a whole federal state, in order, with their German names.

    Holidays of single municipalities, such as Assumption in parts of Bavaria, are not among them.
    """
    import holidays  # noqa: PLC0415  takes 35 ms to load, and the days of these years are remembered

    found = holidays.country_holidays("DE", subdiv=state, years=year, language="de")
    return tuple(sorted(found.items()))


@functools.cache
def _days(state: str, year: int) -> frozenset[dt.date]:
    return frozenset(day for day, _ in named(state, year))


class PublicHolidays(Container[dt.date]):
    """All public holidays of a federal state, in every year; without a state there are none."""

    def __init__(self, state: str = "", known: Callable[[], Mapping[int, frozenset[dt.date]]] = dict) -> None:
        """For one of `LANDS` or nothing; those of some years may be `known` without looking them up."""
        self._state = state
        self._known = functools.cache(known)

    def __contains__(self, day: object) -> bool:
        if not self._state or not isinstance(day, dt.date):
            return False
        return day in (self._known().get(day.year) or _days(self._state, day.year))


def around(state: str, year: int) -> dict[int, frozenset[dt.date]]:
    """The holidays of a year and of those beside it."""
    return {one: _days(state, one) for one in range(year - 1, year + 2)}
