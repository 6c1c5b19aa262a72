"""What items of the content API say and no field here holds: people at places become text, the rest is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from intsite.importers.markup import escape
from intsite.importers.reading import DAMAGED

_PERSON = ("name", "area_of_responsibility", "point_of_contact_for")
_REACHES = ("phone_number", "mobile_phone_number", "phone", "email", "website")
Item = Mapping[str, Any]


def untold(item: Item) -> Iterator[tuple[str, str]]:
    """Name and text of each such field, and the address that belongs to it."""
    organisation, category, place = (_part(item, name) for name in ("organization", "category", "location"))
    yield f"organization: {_text(organisation, 'name')}", _text(organisation, "website")
    yield f"category: {_text(category, 'name')}", ""
    yield f"location: {_text(place, 'name')}" if _text(place, "name") != _text(item, "title") else "", ""
    yield f"meta_description: {_text(item, 'meta_description')}", ""
    yield "thumbnail: ", _text(item, "thumbnail")
    for offer in _listed(item, "embedded_offers"):
        yield f"offer: {_text(offer, 'title') or _text(offer, 'alias')}", _text(offer, "url")


def told(item: Item) -> tuple[tuple[str, str], ...]:
    """Those of `untold` that say anything."""
    return tuple(
        (text.rstrip(": "), address) for text, address in untold(item) if address or (text and not text.endswith(": "))
    )


def people(item: Item) -> str:
    """The contacts of a place as Markdown: whom one reaches for what, and what the place's own facts do not hold."""
    known: set[str] = set()
    made: list[str] = []
    for contact in _listed(item, "contacts"):
        reaches = [value for name in _REACHES if (value := _text(contact, name))]
        who = " | ".join(value for name in _PERSON if (value := _text(contact, name)))
        kinds = {name for name in ("email", "website") if _text(contact, name)}
        if reaches and (who or kinds & known):
            made.append("\\\n".join(escape(line, starts_line=True) for line in (who, *reaches) if line))
        known |= kinds
    return "\n\n".join(made)


def _text(item: Item, name: str) -> str:
    value = item.get(name)
    return " ".join(DAMAGED.sub("", value).split()) if isinstance(value, str) else ""


def _part(item: Item, name: str) -> Item:
    value = item.get(name)
    return value if isinstance(value, dict) else {}


def _listed(item: Item, name: str) -> Iterator[Item]:
    value = item.get(name)
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())
