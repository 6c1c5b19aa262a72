"""The items of one language: pages, locations, events, news and the imprint."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from markupsafe import Markup

from intsite.addresses import absolute
from intsite.connections import Key
from intsite.fields import Labels, Record
from intsite.fields.address import Address
from intsite.fields.coordinates import Coordinates
from intsite.fields.phone import Phone
from intsite.fields.recurrence import Recurrence
from intsite.fields.reference import Reference
from intsite.opening_hours import Hours
from intsite.pages import facts, text, values
from intsite.pages.context import Context, as_date
from intsite.pages.ways_in import page_of_purpose
from intsite.parse import Entry

_ZONE = ZoneInfo("Europe/Berlin")
_LINK = re.compile(r'(href|src)="(?![a-z][a-z0-9+.-]*:|#)([^"]*)"', re.IGNORECASE)
_AS_PAGES = ("guide", "course", "service")
"""Kinds that have no list of their own there."""
_REACHES = ("address", "phones", "fax", "email", "website", "hours", "phone-hours")
"""Facts of an office, in the order in which a page says them."""
_KEYWORDS = {
    "de": "Schlagworte",
    "en": "Keywords",
    "fr": "Mots-clés",
    "tr": "Anahtar kelimeler",
    "ru": "Ключевые слова",
    "uk": "Ключові слова",
    "ar": "الكلمات المفتاحية",
    "fa": "کلمات کلیدی",
}
"""How the line of search words begins; other languages have the English word."""
Item = dict[str, Any]


class Items:
    """One language of a site; `paths` of all languages are shared, since translations name each other."""

    def __init__(self, context: Context, paths: dict[tuple[Key, str], str]) -> None:
        self.context = context
        self.site = context.site
        self.region = context.site.config.integreat
        self.paths = paths

    def find_paths(self) -> None:
        """Give every entry that has words in this language its address."""
        for kind in (*_AS_PAGES, "office", "event", "news", "page"):
            for entry in self._of(kind):
                self._path(entry)

    def lists(self) -> dict[str, list[Item]]:
        """The lists by name, each sorted as the site sorts it."""
        return {
            "pages": [
                *(self._page(entry) for kind in _AS_PAGES for entry in self._of(kind)),
                *(self._page(entry) for entry in self._of("office") if self.site.parent(entry.key)),
            ],
            "locations": [self._location(entry) for entry in self._of("office") if not self.site.parent(entry.key)],
            "events": [self._event(entry) for entry in self._of("event") if entry.facts.get("start")],
            "news": [self._news(entry) for entry in self._of("news")],
        }

    def imprint(self) -> Item | None:
        """The imprint; an empty list in its place breaks clients."""
        key = page_of_purpose(self.context, "imprint")
        return self._words(self.site.entries[key]) if key else None

    def _of(self, kind: str) -> Iterator[Entry]:
        if kind in self.site.kinds:
            yield from (entry for entry in self.site.of_kind(kind) if entry.words_in(self.context.language))

    def _path(self, entry: Entry) -> str:
        """The address there: the one that it was imported from, otherwise its own below that of the page above."""
        known = self.paths.get((entry.key, self.context.language))
        if known:
            return known
        language = self.context.language
        words = entry.words_in(language)
        aliases = words.fields.get("aliases") if words else ()
        prefix = f"/{self.region}/{language}/"
        old = [str(alias) for alias in aliases if str(alias).startswith(prefix)] if isinstance(aliases, tuple) else []
        above = self._above(entry)
        folder = self.site.kinds[entry.kind].folder
        own = self._path(above) if above else prefix + ("" if entry.kind == "guide" else f"{folder}/")
        path = old[0] if old else f"{own}{entry.id}/"
        self.paths[entry.key, language] = path
        return path

    def _above(self, entry: Entry) -> Entry | None:
        key = self.site.parent(entry.key)
        above = self.site.entries.get(key) if key else None
        return above if above and above.words_in(self.context.language) else None

    def _words(self, entry: Entry) -> Item:
        words = self.context.shown(entry.key).words
        document = self.site.text(entry.key, words.language)
        html = str(text.body(self.context, entry, document, words.language, ""))
        moment = self._moment(entry)
        return {
            "id": _number(entry.key, words.language),
            "url": f"https://integreat.app{self._path(entry)}",
            "path": self._path(entry),
            "title": words.title,
            "modified_gmt": moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"),
            "last_updated": moment.isoformat(),
            "excerpt": words.summary,
            "content": _LINK.sub(self._whole_link, html),
            "available_languages": self._translations(entry),
        }

    def _page(self, entry: Entry) -> Item:
        above = self._above(entry)
        order = entry.facts.get("order")
        words = self._words(entry)
        if entry.kind == "office":
            words["content"] += "".join(self._reaches(entry))
        words["content"] += self._keywords(entry)
        return words | {
            "parent": {
                "id": _number(above.key, "") if above else 0,
                "url": f"https://integreat.app{self._path(above)}" if above else None,
                "path": self._path(above) if above else None,
            },
            "order": order if isinstance(order, int) else 0,
            "thumbnail": None,
            "organization": None,
            "hash": None,
            "embedded_offers": [],
        }

    def _keywords(self, entry: Entry) -> str:
        """A line of search words, as editors there write it: the search of the apps knows nothing but texts."""
        words = self.context.shown(entry.key).words
        listed = words.fields.get("keywords")
        if not listed or not isinstance(listed, tuple):
            return ""
        label = _KEYWORDS.get(words.language.partition("-")[0], _KEYWORDS["en"])
        return str(Markup("<p>{}: {}</p>").format(label, ", ".join(map(str, listed))))

    def _reaches(self, entry: Entry) -> Iterator[str]:
        """How to reach an office that stands among the pages, which there have no fields for it."""
        known = {fact.name: fact for fact in facts.facts(self.context, entry, "").shown}
        for fact in (known[name] for name in _REACHES if name in known):
            said = Markup("<br>").join(values.inline(self.context, item) for item in fact.items)
            yield _LINK.sub(self._whole_link, Markup("<p>{}: {}</p>").format(fact.label, said))

    def _location(self, entry: Entry) -> Item:
        wheelchair, hours = entry.facts.get("wheelchair"), entry.facts.get("hours")
        return self._words(entry) | {
            "meta_description": None,
            "thumbnail": None,
            "icon": None,
            "contacts": [self._contact(entry)],
            "category": {"id": 1, "name": self.context.kind(self.site.kinds["office"]).many, "color": "", "icon": ""},
            "temporarily_closed": False,
            "opening_hours": _week(hours) if isinstance(hours, Hours) else None,
            "appointment_url": str(entry.facts.get("appointment") or "") or None,
            "location": self._place(entry, entry.facts.get("address"), entry.facts.get("coordinates")),
            "organization": None,
            "barrier_free": {"yes": True, "no": False}.get(str(wheelchair)),
        }

    def _contact(self, entry: Entry) -> Item:
        numbers = entry.facts.get("phones")
        phones = [number.e164 for number in numbers if isinstance(number, Phone)] if isinstance(numbers, tuple) else []
        return {
            "name": None,
            "email": str(entry.facts.get("email") or "") or None,
            "phone_number": phones[0] if phones else None,
            "mobile_phone_number": phones[1] if len(phones) > 1 else None,
            "website": str(entry.facts.get("website") or "") or None,
        }

    def _place(self, entry: Entry, address: object, position: object) -> Item:
        is_one, is_located = isinstance(address, Address), isinstance(position, Coordinates)
        return {
            "id": _number(entry.key, "place"),
            "name": self.context.shown(entry.key).words.title,
            "address": address.street if is_one else "",  # type: ignore[attr-defined]
            "town": address.city if is_one else "",  # type: ignore[attr-defined]
            "state": None,
            "postcode": address.postcode if is_one else "",  # type: ignore[attr-defined]
            "region": None,
            "country": "DE",
            "latitude": position.latitude if is_located else None,  # type: ignore[attr-defined]
            "longitude": position.longitude if is_located else None,  # type: ignore[attr-defined]
        }

    def _event(self, entry: Entry) -> Item:
        start, end = entry.facts.get("start"), entry.facts.get("end")
        first = _at(start)
        rule = entry.facts.get("recurrence")
        return self._words(entry) | {
            "thumbnail": None,
            "location": self._venue(entry),
            "event": {
                "id": _number(entry.key, "event"),
                "start": first.isoformat(),
                "end": (_at(end) if end else first).isoformat(),
                "all_day": entry.facts.get("all-day") is True,
                "timezone": "Europe/Berlin",
            },
            "recurrence_rule": (
                f"DTSTART:{first.astimezone(dt.UTC):%Y%m%dT%H%M%S}\nRRULE:{rule.rule}"
                if isinstance(rule, Recurrence)
                else None
            ),
        }

    def _venue(self, entry: Entry) -> Item | None:
        place = entry.facts.get("place")
        if not isinstance(place, Record):
            return None
        reference, name, address = place.get("office"), place.get("name"), place.get("address")
        key = self.site.find(reference) if isinstance(reference, Reference) else None
        if key:
            office = self.site.entries[key]
            return self._place(office, office.facts.get("address"), office.facts.get("coordinates"))
        shown = self.context.labels(name) if isinstance(name, Labels) else None
        return self._place(entry, address, None) | {"name": shown.text if shown else ""}

    def _news(self, entry: Entry) -> Item:
        words = self._words(entry)
        moment = words["last_updated"]
        return {
            "id": words["id"],
            "title": words["title"],
            "message": words["content"],
            "timestamp": moment,
            "display_date": moment,
            "last_updated": moment,
            "channel": "news",
            "available_languages": {tag: {"id": other["id"]} for tag, other in words["available_languages"].items()},
        }

    def _translations(self, entry: Entry) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for language in entry.words:
            path = self.paths.get((entry.key, language))
            if path and language != self.context.language:
                found[language] = {
                    "id": _number(entry.key, language),
                    "url": f"https://integreat.app{path}",
                    "path": path,
                }
        return found

    def _moment(self, entry: Entry) -> dt.datetime:
        """When somebody last vouched for the entry, or the day of the site: content keeps no times of changes."""
        day = as_date(entry.facts.get("date") or entry.facts.get("reviewed-on")) or self.site.today
        return dt.datetime.combine(day, dt.time(), _ZONE)

    @functools.cached_property
    def _by_url(self) -> dict[str, str]:
        """Addresses there by addresses on this site."""
        language = self.context.language
        return {self.site.url(key, tag).strip("/"): path for (key, tag), path in self.paths.items() if tag == language}

    def _whole_link(self, found: re.Match[str]) -> str:
        """A link within the site as an address that holds everywhere; a page that is exported by its address there."""
        path = self._by_url.get(found[2].partition("#")[0].strip("/"))
        if path:
            return f'{found[1]}="https://integreat.app{path}"'
        base = self.site.config.base_url
        return f'{found[1]}="{absolute(base, found[2]) if base else "/" + found[2]}"'


def _number(key: Key, what: str) -> int:
    """A number that stays the same from build to build: clients use it as an id."""
    return crc32(f"{key[0]}:{key[1]}:{what}".encode()) & 0x7FFFFFFF


def _at(value: object) -> dt.datetime:
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(as_date(value) or dt.date.min, dt.time())
    return moment.replace(tzinfo=_ZONE)


def _week(hours: Hours) -> list[Item] | None:
    """The seven days of the regular week; None where that is not all there is to say."""
    days: list[Item] = [{"allDay": False, "closed": True, "appointmentOnly": False, "timeSlots": []} for _ in range(7)]
    for rule in hours.rules:
        if rule.dates or rule.nth or rule.only_holidays or rule.state == "closed":
            continue
        for number in rule.weekdays or range(7):
            day = days[number]
            if rule.mode == "fallback" and not day["closed"]:
                continue
            by_appointment = rule.state == "appointment"
            slots = [] if rule.mode == "replace" else list(day["timeSlots"])
            slots += [
                {"start": f"{span.times[0]:%H:%M}", "end": f"{span.times[1]:%H:%M}"}
                for span in rule.spans
                if not span.whole_day
            ]
            days[number] = {
                "allDay": any(span.whole_day for span in rule.spans),
                "closed": False,
                "appointmentOnly": by_appointment,
                "timeSlots": slots,
            }
    return days
