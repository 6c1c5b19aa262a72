"""Opening hours in the syntax of OpenStreetMap, so that `parse` gives the same value back."""

from __future__ import annotations

from intsite.opening_hours.values import Dates, Day, Hours, Note, Rule

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
APPOINTMENT = "by appointment"
_SEPARATORS = {"replace": "; ", "add": ", ", "fallback": " || "}


def to_osm(hours: Hours, language: str = "de") -> str:
    """The one way to write these hours; notes in several languages are written in `language`."""
    written = ""
    for rule in hours.rules:
        written += (_SEPARATORS[rule.mode] if written else "") + _rule(rule, language)
    return written


def _rule(rule: Rule, language: str) -> str:
    whole_days = [span.whole_day for span in rule.spans] == [True]
    if whole_days and rule.every_day and not rule.dates:
        parts = ["24/7"]
    else:
        days = _days(rule)
        if not days and not rule.dates and rule.spans:
            days = "Mo-Su"
        # The colon is for programs that otherwise take a second date for a second rule.
        colon = ":" if len(rule.dates) > 1 and days else ""
        parts = [",".join(map(_dates, rule.dates)) + colon, days, ",".join(map(str, rule.spans))]
    return " ".join(part for part in (*parts, _state(rule, language)) if part)


def _days(rule: Rule) -> str:
    nth = f"[{','.join(map(str, rule.nth))}]" if rule.nth else ""
    runs = [(day, day) for day in rule.weekdays] if nth else consecutive(rule.weekdays)
    written = [WEEKDAYS[a] if a == b else f"{WEEKDAYS[a]}-{WEEKDAYS[b]}" for a, b in runs]
    return ",".join((["PH"] if rule.holidays else []) + [days + nth for days in written])


def consecutive(weekdays: tuple[int, ...]) -> list[tuple[int, int]]:
    """Runs of weekdays that follow one another, as first and last."""
    runs: list[tuple[int, int]] = []
    for day in weekdays:
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _dates(dates: Dates) -> str:
    return _day(dates.first) if dates.first == dates.last else f"{_day(dates.first)}-{_day(dates.last)}"


def _day(day: Day) -> str:
    parts = [f"{day.year}"] if day.year else []
    parts.append(MONTHS[day.month - 1])
    return " ".join(parts + ([f"{day.day:02}"] if day.day else []))


def _state(rule: Rule, language: str) -> str:
    note = note_in(rule.note, language).replace('"', "'")
    if rule.state == "appointment":
        return f'"{APPOINTMENT}: {note}"' if note else f'"{APPOINTMENT}"'
    if rule.state == "closed":
        return f'off "{note}"' if note else "off"
    return f'open "{note}"' if note else ""


def note_in(note: Note, language: str) -> str:
    """The text of a note in a language, in all languages, or else the first."""
    texts = dict(note)
    return texts.get(language) or texts.get("") or next(iter(texts.values()), "")
