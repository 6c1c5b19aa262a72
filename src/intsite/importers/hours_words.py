"""Opening hours in prose, cut into words: the ones there are, German and English, and what each means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

_DAYS = (
    r"montags?|mondays?|mon|mo",
    r"dienstags?|tuesdays?|tues|tue|di|tu",
    r"mittwochs?|wednesdays?|wed|mi|we",
    r"donnerstags?|thursdays?|thurs|thur|thu|do|th",
    r"freitags?|fridays?|fri|fr",
    r"samstags?|sonnabends?|saturdays?|sat|sa",
    r"sonntags?|sundays?|sun|so|su",
)
_MONTHS = (
    r"januar|january|jan", r"februar|february|feb", r"märz|march|mar|mrz", r"april|apr", r"mai|may", r"juni|june|jun",
    r"juli|july|jul", r"august|aug", r"september|sept|sep", r"oktober|october|okt|oct", r"november|nov",
    r"dezember|december|dez|dec",
)  # fmt: skip
_ORDINALS = {
    "ersten": 1, "erster": 1, "first": 1, "1st": 1, "zweiten": 2, "second": 2, "2nd": 2, "dritten": 3, "third": 3,
    "3rd": 3, "vierten": 4, "fourth": 4, "4th": 4, "letzten": -1, "last": -1,
}  # fmt: skip
_GROUPS = {"wochenende": (5, 6), "weekend": (5, 6), "weekdays": (0, 1, 2, 3, 4)}
_DAY = "|".join(_DAYS)
_MONTH = "|".join(_MONTHS)
_ONLY = re.compile("nur|ausschließlich|only|required|erforderlich|notwendig|nötig", re.IGNORECASE)
_ALSO = re.compile("auch|also", re.IGNORECASE)
_DASH = r"[-\u2010-\u2015\u2212~]+"
_TO = rf"(?:{_DASH}|\b(?:bis|to|till|until|through|thru)\b)"
_ORDINAL = rf"(?:[1-5]\.|{'|'.join(_ORDINALS)})"
_WHOSE = (
    r"(?:telefonisch\w*|tel\.|vorherig\w*|persönlich\w*|individuell\w*|prior|personal|telephone|previous|arranged?)"
)
_APPOINTMENT = rf"""(?P<only>(?:nur|ausschließlich|only)\s+)?
    (?:(?:nach|mit|auf|bei|by|on|with|upon)\s+(?:(?:{_WHOSE}|einem|an|a)\s+)*
    (?:(?:termin)?vereinbarung(?:en)?|terminabsprache|absprache|(?:vor)?anmeldung|termin|appointments?(?:\s+only)?|
    arrangement|registration|request)|(?:appointments?|registration)\s+(?:only|required)|
    (?:termin(?:vereinbarung)?|(?:vor)?anmeldung)\s+(?:ist\s+)?(?:erforderlich|notwendig|nötig))"""
_PM = r"(?:nachmittags?(?=\D{0,25}1[2-9])|abends?(?=\D{0,25}(?:1[7-9]|2)))"
"""Words that say only what the hours after them say, too."""
_AND_DAY = rf"(?:\s*(?:,|und|and|&|\+|/)\s*(?:{_DAY})\b\.?)*"
_WORD = re.compile(
    rf"""(?P<space>[^\S\n]+)
    |(?P<line>\n)
    |(?P<always>24/7|rund\s+um\s+die\s+uhr|around\s+the\s+clock|24\s+(?:stunden|hours)(?:\s+(?:am|täglich|a|per)\s*(?:tag|day)?)?|^24\s*h\b(?=\W*$))
    |(?P<nth>(?:(?:jede[nr]?|every|each|am|on|the|immer)\s+)*{_ORDINAL}(?:\s*(?:,|und|and|&|\+|/)\s*{_ORDINAL})*\s+
        (?P<nth_day>{_DAY})\b\.?\s+(?:im|des|in|of)\s*(?:the|each|every|jeden|eines)?\s*(?:monats?|month))
    |(?P<season>\(?\s*(?:(?:von|im|from|in)\s+)?(?P<from>{_MONTH})\b\.?\s*{_TO}\s*(?P<till>{_MONTH})\b\.?\s*\)?)
    |(?P<appointment>(?:\(\s*)?(?:(?:termine?|sprechzeiten|beratung|appointments?)\s+)?(?:auch\s+|also\s+)?{_APPOINTMENT}(?:\s+(?:möglich|possible))?\b(?:\s*\))?)
    |(?P<neutral>\(?\s*(?:ohne\s+(?:termin|voranmeldung|anmeldung)|without\s+(?:an?\s+)?(?:appointment|registration)|
        (?:keine?|no)\s+(?:termin(?:vereinbarung)?|(?:vor)?anmeldung|appointment|registration)\s+
        (?:ist\s+|is\s+)?(?:erforderlich|notwendig|nötig|necessary|needed|required))\b\s*\)?)
    |(?P<except>\(?\s*(?:außer|ausgenommen|except)\s+(?:(?:am|an|on)\s+)?(?P<except_days>(?:{_DAY})\b\.?{_AND_DAY})\s*\)?)
    |(?P<holidays>(?:,\s*)?(?:\(\s*)?(?:außer|ausgenommen|nicht|except|not|excluding)\s+(?:(?:an|on|for)\s+)?
        (?:gesetzlichen?\s+|public\s+|bank\s+)*(?:feiertagen?|holidays)\b(?:\s*\))?
        |(?:an\s+|on\s+)?(?:gesetzlichen\s+|public\s+|bank\s+)?(?:feiertag(?:en?|s)|holidays)\b(?=\s*:?\s*(?:geschlossen|closed)))
    |(?P<closed>(?:geschlossen|closed|ruhetag|keine\s+sprechzeiten?)\b)
    |(?P<days>(?:täglich|daily|jeden\s+tag|every\s+day|7\s+tage\s+die\s+woche|am\s+wochenende|weekends?|weekdays)\b)
    |(?P<day>(?P<weekday>{_DAY})(?:vormittags?|{_PM})?\b\.?)
    |(?P<noon>(?:12(?:[.:]00)?\s*)?(?:noon|midday|mittags)\b)
    |(?P<midnight>(?:(?:12|24)(?:[.:]00)?\s*)?(?:midnight|mitternacht)\b)
    |(?P<time>(?P<between>(?:zwischen|between)\s+)?(?P<hour>[0-9]{{1,2}})(?:[.:](?P<minute>[0-9]{{2}}))?(?![0-9:])(?!\.[0-9])
        [^\S\n]*(?:uhr|hrs?\b\.?|h\b|o.clock)?[^\S\n]*(?P<half>[ap]\.?[^\S\n]?m\b\.?)?)
    |(?P<dash>{_DASH}|(?:bis|to|till|until|through|thru)\b(?:\s+(?:um|zu)\b)?)
    |(?P<and>(?:u\.|(?:und|and|sowie|oder|or|as\s+well\s+as)\b)|[&+/])
    |(?P<also>(?:zusätzlich|additionally|in\s+addition|auch|also)\b)
    |(?P<filler>[()]|(?:vormittags?|morgens|{_PM}|von|from|um|at|am|on|an|jede[nrs]?|every|each|jeweils|immer|geöffnet|offen|open|uhr|hrs?|zwischen|
        between|the|der|den|für\s+sie|we\s+are|wir\s+haben|wir\s+sind|statt)\b)
    |(?P<separator>[,;:|.])
    |(?P<other>.)""",
    re.VERBOSE | re.IGNORECASE,
)
_VISIT = re.compile(
    r"öffnungs|geöffnet|sprech|servicezeit|besuch|bürozeit|geschäftszeit|beratung|^zeiten|opening|hours|"
    r"consultation|counselling|visiting",
    re.IGNORECASE,
)
_PHONE = re.compile(r"telefon|telephone|\bphone|\bcalls?\b|hotline|\btel\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"online|chat|virtu|ferien|holiday|winter|sommer|summer|mail", re.IGNORECASE)
"""Words that make the hours those of something else or of another time."""
_LABEL = re.compile(r"\s*(?P<label>[^\d\n:]{3,60}?)\s*(?::|\n|(?=\s(?:\d|(?:" + _DAY + r")\b)))\s*", re.IGNORECASE)


class Clock(Struct, frozen=True, kw_only=True):
    """A time of day."""

    minutes: int
    """After midnight; the first half of the day as long as `half` is empty."""
    half: Literal["", "am", "pm"] = ""
    between: bool = False
    """Whether `zwischen` stands before it, so that `und` leads to the end."""


class Token(Struct, frozen=True, kw_only=True):
    """A word that means something."""

    kind: str
    value: Any = None


def tokens(text: str) -> tuple[str, list[Token] | None, Literal["visit", "phone"]]:
    """The label before the hours, the words of the hours (None where one is unknown), and what the hours are for."""
    text = re.sub(r"[\u00ad\u200b\u2060\ufeff]", "", text)
    text = re.sub(r"[^\S\n]", " ", text).strip(" \n")
    text = re.sub(r"\bsonn-\s*und\s+feiertag(?:s|en?)\b", "Sonntag und Feiertage", text, flags=re.IGNORECASE)
    label, rest = _split(text)
    if label and (_ELSEWHERE.search(label) or not (_VISIT.search(label) or _PHONE.search(label))):
        return label, None, "visit"
    found = list(_tokens(rest))
    while found and found[-1].kind == "separator":
        found.pop()
    is_known = bool(found) and all(token.kind != "other" for token in found)
    return label, found if is_known else None, "phone" if _PHONE.search(label) else "visit"


def _split(text: str) -> tuple[str, str]:
    """The label and the rest: what stands before a colon, a line break or the first day and means none itself."""
    found = _LABEL.match(text)
    if not found:
        return "", text
    if ":" not in found[0] and not (_VISIT.search(found["label"]) or _PHONE.search(found["label"])):
        return "", text
    means = {token.kind for token in _tokens(found["label"])}
    if not means & {"other"} or means & {"time", "nth", "season"} or _starts_with_day(found["label"]):
        return "", text
    return text[: found.end()].strip(), text[found.end() :]


def _starts_with_day(label: str) -> bool:
    first = next(_tokens(label), None)
    return first is not None and first.kind in {"day", "days"}


def _tokens(text: str) -> Iterator[Token]:
    kind = ""
    for found in _WORD.finditer(text):
        before, kind = kind, str(found.lastgroup)
        kind = _outer(found)
        value = _value(kind, found)
        if kind in {"space", "filler", "neutral"}:
            kind = before
            continue
        if kind == "line":
            kind = "separator"
        if kind in {"noon", "midnight"}:
            kind = "time"
        if value is _WRONG:
            kind, value = "other", None
        if kind == "separator" and before in {"separator", ""}:
            kind = before or "separator"
            continue
        yield Token(kind=kind, value=value)


_KINDS = (
    "space", "line", "always", "nth", "season", "appointment", "neutral", "except", "holidays", "closed", "days", "day",
    "noon", "midnight", "time", "dash", "and", "also", "filler", "separator", "other",
)  # fmt: skip
_WRONG = object()


def _outer(found: re.Match[str]) -> str:
    return next(kind for kind in _KINDS if found[kind] is not None)


def _value(kind: str, found: re.Match[str]) -> object:  # noqa: PLR0911  one line a kind
    match kind:
        case "day":
            return _number(_DAYS, found["weekday"])
        case "except":
            return tuple(
                _number(_DAYS, day) for day in re.findall(rf"(?:{_DAY})\b", found["except_days"], re.IGNORECASE)
            )
        case "days":
            return next((days for start, days in _GROUPS.items() if start in found[0].lower()), tuple(range(7)))
        case "nth":
            written = re.findall(_ORDINAL, found[0][: found.start("nth_day") - found.start()].lower())
            numbers = tuple(int(one[0]) if one.endswith(".") else _ORDINALS[one] for one in written)
            return numbers, (_number(_DAYS, found["nth_day"]),)
        case "season":
            return _number(_MONTHS, found["from"]) + 1, _number(_MONTHS, found["till"]) + 1
        case "appointment":
            return "only" if _ONLY.search(found[0]) else "also" if _ALSO.search(found[0]) else ""
        case "noon":
            return Clock(minutes=12 * 60, half="pm")
        case "midnight":
            return Clock(minutes=24 * 60, half="pm")
        case "time":
            return _clock(found)
    return None


def _number(patterns: tuple[str, ...], word: str) -> int:
    bare = word.rstrip(".").lower()
    return next(number for number, pattern in enumerate(patterns) if re.fullmatch(pattern, bare))


def _clock(found: re.Match[str]) -> object:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()[:1]
    if hour > 24 or minute > 59 or (hour == 24 and minute):  # noqa: PLR2004  the clock's own numbers
        return _WRONG
    if half == "a" and hour > 12:  # noqa: PLR2004
        return _WRONG
    if half == "p" and hour < 12:  # noqa: PLR2004
        hour += 12
    if half == "a" and hour == 12:  # noqa: PLR2004
        hour = 0
    name: Literal["", "am", "pm"] = {"a": "am", "p": "pm"}.get(half, "")  # type: ignore[assignment]
    return Clock(minutes=hour * 60 + minute, half=name, between=bool(found["between"]))
