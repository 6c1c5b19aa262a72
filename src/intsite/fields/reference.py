"""Another entry, written as its id, or as kind:id where several kinds are possible."""

from __future__ import annotations

from msgspec import Struct

from intsite.fields import IDENTIFIER, Field, Reading, scalar_text
from intsite.problems import Span, problem
from intsite.source import Node

EXAMPLE = "office:immigration-office"


class Reference(Struct, frozen=True, kw_only=True):
    """An entry by kind and id; whether it exists, only `resolve` can say."""

    kind: str
    """Empty when the field allows several kinds and none was written."""
    id: str
    span: Span
    allowed: tuple[str, ...] = ()
    """Kinds that the field allows; empty for any."""


def read(node: Node, field: Field) -> Reading:
    """A `Reference`."""
    text, problems = scalar_text(node, field, field.example or EXAMPLE)
    if text is None:
        return None, problems
    kind, _, identifier = text.rpartition(":")
    if not kind and len(field.kinds) == 1:
        kind = field.kinds[0]
    if not IDENTIFIER.fullmatch(identifier):
        return None, (problem("bad-reference", node.span, value=text),)
    if kind and field.kinds and kind not in field.kinds:
        return None, (problem("reference-of-wrong-kind", node.span, value=text, allowed=", ".join(field.kinds)),)
    return Reference(kind=kind, id=identifier, span=node.span, allowed=field.kinds), ()


def schema(_field: Field) -> dict[str, object]:
    """A string such as `office:jobcenter` or `jobcenter`."""
    return {"type": "string", "pattern": "^([a-z-]+:)?[a-z0-9-]+$"}
