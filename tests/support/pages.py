"""How tests look at a page in the browser."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

FRAME = (".header", ".footer")
"""Selectors of what is the same on all pages of a language."""


def opened(page: Page, address: str) -> None:
    """Go to a page and unfold all that is folded: what is hidden cannot be checked."""
    page.goto(address)
    page.evaluate(_UNFOLD)


@contextmanager
def unfolded(page: Page) -> Iterator[None]:
    """A page with all that is folded unfolded, for as long as the block lasts."""
    page.evaluate(_UNFOLD)
    yield
    page.evaluate(_FOLD)


def lay_flat(page: Page) -> None:
    """Let what has unfolded lie in the page instead of over it, until it is folded again."""
    page.evaluate(_LAY_FLAT)


_UNFOLD = """() => {
  self.folded = [...document.querySelectorAll("details:not([open])")];
  for (const fold of self.folded) fold.open = true;
}"""
_FOLD = """() => {
  for (const fold of self.folded) fold.open = false;
  document.adoptedStyleSheets = [];
}"""
_LAY_FLAT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("details > :not(summary) { position: static !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
