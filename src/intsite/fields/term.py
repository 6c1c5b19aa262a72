"""A term of a vocabulary, written as its id, such as integration-course."""

from __future__ import annotations

from msgspec import Struct

from intsite.fields import IDENTIFIER, Field, Reading, scalar_text
from intsite.problems import Span, problem
from intsite.source import Node

EXAMPLE = "integration-course"


class Term(Struct, frozen=True, kw_only=True):
    """A term by vocabulary and id; whether it exists, only `resolve` can say."""

    vocabulary: str
    id: str
    span: Span


def read(node: Node, field: Field) -> Reading:
    """A `Term` of the field's vocabulary."""
    text, problems = scalar_text(node, field, field.example or EXAMPLE)
    if text is None:
        return None, problems
    if not IDENTIFIER.fullmatch(text):
        return None, (problem("bad-term", node.span, value=text, vocabulary=field.vocabulary),)
    return Term(vocabulary=field.vocabulary, id=text, span=node.span), ()


def schema(_field: Field) -> dict[str, object]:
    """A string of lower case letters, digits and hyphens."""
    return {"type": "string", "pattern": f"^{IDENTIFIER.pattern}$"}
