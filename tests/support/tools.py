"""Where the tools are that the tests run; `make test` sets them up."""

import json
from dataclasses import dataclass
from pathlib import Path

TOOLS_FILE = Path(__file__).resolve().parents[2] / ".tools" / "tools.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What scripts/setup_tools.py found on this machine or fetched for it."""

    node: Path
    java: Path
    axe: Path
    """axe-core as one script to run in a page."""
    vnu: Path
    """The W3C's HTML checker, a jar."""
    chromium: Path
    chromium_environment: dict[str, str]
    """Variables that this Chromium needs to start."""
    playwright_node: Path | None
    """The Node that drives the browser, where Playwright's own does not start."""


def read_tools() -> Tools:
    """The tools of this working copy; FileNotFoundError says how to get them."""
    try:
        found = json.loads(TOOLS_FILE.read_text())
        paths = {name: Path(found[name]) for name in ("node", "java", "axe", "vnu", "chromium")}
    except (FileNotFoundError, KeyError) as error:
        raise FileNotFoundError("The tools of the tests are not set up. Run: make tools") from error
    missing = sorted(name for name, path in paths.items() if not path.exists())
    if missing:
        raise FileNotFoundError(f"No longer there: {', '.join(missing)}. Run: rm -r .tools && make tools")
    driver = found["playwright_node"]
    return Tools(
        **paths,
        chromium_environment=found["chromium_environment"],
        playwright_node=Path(driver) if driver else None,
    )
