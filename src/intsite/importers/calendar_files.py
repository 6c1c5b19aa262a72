"""iCalendar files (RFC 5545) to events, with recurrence and exceptions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from icalendar import Calendar, Component

from intsite.fields import url
from intsite.importers import calendar_rules
from intsite.importers.findings import ImportProblem, Notebook, import_problem
from intsite.importers.identifiers import slug, unique
from intsite.importers.markup import escape
from intsite.importers.outcome import Outcome, read_bytes
from intsite.importers.report import Became
from intsite.importers.repository import Value, words, yaml

_LONGEST_TITLE = 120


def convert(file: Path, language: str) -> Outcome:
    """Every event of the file, whose words are in `language`; a moved date of a series becomes an event of its own."""
    problems: list[ImportProblem] = []
    content = read_bytes(file, problems)
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
        body = escape(str(event.get("DESCRIPTION", "")).strip(), starts_line=True)
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
        notes=tuple(note for notebook in notebooks for note in notebook.notes),
        problems=tuple(problems),
    )


def _facts(
    event: Component, start: dt.date, moved: set[dt.date], calendar: str, notebook: Notebook
) -> Iterator[tuple[str, Value]]:
    is_whole = not isinstance(start, dt.datetime)
    end = _moment(event, "DTEND")
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
    address = str(event.get("URL", ""))
    yield "online", address if url.is_url(address) and not place else ""


def _recurrence(event: Component, start: dt.date, moved: set[dt.date], notebook: Notebook) -> dict[str, object]:
    if "RRULE" not in event:
        return {}
    text = _rule_text(event["RRULE"])
    rule = calendar_rules.rule(text, start)
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


def _rule_text(value: object) -> str:
    written = value.to_ical() if hasattr(value, "to_ical") else b""
    return written.decode() if isinstance(written, bytes) else str(written)


def _dates(listed: object) -> Iterable[dt.date]:
    for one in listed if isinstance(listed, list) else [listed] if listed else []:
        for each in getattr(one, "dts", (one,)):
            value = getattr(each, "dt", None)
            if isinstance(value, dt.date):
                yield _day(value)


def _moment(event: Component, name: str) -> dt.date | None:
    value = getattr(event.get(name), "dt", None)
    if isinstance(value, dt.datetime):
        return calendar_rules.local(value)
    return value if isinstance(value, dt.date) else None


def _day(value: dt.date) -> dt.date:
    return calendar_rules.local(value).date() if isinstance(value, dt.datetime) else value


def _written(moment: dt.date) -> str:
    return calendar_rules.written(moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time()))
