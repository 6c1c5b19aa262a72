"""Markdown to HTML in pieces, with its headings, links, sections and their digests.

markdown-it-py (CommonMark and tables) defines the result; raw HTML is off. What only `resolve` and `pages` can know,
the address of an entry, the value of a fact, the label of a box, stays a value between the strings of
`Document.parts`.

Links to files beside the entry, `[leaflet](leaflet.pdf)`, say type and size.

Beyond CommonMark there are `{#id}` after a heading, `[word]{lang=de}`, `{office:jobcenter.phones}` for the value of a
fact, `::: important` … `:::` for boxes, with `::: details Title` for a fold, and lines from `<!--` to `-->` for notes
that nobody but editors sees.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from intsite.markdown.collect import Collector
from intsite.markdown.document import (
    INTRODUCTION,
    BoxLabel,
    Document,
    EntryLink,
    FactQuote,
    FileLink,
    FileNote,
    Heading,
    ImageUse,
    Link,
    Part,
    Rendered,
    ScriptUse,
    Section,
)
from intsite.markdown.rules import BOXES, OUTSIDE_SCHEMES, parser
from intsite.markdown.words import bare_digest
from intsite.problems import Problem

__all__ = [
    "BOXES",
    "INTRODUCTION",
    "OUTSIDE_SCHEMES",
    "BoxLabel",
    "Document",
    "EntryLink",
    "FactQuote",
    "FileLink",
    "FileNote",
    "Heading",
    "ImageUse",
    "Link",
    "Part",
    "Rendered",
    "ScriptUse",
    "Section",
    "bare_digest",
    "render",
]


def render(
    text: str, *, path: str, first_line: int, kinds: frozenset[str], lines: Sequence[str] = ()
) -> tuple[Rendered, tuple[Problem, ...]]:
    """Render `text`, which starts on `first_line` of `path`; `kinds` are the names that make `kind:id` an entry.

    `lines` are those of the file from `first_line` on, where they differ from the text's, as in front matter.
    """
    collector = Collector(path=path, lines=lines or text.split("\n"), offset=first_line, kinds=kinds)
    environment: dict[str, Any] = {"collector": collector}
    shared = parser()
    tokens = shared.parse(text, environment)
    collector.survey(tokens)
    html = shared.renderer.render(tokens, shared.options, environment)
    document = Document(
        parts=tuple(collector.split(html)), links=tuple(collector.links), scripts=tuple(collector.scripts.values())
    )
    rendered = Rendered(
        document=document,
        headings=tuple(collector.headings),
        sections=tuple(collector.sections()),
        text="\n".join(collector.blocks),
    )
    return rendered, tuple(collector.problems)
