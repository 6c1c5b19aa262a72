"""Lists of a kind: whole, narrowed by a facet, by month, and their feeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec.structs import replace

from intsite.connections import Key
from intsite.fields import Field
from intsite.fields.recurrence import Recurrence
from intsite.fields.reference import Reference
from intsite.fields.spoken_language import SpokenLanguage
from intsite.fields.term import Term
from intsite.kinds import Kind
from intsite.pages import entries, hours, turns
from intsite.pages.context import Context, as_date
from intsite.parse import Entry
from intsite.views import (
    CalendarDay,
    CardView,
    FacetView,
    GroupView,
    LinkView,
    ListingView,
    MonthView,
    Phrase,
)
from intsite.workers import batches

FEED_FILE = "feed.xml"
CALENDAR_FILE = "calendar.ics"
Facets = dict[str, dict[str, list[Key]]]
"""Field to value to the entries that have it."""
EventsByDay = dict[dt.date, list[Key]]
"""Day to the entries that take place on it."""


def current_keys(context: Context, kind: Kind) -> list[Key]:
    """Entries of a kind that are not past, in the order of its listing; trees in the order of reading."""
    if kind.tree:
        return list(context.once(entries.reading_order, kind.name))
    return entries.sort(context, _coming(context, kind))


def count(context: Context, kind: Kind) -> int:
    """How many entries `current_keys` has."""
    return len(context.once(entries.reading_order, kind.name) if kind.tree else _coming(context, kind))


def _coming(context: Context, kind: Kind) -> list[Key]:
    return [key for key in context.site.keys_of_kind(kind.name) if not entries.is_past(context, key)]


def facets_of(context: Context, kind: Kind, keys: list[Key]) -> Facets:
    """Which entries have which value of each facet; facets and values in the order of the kind and of their labels."""
    found: Facets = {}
    for name in kind.listing.facets:
        field = kind.field(name)
        for key in keys if field else ():
            for value in _facet_values(context, context.site.entries[key], name):
                found.setdefault(name, {}).setdefault(value, []).append(key)
    return {name: by_value for name, by_value in found.items() if _narrows(by_value, len(keys))}


def _narrows(by_value: dict[str, list[Key]], total: int) -> bool:
    """Whether a facet leaves anything out: a single value that all entries have helps nobody."""
    return len(by_value) > 1 or any(len(keys) < total for keys in by_value.values())


def _facet_values(context: Context, entry: Entry, name: str) -> Iterator[str]:
    value = entry.facts.get(name)
    for item in value if isinstance(value, tuple) else (value,):
        match item:
            case bool():
                if item:
                    yield "yes"
            case Term():
                yield item.id
            case Reference():
                key = context.site.find(item)
                if key:
                    yield key[1]
            case SpokenLanguage():
                yield item.language
            case str():
                yield item


def facet_label(context: Context, kind: Kind, field: Field, value: str) -> Phrase:
    """A value of a facet in words."""
    match field.type:
        case "boolean":
            return Phrase(text=context.catalog.text("yes"))
        case "term":
            vocabulary = context.site.vocabularies.get(field.vocabulary)
            term = vocabulary.get(value) if vocabulary else None
            return (context.labels(term.labels) if term else None) or Phrase(text=value)
        case "choice":
            return Phrase(text=context.choice_label(kind.name, field.name, field, value))
        case "spoken-language" | "language":
            return Phrase(text=context.catalog.language_name(value))
        case "reference":
            keys = [
                key for key in context.site.connections.by_id.get(value, ()) if not field.kinds or key[0] in field.kinds
            ]
            return context.title(keys[0]) if keys and keys[0] in context.site.entries else Phrase(text=value)
        case _:
            return Phrase(text=value)


def facet_views(context: Context, kind: Kind, facets: Facets) -> tuple[FacetView, ...]:
    """Links to the narrowed lists."""
    views = []
    for name, by_value in facets.items():
        field = kind.field(name)
        if field is None:
            continue
        links = [
            LinkView(
                title=facet_label(context, kind, field, value),
                url=entries.facet_url(context, kind, name, value),
                count=len(keys),
            )
            for value, keys in by_value.items()
        ]
        order = {value: number for number, (value, _) in enumerate(field.values)}
        if order:
            links = [link for _, link in sorted(zip(by_value, links, strict=True), key=lambda pair: order[pair[0]])]
        else:
            links.sort(key=lambda link: context.catalog.sort_key(link.title.text))
        views.append(FacetView(name=name, label=context.field_label(kind.name, name), links=tuple(links)))
    return tuple(views)


def listing_view(context: Context, kind: Kind, facets: Facets, keys: list[Key], by_day: EventsByDay) -> ListingView:
    """The whole list with the months of `by_day`."""
    view, cards = context.kind(kind), entries.cards(context, keys)
    return ListingView(
        kind=view,
        narrowed_by="",
        facets=facet_views(context, kind, facets),
        count=len(keys),
        cards=cards,
        groups=tuple(_branches(context, kind)) if kind.tree else _months(context, kind, by_day),
        past=_past(context, kind),
        feed_url=f"{view.url}{FEED_FILE}" if kind.listing.feed else "",
        feed=cards,
        calendar_url=f"{view.url}{CALENDAR_FILE}" if kind.listing.calendar else "",
    )


def narrowed_view(context: Context, whole: ListingView, url: str, keys: list[Key]) -> ListingView:
    """The list that the link to `url` among the facets of the whole one leads to."""
    facet, current = next((facet, link) for facet in whole.facets for link in facet.links if link.url == url)
    links = tuple(replace(link, is_current=True) if link is current else link for link in facet.links)
    return replace(
        whole,
        narrowed_by=context.catalog.text("facet-title", facet=facet.label, value=current.title.text),
        facets=tuple(replace(one, links=links) if one is facet else one for one in whole.facets),
        count=len(keys),
        cards=entries.cards(context, keys),
        groups=(),
        past=(),
    )


def in_pages(context: Context, whole: ListingView, url: str) -> Iterator[tuple[str, ListingView]]:
    """A list at its address, or its pages at theirs; months, what is past and ways to subscribe are on the first."""
    later = replace(whole, groups=(), past=(), feed_url="", feed=(), calendar_url="")
    parts: list[dict[str, object]]
    if any(group.cards for group in whole.groups):
        parts = [{"groups": tuple(groups)} for groups in turns.in_groups(whole.groups, turns.CARDS)]
    else:
        parts = [{"cards": tuple(cards)} for cards in batches(whole.cards, turns.CARDS) or [()]]
    for address, turn, part in turns.turns(context, url, parts):
        yield address, replace(whole if address == url else later, **part, turn=turn)


def _branches(context: Context, kind: Kind) -> Iterator[GroupView]:
    """The tops of a tree, each with what is below it."""
    site = context.site
    for key in site.connections.roots.get(kind.name, ()):
        below = site.connections.children.get(key, ())
        title = context.title(key)
        yield GroupView(
            heading=title.text,
            language=title.language,
            direction=title.direction,
            id=f"branch-{key[1]}",
            cards=entries.cards(context, below),
            url=context.url(key),
        )


def _months(context: Context, kind: Kind, by_day: EventsByDay) -> tuple[GroupView, ...]:
    """Links to the months that have events."""
    return tuple(
        GroupView(
            heading=context.catalog.month(month),
            id=f"month-{month:%Y-%m}",
            cards=(),
            url=month_url(context, kind, month),
        )
        for month in months(context, by_day)
    )


def _past(context: Context, kind: Kind) -> tuple[CardView, ...]:
    """What was over last, latest first."""
    past = [key for key in context.site.keys_of_kind(kind.name) if entries.is_past(context, key)]
    return entries.cards(context, reversed(entries.sort(context, past)[-turns.CARDS :]))


def month_url(context: Context, kind: Kind, month: dt.date) -> str:
    """The page of a month."""
    return f"{context.language}/{kind.folder}/{month:%Y-%m}/"


def days_of(context: Context, entry: Entry) -> tuple[dt.date, ...]:
    """The days on which an event takes place, repetitions of a year ahead included."""
    start, recurrence = entry.facts.get("start"), entry.facts.get("recurrence")
    if not isinstance(start, dt.datetime):
        return ()
    if isinstance(recurrence, Recurrence):
        return tuple(moment.date() for moment in hours.coming(start, recurrence, context.site.today, limit=120))
    last = as_date(entry.facts.get("end")) or start.date()
    length = min((last - start.date()).days, 31)
    return tuple(start.date() + dt.timedelta(days=number) for number in range(max(length, 0) + 1))


def events_by_day(context: Context, kind: Kind) -> EventsByDay:
    """The entries of a kind with a calendar by the days on which they take place; none for other kinds."""
    by_day: EventsByDay = {}
    for entry in context.site.of_kind(kind.name) if kind.listing.calendar else ():
        for day in days_of(context, entry):
            by_day.setdefault(day, []).append(entry.key)
    return by_day


def months(context: Context, by_day: EventsByDay) -> tuple[dt.date, ...]:
    """First days of the months from now on in which something takes place."""
    first = context.site.today.replace(day=1)
    return tuple(sorted({day.replace(day=1) for day in by_day if day >= first}))


def month_view(context: Context, kind: Kind, month: dt.date, by_day: EventsByDay) -> MonthView:
    """A month as a sheet and as a list."""
    all_months = months(context, by_day)
    place = all_months.index(month)
    days = [day for day in sorted(by_day) if day.replace(day=1) == month]
    keys = list(dict.fromkeys(key for day in days for key in by_day[day]))
    catalog = context.catalog
    view = context.kind(kind)

    def link(position: int) -> LinkView | None:
        if not 0 <= position < len(all_months):
            return None
        other = all_months[position]
        return LinkView(title=Phrase(text=catalog.month(other)), url=month_url(context, kind, other))

    return MonthView(
        title=catalog.month(month),
        weekdays=tuple((catalog.weekday(day, "abbreviated"), catalog.weekday(day)) for day in range(7)),
        weeks=tuple(_weeks(context, month, by_day)),
        cards=tuple(_card_of_month(context, key, [day for day in days if key in by_day[day]]) for key in keys),
        previous=link(place - 1),
        next=link(place + 1),
        listing=LinkView(title=Phrase(text=view.many), url=view.url),
    )


def _card_of_month(context: Context, key: Key, days: list[dt.date]) -> CardView:
    """The card of an event with the days of one month: elsewhere what comes back has only its next."""
    if isinstance(context.site.entries[key].facts.get("recurrence"), Recurrence):
        return replace(entries.card(context, key, since=days[0]), dates=tuple(days[1:]))
    return entries.cards(context, [key])[0]


def _weeks(context: Context, month: dt.date, by_day: EventsByDay) -> Iterator[tuple[CalendarDay, ...]]:
    day = month - dt.timedelta(days=month.weekday())
    while day.month == month.month or day < month:
        week = [day + dt.timedelta(days=number) for number in range(7)]
        yield tuple(
            CalendarDay(
                date=one,
                is_in_month=one.month == month.month,
                is_holiday=one in context.site.holidays,
                events=tuple(context.link(key) for key in by_day.get(one, ())) if one.month == month.month else (),
            )
            for one in week
        )
        day += dt.timedelta(days=7)


def facet_pages(facets: Facets) -> Iterator[tuple[str, str, list[Key]]]:
    """Field, value and entries of each narrowed list."""
    for name, by_value in facets.items():
        for value, keys in by_value.items():
            yield name, value, keys
