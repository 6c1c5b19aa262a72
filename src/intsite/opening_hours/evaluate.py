"""What opening hours mean for a day and for a moment.

A day's rules are applied in order. Times after midnight belong to the day on which they began: what the
next day says for the same time goes first, but being closed for that whole day does not end the night
before.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
from collections.abc import Callable, Container, Sequence

from intsite.opening_hours.values import MINUTES_OF_DAY, WHOLE_DAY, Hours, Opening, Rule, State, TimeSpan

Holidays = Container[dt.date]
"""Something that says of a date whether it is a public holiday there."""

_HORIZON_DAYS = 400
"""How far `next_change` looks ahead; further ahead, nobody relies on opening hours."""


def matches(rule: Rule, day: dt.date, *, is_holiday: bool) -> bool:
    """Whether a rule speaks about this day."""
    if rule.dates and not any(day in dates for dates in rule.dates):
        return False
    if rule.every_day or (rule.holidays and is_holiday):
        return True
    return day.weekday() in rule.weekdays and (not rule.nth or bool(_ordinals(day).intersection(rule.nth)))


Openings = tuple[Opening, ...]
"""The stretches that begin on a day, those that are closed by a rule with times among them."""


def _ordinals(day: dt.date) -> set[int]:
    """The how manieth such weekday of its month a day is, from the front and from the back."""
    length = calendar.monthrange(day.year, day.month)[1]
    return {(day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)}


@functools.lru_cache(maxsize=1 << 12)
def combine(rules: tuple[Rule, ...]) -> Openings:
    """The stretches of one day for which `rules` hold, in order and without overlaps.

    Stretches that are closed by a rule with times are among them; a day that is closed as a whole gives none.
    """
    openings: list[Opening] = []
    closed_all_day = False
    for rule in rules:
        if rule.mode == "fallback" and (closed_all_day or rule.state == "closed"):
            continue
        closed_all_day = rule.state == "closed" and not rule.spans
        added = [Opening(span=span, state=rule.state, note=rule.note) for span in rule.spans or (WHOLE_DAY,)]
        if rule.mode == "fallback":
            added = [part for opening in added for part in _without(opening, [known.span for known in openings])]
        elif closed_all_day or (rule.mode == "replace" and rule.state != "closed"):
            openings = []
        openings = [part for opening in openings for part in _without(opening, [new.span for new in added])]
        openings += [] if closed_all_day else added
    return _joined(sorted(openings))


def _without(opening: Opening, spans: Sequence[TimeSpan]) -> list[Opening]:
    """What is left of an opening outside all of `spans`."""
    pieces = [(opening.span.start, opening.span.end)]
    for span in spans:
        cut = [((start, min(end, span.start)), (max(start, span.end), end)) for start, end in pieces]
        pieces = [(start, end) for pair in cut for start, end in pair if start < end]
    return [
        Opening(span=TimeSpan(start=start, end=end), state=opening.state, note=opening.note) for start, end in pieces
    ]


def _joined(openings: Sequence[Opening]) -> tuple[Opening, ...]:
    """The same stretches, with those that touch and say the same as one."""
    joined: list[Opening] = []
    for opening in openings:
        before = joined[-1] if joined else None
        if before and before.span.end == opening.span.start and _says_the_same(before, opening):
            span = TimeSpan(start=before.span.start, end=opening.span.end)
            joined[-1] = Opening(span=span, state=opening.state, note=opening.note)
        else:
            joined.append(opening)
    return tuple(joined)


def _says_the_same(one: Opening, other: Opening) -> bool:
    return (one.state, one.note) == (other.state, other.note)


def openings_on(hours: Hours, day: dt.date, *, is_holiday: bool = False) -> Openings:
    """When it is open or open by appointment on a day, on which each stretch begins."""
    return tuple(opening for opening in _all_on(hours, day, is_holiday=is_holiday) if opening.state != "closed")


def _all_on(hours: Hours, day: dt.date, *, is_holiday: bool) -> Openings:
    return combine(tuple(rule for rule in hours.rules if matches(rule, day, is_holiday=is_holiday)))


def state_at(hours: Hours, moment: dt.datetime, holidays: Holidays = ()) -> State:
    """Whether it is open at a moment, local in Europe/Berlin."""
    openings = openings_by_day(hours, holidays)
    return state_in(around(openings, moment.date()), moment.hour * 60 + moment.minute)


OpeningsByDay = Callable[[dt.date], Openings]


def openings_by_day(hours: Hours, holidays: Holidays) -> OpeningsByDay:
    """What holds for each day, worked out once however often it is asked for."""
    return functools.cache(lambda day: _all_on(hours, day, is_holiday=day in holidays))


Around = tuple[Openings, Openings]
"""What begins on a day, and what began on the day before and may still go on."""


def around(openings: OpeningsByDay, day: dt.date) -> Around:
    """What there is to know of a day."""
    return openings(day), openings(day - dt.timedelta(days=1))


def state_in(day: Around, minute: int) -> State:
    """Whether it is open at a minute of a day."""
    for openings, asked in zip(day, (minute, minute + MINUTES_OF_DAY), strict=True):
        for opening in openings:
            if opening.span.start <= asked < opening.span.end:
                return opening.state
    return "closed"


def next_change(hours: Hours, moment: dt.datetime, holidays: Holidays = ()) -> dt.datetime | None:
    """When the state changes next after a moment, or None when it does not within about a year."""
    openings = openings_by_day(hours, holidays)
    now = state_at(hours, moment, holidays)
    midnight = dt.datetime.combine(moment.date(), dt.time())
    for number in range(_HORIZON_DAYS):
        day = midnight + dt.timedelta(days=number)
        known = around(openings, day.date())
        for minutes in ends_in(known):
            change = day + dt.timedelta(minutes=minutes)
            if change > moment and state_in(known, minutes) != now:
                return change
    return None


def ends_in(day: Around) -> list[int]:
    """The minutes of a day at which a stretch of it, or of the night before, begins or ends."""
    ends: set[int] = set()
    for openings, shift in zip(day, (0, MINUTES_OF_DAY), strict=True):
        for opening in openings:
            ends |= {opening.span.start - shift, opening.span.end - shift}
    return sorted(end for end in ends if 0 <= end < MINUTES_OF_DAY)
