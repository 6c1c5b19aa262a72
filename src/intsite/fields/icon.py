"""An icon of the site, written as the name of its file in assets/icons without the ending, such as book."""

from __future__ import annotations

from intsite.fields import IDENTIFIER, Field, Reading, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "book"


def read(node: Node, field: Field) -> Reading:
    """The name as text; whether the icon exists, a later stage says."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    if not IDENTIFIER.fullmatch(text):
        return None, (problem("bad-icon", node.span, value=text, example=EXAMPLE),)
    return text, ()


def schema(_field: Field) -> dict[str, object]:
    """A string of lower case letters, digits and hyphens."""
    return {"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"}
