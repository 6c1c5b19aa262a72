"""An old address of the page below this site, such as offices/old-name."""

from __future__ import annotations

import re

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "offices/old-name"

_PATH = re.compile(r"/?(?:[^/\\?#:\s<>\"]+/)*[^/\\?#:\s<>\"]+/?")


def read(node: Node, field: Field) -> Reading:
    """The path as text, as it was written.

    One that starts with a slash counts from the root of the site, any other from the folder of a language.
    """
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    if not (_PATH.fullmatch(text) and text.isprintable()) or {".", ".."}.intersection(text.split("/")):
        return None, (problem("bad-path", node.span, value=text, example=EXAMPLE),)
    return text, ()


def schema(_field: Field) -> dict[str, object]:
    """A string without a scheme, spaces, query or fragment."""
    return {"type": "string", "pattern": r"^[^\\?#:\s]+$"}
