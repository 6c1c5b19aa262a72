"""Opening hours that somebody wrote as a sentence, German or English, to structured hours.

Strict: a text is understood to its last word, or not at all. Open ends ("ab 18 Uhr"), every second week, groups and
places in between are refused: a wrong time at the door is worse than a sentence that stays a sentence. Times of
one day add up, as people read them: "Mo-Fr 8-12 Uhr, Do 14-17 Uhr" is Thursday morning and afternoon.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from intsite.importers.hours_words import Token, tokens
from intsite.opening_hours import Dates, Day, Hours, Rule, TimeSpan, hours_of
from intsite.opening_hours.values import MINUTES_OF_DAY, WHOLE_DAY, State

Purpose = Literal["visit", "phone"]
"""Whether people can come or call."""

_NOON = 12 * 60
_LATE, _EARLY = 17 * 60, 6 * 60
"""A time that ends before it starts goes past midnight only from the evening to the early morning."""


class Spoken(Struct, frozen=True, kw_only=True):
    """What a text says."""

    hours: Hours
    purpose: Purpose
    label: str
    """The words before the hours, such as `Sprechzeiten:`; may be empty."""


def understand(text: str) -> Spoken | None:
    """The hours that `text` consists of, or None where any of its words is not understood."""
    label, words, purpose = tokens(text)
    if words is None:
        return None
    try:
        hours = _Reader(words).read()
    except _NotUnderstoodError:
        return None
    return Spoken(hours=hours, purpose=purpose, label=label) if hours else None


class _NotUnderstoodError(Exception):
    """The text says something that these rules do not know; never leaves this module."""


Season = tuple[int, int] | None
Week = tuple[Season, tuple[int, ...]]
"""Months from and to, and which such weekdays of a month; none: the whole year, every week."""


@dataclass(slots=True)
class _Clause:
    """One part of the text: some days, and what there is on them."""

    days: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    spans: list[tuple[Season, TimeSpan]] = field(default_factory=list)
    season: Season = None
    state: State = "open"
    holidays: bool = False
    is_more: bool = False
    """Whether `zusätzlich` stands before it."""


class _Reader:
    """Goes through the words once."""

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.position = 0
        self.by_appointment_too = False

    def read(self) -> Hours | None:
        clauses: list[_Clause] = []
        while self._kind() != "end":
            if self._kind() in {"separator", "and", "also"}:
                self.position += 1
            elif self._kind() == "appointment":
                self._appointment(clauses)
            else:
                clauses.append(self._clause(clauses))
        return _hours(clauses, by_appointment_too=self.by_appointment_too)

    def _kind(self, ahead: int = 0) -> str:
        place = self.position + ahead
        return self.words[place].kind if 0 <= place < len(self.words) else "end"

    def _take(self) -> Token:
        self.position += 1
        return self.words[self.position - 1]

    def _appointment(self, clauses: list[_Clause]) -> None:
        """`only` beside times asks for an appointment then; after `and` or a comma it is a further way to come."""
        apart = self._kind(-1) in {"separator", "and", "also"}
        asked = self._take().value
        if not clauses or asked == "also" or (apart and asked != "only"):
            self.by_appointment_too = True
        elif len(clauses) == 1 and clauses[0].state == "open":
            clauses[0].state = "appointment"
        else:
            raise _NotUnderstoodError

    def _clause(self, before: list[_Clause]) -> _Clause:
        clause = _Clause(is_more=self._kind(-1) == "also")
        if self._kind() == "always":
            self._take()
            clause.days, clause.spans = tuple(range(7)), [(None, WHOLE_DAY)]
            return clause
        if self._kind() == "season":
            clause.season = self._take().value
            self._skip("separator")
        if self._kind() == "holidays":
            self._holidays(clause)
            return clause
        times_first = self._kind() == "time"
        if times_first:
            self._times(clause)
            self._skip("separator")
        self._days(clause)
        if not times_first:
            self._state_or_times(clause, before)
        return clause

    def _state_or_times(self, clause: _Clause, before: list[_Clause]) -> None:
        while self._kind() in {"separator", "also"} and self._kind(1) in {"time", "closed", "season", "also"}:
            self._take()
        if self._kind() == "and" and self._kind(1) == "holidays" and self._kind(2) == "closed":
            self._take()
            self._holidays(clause)
        elif clause.is_more and self._kind() == "dash" and self._kind(1) == "time":
            self._take()
            clause.spans = [(None, _longer(before, clause.days, self._take()))]
        elif self._kind() == "closed":
            self._take()
            clause.state = "closed"
        elif self._kind() == "appointment":
            self._take()
            clause.state = "appointment"
        else:
            self._times(clause)

    def _skip(self, kind: str) -> None:
        if self._kind() == kind:
            self._take()

    def _holidays(self, clause: _Clause) -> None:
        self._take()
        self._skip("separator")
        if self._kind() == "closed":
            self._take()
        clause.holidays, clause.state = True, "closed"

    def _days(self, clause: _Clause) -> None:
        if self._kind() == "nth":
            token = self._take()
            clause.nth, clause.days = token.value
            return
        days: list[int] = []
        while True:
            if self._kind() == "days":
                days += self._take().value
            else:
                days += self._day_or_range()
            if self._kind() in {"separator", "and"} and self._kind(1) in {"day", "days"}:
                self._take()
            else:
                break
        clause.days = tuple(dict.fromkeys(days))
        self._except(clause)

    def _except(self, clause: _Clause) -> None:
        """Days that are none of the clause's."""
        if self._kind() == "except":
            left = self._take().value
            if not {*left} < {*clause.days}:
                raise _NotUnderstoodError
            clause.days = tuple(day for day in clause.days if day not in left)

    def _day_or_range(self) -> list[int]:
        if self._kind() != "day":
            raise _NotUnderstoodError
        first: int = self._take().value
        if self._kind() != "dash" or self._kind(1) == "time":
            return [first]
        self._take()
        if self._kind() != "day":
            raise _NotUnderstoodError
        last: int = self._take().value
        if first == last:
            raise _NotUnderstoodError
        return [(first + step) % 7 for step in range((last - first) % 7 + 1)]

    def _times(self, clause: _Clause) -> None:
        season = clause.season
        while True:
            if self._kind() == "season" and season is None:
                season = self._take().value
                self._skip("separator")
            spans = [self._span()]
            while self._kind() in {"separator", "and", "also"} and self._kind(1) == "time":
                self._take()
                spans.append(self._span())
            if self._kind() == "season":
                if season is not None:
                    raise _NotUnderstoodError
                season = self._take().value
            clause.spans += [(season, span) for span in spans]
            self._except(clause)
            if season is None or not self._another_season():
                return
            season = None

    def _another_season(self) -> bool:
        """Whether times of another season follow for the same days."""
        if self._kind() not in {"separator", "and"}:
            return False
        if self._kind(1) == "season" and self._kind(2) in {"time", "separator"} and self._kind(3) == "time":
            self._take()
            return True
        if self._kind(1) == "time":
            self._take()
            return True
        return False

    def _span(self) -> TimeSpan:
        if self._kind() != "time":
            raise _NotUnderstoodError
        first = self._take()
        between = first.value.between
        if self._kind() != "dash" and not (between and self._kind() == "and"):
            raise _NotUnderstoodError
        self._take()
        if self._kind() != "time":
            raise _NotUnderstoodError
        return _time_span(first, self._take())


