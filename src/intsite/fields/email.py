"""An e-mail address, such as kontakt@landkreis.example."""

from __future__ import annotations

import re

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "kontakt@landkreis-musterland.example"

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
"""What browsers accept in `<input type=email>`, with at least one dot in the domain.

https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
"""


def read(node: Node, field: Field) -> Reading:
    """The address as text."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    if not is_address(text):
        return None, (problem("bad-email", node.span, value=text, example=EXAMPLE),)
    return text, ()


def is_address(text: str) -> bool:
    """Whether `text` is a whole mail address."""
    return bool(_ADDRESS.fullmatch(text))


def schema(_field: Field) -> dict[str, object]:
    """A string in the e-mail format."""
    return {"type": "string", "format": "email"}
