"""iCalendar files (RFC 5545): one for each event and one for all of a language."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vRecur

from intsite.addresses import absolute
from intsite.fields import Labels, Record
from intsite.fields.address import Address
from intsite.fields.recurrence import Recurrence, icalendar_rule
from intsite.fields.reference import Reference
from intsite.freshness import Due
from intsite.output import Output
from intsite.pages import listings
from intsite.pages.context import Context
from intsite.pages.entries import CALENDAR_FILE
from intsite.parse import Entry
from intsite.resolve import Site

_ZONE = ZoneInfo("Europe/Berlin")
_STATUS = {"planned": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
_PRODUCT = "-//intsite//intsite//DE"


def calendars(site: Site) -> Iterator[Output]:
    """The calendar files of all languages."""
    for language in site.config.languages:
        context = Context(site=site, language=language, media={})
        for kind in site.kinds.values():
            if not kind.listing.calendar:
                continue
            events = [(entry, _event(context, entry)) for entry in site.of_kind(kind.name)]
            for entry, event in events:
                yield Output(path=context.url(entry.key) + CALENDAR_FILE, content=_calendar([event]))
            if events:
                path = f"{language}/{kind.folder}/{listings.CALENDAR_FILE}"
                yield Output(path=path, content=_calendar([event for _, event in events]))


def reviews(site: Site, listed: Iterable[Due]) -> bytes:
    """A calendar of what is to be checked: an event of a whole day for each entry, on the day by which it is due."""
    return _calendar(_review(site, one) for one in listed)


def _review(site: Site, one: Due) -> Event:
    event = Event()
    event.add("uid", f"review-{'-'.join(one.key)}@{_host(site)}")
    event.add("dtstamp", _stamp(one.reviewed_on))
    event.add("dtstart", one.by or site.today)
    event.add("summary", one.title)
    event.add("description", f"intsite confirm {':'.join(one.key)}")
    if one.contact.email:
        event.add("attendee", f"mailto:{one.contact.email}")
    return event


def _calendar(events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(event)
    if calendar.get_missing_tzids():
        calendar.subcomponents.insert(0, _rules_of_zone())
    content: bytes = calendar.to_ical()
    return content


@functools.cache
def _rules_of_zone() -> Timezone:
    """When clocks are changed, the same in all calendars: it takes longer to find out than to write an event."""
    return Timezone.from_tzid(_ZONE.key)


def _event(context: Context, entry: Entry) -> Event:
    words, facts = context.shown(entry.key).words, entry.facts
    event = Event()
    address = absolute(context.site.config.base_url, context.url(entry.key))
    event.add("uid", f"{entry.id}@{_host(context.site)}")
    event.add("dtstamp", _stamp(facts.get("reviewed-on"), facts.get("start")))
    event.add("summary", words.title)
    if words.summary:
        event.add("description", words.summary)
    if address:
        event.add("url", address)
    _add_times(event, entry)
    _add_recurrence(event, entry)
    place = _place(context, entry)
    if place:
        event.add("location", place)
    event.add("status", _STATUS.get(str(facts.get("status")), "CONFIRMED"))
    return event


def _host(site: Site) -> str:
    return site.config.base_url.partition("://")[2].partition("/")[0] or "intsite.example"


def _stamp(*days: object) -> dt.datetime:
    """A moment that does not change from build to build."""
    for day in days:
        if isinstance(day, dt.date):
            return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    return dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def _add_times(event: Event, entry: Entry) -> None:
    start, end = entry.facts.get("start"), entry.facts.get("end")
    if not isinstance(start, dt.datetime):
        return
    if entry.facts.get("all-day") is True:
        last = end.date() if isinstance(end, dt.datetime) else start.date()
        event.add("dtstart", start.date())
        event.add("dtend", last + dt.timedelta(days=1))
        return
    event.add("dtstart", start.replace(tzinfo=_ZONE))
    if isinstance(end, dt.datetime):
        event.add("dtend", end.replace(tzinfo=_ZONE))


def _add_recurrence(event: Event, entry: Entry) -> None:
    value, start = entry.facts.get("recurrence"), entry.facts.get("start")
    if not isinstance(value, Recurrence) or not isinstance(start, dt.datetime):
        return
    is_all_day = entry.facts.get("all-day") is True
    if value.rule:
        event.add("rrule", vRecur.from_ical(value.rule if is_all_day else icalendar_rule(value)))
    for name, days in (("exdate", value.excluded), ("rdate", value.added)):
        for day in days:
            event.add(name, day if is_all_day else dt.datetime.combine(day, start.time(), _ZONE))


def _place(context: Context, entry: Entry) -> str:
    place = entry.facts.get("place")
    if not isinstance(place, Record):
        return str(entry.facts.get("online") or "")
    office, name, address = place.get("office"), place.get("name"), place.get("address")
    key = context.site.find(office) if isinstance(office, Reference) else None
    if key:
        address = address or context.site.entries[key].facts.get("address")
    named = context.labels(name) if isinstance(name, Labels) else None
    parts = [context.title(key).text] if key else []
    parts += [named.text] if named else []
    if isinstance(address, Address):
        parts += [address.name, address.street, f"{address.postcode} {address.city}"]
    return ", ".join(part for part in parts if part)
