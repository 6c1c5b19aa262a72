"""A year with four digits, such as 2026."""

from __future__ import annotations

import re

from intsite.fields import Field, Reading, range_problems, range_schema, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "2026"

_YEAR = re.compile(r"[12][0-9]{3}")


def read(node: Node, field: Field) -> Reading:
    """An `int` within the field's `minimum` and `maximum`."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    if not _YEAR.fullmatch(text):
        return None, (problem("bad-year", node.span, value=text),)
    return int(text), range_problems(int(text), node, field)


def schema(field: Field) -> dict[str, object]:
    """An integer of four digits."""
    return {"type": "integer", "minimum": 1000, "maximum": 2999, **range_schema(field)}
