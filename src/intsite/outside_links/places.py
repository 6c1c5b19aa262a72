"""Where the content names addresses on the web: links in texts, and values of the field type `url`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from intsite.checks import documents
from intsite.connections import Key
from intsite.fields import Field
from intsite.freshness import Contact, contact
from intsite.parse import Entry
from intsite.problems import Span
from intsite.resolve import Site
from intsite.source import Mapping, Node, Scalar, Sequence, is_empty, parse_words, parse_yaml, read_text

_SCHEMES = ("http://", "https://")


class Place(Struct, frozen=True, kw_only=True):
    """One place at which an address stands."""

    key: Key
    written: str
    """The address as it stands there."""
    span: Span
    contact: Contact
    """Whom to ask about it."""


def places(site: Site, keys: Collection[Key]) -> Iterator[Place]:
    """Every address of these entries, in the order of the entries and their files."""
    for key in keys:
        entry = site.entries[key]
        responsible = contact(site, key)
        for span, written in sorted((*_in_facts(site, entry), *_in_words(site, entry))):
            yield Place(key=key, written=written, span=span, contact=responsible)


def _in_facts(site: Site, entry: Entry) -> Iterator[tuple[Span, str]]:
    path = f"{entry.path}/facts.yaml"
    file = site.config.root / path
    if file.is_file():
        node, _ = parse_yaml(read_text(file, path)[0], path)
        yield from _in_fields(node, site.kinds[entry.kind].facts)


def _in_words(site: Site, entry: Entry) -> Iterator[tuple[Span, str]]:
    fields = site.kinds[entry.kind].words
    for words in entry.words.values():
        for document in documents(site, entry, words):
            for link in document.links:
                if link.target.lower().startswith(_SCHEMES):
                    yield link.span, link.target
        front = parse_words(read_text(site.config.root / words.path, words.path)[0], words.path)[0].front
        yield from _in_fields(front, fields)


def _in_fields(node: Node, fields: Iterable[Field]) -> Iterator[tuple[Span, str]]:
    """The values of fields of the type `url`, also in records and lists."""
    if not isinstance(node, Mapping):
        return
    for field in fields:
        value = node.get(field.name)
        for item in value.items if isinstance(value, Sequence) else (value,):
            if field.type == "url" and isinstance(item, Scalar) and not is_empty(item):
                yield item.span, item.text.strip()
            elif field.type == "record" and isinstance(item, Mapping):
                yield from _in_fields(item, field.fields)
