"""A German postcode in quotation marks, such as "12345"."""

from __future__ import annotations

import re

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = '"12345"'

_POSTCODE = re.compile(r"(?!00)[0-9]{5}")


def read(node: Node, field: Field) -> Reading:
    """The five digits as text."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    if not _POSTCODE.fullmatch(text):
        return None, (problem("bad-postcode", node.span, value=text),)
    return text, ()


def schema(_field: Field) -> dict[str, object]:
    """A string of five digits."""
    return {"type": "string", "pattern": "^[0-9]{5}$"}
