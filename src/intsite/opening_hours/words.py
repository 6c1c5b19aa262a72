"""Opening hours cut into words: which words there are, and what people write instead of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from intsite.opening_hours.write import MONTHS, WEEKDAYS
from intsite.problems import Problem, Span, nearest, problem

At = Callable[[int, int], Span]
"""From an offset into the text and a length to a place in the file."""

_BY_APPOINTMENT = r"""
    (?:(?:nur|only)\s+)?(?:by|on|nach|auf|mit|with|upon)\s+(?:(?:prior|vorheriger|einen|an?)\s+)?
    (?:appointment|(?:termin)?vereinbarung|termin|absprache)"""
"""A remark that says nothing but that one needs an appointment."""
_ONLY_APPOINTMENT = re.compile(_BY_APPOINTMENT, re.VERBOSE | re.IGNORECASE)
_WORD = re.compile(
    r"""(?P<space>\s+)
    |(?P<comment>"[^"]*")
    |(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9:]))
    |(?P<german_date>[0-9]{1,2}\.\s?[0-9]{1,2}\.(?:\s?[0-9]{4})?)
    |(?P<always>24/7)
    |(?P<time>[0-9]{1,2}:[0-9]{2}(?![0-9:]))
    |(?P<dotted>[0-9]{1,2}[.][0-9]{2}(?![0-9.]))
    |(?P<year>[0-9]{4}(?![0-9]))
    |(?P<number>[0-9]{1,2}(?![0-9]))
    |(?P<fallback>\|\|)
    |(?P<dash>[-\u2010-\u2015])
    |(?P<sign>[;,:+\[\]/])
    |(?P<appointment>"""
    + _BY_APPOINTMENT
    + r"""\b)
    |(?P<word>[^\W\d_]+\.?)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)

_STATES = {"off": "closed", "closed": "closed", "open": "open", "unknown": "unknown"}
_KNOWN = dict.fromkeys(WEEKDAYS, "weekday") | dict.fromkeys(MONTHS, "month") | {"PH": "holiday"}
_GERMAN = {
    "di": "Tu",
    "mi": "We",
    "do": "Th",
    "so": "Su",
    "montag": "Mo",
    "dienstag": "Tu",
    "mittwoch": "We",
    "donnerstag": "Th",
    "freitag": "Fr",
    "samstag": "Sa",
    "sonnabend": "Sa",
    "sonntag": "Su",
}
_MEANT = {
    meant: word
    for word, all_meant in {
        "Mo": "monday mon",
        "Tu": "tuesday tue tues",
        "We": "wednesday wed",
        "Th": "thursday thu thurs",
        "Fr": "friday fri",
        "Sa": "saturday sat",
        "Su": "sunday sun",
        "Jan": "januar january jän jänner",
        "Feb": "februar february",
        "Mar": "märz march mär mrz",
        "Apr": "april",
        "May": "mai",
        "Jun": "juni june",
        "Jul": "juli july",
        "Aug": "august",
        "Sep": "september sept",
        "Oct": "oktober october okt",
        "Nov": "november",
        "Dec": "dezember december dez",
        "PH": "feiertag feiertage feiertags holiday holidays",
        "off": "geschlossen zu ruhetag",
        "open": "geöffnet offen",
        "-": "bis to until",
        ",": "und and",
    }.items()
    for meant in all_meant.split()
}
_UNSUPPORTED = frozenset({"week", "easter", "sunrise", "sunset", "dawn", "dusk", "day", "days"})
_APPOINTMENT = re.compile(r"appointment|vereinbarung|absprache|termin|anmeldung|voranmeldung|request", re.IGNORECASE)


class Word(Struct, frozen=True, kw_only=True):
    """A word of the text; the last one of all is the kind `end`."""

    kind: str
    """`weekday`, `month`, `holiday`, `state`, `comment`, `always`, `time`, `year`, `number`, `dash`,
    `fallback`, `end`; a sign is its own kind."""
    text: str
    offset: int


def is_appointment(comment: str) -> bool:
    """Whether a remark says that one has to make an appointment."""
    return bool(_APPOINTMENT.search(comment))


def is_only_appointment(comment: str) -> bool:
    """Whether a remark says nothing else."""
    return bool(_ONLY_APPOINTMENT.fullmatch(comment))


def cut(text: str, at: At) -> tuple[tuple[Word, ...], tuple[Problem, ...]]:
    """The words of `text`, and everything in it that is no word."""
    words: list[Word] = []
    problems: list[Problem] = []
    for match in _WORD.finditer(text):
        kind, written = str(match.lastgroup), match.group()
        if kind == "space":
            continue
        span = at(match.start(), len(written))
        kind = _kind(kind, written)
        found = _problem(kind, written, span)
        if found:
            problems.append(found)
        words.append(Word(kind=kind, text=written, offset=match.start()))
    words.append(Word(kind="end", text="", offset=len(text)))
    return tuple(words), tuple(problems)


def _kind(kind: str, written: str) -> str:
    if kind == "sign":
        return written
    if kind == "appointment":
        return "comment"
    if kind == "word":
        return _KNOWN.get(written) or ("state" if written in _STATES else "word")
    return kind


def _problem(kind: str, written: str, span: Span) -> Problem | None:
    if kind == "word":
        return _unknown(written, span)
    if kind == "iso":
        year, month, day = written.split("-")
        meant = f"{year} {MONTHS[int(month) - 1]} {day}" if 1 <= int(month) <= len(MONTHS) else ""
        return problem("hours-bad-date", span, value=written, suggestion=meant)
    if kind == "german_date":
        return problem("hours-bad-date", span, value=written, suggestion=_from_german(written))
    if kind == "dotted":
        return problem("hours-bad-time", span, value=written, suggestion=written.replace(".", ":").zfill(5))
    if kind == "other":
        return problem("hours-unexpected", span, value=written)
    return None


def _from_german(written: str) -> str:
    day, month, year = [*written.replace(" ", "").split("."), ""][:3]
    if not 1 <= int(month) <= len(MONTHS):
        return ""
    return f"{year} {MONTHS[int(month) - 1]} {int(day):02}".strip()


def _unknown(written: str, span: Span) -> Problem:
    word = written.rstrip(".").lower()
    if word == "sh" or word.startswith(("schulferien", "ferien")):
        return problem("hours-school-holidays", span)
    if word == "uhr":
        return problem("hours-without-uhr", span)
    if word in _UNSUPPORTED:
        return problem("hours-not-supported", span, value=written)
    if word in _GERMAN:
        return problem("hours-german-weekday", span, value=written, suggestion=_GERMAN[word])
    known = {name.lower(): name for name in (*_KNOWN, *_STATES)}
    meant = known.get(word) or _MEANT.get(word) or _MEANT.get(nearest(word, _MEANT), "")
    return problem("hours-unknown-word", span, value=written, suggestion=meant)


def state_of(word: Word) -> str:
    """`open`, `closed` or `unknown`, from a word of the kind `state`."""
    return _STATES[word.text]
