"""What goes to translators, and what comes back from them, whatever the format of the file."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from intsite.markdown.pieces import Mark, Pieces
from intsite.translations.exchange.blocks import Block
from intsite.translations.exchange.codes import Coded

ORIGIN = "intsite"
"""Who speaks in the notes."""


class UnreadableError(Exception):
    """A file that came back cannot be read; the argument says why."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line
        """1-based; 0 where nobody knows."""


class Status(StrEnum):
    """How far a unit is."""

    NEW = "new"
    REVIEW = "review"
    """Translated, but nobody has said that it is right."""
    DONE = "done"


class Before(Struct, frozen=True, kw_only=True):
    """An earlier version of a unit."""

    original: Pieces
    """Empty where nobody knows it any more."""
    translation: Pieces


class Unit(Struct, frozen=True, kw_only=True):
    """One text for a translator."""

    id: str
    """Entry and place, `office:jobcenter:fees:2`: the same as long as the block stays where it is."""
    path: str
    """Of the leading words file."""
    block: Block
    known: dict[str, Mark]
    """The codes in it, and those that only the translation has."""
    translation: Pieces = ()
    status: Status = Status.NEW
    before: Before | None = None
    notes: tuple[str, ...] = ()


class Parcel(Struct, frozen=True, kw_only=True):
    """What goes to one translator."""

    original_language: str
    language: str
    units: tuple[Unit, ...]


class Returned(Struct, frozen=True, kw_only=True):
    """A unit as it came back."""

    id: str
    original: Coded | str
    """With codes, or as Markdown from formats that know no codes."""
    translation: Coded | str
    """Empty where there is none."""
    status: Status
    line: int
    """1-based line of the file; 0 where nobody knows."""


class Delivery(Struct, frozen=True, kw_only=True):
    """A file that came back."""

    path: str
    """As the user named it."""
    language: str
    units: tuple[Returned, ...]
