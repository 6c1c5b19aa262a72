"""Visits to pages by a reader, and everything that the pages do meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

_WATCH = "addEventListener('securitypolicyviolation', event => console.error(`forbidden: ${event.violatedDirective}`))"
_WORDS = """isPlain => {
  const words = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!parentElement.checkVisibility({ visibilityProperty: true })) continue;
    if (isPlain || !parentElement.closest("[data-module], [data-use]")) words.add(data.replace(/\\s+/g, " ").trim());
  }
  return [...words];
}"""
_UNLABELLED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
  .filter((field) => !field.labels.length && !field.ariaLabel && !field.ariaLabelledByElements?.length)
  .map((field) => `${field.outerHTML.slice(0, 80)} has no label`)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A reader in front of a page."""

    page: Page
    noises: list[str]
    """All that a quiet page does not do, in the order in which it happens: requests to others, messages on the
    console such as of files that are not there, errors of scripts, violations of the security policy."""


@contextmanager
def visiting(browser: Browser, home: str) -> Iterator[Visit]:
    """A new reader of the site at `home`, in front of an empty page."""
    noises: list[str] = []

    def hear_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            noises.append(f"asks {request.url}")

    def hear_message(message: ConsoleMessage) -> None:
        noises.append(f"{message.type} on the console: {message.text}")

    with browser.new_context(locale="de-DE", timezone_id="Europe/Berlin") as context:
        context.on("request", hear_request)  # with those of the service worker
        context.on("console", hear_message)
        context.on("weberror", lambda found: noises.append(f"error in a script: {found.error}"))
        page = context.new_page()
        page.add_init_script(_WATCH)
        yield Visit(page=page, noises=noises)


def words(page: Page, *, plain: bool) -> set[str]:
    """The visible texts of a page, unless it is `plain` without those of parts that scripts work on."""
    return set(page.evaluate(_WORDS, plain))


def unlabelled(page: Page) -> list[str]:
    """Fields whose only label is a placeholder, or that have none: axe is content with a placeholder."""
    found: list[str] = page.evaluate(_UNLABELLED)
    return found