def _longer(before: Iterable[_Clause], days: Iterable[int], last: Token) -> TimeSpan:
    """The one time that all the days have so far, with a later end: `zusätzlich Dienstag bis 19 Uhr`."""
    known = [
        {
            (season, span, clause.nth, clause.state)
            for clause in before
            if day in clause.days
            for season, span in clause.spans
        }
        for day in days
    ]
    if not known or len(known[0]) != 1 or any(times != known[0] for times in known):
        raise _NotUnderstoodError
    season, span, nth, state = next(iter(known[0]))
    if season or nth or state != "open" or not span.end < last.value.minutes <= MINUTES_OF_DAY:
        raise _NotUnderstoodError
    return TimeSpan(start=span.start, end=last.value.minutes)


def _time_span(first: Token, last: Token) -> TimeSpan:
    start, end = first.value.minutes, last.value.minutes
    halves = (first.value.half, last.value.half)
    if halves == ("", "pm") and start + _NOON < end:
        # "4 - 6 p.m." is the afternoon, "9 - 5 p.m." cannot be.
        start += _NOON
    if (halves == ("", "am") and start >= end) or (halves == ("pm", "") and end < _NOON):
        raise _NotUnderstoodError
    end = end or MINUTES_OF_DAY
    if end <= start:
        if start < _LATE or end > _EARLY:
            raise _NotUnderstoodError
        end += MINUTES_OF_DAY
    if start >= MINUTES_OF_DAY:
        raise _NotUnderstoodError
    return TimeSpan(start=start, end=end)


