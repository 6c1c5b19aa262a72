"""Entries to the views of their pages and of their cards in lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from intsite import catalogs
from intsite.connections import BackReference, Key, order_of
from intsite.fields import Field, Labels, Record
from intsite.fields.recurrence import Recurrence
from intsite.fields.reference import Reference
from intsite.kinds import Kind
from intsite.pages import facts, hours, text, values
from intsite.pages.context import Context, as_date
from intsite.pages.recordings import recording
from intsite.pages.whereabouts import sketch
from intsite.parse import Entry
from intsite.resolve import Shown
from intsite.views import (
    CardView,
    EntryView,
    GroupView,
    HeadingView,
    LinkView,
    Notice,
    Phrase,
    SourceView,
)

CALENDAR_FILE = "event.ics"
_GATHERED, _BACK = 6, 12
"""Entries with a card in a group on the page of a theme, and of what they refer to; the others have their title."""


def entry_view(context: Context, entry: Entry, folder: str = "") -> EntryView:
    """Everything an entry's page shows; `folder` is that of the page when it is not the entry's own."""
    site, key = context.site, entry.key
    shown = context.shown(key)
    words = shown.words
    language = "" if words.language == context.language else words.language
    folder = folder or context.url(key)
    kind = site.kinds[entry.kind]
    previous, following = _neighbours(context, key, kind)
    reviewed = entry.facts.get("reviewed-on")
    responsible = entry.facts.get("responsible")
    office = site.find(responsible) if isinstance(responsible, Reference) else None
    gathered, back = tuple(_gathered(context, key, kind)), tuple(_back(context, key))
    groups = (*gathered, *back)
    listed = {card.url for group in groups for card in group.cards}
    listed |= {link.url for group in groups for link in group.others}
    return EntryView(
        kind=context.kind(kind),
        id=entry.id,
        title=context.phrase(words.title, words.language),
        summary=context.summary(key),
        language=language,
        direction=catalogs.direction_of(language) if language else "",
        body=text.translated(context, entry, shown, folder),
        headings=tuple(
            HeadingView(id=heading.id, text=heading.text, level=heading.level) for heading in words.headings
        ),
        facts=facts.facts(context, entry, folder),
        notices=tuple(notices(context, entry, shown)),
        images=values.pictures(context, entry),
        related=tuple(card for card in cards(context, _related(context, entry)) if card.url not in listed),
        back=back,
        gathered=gathered,
        children=tuple(context.link(child) for child in site.connections.children.get(key, ())),
        previous=previous,
        next=following,
        reviewed_on=reviewed if isinstance(reviewed, dt.date) else None,
        responsible=context.link(office) if office else None,
        sources=tuple(_sources(context, entry)),
        calendar_url=f"{context.url(key)}{CALENDAR_FILE}" if kind.listing.calendar else "",
        recording=recording(context, entry, words.language),
        sketch=sketch(context, entry),
        is_past=is_past(context, key),
    )


def notices(context: Context, entry: Entry, shown: Shown) -> Iterable[Notice]:
    """What readers must know of the language and state of the words that they see."""
    source = context.site.source_of(entry)
    name = context.catalog.language_name
    if shown.is_fallback:
        language = shown.language
        yield Notice(key="untranslated", language_name=name(language), url=_page_in(context, entry, language))
    url = _page_in(context, entry, source)
    if set(shown.outdated) - {heading.id for heading in shown.words.headings}:
        yield Notice(key="outdated", language_name=name(source), url=url)
    translation = shown.words.translation
    if translation and translation.by_machine:
        yield Notice(key="machine", language_name=name(source), url=url)
    elif translation and not translation.is_reviewed:
        yield Notice(key="unreviewed", language_name=name(source), url=url)


def _page_in(context: Context, entry: Entry, language: str) -> str:
    """The address of an entry's page in a language; empty when the site has no such language."""
    return context.site.url(entry.key, language) if language in context.site.config.languages else ""


def _sources(context: Context, entry: Entry) -> Iterable[SourceView]:
    listed = entry.facts.get("sources")
    for source in listed if isinstance(listed, tuple) else ():
        if isinstance(source, Record):
            name = source.get("name")
            text = context.labels(name) if isinstance(name, Labels) else None
            yield SourceView(name=text or Phrase(text=""), url=str(source.get("url") or ""))


