"""The parts of opening hours: dates, weekdays and times, read from words."""

from __future__ import annotations

import calendar

from intsite.opening_hours.values import MINUTES_OF_DAY, Dates, Day, TimeSpan
from intsite.opening_hours.words import At, Word
from intsite.opening_hours.write import MONTHS, WEEKDAYS
from intsite.problems import Problem, Span, problem

_LAST_HOUR = 48
_YEARS = range(1900, 2200)
_LEAP_YEAR = 2024

Groups = dict[tuple[int, ...], tuple[int, ...]]
"""Weekdays by their numbers in the month, where `()` is every week."""


class UnreadableError(Exception):
    """Ends the descent at the first place that cannot be read; never leaves `parse`."""

    def __init__(self, found: Problem) -> None:
        self.found = found


class Reader:
    """Goes over the words once, from left to right."""

    def __init__(self, words: tuple[Word, ...], at: At) -> None:
        self.words = words
        self.at = at
        self.position = 0

    @property
    def word(self) -> Word:
        """The word at hand."""
        return self.words[self.position]

    @property
    def next_kind(self) -> str:
        """The kind of the word after it."""
        return self.words[min(self.position + 1, len(self.words) - 1)].kind

    def take(self, kind: str) -> Word | None:
        """The word, if it is of this kind, and go on."""
        word = self.word
        if word.kind != kind:
            return None
        self.position += kind != "end"
        return word

    def place(self, first: Word | None) -> Span:
        """The words from `first` up to the one at hand, or the one at hand."""
        start = first or self.word
        before = self.words[max(self.position - 1, 0)]
        last = before if first and before.offset >= start.offset else start
        return self.at(start.offset, max(last.offset + len(last.text) - start.offset, 1))

    def fail(self, code: str, first: Word | None = None, *, suggestion: str = "", **arguments: object) -> Exception:
        """What to raise at the words from `first` up to the one at hand, or at the one at hand."""
        return UnreadableError(problem(code, self.place(first), suggestion=suggestion, **arguments))

    def unexpected(self) -> Exception:
        """What to raise at a word that cannot stand here."""
        if self.word.kind == "end":
            return self.fail("hours-incomplete")
        return self.fail("hours-unexpected", value=self.word.text)

    def dates(self) -> tuple[Dates, ...]:
        """`Apr-Sep`, `Dec 24-Jan 01`, `2026 Aug 03-14`, several with commas."""
        found: list[Dates] = []
        while self.word.kind in {"month", "year"}:
            found.append(self.date_range())
            if self.word.kind == "," and self.next_kind in {"month", "year"}:
                self.take(",")
            else:
                break
        return tuple(found)

    def date_range(self) -> Dates:
        """One range, or one day, or one month."""
        start = self.word
        first = self.day(None)
        last = first
        if self.word.kind == "dash" and self.next_kind in {"month", "year", "number"}:
            self.take("dash")
            last = self.day(first)
        if (first.day is None) != (last.day is None):
            raise self.fail("hours-mixed-dates", start)
        if self.word.kind == "," and self.next_kind == "number":
            raise self.fail("hours-day-without-month", self.words[self.position + 1])
        if first.year is None and last.year is not None:
            raise self.fail("hours-year-only-at-end", start, year=last.year)
        if first.year is not None:
            first, last = _with_years(first, last)
            if last < first:
                raise self.fail("hours-dates-backwards", start)
        return Dates(first=first, last=last)

    def day(self, first: Day | None) -> Day:
        """`Dec 24`, `2026 Dec 24`, `Dec`; after a range's first day also just `26`."""
        start = self.word
        year = self.take("year")
        month = self.take("month")
        if not month and (year or not first or first.day is None):
            raise self.fail("hours-date-without-month", start)
        number = self.take("number")
        named = MONTHS.index(month.text) + 1 if month else first.month if first else 0
        day = Day(year=int(year.text) if year else None, month=named, day=int(number.text) if number else None)
        if not _exists(day):
            raise self.fail("hours-no-such-day", start)
        return day

    def weekdays(self) -> tuple[Groups, bool]:
        """The weekdays, and whether holidays are named."""
        groups: Groups = {}
        holidays = False
        while self.word.kind in {"weekday", "holiday"}:
            if self.take("holiday"):
                holidays = True
            else:
                days, nth = self.weekday_range()
                groups[nth] = groups.get(nth, ()) + days
            if self.word.kind == "," and self.next_kind in {"weekday", "holiday"}:
                self.take(",")
            elif self.word.kind in {"weekday", "holiday"}:
                raise self.fail("hours-missing-comma")
            else:
                break
        return groups, holidays

    def weekday_range(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """`Mo`, `Mo-Fr` or `Mo[1]` as days and numbers in the month."""
        first = self.word
        start = WEEKDAYS.index(self.words[self.position].text)
        self.position += 1
        end = start
        if self.word.kind == "dash":
            self.take("dash")
            word = self.take("weekday")
            if not word:
                raise self.unexpected()
            end = WEEKDAYS.index(word.text)
        days = tuple((start + number) % 7 for number in range((end - start) % 7 + 1))
        nth = self.numbers()
        if nth and len(days) > 1:
            raise self.fail("hours-number-of-range", first)
        return days, nth

    def numbers(self) -> tuple[int, ...]:
        """`[1]`, `[1,3]`, `[1-2]`, `[-1]`, or nothing."""
        if not self.take("["):
            return ()
        found: list[int] = []
        while True:
            start = self.word
            sign = -1 if self.take("dash") else 1
            number = self.take("number")
            if not number:
                raise self.unexpected()
            first = last = int(number.text)
            if sign > 0 and self.take("dash"):
                until = self.take("number")
                if not until:
                    raise self.unexpected()
                last = int(until.text)
            if not 1 <= first <= last <= 5:  # noqa: PLR2004  a month has at most five of a weekday
                raise self.fail("hours-no-such-week", start)
            found += [sign * n for n in range(first, last + 1)]
            if not self.take(","):
                break
        if not self.take("]"):
            raise self.unexpected()
        return tuple(found)

    def spans(self) -> tuple[TimeSpan, ...]:
        """`08:00-12:00,14:00-17:30`, or nothing."""
        found: list[TimeSpan] = []
        while self.word.kind in {"time", "number"}:
            start = self.word
            span = self.span()
            if any(span.start < known.end and known.start < span.end for known in found):
                raise self.fail("hours-overlap", start)
            found.append(span)
            if self.word.kind == "," and self.next_kind in {"time", "number"}:
                self.take(",")
            else:
                break
        return tuple(found)

    def span(self) -> TimeSpan:
        """`08:00-12:00`."""
        first = self.word
        start = self.time()
        if self.word.kind == "+":
            raise self.fail("hours-open-end")
        if not self.take("dash"):
            raise self.fail("hours-time-without-end", first)
        end = self.time()
        if self.word.kind == "+":
            raise self.fail("hours-open-end")
        if start >= MINUTES_OF_DAY:
            raise self.fail("hours-bad-time", first, value=first.text)
        if end < start:
            end += MINUTES_OF_DAY
        if end == start or (end - start >= MINUTES_OF_DAY and (start, end) != (0, MINUTES_OF_DAY)):
            raise self.fail("hours-span-too-long", first)
        return TimeSpan(start=start, end=end)

    def time(self) -> int:
        """Minutes after midnight."""
        word = self.take("time")
        if not word:
            number = self.take("number")
            if not number:
                raise self.unexpected()
            raise self.fail("hours-bad-time", number, value=number.text, suggestion=f"{int(number.text):02}:00")
        hours, minutes = map(int, word.text.split(":"))
        if minutes >= 60 or hours * 60 + minutes > _LAST_HOUR * 60:  # noqa: PLR2004  minutes of an hour
            raise self.fail("hours-bad-time", word, value=word.text)
        return hours * 60 + minutes


def _exists(day: Day) -> bool:
    if day.year is not None and day.year not in _YEARS:
        return False
    return day.day is None or 1 <= day.day <= calendar.monthrange(day.year or _LEAP_YEAR, day.month)[1]


def _with_years(first: Day, last: Day) -> tuple[Day, Day]:
    """Both ends with year and day; an end without a year is the next such day."""
    year = first.year or 0
    start = first.first_in(year)
    end = last.last_in(last.year or year)
    if last.year is None and end < start:
        end = last.last_in(year + 1)
    return (
        Day(year=start.year, month=start.month, day=start.day),
        Day(year=end.year, month=end.month, day=end.day),
    )
