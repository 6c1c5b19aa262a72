"""A look at an open page: all that may be wrong in a state, without asking again what would be answered as before."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from support.axe import COLOURS, PLACES, TOGETHER, Axe
from support.layout import CLIPPED, TOO_WIDE, TURNED, WALK
from support.pages import FRAME, LAY_FLAT, UNFOLD
from support.states import WIDE, State

# One evaluation for all: between two, the browser would lay out and paint the page again.
_LOOK = f"""([frame, walks, apart]) => {{
  const faults = ({TURNED})();
  if (walks) faults.push(...({WALK})(apart));
  ({UNFOLD})();
  faults.push(...({TOO_WIDE})(), ...({CLIPPED})());
  ({LAY_FLAT})();
  const isShown = (element) => element.checkVisibility({{ visibilityProperty: true, opacityProperty: true }});
  const colours = (element) => {{
    const {{ color, backgroundColor, backgroundImage, fontSize, fontWeight }} = getComputedStyle(element);
    return [isShown(element), color, backgroundColor, backgroundImage, fontSize, fontWeight];
  }};
  const origin = (document.querySelector("main") ?? document.body).getBoundingClientRect();
  const place = (element) => {{
    const {{ left, top, width, height }} = element.getBoundingClientRect();
    return [left - origin.left, top - origin.top, width, height].map(Math.round);
  }};
  const isNew = (name, all) => {{
    const seen = (self[`seen-${{name}}`] ??= new Set());
    return seen.size < seen.add(all.join()).size;
  }};
  // What differs from page to page is where links lead, seen from the page, and the page's own address.
  const frames = [...document.querySelectorAll(frame)];
  const names = frames.map((part) => part.outerHTML.replace(/="[^" ]*\\/[^" ]*"|https?:[^<]*/g, ""));
  const framed = frames.flatMap((part) => [part, ...part.querySelectorAll("*")]).map(colours);
  const rest = [...document.body.querySelectorAll("*")].filter((element) => !element.closest(frame));
  return {{
    faults,
    frame: [...names, ...framed].join(),
    shows_else: isNew("shown", rest.map(isShown)),
    lies_elsewhere: isNew("places", rest.map(place)),
  }};
}}"""


# From the top of the page, at which nobody has scrolled yet.
_HEADING = """() => {
  const { top, bottom } = document.querySelector("h1").getBoundingClientRect();
  return [top, bottom];
}"""


def far_heading(page: Page, *, in_wide_window: bool) -> list[str]:
    """Where the main heading of a page just opened is not on the first screen of a phone.

    If asked, also where it is not near the top of a wide window, in which the page is left.
    """
    found = []
    page.set_viewport_size({"width": 360, "height": 740})
    _, bottom = page.evaluate(_HEADING)
    if bottom > 740:
        found.append(f"360 px: the main heading ends at {bottom} px")
    page.set_viewport_size({"width": WIDE, "height": 800})
    if in_wide_window:
        top, _ = page.evaluate(_HEADING)
        if top >= 360:
            found.append(f"{WIDE} px: the main heading begins at {top} px")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What there was to see. The page stays unfolded and flat after it."""

    faults: list[str]
    frame: str
    """Header and footer with all their words and colours, but for addresses."""
    shows_else: bool
    """Whether other elements are visible than in any look at this page before, header and footer apart."""
    lies_elsewhere: bool
    """Whether they lie, in relation to each other, as in no look at this page before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looker:
    """Looks at pages of which many have the same header and footer: at those once for each state, with axe."""

    axe: Axe
    _frames: set[tuple[str, str]] = field(default_factory=set, repr=False)
    """States and the header and footer that axe has judged there."""

    def __call__(self, page: Page, state: State, *, apart: tuple[str, ...] = ()) -> list[str]:
        """What is wrong with a page that is in this state, in words.

        As it comes, and unfolded, since what is hidden cannot be checked. The walk of the focus leaves `apart` out,
        by selectors.
        """
        walks = not state.spaced  # who spaces the text out may get smaller targets
        look = _Look(**page.evaluate(_LOOK, [", ".join(FRAME), walks, ", ".join(apart)]))
        known = (state.name, look.frame) in self._frames
        self._frames.add((state.name, look.frame))
        return [*look.faults, *self._judged(page, state, look, FRAME if known else ())]

    def _judged(self, page: Page, state: State, look: _Look, apart: tuple[str, ...]) -> list[str]:
        found = []
        if state.asks_all and (look.shows_else or not apart):
            found += self.axe(page, without=() if state.asks_colours else COLOURS, apart=apart)
        elif state.asks_all and look.lies_elsewhere:
            found += self.axe(page, only=PLACES, apart=apart)
        elif state.asks_colours:
            found += self.axe(page, only=COLOURS, apart=apart)
        if state.asks_frame and apart:
            found += self.axe(page, only=TOGETHER)
        return found
