"""axe-core, the accessibility checker, run in an open page."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# WCAG 2.2 AA, the European norm that the law names, and axe's own advice; unnamed, some rules stay off.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""Rules whose answer depends on the colours."""
PLACES = ("scrollable-region-focusable", "target-size")
"""Rules whose answer depends on where things lie and how large they are."""
TOGETHER = ("heading-order", "landmark-unique", "skip-link")
"""Rules whose answer for one part of a page depends on its other parts."""

# A number for each visible text, made of all that its contrast follows from: its own colours, letters and state, and
# what is painted below it; for a link, the text around it too. FNV-1a in two halves, as numbers of 53 bits.
_MET = """(apart) => {
  const grounds = new Map([[null, [0x811c9dc5, 0x01000193]]]);
  const add = ([one, other], text) => {
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
      other = Math.imul(other ^ text.charCodeAt(at), 0x5bd1e995);
    }
    return [one, other];
  };
  const ground = (element) => {
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join("|");
      const below = ground(element.parentElement);
      grounds.set(element, own === "rgba(0, 0, 0, 0)|none|1|none|normal" ? below : add(below, own));
    }
    return grounds.get(element);
  };
  const letters = (element) => {
    const { color, fill, fontSize, fontWeight, fontStyle, textShadow, textDecorationLine, borderBottom } =
      getComputedStyle(element);
    return [color, fill, fontSize, fontWeight, fontStyle, textShadow, textDecorationLine, borderBottom].join("|");
  };
  const around = (link) => {
    let block = link.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (data.trim() && !parentElement.closest("a, [role=link]")) return letters(block);
    }
    return "";
  };
  const texts = new Set(document.body.querySelectorAll("input, select, textarea"));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.add(walker.currentNode.parentElement);
  const met = new Map();
  for (const element of texts) {
    if ((apart && element.closest(apart)) || !element.checkVisibility({ visibilityProperty: true })) continue;
    const link = element.closest("a, [role=link]");
    const isOff = element.closest(":disabled, [aria-disabled=true]") ?? element.closest("label")?.control?.disabled;
    const own = [letters(element), Boolean(isOff), element.textContent.trim().length < 2];
    const [one, other] = add(ground(element), [...own, ...(link ? [letters(link), around(link)] : [])].join());
    const number = (one >>> 0) + (other & 0x1fffff) * 2 ** 32;
    for (const judged of [element, link]) if (judged) met.set(judged, [...(met.get(judged) ?? []), number]);
  }
  return met;
}"""

# Fonts whose letters join, as all Arabic ones do, axe takes for fonts of icons, and passes over the colours of their
# texts. It remembers how often it has met each font and how often the letters joined: all were met and did not join.
_RUN = f"""async ([context, options, apart, colours, known]) => {{
  axe._cache.set("fonts", new Proxy({{}}, {{ get: () => ({{ occurrences: Infinity, numLigatures: 0 }}) }}));
  const met = colours.length ? ({_MET})(apart) : new Map();
  const seen = new Set(known);
  const asks_colours = [...met.values()].flat().some((number) => !seen.has(number));
  if (colours.length && !asks_colours) {{
    const {{ runOnly, rules }} = options;
    if (runOnly.type === "rule") runOnly.values = runOnly.values.filter((rule) => !colours.includes(rule));
    else for (const rule of colours) rules[rule] = {{ enabled: false }};
    if (!runOnly.values.length) return [[], []];
  }}
  const {{ violations, incomplete }} = await axe.run(context, options);
  // What lies over or under something else, which axe leaves open, may lie free on the next page; not so in drawings.
  const isOpen = ({{ any, element }}) => any[0]?.data?.messageKey !== "shortTextContent" && !element.ownerSVGElement;
  const of_colours = (found) => found.filter(({{ id }}) => colours.includes(id)).flatMap(({{ nodes }}) => nodes);
  const others = [...of_colours(violations), ...of_colours(incomplete).filter(isOpen)];
  const not_right = new Set(others.flatMap(({{ element }}) => met.get(element) ?? []));
  const right = asks_colours ? [...new Set([...met.values()].flat())].filter((number) => !not_right.has(number)) : [];
  return [violations, right];
}}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axe:
    """Checks open pages, and their colours only where there is a text such as none before.

    All that the contrast of a text follows from is remembered where it was found to be right, whatever the page.
    """

    script: Path
    """axe-core as one script."""
    _right: set[int] = field(default_factory=set, repr=False)
    """Numbers of the texts whose colours were right."""

    def __call__(
        self, page: Page, *, only: tuple[str, ...] = (), without: tuple[str, ...] = (), apart: tuple[str, ...] = ()
    ) -> list[str]:
        """One text for each element that breaks a rule.

        `only` names the rules, otherwise those of all tags count; `without` leaves out rules, `apart` elements by
        selectors.
        """
        # Evaluated by the debugger, not loaded by the page: the page's security policy does not apply.
        if not page.evaluate("'axe' in window"):
            page.evaluate(self.script.read_text(encoding="utf-8"))
        options = {
            "runOnly": {"type": "rule", "values": only} if only else {"type": "tag", "values": TAGS},
            "rules": {rule: {"enabled": False} for rule in without},
            "resultTypes": ["violations", "incomplete"],
            "elementRef": True,
        }
        context = {"include": [["html"]], "exclude": [[selector] for selector in apart]}
        colours = [rule for rule in COLOURS if (rule in only or not only) and rule not in without]
        found, right = page.evaluate(_RUN, [context, options, ", ".join(apart), colours, list(self._right)])
        self._right.update(right)
        return [_say(rule, node) for rule in found for node in rule["nodes"]]

    def come_along(self, page: Page) -> None:
        """Be there on every page that is opened from now on: quicker where there are many."""
        page.add_init_script(path=self.script)


def _say(rule: dict[str, Any], node: dict[str, Any]) -> str:
    where = " ".join(str(step) for step in node["target"])
    return f"[{rule['id']}] {rule['help']}, at {where}: {node['html']}\n{node['failureSummary']}"
