"""HTML elements around texts, for what is written before templates are at hand.

`Markup.format` escapes as well, but takes three times as long, and a site has hundreds of thousands of these.
"""

from __future__ import annotations

from markupsafe import Markup, escape


def element(tag: str, *content: str) -> Markup:
    """An element; `tag` is its name with attributes, as in `bdi dir="ltr"`, `content` is escaped unless it is markup.

    Who puts a value into `tag` escapes it.
    """
    written = "".join(map(escape, content))
    return Markup(f"<{tag}>{written}</{tag.partition(' ')[0]}>")  # noqa: S704  all of it is escaped


def left_to_right(text: str) -> Markup:
    """A text that runs from left to right also where others run the other way, such as numbers and addresses."""
    return element('bdi dir="ltr"', text)
