"""Public holidays of the German federal states."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Container

STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
"""Codes of the federal states as in ISO 3166-2:DE, without the country."""


@functools.cache
def named(state: str, year: int) -> tuple[tuple[dt.date, str], ...]:
    """The holidays of a year in a whole federal state, in order, with their German names.

    Holidays of single municipalities, such as Assumption in parts of Bavaria, are not among them.
    """
    import holidays  # noqa: PLC0415  takes 20 ms to load, and an edit of a text needs none

    found = holidays.country_holidays("DE", subdiv=state, years=year, language="de")
    return tuple(sorted(found.items()))


@functools.cache
def _days(state: str, year: int) -> frozenset[dt.date]:
    return frozenset(day for day, _ in named(state, year))


class _Holidays(Container[dt.date]):
    """All public holidays of a federal state, in every year."""

    def __init__(self, state: str) -> None:
        self._state = state

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and day in _days(self._state, day.year)


def public_holidays(state: str) -> Container[dt.date]:
    """Says of any date whether it is a public holiday in `state`, one of `STATES`."""
    return _Holidays(state)
