"""Field types: how one value of an entry is read, checked and described, one module per type.

A module of this package is a field type; its name with hyphens is the `type:` of a kind.yaml. It has

- a docstring whose first line says to editors what may be written,
- `EXAMPLE`, a valid value as YAML on one line,
- `read(node, field)`, which gives the value or None, and the problems,
- `schema(field)`, the JSON Schema of one value for completion in editors.

Values are frozen, hashable and picklable. Nothing is registered: a new module is a new type.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

from msgspec import Struct
from msgspec.structs import replace

from intsite.problems import Problem, Span, nearest, problem
from intsite.source import Mapping, Node, Scalar, Sequence, is_empty

IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What entries, terms and icons are called: lower case letters, digits and single hyphens, fit for an address."""

Reading = tuple[object | None, tuple[Problem, ...]]
"""A value, or None when it could not be read, and what is wrong."""


class Labels(Struct, frozen=True, kw_only=True):
    """A short text in several languages; the language `""` is the text for all of them."""

    texts: tuple[tuple[str, str], ...] = ()
    """Pairs of BCP 47 tag and text."""

    def get(self, language: str) -> str | None:
        """The text in exactly this language, or the one for all."""
        return next((text for tag, text in self.texts if tag in {language, ""}), None)


class Field(Struct, frozen=True, kw_only=True):
    """What a kind.yaml says about one field."""

    name: str
    type: str
    labels: Labels = Labels()
    help: Labels = Labels()
    back: Labels = Labels()
    """Heading under which a referred entry lists those that refer to it; empty: it does not."""
    required: bool = False
    listed: bool = False
    """`list: true`: several values; a single one may then be written without a list."""
    shown: bool = True
    minimum: float | None = None
    maximum: float | None = None
    """Bounds of a number, or of the length of a text in characters."""
    kinds: tuple[str, ...] = ()
    """Kinds that a reference may lead to."""
    vocabulary: str = ""
    values: tuple[tuple[str, Labels], ...] = ()
    """What a `choice` chooses from."""
    fields: tuple[Field, ...] = ()
    """The fields of a `record`."""
    example: str = ""
    """A value as YAML, shown in skeletons instead of the type's own example."""


class Record(Struct, frozen=True, kw_only=True):
    """Named values that belong together, in the order of the kind; what was left out is not in it."""

    items: tuple[tuple[str, object], ...] = ()

    def get(self, name: str) -> object | None:
        """The value of `name`, or None."""
        for key, value in self.items:
            if key == name:
                return value
        return None

    def __iter__(self) -> Iterator[tuple[str, object]]:
        return iter(self.items)


@functools.cache
def types() -> dict[str, ModuleType]:
    """Every field type by its name in kind.yaml."""
    names = (module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}") for name in names}


def read(node: Node, field: Field) -> Reading:
    """The value of `field` from `node`; a listed field gives a tuple."""
    if is_empty(node):
        return (None, (problem("missing-value", node.span, field=field.name),)) if field.required else (None, ())
    module = types()[field.type]
    if not field.listed:
        value, problems = module.read(node, field)
        return value, problems
    nodes = node.items if isinstance(node, Sequence) else (node,)
    values: list[object] = []
    found: list[Problem] = []
    for item in nodes:
        if is_empty(item):
            found.append(problem("missing-value", item.span, field=field.name))
            continue
        value, problems = module.read(item, field)
        found += problems
        if value is not None:
            values.append(value)
    return tuple(values), tuple(found)


def read_mapping(node: Mapping, fields: tuple[Field, ...]) -> tuple[Record, tuple[Problem, ...]]:
    """All `fields` from a mapping, in the order of `fields`; a name too many or too few is a problem."""
    by_name = {field.name: field for field in fields}
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for key, child in node:
        field = by_name.get(key.text)
        if field is None:
            problems.append(
                problem("unknown-field", key.span, field=key.text, suggestion=nearest(key.text, by_name)),
            )
            continue
        value, found = read(child, field)
        problems += found
        if value is not None:
            values[field.name] = value
    written = {key.text for key, _ in node}
    problems += [
        problem("missing-field", node.span, field=field.name, example=example(field))
        for field in fields
        if field.required and field.name not in written
    ]
    items = tuple((field.name, values[field.name]) for field in fields if field.name in values)
    return Record(items=items), tuple(problems)


def example(field: Field) -> str:
    """A valid value of `field` as YAML on one line."""
    return field.example or str(types()[field.type].EXAMPLE)


def schema(field: Field) -> dict[str, object]:
    """The JSON Schema of `field`, with its description in German and English."""
    one: dict[str, object] = types()[field.type].schema(field)
    if field.listed:
        one = {"anyOf": [{"type": "array", "items": one}, one]}
    described = " · ".join(text for _, text in (*field.labels.texts, *field.help.texts))
    return {**one, "description": described} if described else one


def object_schema(fields: tuple[Field, ...]) -> dict[str, object]:
    """The JSON Schema of a group of named values."""
    return {
        "type": "object",
        "properties": {field.name: schema(field) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def scalar_text(node: Node, field: Field, expected: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a scalar, or the problem that something else stands there.

    `expected` is a valid value, shown to the editor.
    """
    if isinstance(node, Scalar):
        return node.text.strip(), ()
    return None, (problem("not-a-single-value", node.span, field=field.name, example=expected),)


def within(node: Node, offset: int, length: int = 1) -> Span:
    """The place of `length` characters that start `offset` characters into the text of a scalar.

    Where the text was not written on one line as it is (several lines, escapes), the whole node.
    """
    if not isinstance(node, Scalar):
        return node.span
    lead = len(node.text) - len(node.text.lstrip())
    quotes = node.span.length - len(node.text)
    if quotes not in {0, 2} or "\n" in node.text:
        return node.span
    column = node.span.column + lead + offset + quotes // 2
    return replace(node.span, column=column, length=max(length, 1))


def length_problems(text: str, node: Node, field: Field) -> tuple[Problem, ...]:
    """Whether a text is shorter or longer than the field allows."""
    if field.minimum is not None and len(text) < field.minimum:
        return (problem("too-short", node.span, field=field.name, length=len(text), minimum=int(field.minimum)),)
    if field.maximum is not None and len(text) > field.maximum:
        return (problem("too-long", node.span, field=field.name, length=len(text), maximum=int(field.maximum)),)
    return ()


def range_problems(number: float, node: Node, field: Field) -> tuple[Problem, ...]:
    """Whether a number is smaller or larger than the field allows."""
    if field.minimum is not None and number < field.minimum:
        minimum = f"{field.minimum:g}"
        return (problem("too-small", node.span, field=field.name, value=number, minimum=minimum),)
    if field.maximum is not None and number > field.maximum:
        maximum = f"{field.maximum:g}"
        return (problem("too-large", node.span, field=field.name, value=number, maximum=maximum),)
    return ()


def range_schema(field: Field) -> dict[str, float]:
    """The bounds of a number for its JSON Schema."""
    bounds = {"minimum": field.minimum, "maximum": field.maximum}
    return {name: bound for name, bound in bounds.items() if bound is not None}
