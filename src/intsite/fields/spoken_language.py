"""A language that is spoken there: ar, or {language: ar, interpreter: true} with an interpreter."""

from __future__ import annotations

from msgspec import Struct

from intsite import fields
from intsite.fields import Field, Reading, language
from intsite.source import Mapping, Node

EXAMPLE = "ar"

_PARTS = (
    Field(name="language", type="language", required=True),
    Field(name="interpreter", type="boolean"),
)


class SpokenLanguage(Struct, frozen=True, kw_only=True):
    """A language in which people can be talked to."""

    language: str
    """BCP 47 tag."""
    interpreter: bool = False
    """Whether an interpreter translates, by appointment or on the telephone."""


def read(node: Node, field: Field) -> Reading:
    """A `SpokenLanguage`."""
    if not isinstance(node, Mapping):
        tag, problems = language.read(node, field)
        return (SpokenLanguage(language=tag) if isinstance(tag, str) else None), problems
    record, problems = fields.read_mapping(node, _PARTS)
    tag = record.get("language")
    if not isinstance(tag, str):
        return None, problems
    return SpokenLanguage(language=tag, interpreter=record.get("interpreter") is True), problems


def schema(field: Field) -> dict[str, object]:
    """A language tag, or an object with `language` and `interpreter`."""
    return {"anyOf": [language.schema(field), fields.object_schema(_PARTS)]}
