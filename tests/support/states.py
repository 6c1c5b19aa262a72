"""The states that a reader may see a page in: colours, width of the window, size and spacing of the text."""

from dataclasses import dataclass

from playwright.sync_api import Page

WIDE, NARROW = 1280, 320
"""Pixels. The narrow window is also one of 1280 pixels at 400 %: https://www.w3.org/TR/WCAG22/#reflow."""
LARGE = 32
"""Pixels of a letter at 200 %."""

_LETTERS = """large => {
  const chosen = document.querySelector(large ? "#size-l" : "#size-s");
  if (chosen) chosen.click(); else document.documentElement.style.fontSize = large ? "200%" : "";
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}"""
# https://www.w3.org/TR/WCAG22/#text-spacing, as a style sheet of the reader's own, which no policy of the page forbids.
_SPACING = """spaced => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-block-end: 2em !important }
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }`);
  document.adoptedStyleSheets = spaced ? [sheet] : [];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a reader sees a page, and what axe may judge otherwise there than in the states before."""

    name: str
    width: int = WIDE
    dark: bool = False
    forced: bool = False
    """Whether the system's few colours replace the page's: https://www.w3.org/TR/css-color-adjust-1/#forced."""
    large: bool = False
    spaced: bool = False
    asks_colours: bool = False
    """Whether axe looks at the colours: they are others than in the states before."""
    asks_frame: bool = False
    """Whether header and footer are looked at on each page; in the other states that of the home page is enough."""
    asks_all: bool = False
    """Whether axe asks its other rules: more or less is visible than in the states before."""


STATES = (
    State(name="light", asks_frame=True, asks_colours=True, asks_all=True),
    State(name="dark", dark=True, asks_colours=True),
    State(name="forced colours", forced=True, asks_all=True),  # whose colours axe does not see
    State(name="200 %", large=True),
    State(name="320 px, 200 %", width=NARROW, large=True, asks_frame=True, asks_all=True),
    State(name="320 px", width=NARROW),
    State(name="320 px, spaced out", width=NARROW, spaced=True),
    State(name="spaced out", spaced=True),
)
"""In an order that changes little from one to the next."""


def enter(page: Page, state: State) -> None:
    """Bring an open page into a state. The size of letters is that of the page's own tool, where it has one."""
    page.emulate_media(
        color_scheme="dark" if state.dark else "light",
        forced_colors="active" if state.forced else "none",
        reduced_motion="reduce",
    )
    page.set_viewport_size({"width": state.width, "height": 800})
    page.evaluate(_SPACING, state.spaced)
    assert page.evaluate(_LETTERS, state.large) == (LARGE if state.large else LARGE / 2), state.name