def _hours(clauses: list[_Clause], *, by_appointment_too: bool) -> Hours | None:
    """One rule for all days with the same times, in the order of the week."""
    times: dict[Week, dict[int, list[tuple[State, TimeSpan]]]] = {}
    whole_days: dict[State, set[int]] = {"closed": set(), "appointment": set()}
    for clause in clauses:
        for season, span in clause.spans:
            for day in clause.days:
                _add(times.setdefault((season, clause.nth), {}).setdefault(day, []), clause.state, span)
        if not clause.spans:
            if clause.season or clause.nth:
                raise _NotUnderstoodError
            whole_days[clause.state].update(clause.days)
    closed, appointment = whole_days["closed"], whole_days["appointment"]
    if closed & appointment or (closed | appointment) & times.get((None, ()), {}).keys():
        raise _NotUnderstoodError
    rules = [rule for week, days in sorted(times.items(), key=_order) for rule in _rules(week, days)]
    rules += [Rule(weekdays=tuple(days), state=state) for state, days in sorted(whole_days.items()) if days]
    if any(clause.holidays for clause in clauses) and rules:
        rules.append(Rule(holidays=True, state="closed"))
    if by_appointment_too:
        rules.append(Rule(mode="fallback" if rules else "replace", state="appointment"))
    return hours_of(rules) if any(rule.state != "closed" for rule in rules) else None


def _order(item: tuple[Week, object]) -> tuple[bool, tuple[int, int], tuple[int, ...]]:
    (season, nth), _ = item
    return bool(nth), season or (0, 0), nth


def _add(known: list[tuple[State, TimeSpan]], state: State, span: TimeSpan) -> None:
    """Another time of the same day; one that holds another takes its place, other overlaps say two things."""
    for one in list(known):
        _, other = one
        if other.end < span.start or span.end < other.start:
            continue
        if one[0] != state or not (_holds(span, other) or _holds(other, span)):
            raise _NotUnderstoodError
        if _holds(other, span):
            return
        known.remove(one)
    known.append((state, span))


def _holds(outer: TimeSpan, inner: TimeSpan) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _rules(week: Week, days: dict[int, list[tuple[State, TimeSpan]]]) -> Iterable[Rule]:
    season, nth = week
    dates = (Dates(first=Day(month=season[0]), last=Day(month=season[1])),) if season else ()
    alike: dict[tuple[tuple[State, TimeSpan], ...], list[int]] = {}
    for day in sorted(days):
        alike.setdefault(tuple(sorted(days[day], key=lambda pair: pair[1])), []).append(day)
    for pairs, weekdays in alike.items():
        states = dict.fromkeys(state for state, _ in pairs)
        for number, state in enumerate(states):
            yield Rule(
                mode="add" if nth or number else "replace",
                dates=dates,
                weekdays=tuple(weekdays),
                nth=nth,
                spans=tuple(span for each, span in pairs if each == state),
                state=state,
            )
