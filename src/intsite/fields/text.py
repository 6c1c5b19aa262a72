"""A short text on one line, such as a name."""

from __future__ import annotations

from intsite.fields import Field, Reading, length_problems, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "Haus der Begegnung"


def read(node: Node, field: Field) -> Reading:
    """The text without spaces at its ends; `minimum` and `maximum` count characters."""
    text, problems = scalar_text(node, field, field.example or EXAMPLE)
    if text is None:
        return None, problems
    if not text:
        return None, (problem("missing-value", node.span, field=field.name),)
    if "\n" in text:
        return None, (problem("not-one-line", node.span, field=field.name),)
    return text, length_problems(text, node, field)


def schema(field: Field) -> dict[str, object]:
    """A string within the field's length."""
    limits = {"minLength": field.minimum, "maxLength": field.maximum}
    return {"type": "string", **{name: int(limit) for name, limit in limits.items() if limit is not None}}
