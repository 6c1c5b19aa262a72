"""Tidied HTML to the Markdown that this project reads."""

# ruff: noqa: ARG002  markdownify passes every method the same arguments

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdownify import ATX, BACKSLASH, MarkdownConverter

from intsite.importers.reading import attribute

_SPECIAL = re.compile(r"([\\`*\[\]<{}|]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=~)~|&(?=#|\w+;))")
"""What could be markup wherever it stands; an underscore within a word cannot."""
_AT_LINE_START = re.compile(r"^(?:(?=>|=|#{1,6}(?:\s|$)|[-+](?:\s|-|$)|:[:-])|(\d{1,9})(?=[.)](?:\s|$)))")
_IN_ADDRESS = re.compile(r"[\s\\()<>{}|\"`*\[\]^]|&(?=#|\w+;)")
_NEWLINES = re.compile(r"\n{3,}")


def escape(text: str, *, starts_line: bool) -> str:
    """Text that Markdown shows as it is."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _AT_LINE_START.sub(r"\1\\", escaped) if starts_line else escaped


def markdown(tree: BeautifulSoup) -> str:
    """The Markdown of what `tidy` returns, with one newline at its end; empty where there is nothing."""
    writer = _Writer(heading_style=ATX, newline_style=BACKSLASH)
    text = _NEWLINES.sub("\n\n", writer.convert_soup(tree)).strip("\n")
    return text + "\n" if text else ""


class _Writer(MarkdownConverter):
    """markdownify with our escapes, lists, tables, folds and foreign words: a method per element."""

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Text needs no trimming after `tidy`, only escaping, for which its place in the line counts."""
        before = el.previous_sibling
        is_first = before is None and el.parent is not None and el.parent.name in {"p", "li"}
        text = escape(str(el), starts_line=is_first or (isinstance(before, Tag) and before.name == "br"))
        is_before_bracket = isinstance(el.next_sibling, Tag) and el.next_sibling.name in {"a", "span"}
        return re.sub(r"!$", r"\\!", text) if is_before_bracket else text

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link, with everything percent-encoded that could end its address."""
        address = _IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", attribute(el, "href"))
        return f"[{text}]({address})"

    def convert_span(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A word in another language."""
        return f"[{text}]{{lang={attribute(el, 'lang')}}}"

    def convert_data(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A quoted fact, or a link to an entry with its own title."""
        quoted = attribute(el, "value")
        return f"{{{quoted}}}" if "." in quoted else f"[]({quoted})"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802  markdownify's name
        """A heading; number signs at its end would be taken for decoration."""
        anchor = attribute(el, "id")
        shown = re.sub(r"#$", r"\\#", text.strip()) + (f" {{#{anchor}}}" if anchor else "")
        return f"\n\n{'#' * n} {shown}\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item; two lists that follow each other get different marks, or they would be one."""
        made = el.parent
        is_second = _follows_its_like(made)
        mark = "*" if is_second else "-"
        if made is not None and made.name == "ol":
            number = int(attribute(made, "start") or 1) + len(el.find_previous_siblings("li"))
            mark = f"{number}{')' if is_second else '.'}"
        indented = re.sub(r"\n(?=[^\n])", "\n" + " " * (len(mark) + 1), text.strip())
        return f"{mark} {indented}\n"

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A fold; an outer one needs more colons than those in it."""
        colons = ":" * (3 + _depth(el))
        title = escape(attribute(el, "title"), starts_line=False)
        return f"\n\n{colons} details {title}\n\n{text.strip()}\n\n{colons}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell with its end."""
        return f" {text} |"

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A row; the first is the header."""
        rule = "|" + " --- |" * len(el.find_all("td")) + "\n" if el.previous_sibling is None else ""
        return f"|{text}\n{rule}"


def _follows_its_like(made: Tag | None) -> bool:
    """Whether the list is the second, fourth, … of lists that follow each other."""
    before = made.previous_sibling if made is not None else None
    if made is None or not isinstance(before, Tag) or before.name != made.name:
        return False
    return not _follows_its_like(before)


def _depth(fold: Tag) -> int:
    inner = [_depth(each) + 1 for each in fold.find_all("details") if each.find_parent("details") is fold]
    return max(inner, default=0)
