"""How tests look at a page in the browser."""

from playwright.sync_api import Page

FRAME = (".header", ".footer")
"""Selectors of what is the same on all pages of a language."""

UNFOLD = """(apart) => {
  const folds = [...document.querySelectorAll("details:not([open])")].filter((one) => !apart || !one.closest(apart));
  for (const fold of folds) fold.open = true;
  self.folded = folds;
}"""
FOLD = """() => {
  for (const fold of self.folded ?? []) fold.open = false;
  document.adoptedStyleSheets = [];
}"""
LAY_FLAT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("details > :not(summary) { position: static !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
"""Lets what has unfolded lie in the page instead of over it, until it is folded again."""


def opened(page: Page, address: str, *, apart: tuple[str, ...] = ()) -> None:
    """Go to a page and unfold all that is folded: what is hidden cannot be checked.

    `apart` names parts that stay as they are, by selectors.
    """
    page.goto(address)
    page.evaluate(UNFOLD, ", ".join(apart))
