"""An image in the entry's folder, written as its name, such as entrance.jpg."""

from __future__ import annotations

from intsite.fields import Field, Reading
from intsite.fields.file import IMAGE_ENDINGS, read_ending
from intsite.source import Node

EXAMPLE = "entrance.jpg"


def read(node: Node, field: Field) -> Reading:
    """A `MediaFile` of an image."""
    return read_ending(node, field, IMAGE_ENDINGS, EXAMPLE)


def schema(_field: Field) -> dict[str, object]:
    """A string with one of the endings of images."""
    return {"type": "string", "pattern": rf"^[^/\\]+\.({'|'.join(IMAGE_ENDINGS)})$"}
