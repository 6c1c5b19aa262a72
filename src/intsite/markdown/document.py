"""What a rendered text consists of."""

from __future__ import annotations

from dataclasses import dataclass

from intsite.problems import Span

INTRODUCTION = ".intro"
"""Id of the text before the first heading; no heading can have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLink:
    """The opening of a link to an entry; `</a>` follows in the next string."""

    kind: str
    id: str
    fragment: str
    titled: bool
    """Whether the editor wrote a text; otherwise the entry's title is to be put in."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuote:
    """The value of a fact, of this entry where `kind` and `id` are empty."""

    kind: str
    id: str
    names: tuple[str, ...]
    """Field, then names of record fields or positions in lists."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageUse:
    """A picture from the entry's folder."""

    file: str
    alternative: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """The opening of a link to a document in the entry's folder."""

    file: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNote:
    """What stands at the end of such a link: type and size of the document."""

    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLabel:
    """The label of a box (`important`), in the language of the text."""

    box: str


Part = str | EntryLink | FactQuote | ImageUse | FileLink | FileNote | BoxLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading below the title."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The text from one heading to the next; `id` is `INTRODUCTION` before the first."""

    id: str
    digest: str
    """Eight hexadecimal digits over the words alone: not over white space, typography, link targets or quoted facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as the editor wrote it."""

    target: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptUse:
    """The first word of a script, outside text marked with `lang`."""

    script: str
    word: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text, rendered as far as it can be without the rest of the site."""

    parts: tuple[Part, ...] = ()
    links: tuple[Link, ...] = ()
    scripts: tuple[ScriptUse, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The same with all else that was found out about it."""

    document: Document
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    text: str
    """The words without markup, one block a line."""
