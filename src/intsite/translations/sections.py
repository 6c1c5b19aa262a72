"""The written text of a words file by the sections whose digests are recorded."""

from __future__ import annotations

from intsite.markdown.passages import parts
from intsite.parse import FRONT
from intsite.source import parse_words

_UNTRANSLATED = ("translation", "images", "aliases")


def sections(text: str) -> dict[str, str]:
    """Section id to what stands in the file, front matter first."""
    split, _ = parse_words(text, "")
    lines = text.split("\n")
    starts = [(part.section, split.body_line + part.first) for part in parts(split.body)]
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
