"""A whole number, such as 12."""

from __future__ import annotations

import re

from intsite.fields import Field, Reading, range_problems, range_schema, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "12"

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")


def read(node: Node, field: Field) -> Reading:
    """An `int` within the field's `minimum` and `maximum`."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    if not _INTEGER.fullmatch(text):
        return None, (problem("bad-integer", node.span, value=text),)
    return int(text), range_problems(int(text), node, field)


def schema(field: Field) -> dict[str, object]:
    """An integer within the field's bounds."""
    return {"type": "integer", **range_schema(field)}
