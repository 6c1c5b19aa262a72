"""What the importers find of contacts: values with their places in the text, and the contact they belong to."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

ValueKind = Literal["address", "phones", "fax", "email", "website", "hours", "phone-hours"]
"""A field of an office."""


class Place(Struct, frozen=True, kw_only=True, order=True):
    """Letters of a paragraph."""

    paragraph: int
    start: int
    end: int


class Value(Struct, frozen=True, kw_only=True):
    """A fact in the text."""

    kind: ValueKind
    key: str
    """Equal for equal facts, however they are written."""
    value: object
    """`Address`, `Hours`, or text: a number in E.164, a mail address, a web address."""
    places: tuple[Place, ...] = ()
    """The letters that say it and nothing else; empty where only the target of a link does."""


class Unread(Struct, frozen=True, kw_only=True):
    """Contact data that stays text, and why."""

    kind: str
    """A key of `NOTE_KINDS`."""
    text: str


class Contact(Struct, frozen=True, kw_only=True):
    """One contact on one page."""

    page: str
    """The file of words."""
    group: str
    """The same for all languages of a page."""
    page_title: str
    language: str
    number: int
    """Counts the contacts of a page."""
    name: str
    """Empty where nothing on the page names it."""
    name_place: Place | None = None
    """Where the name stands and says nothing else; none for a heading."""
    is_named_above: bool = False
    """Whether only a heading or the page's title names it, and neither a word in it nor an address confirms that."""
    values: tuple[Value, ...]
    unread: tuple[Unread, ...] = ()

    def of(self, kind: ValueKind) -> tuple[Value, ...]:
        """The values of one kind."""
        return tuple(value for value in self.values if value.kind == kind)

    def keys(self, *kinds: ValueKind) -> frozenset[str]:
        """The keys of all values of these kinds."""
        return frozenset(value.key for value in self.values if value.kind in kinds)
