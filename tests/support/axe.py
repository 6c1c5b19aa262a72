"""axe-core, the accessibility checker, run in an open page."""

from dataclasses import dataclass
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

# Fonts whose letters join, as all Arabic ones do, axe takes for fonts of icons, and passes over the colours of their
# texts. It remembers how often it has met each font and how often the letters joined: all were met and did not join.
_RUN = """async ([context, options]) => {
  axe._cache.set("fonts", new Proxy({}, { get: () => ({ occurrences: Infinity, numLigatures: 0 }) }));
  return (await axe.run(context, options)).violations;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axe:
    """Checks open pages."""

    script: Path
    """axe-core as one script."""

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
            "resultTypes": ["violations"],
        }
        context = {"include": [["html"]], "exclude": [[selector] for selector in apart]}
        found = page.evaluate(_RUN, [context, options])
        return [_say(rule, node) for rule in found for node in rule["nodes"]]

    def come_along(self, page: Page) -> None:
        """Be there on every page that is opened from now on: quicker where there are many."""
        page.add_init_script(path=self.script)


def _say(rule: dict[str, Any], node: dict[str, Any]) -> str:
    where = " ".join(str(step) for step in node["target"])
    return f"[{rule['id']}] {rule['help']}, at {where}: {node['html']}\n{node['failureSummary']}"
