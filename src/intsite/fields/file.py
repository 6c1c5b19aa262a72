"""A file in the entry's folder, written as its name, such as flyer.pdf."""

from __future__ import annotations

import re

from msgspec import Struct

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import Span, problem
from intsite.source import Node

EXAMPLE = "flyer.pdf"
IMAGE_ENDINGS = ("jpg", "jpeg", "png", "webp", "svg")
ENDINGS = (*IMAGE_ENDINGS, "pdf", "opus", "mp3", "vtt", "mp4")

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+")
"""Letters that need no escaping in an address and exist on every computer."""


class MediaFile(Struct, frozen=True, kw_only=True):
    """A file beside the entry; whether it exists, only `parse` can say."""

    name: str
    span: Span


def read(node: Node, field: Field) -> Reading:
    """A `MediaFile`."""
    return read_ending(node, field, ENDINGS, EXAMPLE)


def read_ending(node: Node, field: Field, endings: tuple[str, ...], example: str) -> Reading:
    """A `MediaFile` whose name has one of the `endings`."""
    text, problems = scalar_text(node, field, example)
    if text is None:
        return None, problems
    if not _NAME.fullmatch(text):
        return None, (problem("bad-media-name", node.span, value=text, example=example),)
    if text.rpartition(".")[2].lower() not in endings:
        return None, (problem("wrong-media-type", node.span, value=text, allowed=", ".join(endings)),)
    return MediaFile(name=text, span=node.span), ()


def schema(_field: Field) -> dict[str, object]:
    """A string with one of the endings."""
    return {"type": "string", "pattern": rf"^[^/\\]+\.({'|'.join(ENDINGS)})$"}
