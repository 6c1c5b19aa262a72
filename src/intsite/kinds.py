"""Content kinds as data: kind.yaml to `Kind`, and the JSON Schema of a kind for completion in editors.

A kind is a folder `templates/kinds/<name>/` with a `kind.yaml`; the fields every kind has stand in
`templates/kinds/_common.yaml`. Kinds are discovered, never registered.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from pathlib import Path

from msgspec import Struct

from intsite import fields
from intsite.fields import Field, Labels
from intsite.problems import Problem, Span, nearest, problem
from intsite.source import Mapping, Node, Scalar, Sequence, parse_yaml, read_text

_FIELD_OPTIONS = (
    "type", "labels", "help", "back", "required", "list", "show", "minimum", "maximum", "kinds", "vocabulary",
    "values", "fields", "example",
)  # fmt: skip
_KIND_OPTIONS = (
    "labels", "description", "folder", "icon", "facts", "words", "at-least-one", "order", "tree", "below", "gathers",
    "listing", "expires", "review-every", "handout", "examples",
)  # fmt: skip
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LISTING_OPTIONS = ("sort", "facets", "card", "feed", "calendar", "hidden", "menu")


class Listing(Struct, frozen=True, kw_only=True):
    """How the entries of a kind are listed."""

    sort: tuple[str, ...] = ("title",)
    """Field names, `title` or `order`; `-` before a name turns the order round."""
    facets: tuple[str, ...] = ()
    card: tuple[str, ...] = ()
    """Facts that stand on the cards of lists."""
    feed: bool = False
    calendar: bool = False
    hidden: bool = False
    menu: int = 0
    """Place in the main menu, low numbers first; 0: not in it."""


class Example(Struct, frozen=True, kw_only=True):
    """A whole small entry that shows the kind and tests it."""

    id: str
    facts: Mapping
    words: tuple[tuple[str, str], ...]
    """Language and the text of its Markdown file."""


class Kind(Struct, frozen=True, kw_only=True):
    """A sort of content: what an entry of it has and how it is shown."""

    name: str
    folder: str
    """Folder below `content/` and segment of the address."""
    one: Labels
    many: Labels
    description: Labels = Labels()
    icon: str = ""
    facts: tuple[Field, ...] = ()
    """The kind's own fields, then the common ones."""
    words: tuple[Field, ...] = ()
    at_least_one: tuple[tuple[str, ...], ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    tree: str = ""
    """The field that names the entry of the same kind that an entry stands below."""
    below: str = ""
    """The field that may give an entry a place in the tree of another kind."""
    gathers: str = ""
    listing: Listing = Listing()
    expires: str = ""
    review_every: int = 0
    """Months after which somebody should check an entry again; 0: only when its `review-by` says so."""
    handout: tuple[str, ...] = ()
    """Fields of the card that readers show or print; empty: there is none."""
    examples: tuple[Example, ...] = ()

    def field(self, name: str) -> Field | None:
        """The fact or words field of that name."""
        return next((field for field in (*self.facts, *self.words) if field.name == name), None)


def discover(folders: Iterable[Path], root: Path) -> tuple[MappingOf[str, Kind], tuple[Problem, ...]]:
    """All kinds below the `templates` folders in the order of the menu, an earlier folder winning.

    Spans are relative to `root` where possible.
    """
    found: dict[str, Path] = {}
    common: Path | None = None
    for templates in folders:
        for file in sorted((templates / "kinds").glob("*/kind.yaml")):
            found.setdefault(file.parent.name, file)
        candidate = templates / "kinds" / "_common.yaml"
        common = common or (candidate if candidate.is_file() else None)
    problems: list[Problem] = []
    shared: tuple[tuple[Field, ...], tuple[Field, ...]] = ((), ())
    if common:
        node = _load(common, root, problems)
        reader = _Reader(problems)
        shared = reader.fields(node.get("facts")), reader.fields(node.get("words"))
    kinds = {
        name: _Reader(problems).kind(name, _load(file, root, problems), shared) for name, file in sorted(found.items())
    }
    kinds = dict(sorted(kinds.items(), key=lambda item: (item[1].listing.menu or math.inf, item[0])))
    problems += _folders_clash(kinds.values(), found, root)
    return kinds, tuple(problems)


def _load(file: Path, root: Path, problems: list[Problem]) -> Mapping:
    path = display_path(file, root)
    text, found = read_text(file, path)
    problems += found
    node, found = parse_yaml(text, path)
    problems += found
    return node


def display_path(file: Path, root: Path) -> str:
    """The POSIX path people see: relative to the project where it lies in it."""
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


def _folders_clash(kinds: Iterable[Kind], files: dict[str, Path], root: Path) -> Iterable[Problem]:
    """The county's own kinds are at fault, not those that come with the program."""
    owners: dict[str, str] = {}
    for kind in sorted(kinds, key=lambda kind: files[kind.name].is_relative_to(root)):
        other = owners.setdefault(kind.folder, kind.name)
        if other != kind.name:
            span = Span(path=display_path(files[kind.name], root))
            yield problem("kind-folder-taken", span, folder=kind.folder, other=other)


class _Reader:
    """Takes kind.yaml apart and collects what is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def kind(self, name: str, node: Mapping, common: tuple[tuple[Field, ...], tuple[Field, ...]]) -> Kind:
        self._check_names(node, _KIND_OPTIONS)
        labels = node.get("labels")
        shared = labels if isinstance(labels, Mapping) else Mapping(span=node.span, items=())
        listing = node.get("listing")
        facts, words = self.fields(node.get("facts")), self.fields(node.get("words"))
        own = {field.name for field in (*facts, *words)}
        kind = Kind(
            name=name,
            folder=_text(node.get("folder"), name),
            one=self.labels(shared.get("one"), name),
            many=self.labels(shared.get("many"), name),
            description=self.labels(node.get("description")),
            icon=_text(node.get("icon"), ""),
            facts=(*facts, *(field for field in common[0] if field.name not in own)),
            words=(*(field for field in common[1] if field.name not in own), *words),
            at_least_one=_groups(node.get("at-least-one")),
            order=tuple((group[0], group[1]) for group in _groups(node.get("order")) if group[1:]),
            tree=_text(node.get("tree"), ""),
            below=_text(node.get("below"), ""),
            gathers=_text(node.get("gathers"), ""),
            listing=self._listing(listing) if isinstance(listing, Mapping) else Listing(),
            expires=_text(node.get("expires"), ""),
            review_every=int(self._number(node.get("review-every")) or 0),
            handout=_texts(node.get("handout")),
            examples=tuple(self._examples(node.get("examples"))),
        )
        self._check_mentions(kind, node)
        return kind

    def fields(self, node: Node | None) -> tuple[Field, ...]:
        """Fields from a mapping of name to options."""
        if not isinstance(node, Mapping):
            return ()
        return tuple(self._field(key, options) for key, options in node)

    def _field(self, key: Scalar, node: Node) -> Field:
        options = node if isinstance(node, Mapping) else Mapping(span=node.span, items=())
        self._check_names(options, _FIELD_OPTIONS)
        written = _text(options.get("type"), "text")
        if written not in fields.types():
            place = options.get("type") or key
            known = fields.types()
            self.problems.append(
                problem("unknown-field-type", place.span, type=written, suggestion=nearest(written, known))
            )
            written = "text"
        values = options.get("values")
        return Field(
            name=key.text,
            type=written,
            labels=self.labels(options.get("labels"), key.text),
            help=self.labels(options.get("help")),
            back=self.labels(options.get("back")),
            required=_is_true(options.get("required")),
            listed=_is_true(options.get("list")),
            shown=_text(options.get("show"), "true") != "false",
            minimum=self._number(options.get("minimum")),
            maximum=self._number(options.get("maximum")),
            kinds=_texts(options.get("kinds")),
            vocabulary=_text(options.get("vocabulary"), ""),
            values=tuple((name.text, self.labels(text)) for name, text in values)
            if isinstance(values, Mapping)
            else (),
            fields=self.fields(options.get("fields")),
            example=_text(options.get("example"), ""),
        )

    def labels(self, node: Node | None, default: str = "") -> Labels:
        """A text, or a mapping of language to text."""
        if isinstance(node, Scalar):
            return Labels(texts=(("", node.text),))
        if isinstance(node, Mapping):
            return Labels(texts=tuple((key.text, _text(value, "")) for key, value in node))
        return Labels(texts=(("", default),)) if default else Labels()

    def _listing(self, node: Mapping) -> Listing:
        self._check_names(node, _LISTING_OPTIONS)
        return Listing(
            sort=_texts(node.get("sort")) or ("title",),
            facets=_texts(node.get("facets")),
            card=_texts(node.get("card")),
            feed=_is_true(node.get("feed")),
            calendar=_is_true(node.get("calendar")),
            hidden=_is_true(node.get("hidden")),
            menu=int(self._number(node.get("menu")) or 0),
        )

    def _examples(self, node: Node | None) -> Iterable[Example]:
        for item in node.items if isinstance(node, Sequence) else ():
            if not isinstance(item, Mapping):
                continue
            words = item.get("words")
            facts = item.get("facts")
            nothing = Mapping(span=item.span, items=())
            pairs = tuple((key.text, _text(text, "")) for key, text in words) if isinstance(words, Mapping) else ()
            yield Example(
                id=_text(item.get("id"), "example"),
                facts=facts if isinstance(facts, Mapping) else nothing,
                words=pairs,
            )

    def _number(self, node: Node | None) -> float | None:
        if not isinstance(node, Scalar):
            return None
        try:
            return float(node.text)
        except ValueError:
            self.problems.append(problem("bad-number", node.span, value=node.text, example="10"))
            return None

    def _check_names(self, node: Mapping, known: tuple[str, ...]) -> None:
        for key, _ in node:
            if key.text not in known:
                self.problems.append(
                    problem("unknown-field", key.span, field=key.text, suggestion=nearest(key.text, known))
                )

    def _check_mentions(self, kind: Kind, node: Mapping) -> None:
        """Names of fields in `listing`, `order` and the like must be fields of the kind."""
        known = {field.name for field in (*kind.facts, *kind.words)} | {"title", "order"}
        groups = (*kind.at_least_one, *kind.order, kind.listing.facets, kind.listing.card, kind.handout)
        mentioned = {name for group in groups for name in group} | {name.lstrip("-") for name in kind.listing.sort}
        mentioned |= {name for name in (kind.tree, kind.below, kind.expires) if name}
        for name in sorted(mentioned - known):
            self.problems.append(
                problem("kind-mentions-unknown-field", node.span, field=name, suggestion=nearest(name, known))
            )


def _text(node: Node | None, default: str) -> str:
    return node.text if isinstance(node, Scalar) else default


def _texts(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return (node.text,)
    return tuple(item.text for item in node.items if isinstance(item, Scalar)) if isinstance(node, Sequence) else ()


def _groups(node: Node | None) -> tuple[tuple[str, ...], ...]:
    return tuple(_texts(item) for item in node.items) if isinstance(node, Sequence) else ()


def _is_true(node: Node | None) -> bool:
    return _text(node, "false") == "true"


def json_schema(kind: Kind) -> tuple[dict[str, object], dict[str, object]]:
    """The JSON Schemas (draft 2020-12) of a kind's facts.yaml and of its front matter."""
    return _object_schema(kind, "facts", kind.facts), _object_schema(kind, "words", kind.words)


def _object_schema(kind: Kind, part: str, of: tuple[Field, ...]) -> dict[str, object]:
    return {
        "$schema": _DIALECT,
        "title": f"{kind.one.get('en') or kind.name}: {part}",
        "description": kind.description.get("en") or "",
        "type": "object",
        "properties": {field.name: fields.schema(field) for field in of},
        "required": [field.name for field in of if field.required],
        "additionalProperties": False,
    }
