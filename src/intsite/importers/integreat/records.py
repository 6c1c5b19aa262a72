"""The facts of places, events, news and imprints, from the fields that the content API has for them."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from intsite.fields import coordinates, email, phone, url
from intsite.importers import calendar_rules
from intsite.importers.findings import Notebook
from intsite.importers.repository import Value
from intsite.opening_hours import Hours, Rule, TimeSpan, hours_of, to_osm

FOLDERS = {
    "guide": "guides",
    "office": "offices",
    "service": "services",
    "course": "courses",
    "event": "events",
    "news": "news",
    "page": "pages",
}
"""Folders of the kinds that an import makes."""
_TIME = re.compile(r"(\d{1,2}):(\d{2})")


def kind_of(item: Mapping[str, Any]) -> str:
    """What an item of any list of the API becomes; empty where it is content of no kind."""
    if isinstance(item.get("event"), dict):
        return "event" if _moment(item["event"], "start") else "guide"
    if isinstance(item.get("location"), dict):
        return "office"
    if "message" in item and "content" not in item:
        return "news"
    return "" if {"location", "event", "opening_hours", "bounding_box", "native_name"} & item.keys() else "guide"


class Region(Struct, frozen=True, kw_only=True):
    """What the facts of single entries take from all of them."""

    name: str
    """Stands for the place of events that say none."""
    offices: Mapping[int, str]
    """Ids of offices by the number of the place that they are."""


def number_of(item: Mapping[str, Any]) -> int:
    """The number of a place, which events name, too; 0 where it has none."""
    number = _part(item, "location").get("id")
    return number if isinstance(number, int) else 0


def facts(kind: str, items: Mapping[str, Mapping[str, Any]], region: Region, notebook: Notebook) -> dict[str, Value]:
    """The fields of facts.yaml; `items` is the entry by language, as delivered, the leading one first."""
    item = next(iter(items.values()))
    match kind:
        case "office":
            return dict(_office(item, notebook))
        case "event":
            return dict(_event(item, region, _venues(items), notebook))
        case "news":
            return {"date": _day_of(item, "display_date", "last_updated", "timestamp", "modified_gmt")}
        case "page":
            return {"purpose": "imprint"}
        case _:
            return {}


def _text(item: Mapping[str, Any], *names: str) -> str:
    found = (item.get(name) for name in names)
    return next((value.strip() for value in found if isinstance(value, str) and value.strip()), "")


def _number(value: object) -> float:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _day_of(item: Mapping[str, Any], *names: str) -> str:
    """The first day that any of the fields says."""
    for name in names:
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(_text(item, name)[:10]).isoformat()
    return ""


def _part(item: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = item.get(name)
    return value if isinstance(value, dict) else {}


def _listed(item: Mapping[str, Any], name: str) -> list[Any]:
    value = item.get(name)
    return value if isinstance(value, list) else []


def address(place: Mapping[str, Any]) -> dict[str, str]:
    """The address of a place, as far as it is whole."""
    parts = {"street": _text(place, "address"), "postcode": _text(place, "postcode"), "city": _text(place, "town")}
    return parts if all(parts.values()) and re.fullmatch(r"\d{5}", parts["postcode"]) else {}


def _office(item: Mapping[str, Any], notebook: Notebook) -> Iterator[tuple[str, Value]]:
    place = _part(item, "location")
    yield "address", address(place)
    latitude, longitude = (_number(place.get(name)) for name in ("latitude", "longitude"))
    if coordinates.is_near(latitude, longitude):
        yield "coordinates", {"latitude": latitude, "longitude": longitude}
    elif latitude or longitude:
        notebook.add("position-unread", text=f"{latitude}, {longitude}")
    contacts = [one for one in _listed(item, "contacts") if isinstance(one, dict)]
    numbers = [number for one in contacts for number in _phones(one, notebook)]
    yield "phones", list(dict.fromkeys(numbers))
    for name, is_one in (("email", email.is_address), ("website", url.is_url)):
        found = [value for one in contacts if is_one(value := _text(one, name))]
        yield name, found[0] if found else ""
        for other in dict.fromkeys(found[1:]):
            if other != found[0]:
                notebook.add("contact-more", text=other)
    regular = hours(item.get("opening_hours"), notebook)
    if item.get("temporarily_closed") is True:
        notebook.add("closed-for-now", text=regular)
        regular = "Mo-Su off"
    yield "hours", regular
    appointment = _text(item, "appointment_url")
    yield "appointment", appointment if url.is_url(appointment) else ""
    if isinstance(item.get("barrier_free"), bool):
        yield "wheelchair", "yes" if item["barrier_free"] else "no"


def _phones(contact: Mapping[str, Any], notebook: Notebook) -> Iterator[str]:
    for name in ("phone_number", "mobile_phone_number", "phone"):
        text = _text(contact, name)
        found = [number.e164 for _, _, number in phone.find(text)]
        yield from found
        if text and not found:
            notebook.add("phone-unread", text=text)


def hours(week: object, notebook: Notebook) -> str:
    """The seven days of a place; empty where it has none or they are not understood."""
    if not isinstance(week, list) or len(week) != 7:  # noqa: PLR2004  days
        return ""
    rules: dict[tuple[tuple[TimeSpan, ...], bool], list[int]] = {}
    for number, day in enumerate(week):
        read = _day(day) if isinstance(day, dict) else None
        if read is None:
            notebook.add("hours-unread", text=str(week))
            return ""
        if read != ((), False):
            rules.setdefault(read, []).append(number)
    made: Hours = hours_of(
        Rule(weekdays=tuple(days), spans=spans, state="appointment" if by_appointment else "open")
        for (spans, by_appointment), days in rules.items()
    )
    return to_osm(made) if rules else ""


def _day(day: Mapping[str, Any]) -> tuple[tuple[TimeSpan, ...], bool] | None:
    by_appointment = day.get("appointmentOnly") is True
    if day.get("allDay") is True:
        return (TimeSpan(start=0, end=24 * 60),), by_appointment
    if day.get("closed") is True:
        return (), False
    spans = []
    for slot in _listed(day, "timeSlots"):
        ends = [_minutes(_text(slot, name)) for name in ("start", "end")] if isinstance(slot, dict) else [None, None]
        if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
            return None
        spans.append(TimeSpan(start=ends[0], end=ends[1] + (24 * 60 if ends[1] < ends[0] else 0)))
    return tuple(spans), by_appointment


def _minutes(text: str) -> int | None:
    found = _TIME.match(text)
    return int(found[1]) * 60 + int(found[2]) if found and int(found[1]) < 24 else None  # noqa: PLR2004  hours


def _venues(items: Mapping[str, Mapping[str, Any]]) -> dict[str, str] | str:
    """What the place is called, by language where it has several names."""
    places = {tag: _part(item, "location") for tag, item in items.items()}
    names = {tag: name for tag, place in places.items() if (name := _text(place, "name") or _text(place, "town"))}
    return names if len({*names.values()}) > 1 else next(iter(names.values()), "")


def _event(
    item: Mapping[str, Any], region: Region, venue: dict[str, str] | str, notebook: Notebook
) -> Iterator[tuple[str, Value]]:
    event = _part(item, "event")
    start, end = _moment(event, "start"), _moment(event, "end")
    is_whole = event.get("all_day") is True
    if start:
        yield "start", calendar_rules.written(start)
    if end and start and end > start:
        yield "end", calendar_rules.written(end)
    if is_whole:
        yield "all-day", True
    rule = _text(item, "recurrence_rule") or _text(event, "recurrence_rule")
    if rule and start:
        ours = calendar_rules.rule(rule, start)
        yield "recurrence", {"rule": ours} if ours else {}
        if not ours:
            notebook.add("recurrence-unread", text=rule)
    if number_of(item) in region.offices:
        yield "place", {"office": region.offices[number_of(item)]}
        return
    place = _part(item, "location")
    where: dict[str, object] = {"name": venue, "address": address(place)}
    if not any(where.values()):
        notebook.add("event-without-place", text=_text(item, "title"))
        where["name"] = region.name
    yield "place", {key: value for key, value in where.items() if value}


def _moment(event: Mapping[str, Any], name: str) -> dt.datetime | None:
    try:
        return calendar_rules.local(dt.datetime.fromisoformat(_text(event, name)))
    except ValueError:
        return None
