"""What a rendered text consists of."""

from __future__ import annotations

from msgspec import Struct

from intsite.problems import Span

INTRODUCTION = ".intro"
"""Id of the text before the first heading; no heading can have it."""


class EntryLink(Struct, frozen=True, kw_only=True):
    """The opening of a link to an entry; `</a>` follows in the next string."""

    kind: str
    id: str
    fragment: str
    titled: bool
    """Whether the editor wrote a text; otherwise the entry's title is to be put in."""
    span: Span


class FactQuote(Struct, frozen=True, kw_only=True):
    """The value of a fact, of this entry where `kind` and `id` are empty."""

    kind: str
    id: str
    names: tuple[str, ...]
    """Field, then names of record fields or positions in lists."""
    span: Span


class ImageUse(Struct, frozen=True, kw_only=True):
    """A picture from the entry's folder."""

    file: str
    alternative: str
    span: Span


class FileLink(Struct, frozen=True, kw_only=True):
    """The opening of a link to a document in the entry's folder."""

    file: str
    span: Span


class FileNote(Struct, frozen=True, kw_only=True):
    """What stands at the end of such a link: type and size of the document."""

    file: str


class BoxLabel(Struct, frozen=True, kw_only=True):
    """The label of a box (`important`), in the language of the text."""

    box: str


Part = str | EntryLink | FactQuote | ImageUse | FileLink | FileNote | BoxLabel


class Heading(Struct, frozen=True, kw_only=True):
    """A heading below the title."""

    level: int
    id: str
    text: str


class Section(Struct, frozen=True, kw_only=True):
    """The text from one heading to the next; `id` is `INTRODUCTION` before the first."""

    id: str
    digest: str
    """Eight hexadecimal digits over the words alone: not over white space, typography, link targets or quoted facts."""


class Link(Struct, frozen=True, kw_only=True):
    """A link as the editor wrote it."""

    target: str
    text: str
    span: Span


class ScriptUse(Struct, frozen=True, kw_only=True):
    """The first word of a script, outside text marked with `lang`."""

    script: str
    word: str
    span: Span


class Document(Struct, frozen=True, kw_only=True):
    """A text, rendered as far as it can be without the rest of the site."""

    parts: tuple[Part, ...] = ()
    links: tuple[Link, ...] = ()
    scripts: tuple[ScriptUse, ...] = ()


class Rendered(Struct, frozen=True, kw_only=True):
    """The same with all else that was found out about it."""

    document: Document
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    text: str
    """The words without markup, one block a line."""