def _related(context: Context, entry: Entry) -> tuple[Key, ...]:
    listed = entry.facts.get("related")
    found = (
        (context.site.find(item) for item in listed if isinstance(item, Reference)) if isinstance(listed, tuple) else ()
    )
    return tuple(key for key in found if key)


def _back(context: Context, key: Key) -> Iterable[GroupView]:
    """Entries that refer to this one, under the heading that their field names.

    Kinds come in the order of the menu and their fields in their own, and an entry under the first of its headings.
    """
    headed = (
        (one, heading)
        for one in context.site.connections.back.get(key, ())
        if (heading := _back_heading(context, context.site.kinds[one.source[0]], one.field))
        and not is_past(context, one.source)
    )
    groups: dict[str, dict[Key, None]] = {}
    seen: set[Key] = set()
    for reference, heading in sorted(headed, key=lambda one: _place(context, one[0])):
        if reference.source not in seen:
            seen.add(reference.source)
            groups.setdefault(heading, {})[reference.source] = None
    for number, (heading, keys) in enumerate(groups.items(), start=1):
        yield _group(context, heading, f"back-{number}", keys, most=_BACK)


def _place(context: Context, reference: BackReference) -> tuple[int, int]:
    """Where the field of a reference stands among all: its kind's place and its own."""
    name = reference.field.partition(".")[0]
    kind = context.site.kinds[reference.source[0]]
    fields = [field.name for field in (*kind.facts, *kind.words)]
    return list(context.site.kinds).index(kind.name), fields.index(name) if name in fields else len(fields)


def _back_heading(context: Context, kind: Kind, path: str) -> str:
    """The heading of the innermost field on the path that has one; empty when the kind wants none."""
    fields: tuple[Field, ...] = (*kind.facts, *kind.words)
    heading, walked = "", ""
    for name in path.split("."):
        field = next((field for field in fields if field.name == name), None)
        if field is None:
            break
        walked = f"{walked}.{name}" if walked else name
        if field.back.texts:
            heading = context.interface(f"kinds.{kind.name}.back.{walked}", field.back)
        fields = field.fields
    return heading


def _gathered(context: Context, key: Key, kind: Kind) -> Iterable[GroupView]:
    """What is filed under a theme or topic, by kind, in the order of the kinds' listings."""
    if not kind.gathers:
        return
    filed = [one.source for one in context.site.connections.back.get(key, ()) if one.field == kind.gathers]
    for name, other in context.site.kinds.items():
        keys = [one for one in filed if one[0] == name and not is_past(context, one)]
        if keys:
            view = context.kind(other)
            url = ""
            if kind.gathers in other.listing.facets:
                gathered = set(keys)
                others = (one for one in context.site.keys_of_kind(name) if one not in gathered)
                is_all = all(is_past(context, one) for one in others)
                # A list of the whole kind has no page that narrows it to all there is.
                url = view.url if is_all else facet_url(context, other, kind.gathers, key[1])
            yield _group(context, view.many, f"gathered-{name}", keys, most=_GATHERED, url=url)


def _group(
    context: Context, heading: str, identifier: str, keys: Collection[Key], *, most: int, url: str = ""
) -> GroupView:
    """Entries in their order: so many cards, and the titles of the others or the address of a list that has them."""
    ordered = sort(context, keys)
    return GroupView(
        heading=heading,
        id=identifier,
        cards=cards(context, ordered[:most]),
        others=() if url else tuple(context.link(one) for one in ordered[most:]),
        count=len(ordered),
        url=url,
    )


def facet_url(context: Context, kind: Kind, field: str, value: str) -> str:
    """The page of a listing narrowed to one value of one field."""
    return f"{context.language}/{kind.folder}/by-{field}/{value}/"


def _neighbours(context: Context, key: Key, kind: Kind) -> tuple[LinkView | None, LinkView | None]:
    """The entries before and after in the order of reading a tree."""
    if not kind.tree:
        return None, None
    order = context.once(reading_order, kind.name)
    place = order.index(key) if key in order else -1
    if place < 0:
        return None, None
    previous = context.link(order[place - 1]) if place else None
    following = context.link(order[place + 1]) if place + 1 < len(order) else None
    return previous, following


