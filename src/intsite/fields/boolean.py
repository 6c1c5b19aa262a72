"""Yes or no: ja, nein, yes, no, true, false."""

from __future__ import annotations

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "yes"

_WORDS = {"ja": True, "yes": True, "true": True, "nein": False, "no": False, "false": False}


def read(node: Node, field: Field) -> Reading:
    """A `bool`."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    value = _WORDS.get(text.lower())
    if value is None:
        return None, (problem("bad-boolean", node.span, value=text),)
    return value, ()


def schema(_field: Field) -> dict[str, object]:
    """What editors with their own idea of YAML take for a truth value, or one of our words."""
    return {"anyOf": [{"type": "boolean"}, {"enum": list(_WORDS)}]}
