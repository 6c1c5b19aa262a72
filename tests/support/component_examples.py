"""The examples of `templates/components/<name>/<name>.yaml`, with their arguments as the values that templates take.

YAML has only texts, lists and mappings here; what they become is said by the types of the parameters and, within views,
by the annotations of their fields. What an example leaves out of a view is empty.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import GenericAlias, NoneType, UnionType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

import yaml
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import fields

from intsite import views
from intsite.resources import shipped

FOLDER = shipped("templates") / "components"

Caller: TypeAlias = Callable[[], Markup]
"""What stands between `call` and `endcall`."""

_SCALARS: Mapping[object, Callable[[str], object]] = {
    str: str,
    int: int,
    float: float,
    bool: lambda text: {"true": True, "false": False}[text],
    Markup: Markup,
    dt.date: dt.date.fromisoformat,
    dt.datetime: dt.datetime.fromisoformat,
    dt.time: dt.time.fromisoformat,
    views.Phrase: lambda text: views.Phrase(text=text),
    Caller: lambda text: lambda: Markup(text),  # noqa: S704  our own examples
}

VALUES: Mapping[str, Any] = {
    "address": views.AddressView,
    "boolean": bool,
    "choice": views.TermView,
    "coordinates": str,
    "date": dt.date,
    "datetime": dt.datetime,
    "email": str,
    "file": views.FileView,
    "hours": views.HoursView,
    "icon": str,
    "image": views.ImageView,
    "integer": int,
    "labels": views.Phrase,
    "language": views.SpokenLanguageView,
    "number": float,
    "official-key": str,
    "path": str,
    "phone": views.PhoneView,
    "postcode": str,
    "prose": Markup,
    "record": tuple[views.Fact, ...],
    "recurrence": views.RecurrenceView,
    "reference": views.LinkView,
    "spoken-language": views.SpokenLanguageView,
    "term": views.TermView,
    "text": views.Phrase,
    "time": dt.time,
    "url": views.UrlView,
    "year": int,
}
"""What the items of a fact are, by its field type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A macro with arguments that it takes."""

    component: str
    macro: str
    name: str
    arguments: Mapping[str, object]

    def __str__(self) -> str:
        return f"{self.macro}: {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """A macro as its component's YAML describes it."""

    name: str
    required: tuple[str, ...]
    """Parameters without a default."""
    optional: tuple[str, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A folder of `templates/components/`."""

    name: str
    macros: tuple[Macro, ...]
    """The one of the component's name, then the others that templates may import."""

    @property
    def examples(self) -> tuple[Example, ...]:
        """Those of all macros."""
        return tuple(example for macro in self.macros for example in macro.examples)

    def source(self, ending: str) -> str:
        """The text of a file of the component; empty where it has none such."""
        file = self.file(ending)
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def file(self, ending: str) -> Path:
        """Where a file of the component is, or would be."""
        return FOLDER / self.name / f"{self.name}.{ending}"


def components() -> tuple[Component, ...]:
    """All components, by name."""
    return tuple(Component(name=folder.name, macros=tuple(_macros(folder))) for folder in sorted(FOLDER.iterdir()))


def _macros(folder: Path) -> Iterator[Macro]:
    text = (folder / f"{folder.name}.yaml").read_text(encoding="utf-8")
    described = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  makes nothing but texts, lists and mappings
    others = described.pop("macros", {})
    for name, macro in {folder.name: described, **others}.items():
        parameters = macro.get("parameters", {})
        required = tuple(name for name, parameter in parameters.items() if parameter["required"] == "true")
        yield Macro(
            name=name,
            required=required,
            optional=tuple(name for name in parameters if name not in required),
            examples=tuple(_examples(folder.name, name, macro)),
        )


def _examples(component: str, macro: str, described: Mapping[str, Any]) -> Iterator[Example]:
    types = {name: parameter["type"] for name, parameter in described.get("parameters", {}).items()}
    hints = get_type_hints(type(macro, (), {"__annotations__": types}), {**vars(views), "Caller": Caller})
    for example in described["examples"]:
        arguments = {name: make(hints[name], given) for name, given in example.get("arguments", {}).items()}
        yield Example(component=component, macro=macro, name=example["name"], arguments=arguments)


def make(annotation: Any, given: Any) -> Any:  # noqa: ANN401  any value of the views
    """A value of the annotated type."""
    if isinstance(given, str) and annotation in _SCALARS:
        return _SCALARS[annotation](given)
    if get_origin(annotation) is UnionType:
        return None if given == "~" else _one_of(get_args(annotation), given)
    if get_origin(annotation) is tuple and isinstance(given, list):
        inner = get_args(annotation)
        types = [inner[0]] * len(given) if inner[-1] is Ellipsis else inner
        return tuple(make(one, item) for one, item in zip(types, given, strict=True))
    if _is_view(annotation) and isinstance(given, dict):
        return _view(annotation, given)
    raise ValueError(f"{given!r} is no {annotation}")


def _one_of(options: tuple[Any, ...], given: Any) -> Any:  # noqa: ANN401
    *others, last = (option for option in options if option is not NoneType)
    for option in others:
        try:
            return make(option, given)
        except ValueError:
            continue
    return make(last, given)


def _view(view: Any, given: Mapping[str, Any]) -> Any:  # noqa: ANN401
    hints = get_type_hints(view)
    if view is views.Fact:
        hints["items"] = GenericAlias(tuple, (VALUES[given["type"]], ...))
    unknown = given.keys() - hints.keys()
    if unknown:
        raise ValueError(f"{view.__name__} has no {sorted(unknown)}")
    left_out = [field.name for field in fields(view) if field.required and field.name not in given]
    made = {name: make(hints[name], value) for name, value in given.items()}
    return view(**made, **{name: empty(hints[name]) for name in left_out})


def empty(annotation: Any) -> Any:  # noqa: ANN401
    """Nothing, as a value of the annotated type."""
    if get_origin(annotation) is UnionType:
        return None
    if annotation is dt.date:
        return dt.date.min
    return _view(annotation, {}) if _is_view(annotation) else annotation()


def _is_view(annotation: Any) -> bool:  # noqa: ANN401
    return isinstance(annotation, type) and issubclass(annotation, Struct)
