"""What can go wrong with a page's layout, seen from inside the page."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const isBeyond = ({ left, right }) => right > width + 1 || left < -1;
  const isContained = (element) => {
    for (let around = element; around; around = around.parentElement) {
      const { overflowX, clipPath, position } = getComputedStyle(around);
      if (around !== element && ["auto", "scroll"].includes(overflowX)) return true;
      if (clipPath !== "none" && position === "absolute") return true;
    }
    return false;
  };
  const found = [...document.body.querySelectorAll("*")]
    .filter((element) => element.checkVisibility() && isBeyond(element.getBoundingClientRect()))
    .filter((element) => !isContained(element))
    .map((element) => `${element.localName}.${element.className?.baseVal ?? element.className}`);
  const scrolled = document.documentElement.scrollWidth - width;
  return scrolled > 0 ? [`scrolls by ${scrolled} px`, ...found] : found;
}"""
_CLIPPED = """() => [...document.body.querySelectorAll("*")]
  .filter((element) => {
    const { overflowX, overflowY, clipPath, display } = getComputedStyle(element);
    if (clipPath !== "none" || display.startsWith("inline") || !element.textContent.trim()) return false;
    return (
      (overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1) ||
      (overflowY === "hidden" && element.scrollHeight > element.clientHeight + 1)
    );
  })
  .map((element) => `${element.localName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`)"""
_FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const shown = element.closest("label") ?? element;
  const box = shown.getClientRects()[0];
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const above = document.elementFromPoint(x, y);
  const outlined = getComputedStyle(element);
  return {
    name: `${element.localName} “${(element.textContent.trim() || element.id).slice(0, 40)}”`,
    width: shown.getBoundingClientRect().width,
    height: shown.getBoundingClientRect().height,
    outline: outlined.outlineStyle === "none" ? 0 : parseFloat(outlined.outlineWidth),
    inline: getComputedStyle(element).display === "inline",
    covered: !above || !(shown.contains(above) || above.contains(shown)),
  };
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Focused:
    """The element that has the focus."""

    name: str
    width: float
    height: float
    """Pixels, with its label."""
    outline: float
    """Pixels; 0 where there is none."""
    inline: bool
    """Whether it is a link in a line of text, which may be as small as the text."""
    covered: bool
    """Whether its middle is outside the window or under something else."""


def too_wide(page: Page) -> list[str]:
    """What reaches beyond the sides of the window, unless it scrolls in a box of its own or is for screen readers."""
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


def clipped(page: Page) -> list[str]:
    """Texts that do not fit into their boxes and are cut off."""
    found: list[str] = page.evaluate(_CLIPPED)
    return found


def focused(page: Page) -> Focused | None:
    """Where the keyboard is; None when it is nowhere in the page."""
    found: dict[str, Any] | None = page.evaluate(_FOCUSED)
    return Focused(**found) if found else None
