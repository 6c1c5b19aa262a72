"""One of the values that the kind lists for the field."""

from __future__ import annotations

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import nearest, problem
from intsite.source import Node

EXAMPLE = "…"


def read(node: Node, field: Field) -> Reading:
    """The chosen value as text; its labels are in `Field.values`."""
    allowed = [value for value, _ in field.values]
    text, problems = scalar_text(node, field, field.example or next(iter(allowed), EXAMPLE))
    if text is None:
        return None, problems
    if text not in allowed:
        suggestion = nearest(text, allowed)
        listed = ", ".join(allowed)
        return None, (
            problem("bad-choice", node.span, value=text, field=field.name, allowed=listed, suggestion=suggestion),
        )
    return text, ()


def schema(field: Field) -> dict[str, object]:
    """One of the values."""
    return {"enum": [value for value, _ in field.values]}
