"""A short text, the same in all languages, or one per language: {de: Anmeldung, en: Registration}."""

from __future__ import annotations

from intsite.fields import Field, Labels, Reading
from intsite.fields.language import check_tag
from intsite.problems import Problem, problem
from intsite.source import Mapping, Node, Scalar

EXAMPLE = "{de: Anmeldung, en: Registration}"


def read(node: Node, field: Field) -> Reading:
    """`Labels`; a plain text has the language `""`."""
    if isinstance(node, Scalar):
        text, problems = _line(node, field)
        return (None if text is None else Labels(texts=(("", text),))), problems
    if not isinstance(node, Mapping):
        return None, (problem("not-a-single-value", node.span, field=field.name, example=EXAMPLE),)
    texts: list[tuple[str, str]] = []
    found: list[Problem] = []
    for key, child in node:
        tag, tag_problems = check_tag(key.text, key.span)
        text, text_problems = _line(child, field)
        found += (*tag_problems, *text_problems)
        if tag is not None and text is not None:
            texts.append((tag, text))
    return Labels(texts=tuple(texts)), tuple(found)


def _line(node: Node, field: Field) -> tuple[str | None, tuple[Problem, ...]]:
    if not isinstance(node, Scalar):
        return None, (problem("not-a-single-value", node.span, field=field.name, example=EXAMPLE),)
    text = node.text.strip()
    if not text:
        return None, (problem("missing-value", node.span, field=field.name),)
    if "\n" in text:
        return None, (problem("not-one-line", node.span, field=field.name),)
    return text, ()


def schema(_field: Field) -> dict[str, object]:
    """A string, or an object of strings by language tag."""
    texts = {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}
    return {"anyOf": [{"type": "string"}, texts]}
