"""Print Lighthouse's marks, from 0 to 100, for pages of the demo county, and what costs each of them its full mark.

Performance is that of the machine: worth comparing on one, and with nothing else running there.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.browsers import FLAGS  # noqa: E402 - found by the line above
from support.folder_server import serving  # noqa: E402
from support.sites import built, config_of  # noqa: E402
from support.tools import TOOLS_FILE, Tools, read_tools  # noqa: E402

PAGES = {"de": ("home", "offices", "guides", "contact", "card", "search"), "ar": ("home",), "ti": ("home",)}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FULL = 0.995


def main() -> None:
    """Build the demo county, run Lighthouse on its pages one after the other and print a table."""
    tools = read_tools()
    lighthouse = Path(json.loads(TOOLS_FILE.read_text())["lighthouse"])
    table = Table("page", *CATEGORIES, "less than full because of")
    with tempfile.TemporaryDirectory() as folder:
        site = built(config_of(ROOT), Path(folder) / "public")
        with serving(site.folder, packing=True) as home:
            for language, sorts in PAGES.items():
                for page in site.one_of_each_sort(language):
                    if page.sort in sorts:
                        report = report_on(f"{home}/{page.address}", lighthouse, tools)
                        table.add_row(f"{language} {page.sort}", *marks(report), ", ".join(reasons(report)))
    Console(width=120).print(table)


def report_on(address: str, lighthouse: Path, tools: Tools) -> dict[str, Any]:
    """Lighthouse's report on a page, as its JSON says it."""
    command = [str(tools.node), str(lighthouse), address, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags=--headless=new {' '.join(FLAGS)}"]
    environment = {**os.environ, **tools.chromium_environment, "CHROME_PATH": str(tools.chromium)}
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    report: dict[str, Any] = json.loads(said)
    return report


def marks(report: dict[str, Any]) -> list[str]:
    """The mark of each category."""
    scores = (report["categories"][category]["score"] for category in CATEGORIES)
    return ["–" if score is None else str(round(100 * score)) for score in scores]


def reasons(report: dict[str, Any]) -> list[str]:
    """The names of audits that count and are not passed."""
    weighed = {
        audit["id"]
        for category in CATEGORIES
        for audit in report["categories"][category]["auditRefs"]
        if audit["weight"]
    }
    audits = report["audits"]
    return [name for name in sorted(weighed) if audits[name]["score"] is not None and audits[name]["score"] < FULL]


if __name__ == "__main__":
    main()
