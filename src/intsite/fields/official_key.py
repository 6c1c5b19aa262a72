"""The official municipality key (AGS): 8 digits for a municipality, 5 for a county, such as "09772125"."""

from __future__ import annotations

import re

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = '"09772125"'

_KEY = re.compile(r"(?:0[1-9]|1[0-6])[0-9]{3}(?:[0-9]{3})?")
"""Federal state, administrative district and county, then the municipality.

https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/_inhalt.html
"""


def read(node: Node, field: Field) -> Reading:
    """The digits as text, without the spaces between their groups."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    digits = text.replace(" ", "")
    if not _KEY.fullmatch(digits):
        return None, (problem("bad-official-key", node.span, value=text),)
    return digits, ()


def schema(_field: Field) -> dict[str, object]:
    """A string of 5 or 8 digits."""
    return {"type": "string", "pattern": "^(0[1-9]|1[0-6])[0-9]{3}([0-9]{3})?$"}
