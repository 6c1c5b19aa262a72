"""A short text that may have paragraphs, links and lists, in Markdown."""

from __future__ import annotations

from msgspec import Struct

from intsite.fields import Field, Reading, length_problems, scalar_text
from intsite.problems import Span, problem
from intsite.source import Node

EXAMPLE = '"Der Kurs kostet nichts."'


class Prose(Struct, frozen=True, kw_only=True):
    """Markdown as it was written; the stage `parse` turns it into HTML."""

    text: str
    span: Span


def read(node: Node, field: Field) -> Reading:
    """A `Prose`; `minimum` and `maximum` count the characters of the Markdown."""
    text, problems = scalar_text(node, field, field.example or EXAMPLE)
    if text is None:
        return None, problems
    if not text:
        return None, (problem("missing-value", node.span, field=field.name),)
    return Prose(text=text, span=node.span), length_problems(text, node, field)


def schema(_field: Field) -> dict[str, object]:
    """Any string."""
    return {"type": "string"}
