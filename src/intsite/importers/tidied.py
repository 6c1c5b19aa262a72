"""What tidying a text takes and gives: passages, links, and the text in few elements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bs4 import BeautifulSoup

from intsite.importers import letters as running
from intsite.importers.letters import Letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where an `href` leads in Markdown."""

    address: str
    name: str
    """Stands for the link's text where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A heading or a paragraph before anything of it was left out: icons before contact data stand as marks."""

    letters: Letters
    number: int = 0
    """Of a paragraph, from 1 on; 0 for a heading."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """A text in few elements."""

    tree: BeautifulSoup
    sentences: tuple[str, ...]
    """Visible text of the paragraphs that stand in no list, table or fold."""
    keywords: tuple[str, ...]
    outline: tuple[Passage, ...]
    """All headings and paragraphs in the order of reading."""
