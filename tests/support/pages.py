"""How tests look at a page in the browser."""

from playwright.sync_api import Page


def opened(page: Page, address: str) -> None:
    """Go to a page and unfold all that is folded: what is hidden cannot be checked."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
