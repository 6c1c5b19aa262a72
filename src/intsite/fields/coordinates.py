"""A place on the map: {latitude: 50.1, longitude: 10.2}."""

from __future__ import annotations

from msgspec import Struct

from intsite import fields
from intsite.fields import Field, Reading
from intsite.problems import problem
from intsite.source import Mapping, Node

EXAMPLE = "{latitude: 50.1, longitude: 10.2}"

_PARTS = (
    Field(name="latitude", type="number", required=True),
    Field(name="longitude", type="number", required=True),
)
_SOUTH, _NORTH, _WEST, _EAST = 46.8, 55.5, 5.4, 15.5
"""Germany with half a degree around it, for places just across the border."""


class Coordinates(Struct, frozen=True, kw_only=True):
    """A place in WGS 84, in degrees."""

    latitude: float
    longitude: float


def read(node: Node, field: Field) -> Reading:
    """`Coordinates` in or close to Germany."""
    if not isinstance(node, Mapping):
        return None, (problem("not-a-mapping", node.span, field=field.name, names="latitude, longitude"),)
    record, problems = fields.read_mapping(node, _PARTS)
    latitude, longitude = record.get("latitude"), record.get("longitude")
    if not isinstance(latitude, float) or not isinstance(longitude, float):
        return None, problems
    if not is_near(latitude, longitude):
        swapped = is_near(longitude, latitude)
        code = "coordinates-swapped" if swapped else "coordinates-outside-germany"
        return None, (*problems, problem(code, node.span, latitude=latitude, longitude=longitude))
    return Coordinates(latitude=latitude, longitude=longitude), problems


def is_near(latitude: float, longitude: float) -> bool:
    """Whether a place is in or close to Germany."""
    return _SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST


def schema(_field: Field) -> dict[str, object]:
    """An object with `latitude` and `longitude`."""
    return fields.object_schema(_PARTS)
