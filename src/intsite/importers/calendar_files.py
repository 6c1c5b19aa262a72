"""iCalendar files (RFC 5545) to events, with recurrence and exceptions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from icalendar import Calendar, Component
from icalendar.error import BrokenCalendarProperty

from intsite.fields import url
from intsite.importers import calendar_rules
from intsite.importers.findings import ImportProblem, Note, Notebook, import_problem
from intsite.importers.identifiers import slug, unique
from intsite.importers.markup import escape
from intsite.importers.outcome import Outcome, read_text
from intsite.importers.report import Became
from intsite.importers.repository import Value, words, yaml

_LONGEST_TITLE = 120
_LEFT = ("CATEGORIES", "CONTACT", "ORGANIZER", "ATTENDEE", "ATTACH", "COMMENT", "GEO", "URL")
"""What events say that no field here holds."""


def convert(file: Path, language: str) -> Outcome:
    """Every event of the file, whose words are in `language`; a moved date of a series becomes an event of its own."""
    problems: list[ImportProblem] = []
    read: list[Note] = []
    content = read_text(file, problems, read)
    try:
        events = [each for calendar in Calendar.from_ical(content, multiple=True) for each in calendar.walk("VEVENT")]
    except (ValueError, IndexError) as error:
        events = []
        if content:
            problems.append(import_problem("not-ical", str(file), reason=str(error).strip().splitlines()[0][:120]))
    if not events and not problems:
        problems.append(import_problem("not-ical", str(file), reason="VEVENT"))
    moved: dict[str, set[dt.date]] = {}
    for event in events:
        if "RECURRENCE-ID" in event:
            moved.setdefault(str(event.get("UID", "")), set()).update(_dates(event["RECURRENCE-ID"]))
    files: dict[str, str] = {}
    entries: list[Became] = []
    notebooks: list[Notebook] = []
    taken: set[str] = set()
    for number, event in enumerate(events, start=1):
        problems += [
            import_problem("bad-line", str(file), f"event {number}", reason=f"{name or ''} {reason}".strip())
            for name, reason in event.errors
        ]
        title = " ".join(str(event.get("SUMMARY", "")).split())
        start = _moment(event, "DTSTART")
        if not title or start is None:
            problems.append(import_problem("event-without-title", str(file), f"event {number}"))
            continue
        identifier = unique(slug(title) or "event", "", taken)
        taken.add(identifier)
        folder = f"content/events/{identifier}"
        notebook = Notebook(file=f"{folder}/facts.yaml")
        excluded = moved.get(str(event.get("UID", "")), set()) if "RECURRENCE-ID" not in event else set()
        files[notebook.file] = yaml(dict(_facts(event, start, excluded, file.stem, notebook)))
        body = _body(event)
        front = {"title": title[:_LONGEST_TITLE], "summary": escape(title, starts_line=True)}
        files[f"{folder}/{language}.md"] = words(front, f"{body}\n" if body else "")
        notebooks.append(notebook)
        entries.append(Became(source=f"{file.name}: {event.get('UID', number)}", entry=f"event:{identifier}"))
    return Outcome(
        source=f"ics-{slug(file.stem)}",
        files=files,
        read={"events": len(events)},
        languages=(language,),
        entries=tuple(entries),
        notes=(*read, *(note for notebook in notebooks for note in notebook.notes)),
        problems=tuple(problems),
    )


def _facts(
    event: Component, start: dt.date, moved: set[dt.date], calendar: str, notebook: Notebook
) -> Iterator[tuple[str, Value]]:
    is_whole = not isinstance(start, dt.datetime)
    end = _end(event, start)
    for name in ("DTSTART", "DTEND"):
        zone = getattr(event.get(name), "params", {}).get("TZID", "")
        if zone and isinstance(value := _property(event, name), dt.datetime) and value.tzinfo is None:
            notebook.add("time-zone-unread", text=zone)
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        yield "status", "cancelled"
    yield "start", _written(start)
    if end and is_whole:
        # RFC 5545 3.6.1: the end of a whole day is the day after.
        last = end - dt.timedelta(days=1)
        yield "end", _written(last) if last > start else ""
    elif end and end > start:
        yield "end", _written(end)
    yield "all-day", is_whole
    yield "recurrence", _recurrence(event, start, moved, notebook)
    place = " ".join(str(event.get("LOCATION", "")).split())
    if not place:
        notebook.add("event-without-place", text=str(event.get("SUMMARY", "")))
    yield "place", {"name": place or calendar}
    yield "online", "" if place else _address(event)
    for name in _LEFT:
        if name in event and not (name == "URL" and _address(event)):
            notebook.add("field-left", text=f"{name}: {_said(event[name])}")


def _recurrence(event: Component, start: dt.date, moved: set[dt.date], notebook: Notebook) -> dict[str, object]:
    if "RRULE" not in event and "RDATE" not in event:
        return {}
    text = _said(event["RRULE"]) if "RRULE" in event else "FREQ=DAILY;COUNT=1"
    rule = calendar_rules.rule(text, start) if "\n" not in text else ""
    if not rule:
        notebook.add("recurrence-unread", text=text)
        return {}
    except_ = sorted(moved | set(_dates(event.get("EXDATE"))))
    added = sorted(set(_dates(event.get("RDATE"))))
    made: dict[str, object] = {"rule": rule}
    if except_:
        made["except"] = [day.isoformat() for day in except_]
    if added:
        made["add"] = [day.isoformat() for day in added]
    return made


def _address(event: Component) -> str:
    """The web address of the event: where it takes place, if nowhere else, or where there is more to read."""
    address = str(event.get("URL", ""))
    return address if url.is_url(address) else ""


def _body(event: Component) -> str:
    """The description, and a link to more."""
    description = escape(str(event.get("DESCRIPTION", "")).strip(), starts_line=True)
    address = _address(event) if str(event.get("LOCATION", "")).strip() else ""
    return "\n\n".join(part for part in (description, address and f"<{address}>") if part)


def _said(value: object) -> str:
    """A property as the file writes it; several of one name on a line each."""
    if isinstance(value, list):
        return "\n".join(map(_said, value))
    written = value.to_ical() if hasattr(value, "to_ical") else str(value)
    return written.decode() if isinstance(written, bytes) else str(written)


def _dates(listed: object) -> Iterable[dt.date]:
    for one in listed if isinstance(listed, list) else [listed] if listed else []:
        for each in getattr(one, "dts", (one,)):
            value = _day_in(each)
            if isinstance(value, dt.date):
                yield _day(value)


def _day_in(value: object) -> object:
    """What the library read; None where it could not, which it says when asked."""
    try:
        return getattr(value, "dt", None)
    except BrokenCalendarProperty:
        return None


def _property(event: Component, name: str) -> object:
    return _day_in(event.get(name))


def _end(event: Component, start: dt.date) -> dt.date | None:
    """When it ends, said or by its duration; none where that is no moment after a start of the same sort."""
    end, duration = _moment(event, "DTEND"), _property(event, "DURATION")
    if end is None and isinstance(duration, dt.timedelta):
        end = start + duration
    return end if type(end) is type(start) else None


def _moment(event: Component, name: str) -> dt.date | None:
    value = _property(event, name)
    if isinstance(value, dt.datetime):
        return calendar_rules.local(value)
    return value if isinstance(value, dt.date) else None


def _day(value: dt.date) -> dt.date:
    return calendar_rules.local(value).date() if isinstance(value, dt.datetime) else value


def _written(moment: dt.date) -> str:
    return calendar_rules.written(moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time()))
