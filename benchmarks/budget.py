"""Print what a page of each type of the demo county weighs and how fast it is shown on a slow line.

Bytes and requests beyond the budgets of tests/support/budgets.py are marked and make this fail. Times depend on the
machine and are only told: the line has 400 kbit/s and 400 ms, the processor a quarter of its speed.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.browsers import running_browser  # noqa: E402 - found by the line above
from support.budgets import REQUESTS, budgets_for, packed  # noqa: E402
from support.folder_server import serving  # noqa: E402
from support.sites import built, config_of  # noqa: E402
from support.tools import read_tools  # noqa: E402

LANGUAGES = ("de", "ar", "ti")
"""One for each font that pages load, and one that loads none."""
SORTS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "fonts", "image": "images"}
"""By the browser's name."""

_BITS = 400_000
_SLOW = {"offline": False, "latency": 400, "downloadThroughput": _BITS / 8, "uploadThroughput": _BITS / 8}
_WATCH = """self.shifted = 0;
new PerformanceObserver((list) => { for (const shift of list.getEntries()) self.shifted += shift.value; })
  .observe({ type: "layout-shift", buffered: true });"""
_TIMES = """() => [
  performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
  performance.getEntriesByType("navigation")[0].loadEventEnd,
  self.shifted,
]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a browser fetched with a page."""

    sizes: Counter[str] = field(default_factory=Counter)
    """Bytes by what they are, packed."""
    requests: Counter[str] = field(default_factory=Counter)
    """How many, by what they ask for."""
    hosts: set[str] = field(default_factory=set)
    """Others than the site's own."""


def main() -> None:
    """Build the demo county, look at its pages and print a table."""
    table = Table("page", "HTML", "CSS", "JS", "fonts", "images", "requests", "foreign", "CLS", "paint s", "load s")
    with tempfile.TemporaryDirectory() as folder:
        site = built(config_of(ROOT), Path(folder) / "public")
        with serving(site.folder, packing=True) as home, running_browser(read_tools()) as browser:
            exceeded = 0
            for language in LANGUAGES:
                for page in site.one_of_each_sort(language):
                    address = f"{home}/{page.address}"
                    cells = [*weighed(browser, address, home, language), *timed(browser, address)]
                    exceeded += sum("!" in cell for cell in cells)
                    table.add_row(f"{language} {page.sort}", *cells)
    Console(width=120).print(table)
    sys.exit(f"{exceeded} figures exceed the budgets of tests/support/budgets.py, see !" if exceeded else 0)


def weighed(browser: Browser, address: str, home: str, language: str) -> Iterator[str]:
    """Kilobytes of each sort, requests without pictures, hosts; marked where there is too much.

    Who opens the search wants it: its page holds all titles, and loads what it needs at once.
    """
    weight = weight_of(browser, address, home)
    is_free = address.endswith("/search/")
    budgets = {} if is_free else budgets_for(language)
    for sort in SORTS.values():
        size = weight.sizes[sort]
        yield f"{size / 1000:.1f}" + "!" * (size > budgets.get(sort, size))
    requests = weight.requests.total() - weight.requests["images"]
    yield f"{requests}" + "!" * (requests > REQUESTS and not is_free)
    yield f"{len(weight.hosts)}" + "!" * bool(weight.hosts)


def weight_of(browser: Browser, address: str, home: str) -> Weight:
    """Open a page as a reader who has never been here, on a telephone, and weigh what comes by itself."""
    weight = Weight()
    answers: list[Response] = []
    with telephone(browser) as page:
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright cannot mark a method
        page.goto(address, wait_until="networkidle")
        for answer in answers:
            sort = SORTS.get(answer.request.resource_type, "other")
            if sort == "other" and (answer.header_value("content-type") or "").startswith("image/"):
                sort = "images"  # the icon of the tab
            weight.requests[sort] += 1
            weight.sizes[sort] += len(answer.body()) if sort in {"fonts", "images"} else packed(answer.body())
            if not answer.url.startswith(home):
                weight.hosts.add(answer.url)
    return weight


def timed(browser: Browser, address: str) -> Iterator[str]:
    """How far the page moved while it came, and seconds until something and until all was there."""
    with telephone(browser) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", _SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.add_init_script(_WATCH)
        page.goto(address)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        paint, load, shifted = page.evaluate(_TIMES)
    yield f"{shifted:.3f}"
    yield f"{paint / 1000:.1f}"
    yield f"{load / 1000:.1f}"


@contextmanager
def telephone(browser: Browser) -> Iterator[Page]:
    """An empty page of a reader who has never been here; what is kept for later does not count."""
    settings: dict[str, Any] = {"viewport": {"width": 412, "height": 823}, "service_workers": "block"}
    with browser.new_context(**settings) as context:
        yield context.new_page()


if __name__ == "__main__":
    main()
