"""The values that opening hours consist of."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

State = Literal["open", "closed", "appointment"]
"""`appointment`: somebody is there, for people who have agreed on a time."""

Mode = Literal["replace", "add", "fallback"]
"""What a rule does to the rules before it: on its days it takes their place (`;`), it adds to them (`,`),
or it speaks only where they say nothing (`||`)."""

Note = tuple[tuple[str, str], ...]
"""A remark, as pairs of language tag and text; the language `""` is for all."""

MINUTES_OF_DAY = 24 * 60
ALL_WEEK = frozenset(range(7))
_LEAP_YEAR = 2024
"""Any year with a 29 February."""


class TimeSpan(Struct, frozen=True, kw_only=True, order=True):
    """From one time to another, shorter than a day or the whole day."""

    start: int
    """Minutes after midnight, 0 to 1439."""
    end: int
    """Minutes after the same midnight; more than 1440 reaches into the next day."""

    def __str__(self) -> str:
        """As OpenStreetMap writes it: `08:00-12:00`, `22:00-02:00`, `00:00-24:00`."""
        return f"{clock(self.start)}-{clock(self.end)}"

    @property
    def whole_day(self) -> bool:
        """Whether it lasts from midnight to midnight."""
        return (self.start, self.end) == (0, MINUTES_OF_DAY)

    @property
    def times(self) -> tuple[dt.time, dt.time]:
        """Beginning and end; midnight as an end is 0:00."""
        ends = [divmod(minutes % MINUTES_OF_DAY, 60) for minutes in (self.start, self.end)]
        return dt.time(*ends[0]), dt.time(*ends[1])


WHOLE_DAY = TimeSpan(start=0, end=MINUTES_OF_DAY)


def clock(minutes: int) -> str:
    """Minutes after midnight as `08:05`; the end of the day is 24:00, after it comes 00:05."""
    if minutes > MINUTES_OF_DAY:
        minutes -= MINUTES_OF_DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"


class Day(Struct, frozen=True, kw_only=True, order=True):
    """An end of a range of dates."""

    year: int | None = None
    """None: every year."""
    month: int
    """1 to 12."""
    day: int | None = None
    """None: the whole month, only without a year."""

    def first_in(self, year: int) -> dt.date:
        """The first date that is meant, in `year` if none was written."""
        return _date(self.year or year, self.month, self.day or 1)

    def last_in(self, year: int) -> dt.date:
        """The last date that is meant, in `year` if none was written."""
        return _date(self.year or year, self.month, self.day or 31)


@functools.lru_cache(maxsize=1 << 12)
def _date(year: int, month: int, day: int) -> dt.date:
    """The day, or the last one of its month when the month is shorter."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


class Dates(Struct, frozen=True, kw_only=True, order=True):
    """A range of dates, both ends included; without years it recurs and may go over New Year."""

    first: Day
    last: Day

    def __contains__(self, day: dt.date) -> bool:
        if not self.recurs:
            return self.first.first_in(day.year) <= day <= self.last.last_in(day.year)
        if day == dt.date(day.year, 2, 28) and self._is_leap_day:
            return False
        start, end = self.first.first_in(day.year), self.last.last_in(day.year)
        return start <= day <= end if self.first_of_year <= self.last_of_year else day >= start or day <= end

    @property
    def recurs(self) -> bool:
        """Whether the range comes back every year."""
        return self.first.year is None

    @property
    def first_of_year(self) -> dt.date:
        """The first day in a leap year, to compare ranges that recur."""
        return self.first.first_in(_LEAP_YEAR)

    @property
    def last_of_year(self) -> dt.date:
        """The last day in a leap year, to compare ranges that recur."""
        return self.last.last_in(_LEAP_YEAR)

    @property
    def is_season(self) -> bool:
        """Whether it is a part of every year that is longer than a month's exception, such as `Apr-Sep`."""
        if not self.recurs:
            return False
        length = (self.last_of_year - self.first_of_year).days % 366 + 1
        return self.first.day is None or length > SEASON_FROM_DAYS

    @property
    def _is_leap_day(self) -> bool:
        """Whether it starts on 29 February, which does not exist in most years."""
        return (self.first.month, self.first.day) == (2, 29)


SEASON_FROM_DAYS = 45
"""A range of days that is shorter is an exception, such as the weeks around New Year."""


class Rule(Struct, frozen=True, kw_only=True):
    """On which days there is what, and how this goes together with the rules before."""

    mode: Mode = "replace"
    dates: tuple[Dates, ...] = ()
    """Empty: the whole year."""
    weekdays: tuple[int, ...] = ()
    """0 is Monday. Empty together with `holidays` false: every day."""
    nth: tuple[int, ...] = ()
    """Only the first (1) to fifth or last (-1) to fifth last such weekday of a month; empty: every one."""
    holidays: bool = False
    """On public holidays too, or, without `weekdays`, only on these."""
    spans: tuple[TimeSpan, ...] = ()
    """In order, without overlaps. Empty: the whole day; never empty when open."""
    state: State = "open"
    note: Note = ()

    @property
    def every_day(self) -> bool:
        """Whether it is for all days of its dates."""
        return not self.weekdays and not self.holidays

    @property
    def only_holidays(self) -> bool:
        """Whether it is for public holidays alone."""
        return self.holidays and not self.weekdays


class Hours(Struct, frozen=True, kw_only=True):
    """Opening hours or a weekly schedule; make it with `hours_of`."""

    rules: tuple[Rule, ...]


class Opening(Struct, frozen=True, kw_only=True, order=True):
    """One stretch of one day."""

    span: TimeSpan
    state: State = "open"
    note: Note = ()


def hours_of(rules: Iterable[Rule]) -> Hours:
    """`Hours` in the one form in which equal rules are equal values."""
    normal = [_normal(rule) for rule in rules]
    if normal:
        normal[0] = replace(normal[0], mode="replace")
    return Hours(rules=tuple(normal))


def _normal(rule: Rule) -> Rule:
    weekdays = tuple(sorted(set(rule.weekdays)))
    every_day = ALL_WEEK.issubset(weekdays) and not rule.nth
    spans = tuple(sorted(rule.spans))
    return replace(
        rule,
        weekdays=() if every_day else weekdays,
        holidays=rule.holidays and not every_day,
        nth=tuple(sorted(set(rule.nth), key=lambda n: (n < 0, abs(n)))),
        spans=() if spans == (WHOLE_DAY,) and rule.state != "open" else spans,
    )
