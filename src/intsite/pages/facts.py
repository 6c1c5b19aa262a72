"""An entry's facts, in the order and with the labels of its kind."""

from __future__ import annotations

from intsite.fields import Field, Record
from intsite.markdown import Document
from intsite.pages import text, values
from intsite.pages.context import Context
from intsite.parse import Entry
from intsite.views import Fact, Facts

_SHOWN_ELSEWHERE = frozenset(
    {
        "title",
        "summary",
        "keywords",
        "aliases",
        "images",
        "related",
        "responsible",
        "sources",
        "draft",
        "reviewed-on",
    }
)
"""Common fields that pages show in their own places."""
_LONGER = "prose"
"""Type of the only fields whose values depend on the page that shows them."""


def facts(context: Context, entry: Entry, folder: str) -> Facts:
    """All facts and words fields of an entry that can be shown; `folder` is the page's, for links in longer texts."""
    kind = context.site.kinds[entry.kind]
    words = context.shown(entry.key).words
    shown: list[Fact] = []
    hidden: list[Fact] = []
    for field, record in [
        *((field, words.fields) for field in kind.words),
        *((field, entry.facts) for field in kind.facts),
    ]:
        value = record.get(field.name)
        if value is None or field.name in _SHOWN_ELSEWHERE:
            continue
        made = fact(context, entry, field, value, folder)
        if made is not None:
            (shown if field.shown else hidden).append(made)
    order = {field.name: number for number, field in enumerate((*kind.facts, *kind.words))}
    return Facts(shown=tuple(sorted(shown, key=lambda made: order[made.name])), hidden=tuple(hidden))


def in_folder(context: Context, entry: Entry, facts: Facts, folder: str) -> tuple[Fact, ...]:
    """The facts that are shown, for a page in another folder: only links in longer texts differ there."""
    words, kind = context.shown(entry.key).words, context.site.kinds[entry.kind]
    moved = (
        fact(context, entry, field, words.fields.get(one.name), folder)
        if one.type == _LONGER and (field := kind.field(one.name))
        else one
        for one in facts
    )
    return tuple(one for one in moved if one)


def fact(context: Context, entry: Entry, field: Field, value: object, folder: str, path: str = "") -> Fact | None:
    """One field; None when nothing of it can be shown, for instance a reference to a draft."""
    path = f"{path}.{field.name}" if path else field.name
    listed = value if isinstance(value, tuple) else (value,)
    items = [_item(context, entry, field, item, folder, path) for item in listed]
    kept = tuple(item for item in items if item is not None)
    if not kept:
        return None
    return Fact(name=field.name, label=context.field_label(entry.kind, path), type=field.type, items=kept)


def _item(context: Context, entry: Entry, field: Field, value: object, folder: str, path: str) -> object | None:
    match value:
        case Record():
            inner = (
                fact(context, entry, part, found, folder, path)
                for part in field.fields
                if (found := value.get(part.name)) is not None
            )
            return tuple(made for made in inner if made is not None) or None
        case Document():
            language = context.shown(entry.key).language
            return text.prose(context, entry, value, language, folder)
        case _:
            return values.localise(context, entry, field, value, path)
