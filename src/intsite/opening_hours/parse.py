"""From the text of opening hours to `Hours`, by recursive descent, or to the places that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from intsite.opening_hours.reader import Groups, Reader, UnreadableError
from intsite.opening_hours.values import WHOLE_DAY, Dates, Hours, Mode, Rule, State, TimeSpan, hours_of
from intsite.opening_hours.words import At, Word, cut, is_appointment, is_only_appointment, state_of
from intsite.opening_hours.write import APPOINTMENT
from intsite.problems import Problem, Span, problem

_MOST_RULES = 100
_WITH_NOTE = re.compile(rf"{APPOINTMENT}: (.*)", re.IGNORECASE | re.DOTALL)


T = TypeVar("T")


def parse(text: str, at: At) -> tuple[Hours | None, tuple[Problem, ...]]:
    """The hours, or None and what is wrong; `at` turns an offset into `text` and a length into a place."""
    words, problems = cut(text, at)
    if problems:
        return None, problems
    try:
        reader = _Rules(words, at)
        hours = hours_of(reader.rules())
        return hours, _without_effect(hours, reader.places)
    except UnreadableError as unreadable:
        return None, (unreadable.found,)


def parse_weekdays(text: str, at: At) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Rules with nothing but the weekdays, holidays and numbers that `text` names, such as `Mo-We,Th[1]`."""
    return _part(text, at, lambda reader: tuple(_split(Rule(), *reader.weekdays())))


def parse_dates(text: str, at: At) -> tuple[tuple[Dates, ...], tuple[Problem, ...]]:
    """The dates that `text` names, such as `Dec 24-Jan 01`."""
    return _part(text, at, Reader.dates)


def parse_times(text: str, at: At) -> tuple[tuple[TimeSpan, ...], tuple[Problem, ...]]:
    """The times that `text` names, such as `08:00-12:00,14:00-17:30`."""
    return _part(text, at, Reader.spans)


def _part(text: str, at: At, read: Callable[[Reader], tuple[T, ...]]) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    words, problems = cut(text, at)
    if problems:
        return (), problems
    reader = Reader(words, at)
    try:
        found = read(reader)
        if not found or reader.word.kind != "end":
            raise reader.unexpected()
    except UnreadableError as unreadable:
        return (), (unreadable.found,)
    return found, ()


class _Rules(Reader):
    """Reads whole rules, and remembers where they stand."""

    def __init__(self, words: tuple[Word, ...], at: At) -> None:
        super().__init__(words, at)
        self.places: list[Span] = []

    def rules(self) -> list[Rule]:
        """All rules."""
        found = self.rule("replace")
        self.places += [self.place(self.words[0])] * len(found)
        while self.word.kind != "end" and len(found) < _MOST_RULES:
            if self.take(";"):
                mode: Mode = "replace"
            elif self.take(","):
                mode = "add"
            elif self.take("fallback"):
                mode = "fallback"
            else:
                raise self.unexpected()
            if self.word.kind in {"end", ";", ",", "fallback"}:
                raise self.fail("hours-empty-rule")
            first = self.word
            found += self.rule(mode)
            self.places += [self.place(first)] * (len(found) - len(self.places))
        if self.word.kind != "end":
            raise self.fail("hours-too-many-rules", limit=_MOST_RULES)
        return found

    def rule(self, mode: Mode) -> list[Rule]:
        """One rule; weekdays with and without a number in the month become several."""
        first = self.word
        if self.take("always"):
            rule = Rule(mode=mode, spans=(WHOLE_DAY,))
            return [self.state(rule, first)]
        rule = Rule(mode=mode, dates=self.dates())
        if rule.dates:
            self.take(":")
        groups, holidays = self.weekdays()
        if groups or holidays:
            self.take(":")
        rule = self.state(replace(rule, spans=self.spans()), first)
        return _split(rule, groups, holidays)

    def state(self, rule: Rule, first: Word) -> Rule:
        """The rule with what stands after its times: `off`, `open`, a remark."""
        word = self.take("state")
        state = state_of(word) if word else ""
        comment = self.take("comment")
        remark = " ".join(comment.text.strip('"').split()) if comment else ""
        if comment and not remark:
            raise self.fail("hours-empty-comment", comment)
        if state == "unknown" or (comment and not state):
            rule = self.appointment(rule, word or comment or first, remark)
        else:
            known: State = "closed" if state == "closed" else "open"
            rule = replace(rule, state=known, note=(("", remark),) if remark else ())
        if self.position == self.words.index(first):
            raise self.unexpected()
        if rule.state == "open" and not rule.spans:
            raise self.fail("hours-without-times", first)
        if rule.mode == "fallback" and not comment:
            raise self.fail("hours-fallback-without-comment", first)
        return rule

    def appointment(self, rule: Rule, place: Word, remark: str) -> Rule:
        """The rule as by appointment, if its remark says so."""
        if not is_appointment(remark):
            suggestion = f'open "{remark}"' if place.kind == "comment" else ""
            raise self.fail("hours-unclear-comment", place, suggestion=suggestion)
        with_note = _WITH_NOTE.fullmatch(remark)
        note = "" if is_only_appointment(remark) else with_note[1].strip() if with_note else remark
        return replace(rule, state="appointment", note=(("", note),) if note else ())


def _without_effect(hours: Hours, places: list[Span]) -> tuple[Problem, ...]:
    """Warnings for rules on all days of which a later one takes their place."""
    return tuple(
        problem("hours-rule-without-effect", places[number])
        for number, rule in enumerate(hours.rules)
        if any(_replaces(later, rule) for later in hours.rules[number + 1 :])
    )


def _replaces(later: Rule, rule: Rule) -> bool:
    if later.mode != "replace" or later.nth or (later.state == "closed" and later.spans):
        return False
    if later.dates and later.dates != rule.dates:
        return False
    same_days = not rule.every_day and set(rule.weekdays) <= set(later.weekdays)
    return later.every_day or (same_days and (later.holidays or not rule.holidays))


def _split(rule: Rule, groups: Groups, holidays: bool) -> list[Rule]:  # noqa: FBT001  the pair that `weekdays` gives
    """The rule for each group of weekdays that has numbers in the month of its own."""
    named: Groups = groups or {(): ()}
    return [
        replace(rule, weekdays=weekdays, nth=nth, holidays=holidays and position == 0)
        for position, (nth, weekdays) in enumerate(named.items())
    ]
