"""An icon of the site, written as the name of its file in assets/icons without the ending, such as book."""

from __future__ import annotations

from msgspec import Struct

from intsite.fields import IDENTIFIER, Field, Reading, scalar_text
from intsite.problems import Span, problem
from intsite.source import Node

EXAMPLE = "book"


class Icon(Struct, frozen=True, kw_only=True):
    """The name of an icon; whether it exists, only `checks` can say."""

    name: str
    span: Span


def read(node: Node, field: Field) -> Reading:
    """An `Icon`."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    if not IDENTIFIER.fullmatch(text):
        return None, (problem("bad-icon", node.span, value=text, example=EXAMPLE),)
    return Icon(name=text, span=node.span), ()


def schema(_field: Field) -> dict[str, object]:
    """A string of lower case letters, digits and hyphens."""
    return {"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"}
