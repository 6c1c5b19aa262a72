"""The states that a reader may see a page in: colours, width of the window, size and spacing of the text."""

from dataclasses import dataclass

from playwright.sync_api import Page

from support.pages import FOLD

WIDE, NARROW = 1280, 320
"""Pixels. The narrow window is also one of 1280 pixels at 400 %: https://www.w3.org/TR/WCAG22/#reflow."""
LARGE = 32
"""Pixels of a letter at 200 %."""

# The spacing is https://www.w3.org/TR/WCAG22/#text-spacing, as a style sheet of the reader's own, which no policy of
# the page forbids. What was unfolded for the state before is folded again.
_ENTER = f"""([large, spaced]) => {{
  ({FOLD})();
  if (spaced) {{
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`p {{ margin-block-end: 2em !important }}
      * {{ line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }}`);
    document.adoptedStyleSheets = [sheet];
  }}
  const chosen = document.querySelector(large ? "#size-l" : "#size-s");
  if (chosen) chosen.click(); else document.documentElement.style.fontSize = large ? "200%" : "";
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}}"""


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
    """Whether the focus walks through header and footer on each page, and axe asks how they go with what is between."""
    asks_all: bool = False
    """Whether axe asks its other rules: more or less may be visible than in the states before."""


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


def enter(page: Page, state: State, *, before: State | None = None) -> None:
    """Bring an open page into a state. The size of letters is that of the page's own tool, where it has one.

    `before` is the state that the page is in; only what differs is changed outside the page.
    """
    if not before or (state.dark, state.forced) != (before.dark, before.forced):
        page.emulate_media(
            color_scheme="dark" if state.dark else "light",
            forced_colors="active" if state.forced else "none",
            reduced_motion="reduce",
        )
    if not before or state.width != before.width:
        page.set_viewport_size({"width": state.width, "height": 800})
    assert page.evaluate(_ENTER, [state.large, state.spaced]) == (LARGE if state.large else LARGE / 2), state.name
