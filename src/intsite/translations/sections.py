"""The written text of a words file by the sections whose digests are recorded."""

from __future__ import annotations

from collections.abc import Sequence

from intsite.markdown import Heading
from intsite.markdown.document import INTRODUCTION
from intsite.parse import FRONT
from intsite.source import parse_words

_UNTRANSLATED = ("translation", "images", "aliases")


def sections(text: str, headings: Sequence[Heading]) -> dict[str, str]:
    """Section id to what stands in the file, front matter first; `headings` are those of its body."""
    split, _ = parse_words(text, "")
    lines = text.split("\n")
    starts = [(INTRODUCTION, split.body_line), *((heading.id, heading.span.line) for heading in headings)]
    ends = [line for _, line in starts[1:]] + [len(lines) + 1]
    cut = {
        identifier: "\n".join(lines[start - 1 : end - 1]).strip()
        for (identifier, start), end in zip(starts, ends, strict=True)
    }
    keys = [key for key, _ in split.front]
    marks = [key.span.line for key in keys] + [split.body_line - 1]
    front = [
        "\n".join(lines[start - 1 : end - 1]).rstrip()
        for key, start, end in zip(keys, marks[:-1], marks[1:], strict=True)
        if key.text not in _UNTRANSLATED
    ]
    return {FRONT: "\n".join(front), **{identifier: written for identifier, written in cut.items() if written}}
