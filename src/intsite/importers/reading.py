"""What an element of foreign HTML says."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import NavigableString, PageElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset({
    "address", "article", "aside", "body", "caption", "center", "dd", "div", "dl", "fieldset", "figcaption", "figure",
    "footer", "form", "header", "html", "legend", "li", "main", "nav", "option", "section", "summary", "tbody", "td",
    "tfoot", "th", "thead", "tr",
})  # fmt: skip
"""Elements that have no form of their own here and yet start a paragraph."""
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
DAMAGED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of surrogate pairs, which JSON and tables can hold and a text file cannot."""
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ue000-\ue00f]")
"""Soft hyphens and the like: the browser's own hyphenation needs none."""


def attribute(tag: Tag, name: str) -> str:
    """The value of an attribute, trimmed; empty when it is not there."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "").strip()


def is_hidden(tag: Tag) -> bool:
    """Whether its style hides it."""
    return bool(_HIDDEN.search(attribute(tag, "style")))


def visible(text: str) -> str:
    """Text with spaces as its only white space and without characters that nobody sees."""
    return re.sub(r"\s", " ", _INVISIBLE.sub("", text))


def line(text: str) -> str:
    """Visible text with single spaces and none at the ends."""
    return " ".join(visible(text).split())


def is_something(node: PageElement) -> bool:
    """Whether the node is more than white space."""
    return isinstance(node, Tag) or (isinstance(node, NavigableString) and bool(node.strip()))


def next_link(tag: Tag) -> str:
    """Where the link leads that follows with nothing but white space between; empty when none does."""
    following = tag.next_sibling
    while following is not None and not is_something(following):
        following = following.next_sibling
    return attribute(following, "href") if isinstance(following, Tag) and following.name == "a" else ""
