"""Where an entry with coordinates lies among the municipalities: a sketch, and how far it is to them."""

from __future__ import annotations

from intsite import sketches
from intsite.fields.coordinates import Coordinates
from intsite.pages.context import Context
from intsite.parse import Entry
from intsite.sketches import Place
from intsite.views import DistanceView, SketchView

_TOWNS = "municipality"
"""The kind of the places that people know each other's way to."""
_FEWEST, _MOST = 3, 12
"""Fewer towns show nothing; more hide each other."""
_NEAREST = 5
"""Whose distance is said."""
_EXACT = 10
"""Kilometres from which on tenths of them do not matter."""


def sketch(context: Context, entry: Entry) -> SketchView | None:
    """None where too few municipalities have coordinates, or all lie so far away that they would be one dot."""
    here = _place(context, entry)
    if here is None:
        return None
    others = (_place(context, town) for town in context.site.of_kind(_TOWNS) if town.key != entry.key)
    found = (place for place in others if place is not None)
    towns = sorted(found, key=lambda town: (sketches.kilometres(here, town), town.name))[:_MOST]
    if len(towns) < _FEWEST:
        return None
    if sketches.kilometres(here, towns[0]) > max(sketches.kilometres(towns[0], town) for town in towns):
        return None
    return SketchView(
        drawing=sketches.svg(here, tuple(towns)),
        distances=tuple(
            DistanceView(place=town.name, text=_distance(context, sketches.kilometres(here, town)))
            for town in towns[:_NEAREST]
        ),
    )


def _place(context: Context, entry: Entry) -> Place | None:
    at = entry.facts.get("coordinates")
    if not isinstance(at, Coordinates):
        return None
    # In the language that leads, as on signs and buses.
    source = context.site.source_of(entry)
    words = entry.words_in(source) or context.shown(entry.key).words
    return Place(words.title, at.latitude, at.longitude)


def _distance(context: Context, kilometres: float) -> str:
    rounded = round(kilometres, 1) if kilometres < _EXACT else round(kilometres)
    return context.catalog.text("kilometres", number=rounded)
