"""What a clock needs to say whether it is open: every day of the coming year from midnight to midnight.

Rules, holidays and hours past midnight are worked out here, so that whoever reads it has only to look things up.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections import Counter

from msgspec import Struct

from intsite.opening_hours.evaluate import Around, Holidays, around, ends_in, openings_by_day, openings_on, state_in
from intsite.opening_hours.values import MINUTES_OF_DAY, Hours, State

_DAYS = 400
"""How far it reaches; a site that nobody builds for longer says nothing rather than something wrong."""


class Stretch(Struct, frozen=True, kw_only=True):
    """A part of one day, without what reaches into the next."""

    start: int
    """Minutes after midnight, 0 to 1439."""
    end: int
    """Minutes after the same midnight, at most 1440."""
    state: State


class DayPlan(Struct, frozen=True, kw_only=True):
    """One day; what is not in a stretch is closed."""

    stretches: tuple[Stretch, ...] = ()
    closed_for_holiday: bool = False


class Coming(Struct, frozen=True, kw_only=True):
    """A span of days: a usual week, and the days that are not like it."""

    first: dt.date
    last: dt.date
    week: tuple[DayPlan, ...]
    """Monday to Sunday."""
    days: tuple[tuple[dt.date, DayPlan], ...]
    """In order."""


def coming(hours: Hours, today: dt.date, holidays: Holidays = ()) -> Coming:
    """The days from the first of this month on, so that it changes once a month and not every day."""
    first = today.replace(day=1)
    dates = [first + dt.timedelta(days=number) for number in range(_DAYS)]
    openings = openings_by_day(hours, holidays)
    plans = [
        DayPlan(
            stretches=_stretches(around(openings, day)),
            closed_for_holiday=day in holidays and not openings_on(hours, day, is_holiday=True),
        )
        for day in dates
    ]
    week = tuple(Counter(plans[(7 - first.weekday() + number) % 7 :: 7]).most_common(1)[0][0] for number in range(7))
    days = tuple((day, plan) for day, plan in zip(dates, plans, strict=True) if plan != week[day.weekday()])
    usually_closed = {number for number, plan in enumerate(week) if not plan.stretches}
    return Coming(
        first=first,
        last=dates[-1],
        week=week,
        days=tuple(pair for pair in days if pair[1].stretches or pair[0].weekday() not in usually_closed),
    )


@functools.lru_cache(maxsize=1 << 12)
def _stretches(day: Around) -> tuple[Stretch, ...]:
    """A day as `state_in` sees it; most are like others."""
    stretches: list[Stretch] = []
    for start, end in itertools.pairwise(sorted({0, MINUTES_OF_DAY, *ends_in(day)})):
        state = state_in(day, start)
        if stretches and (stretches[-1].end, stretches[-1].state) == (start, state):
            stretches[-1] = Stretch(start=stretches[-1].start, end=end, state=state)
        elif state != "closed":
            stretches.append(Stretch(start=start, end=end, state=state))
    return tuple(stretches)
