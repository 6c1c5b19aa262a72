"""Several named values that belong together."""

from __future__ import annotations

from intsite import fields
from intsite.fields import Field, Reading
from intsite.problems import problem
from intsite.source import Mapping, Node

EXAMPLE = "{…}"


def read(node: Node, field: Field) -> Reading:
    """A `Record` of the field's own fields."""
    if not isinstance(node, Mapping):
        names = ", ".join(inner.name for inner in field.fields)
        return None, (problem("not-a-mapping", node.span, field=field.name, names=names),)
    return fields.read_mapping(node, field.fields)


def schema(field: Field) -> dict[str, object]:
    """An object with the field's own fields."""
    return fields.object_schema(field.fields)
