"""A web address that starts with https:// or http://, such as https://www.landkreis-musterland.example/."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from intsite.fields import Field, Reading, scalar_text
from intsite.problems import problem
from intsite.source import Node

EXAMPLE = "https://www.landkreis-musterland.example/"

_BARE = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)
_REFUSED = re.compile(r"[\s<>\"\\^`{|}]")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)


def read(node: Node, field: Field) -> Reading:
    """The address as text, as it was written; a host with umlauts is allowed."""
    text, problems = scalar_text(node, field, EXAMPLE)
    if text is None:
        return None, problems
    if _has_credentials(text):
        return None, (problem("url-with-credentials", node.span),)
    if not is_url(text):
        suggestion = f"https://{text}" if _BARE.fullmatch(text) else ""
        return None, (problem("bad-url", node.span, value=text, example=EXAMPLE, suggestion=suggestion),)
    return text, ()


def is_url(text: str) -> bool:
    """Whether `text` is a whole http or https address with the name of a host."""
    try:
        parts = urlsplit(text)
        port_is_sane = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or _REFUSED.search(text) or not port_is_sane:
        return False
    return _is_host(parts.hostname or "") and "@" not in parts.netloc


def _is_host(host: str) -> bool:
    """Whether `host` is a domain name with a dot, after IDNA where it has letters beyond ASCII."""
    try:
        ascii_host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    labels = ascii_host.removesuffix(".").split(".")
    return len(labels) > 1 and not labels[-1].isdigit() and all(_LABEL.fullmatch(label) for label in labels)


def _has_credentials(text: str) -> bool:
    try:
        return "@" in urlsplit(text).netloc
    except ValueError:
        return False


def schema(_field: Field) -> dict[str, object]:
    """A string that starts with http:// or https://."""
    return {"type": "string", "format": "uri", "pattern": "^https?://"}
