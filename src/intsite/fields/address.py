"""A postal address: {street: "Musterstraße 1", postcode: "12345", city: Musterstadt}, also name, addition."""

from __future__ import annotations

from msgspec import Struct

from intsite import fields
from intsite.fields import Field, Reading
from intsite.problems import problem
from intsite.source import Mapping, Node

EXAMPLE = '{street: "Musterstraße 1", postcode: "12345", city: Musterstadt}'

_PARTS = (
    Field(name="name", type="text", example="Haus der Begegnung"),
    Field(name="street", type="text", required=True, example="Musterstraße 1"),
    Field(name="addition", type="text", example="2. Stock"),
    Field(name="postcode", type="postcode", required=True),
    Field(name="city", type="text", required=True, example="Musterstadt"),
)


class Address(Struct, frozen=True, kw_only=True):
    """A German postal address; it is shown in German in every language. Parts left out are empty."""

    name: str = ""
    """First line: the building or organisation."""
    street: str
    """Street and number."""
    addition: str = ""
    """Floor, room or entrance."""
    postcode: str
    city: str


def read(node: Node, field: Field) -> Reading:
    """An `Address`."""
    if not isinstance(node, Mapping):
        names = ", ".join(part.name for part in _PARTS)
        return None, (problem("not-a-mapping", node.span, field=field.name, names=names),)
    record, problems = fields.read_mapping(node, _PARTS)
    parts = {name: str(value) for name, value in record}
    if any(part.required and part.name not in parts for part in _PARTS):
        return None, problems
    return Address(**parts), problems


def schema(_field: Field) -> dict[str, object]:
    """An object with the parts of an address."""
    return fields.object_schema(_PARTS)