def reading_order(context: Context, kind: str) -> tuple[Key, ...]:
    """A tree from top to bottom, each entry before what is below it; entries of other kinds in it are left out."""
    site = context.site
    order: list[Key] = []
    waiting = list(reversed(site.connections.roots.get(kind, ())))
    while waiting:
        key = waiting.pop()
        if key[0] == kind:
            order.append(key)
        waiting += reversed(site.connections.children.get(key, ()))
    return tuple(order)


def is_past(context: Context, key: Key) -> bool:
    """Whether an entry lies before today: its kind's `expires` field, else its start, with repetitions counted."""
    kind = context.site.kinds[key[0]]
    if not kind.expires:
        return False
    entry = context.site.entries[key]
    recurrence, start = entry.facts.get("recurrence"), entry.facts.get("start")
    today = context.site.today
    if isinstance(recurrence, Recurrence) and isinstance(start, dt.datetime):
        return not hours.coming(start, recurrence, today)
    end = as_date(entry.facts.get(kind.expires))
    if end is None and kind.listing.calendar:
        end = as_date(start)
    return end is not None and end < today


def cards(context: Context, keys: Iterable[Key]) -> tuple[CardView, ...]:
    """Cards of entries, in the order given."""
    return tuple(context.once(card, key) for key in keys)


def card(context: Context, key: Key, since: dt.date | None = None) -> CardView:
    """An entry in a list; what comes back is shown with its first time from `since` on, else from today on."""
    entry = context.site.entries[key]
    kind = context.site.kinds[entry.kind]
    link = context.link(key)
    found = (
        facts.fact(context, entry, field, value, "")
        for name in kind.listing.card
        if (field := kind.field(name)) is not None and (value := _coming(context, entry, name, since)) is not None
    )
    when = entry.facts.get("date") or _coming(context, entry, "start", since)
    if entry.facts.get("all-day") is True:
        when = as_date(when)
    pictures = values.pictures(context, entry)
    return CardView(
        title=link.title,
        url=link.url,
        kind=context.kind(kind),
        summary=link.summary,
        facts=tuple(made for made in found if made is not None),
        date=when if isinstance(when, (dt.date, dt.datetime)) else None,
        image=pictures[0] if pictures else None,
        icon=link.icon,
    )


def _coming(context: Context, entry: Entry, name: str, since: dt.date | None = None) -> object | None:
    """A fact; beginning and end of what comes back are those of the next time from `since` or today on."""
    value = entry.facts.get(name)
    recurrence, start = entry.facts.get("recurrence"), entry.facts.get("start")
    if name not in {"start", "end"} or not isinstance(recurrence, Recurrence):
        return value
    if not isinstance(value, dt.datetime) or not isinstance(start, dt.datetime):
        return value
    following = next(iter(hours.coming(start, recurrence, since or context.site.today, 1)), start)
    return following + (value - start)


def sort(context: Context, keys: Iterable[Key]) -> list[Key]:
    """Entries in the order that their kind's listing asks for; kinds after one another."""
    ordered = sorted(keys, key=context.sort_key)
    kinds = list(context.site.kinds)
    by_kind = {name: [key for key in ordered if key[0] == name] for name in kinds}
    return [key for name in kinds for key in _sort_kind(context, context.site.kinds[name], by_kind[name])]


def _sort_kind(context: Context, kind: Kind, keys: list[Key]) -> list[Key]:
    for name in reversed(kind.listing.sort):
        field, is_descending = name.lstrip("-"), name.startswith("-")
        if field == "title":
            keys = sorted(keys, key=context.sort_key, reverse=is_descending)
            continue
        with_value = [key for key in keys if _sort_value(context, key, field) is not None]
        without = [key for key in keys if _sort_value(context, key, field) is None]
        ordered = sorted(with_value, key=lambda key: _sort_value(context, key, field) or 0.0, reverse=is_descending)
        keys = ordered + without
    return keys


def _sort_value(context: Context, key: Key, field: str) -> float | None:
    entry = context.site.entries[key]
    if field == "order":
        return order_of(entry)
    value = _coming(context, entry, field)
    if isinstance(value, dt.datetime):
        return value.toordinal() + (value.hour * 60 + value.minute) / 1440
    if isinstance(value, dt.date):
        return float(value.toordinal())
    return float(value) if isinstance(value, (int, float)) else None
