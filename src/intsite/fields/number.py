"""A number with a point before the decimals, such as 2.29."""

from __future__ import annotations

import re

from intsite.fields import Field, Reading, range_problems, range_schema, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "2.29"

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_GERMAN = re.compile(r"([+-]?[0-9]{1,15}),([0-9]{1,15})")


def read(node: Node, field: Field) -> Reading:
    """A `float` within the field's `minimum` and `maximum`."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    if not _NUMBER.fullmatch(text):
        german = _GERMAN.fullmatch(text)
        suggestion = f"{german[1]}.{german[2]}" if german else ""
        return None, (problem("bad-number", node.span, value=text, suggestion=suggestion),)
    return float(text), range_problems(float(text), node, field)


def schema(field: Field) -> dict[str, object]:
    """A number within the field's bounds."""
    return {"type": "number", **range_schema(field)}
