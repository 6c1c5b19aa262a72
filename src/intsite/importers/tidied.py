"""What tidying a text takes and gives: passages, links, and the text in few elements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from msgspec import Struct

from intsite.importers import letters as running
from intsite.importers.letters import PLAIN, Letters, Style


class Link(Struct, frozen=True, kw_only=True):
    """Where an `href` leads in Markdown."""

    address: str
    name: str
    """Stands for the link's text where it has none."""


class Passage(Struct, frozen=True, kw_only=True):
    """A heading or a paragraph before anything of it was left out: icons before contact data stand as marks."""

    letters: Letters
    number: int = 0
    """Of a paragraph, from 1 on; 0 for a heading."""
    is_item: bool = False
    """Whether it stands in a list."""
    is_announced: bool = False
    """Whether a heading, or a line that looks or reads like one, stands right above."""

    @property
    def text(self) -> str:
        """The words, with marks."""
        return running.words(self.letters)

    @property
    def announces(self) -> bool:
        """Whether it is a heading, or looks or reads like one: all bold, or with a colon at its end."""
        is_bold = all(style.strong for letter, style in self.letters if letter.isalnum())
        return not self.number or is_bold or self.text.rstrip().endswith(":")


Rewrite = Callable[[Passage], Letters]
Resolve = Callable[[str, str], Link | None]
"""From an `href` and the visible text of its link; None where it can lead nowhere."""


class Tidied(Struct, frozen=True, kw_only=True):
    """A text in few elements."""

    tree: BeautifulSoup
    sentences: tuple[str, ...]
    """Visible text of the paragraphs that stand in no list, table or fold."""
    keywords: tuple[str, ...]
    outline: tuple[Passage, ...]
    """All headings and paragraphs in the order of reading."""


@dataclass(slots=True)
class Flow:
    """Blocks that are done, and the letters of the one that is not: for `tidy` while it goes down a text."""

    is_top: bool = False
    is_line: bool = False
    """Whether all has to go on one line, as in a heading."""
    done: list[Tag] = field(default_factory=list)
    letters: list[tuple[str, Style]] = field(default_factory=list)

    def write(self, text: str, style: Style) -> None:
        """Add the letters of `text`."""
        self.letters += running.of_text(text, style)

    def write_mark(self, mark: str) -> None:
        """Add a letter of `MARKS`, or nothing."""
        self.letters += running.of_text(mark, PLAIN)
