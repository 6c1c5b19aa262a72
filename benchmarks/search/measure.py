"""How well the search answers, beside plain Pagefind in the same browser and a stemmed BM25 in Python.

    python benchmarks/search/measure.py demo    the invented county of this repository
    python benchmarks/search/measure.py real    a real one, imported from ../shared/real
    python benchmarks/search/measure.py FOLDER GOLD.jsonl    a finished site and queries of your own

The gold sets are lines of JSON: a language, a query, and the ids of the entries of which any answers it.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import bm25s
import pagefind_bin
import Stemmer
from lxml import html
from playwright.sync_api import Page

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REAL = ROOT.parent / "shared/real/lkaugsburg"
STEMMERS = {"ar": "arabic", "de": "german", "en": "english", "fr": "french", "ru": "russian", "tr": "turkish"}
STOP_WORDS = {"de", "en", "fr", "ru", "tr"}
PLAIN = "pagefind-plain"

Search = Callable[[str, str], list[str]]
"""From language and query to the addresses of what is found, the best first."""

sys.path.insert(0, str(ROOT / "tests"))
from support.browsers import running_browser  # noqa: E402  the browser of the tests
from support.folder_server import serving  # noqa: E402
from support.tools import read_tools  # noqa: E402


@dataclass(slots=True)
class Score:
    """How often the first right answer stood where."""

    ranks: list[int] = field(default_factory=list)
    """0 where there was none."""
    empty: int = 0

    def row(self) -> str:
        """Recall at 1, 5 and 10, mean reciprocal rank, share of empty answers."""
        count = len(self.ranks)
        recall = [sum(0 < rank <= most for rank in self.ranks) / count for most in (1, 5, 10)]
        reciprocal = sum(1 / rank for rank in self.ranks if rank) / count
        return " ".join(f"{value:8.3f}" for value in (*recall, reciprocal, self.empty / count))


def main(arguments: Sequence[str]) -> None:
    """Build, search and print."""
    with tempfile.TemporaryDirectory(prefix="intsite-bench-") as scratch:
        if len(arguments) == 2:  # noqa: PLR2004  a site and a gold set
            site, gold = Path(arguments[0]), Path(arguments[1])
        else:
            site, gold = made(arguments[0] if arguments else "demo", Path(scratch)), HERE / f"{arguments[0]}.jsonl"
        queries = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        plain_pagefind(site)
        with running_browser(read_tools()) as browser, serving(site) as address:
            page = browser.new_page()
            searches: dict[str, Search] = {
                "this search": lambda language, query: ours(page, address, language, query),
                "plain Pagefind": lambda language, query: plainly(page, address, language, query),
                "stemmed BM25": Bm25(site).search,
            }
            for name, search in searches.items():
                report(name, queries, search)
            print("until the first result: bytes of scripts and index; ms on a slow line, and once more")
            for language, query in dict.fromkeys(
                (one["language"], one["query"]) for one in queries[:: len(queries) // 9]
            ):
                # A page that stays open goes on using the processor of the next.
                with browser.new_page() as fresh:
                    loaded = first_bytes(fresh, address, site, language, query)
                with browser.new_page() as fresh:
                    times = " ".join(f"{after:5.0f}" for after in typed(fresh, address, language, query))
                print(f"{loaded:>8} {times} {language} {query}", flush=True)


def made(name: str, scratch: Path) -> Path:
    """The site of a county."""
    root = ROOT
    if name == "real":
        if not REAL.is_dir():
            sys.exit(f"There is no {REAL}: the real county is not part of this repository.")
        root = scratch / "county"
        run("import", "integreat", str(REAL), "--into", str(root))
        file = root / "site.toml"
        languages = 'languages = ["de", "en", "ar", "uk", "fr"]'
        file.write_text(re.sub(r"(?m)^languages = .*", languages, file.read_text("utf-8")), "utf-8")
    run("--root", str(root), "build", "--output", str(scratch / "site"))
    return scratch / "site"


def run(*arguments: str) -> None:
    """Run intsite; imports end with 1 when anything is to be looked at."""
    done = subprocess.run([sys.executable, "-m", "intsite", *arguments], capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(done.stderr)


def plain_pagefind(site: Path) -> None:
    """Pagefind's index of the finished pages, as they are."""
    if not (site / PLAIN).exists():
        binary = pagefind_bin.get_executable()
        subprocess.run([binary, "--site", str(site), "--output-subdir", PLAIN, "--silent"], check=True)


def report(name: str, queries: Sequence[dict[str, object]], search: Search) -> None:
    """Print a line for each language."""
    scores: dict[str, Score] = {}
    for one in queries:
        language, wanted = str(one["language"]), one["ids"]
        found = search(language, str(one["query"]))
        score = scores.setdefault(language, Score())
        score.empty += not found
        answers = [entry(address) for address in found]
        right = (place for place, answer in enumerate(answers, 1) if any(matches(answer, one) for one in wanted))  # type: ignore[attr-defined]
        score.ranks.append(next(right, 0))
    print(f"{name:16}{'queries':>9}  recall@1 recall@5 recall@10     MRR   empty")
    for language, score in scores.items():
        print(f"{language:16}{len(score.ranks):9}  {score.row()}", flush=True)


def entry(address: str) -> str:
    """`guides/flat` of `http://…/de/guides/flat/#deposit`."""
    return "/".join(address.partition("#")[0].rstrip("/").split("/")[-2:])


def matches(answer: str, wanted: str) -> bool:
    """Whether an entry is the wanted one, which may be named without its folder."""
    return answer == wanted or answer.endswith(f"/{wanted}")


def ours(page: Page, address: str, language: str, query: str) -> list[str]:
    """What the search page shows, in its order."""
    if not page.url.startswith(f"{address}/{language}/search/"):
        page.goto(f"{address}/{language}/search/")
    page.evaluate(
        "query => { history.pushState(0, '', '?' + new URLSearchParams({ q: query }));"
        " dispatchEvent(new PopStateEvent('popstate')); }",
        query,
    )
    page.locator("[data-search-state=done]").wait_for()
    links = page.locator("[data-search-results] h2 a")
    return [str(link) for link in links.evaluate_all("links => links.map(link => link.href)")]


def plainly(page: Page, address: str, language: str, query: str) -> list[str]:
    """What Pagefind's own interface for scripts gives for all its results."""
    if not page.url.startswith(f"{address}/{language}/a-z/"):
        page.goto(f"{address}/{language}/a-z/")
    found = page.evaluate(
        "async ([url, query]) => { const own = await import(url); await own.init();"
        " const { results } = await own.search(query);"
        " return Promise.all(results.slice(0, 10).map(async one => (await one.data()).url)); }",
        [f"{address}/{PLAIN}/pagefind.js", query],
    )
    return [str(url) for url in found]


_FIRST = """new MutationObserver((_, observer) => {
  if (!document.querySelector("[data-search-results] h2 a")) return;
  self.first = performance.now();
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });"""
_LOADED = "performance.getEntriesByType('resource').filter(one => one.responseEnd <= self.first).map(one => one.name)"
_SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kbit/s, as bytes, with 400 ms."""


def first_bytes(page: Page, address: str, site: Path, language: str, query: str) -> int:
    """Bytes that scripts and index cost until the first result stands, compressed as servers send them."""
    page.add_init_script(_FIRST)
    page.goto(f"{address}/{language}/search/?q={query}")
    page.locator("[data-search-results] h2 a").first.wait_for(timeout=20_000)
    files = {site / str(url).removeprefix(address).partition("?")[0].lstrip("/") for url in page.evaluate(_LOADED)}
    used = [file for file in files if file.is_file() and ("pagefind" in file.parts or "search" in file.parts)]
    return sum(len(gzip.compress(file.read_bytes())) for file in used if file.suffix != ".html")


_TYPED = f"""addEventListener("input", () => {{
  document.querySelector("[data-search-results]").replaceChildren();
  self.typed = performance.now();
  self.first = 0;
  {_FIRST}
}}, {{ once: true }});"""


def typed(page: Page, address: str, language: str, query: str) -> Iterator[float]:
    """Milliseconds from the last letter to the first result: of a query that is new, and typed once more."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(f"{address}/{language}/search/", wait_until="networkidle")
    box = page.locator("input[name=q]:visible").first
    for _ in range(2):
        box.fill("")
        box.press_sequentially(query[:-1], delay=120)
        page.locator("[data-search-state=done]").wait_for(timeout=20_000)
        page.evaluate(_TYPED)
        box.press_sequentially(query[-1])
        page.locator("[data-search-results] h2 a").first.wait_for(timeout=20_000)
        yield float(page.evaluate("self.first - self.typed"))


class Bm25:
    """BM25 over the stemmed words of the finished pages, one index for each language."""

    def __init__(self, site: Path) -> None:
        self._indexes = {}
        for folder in sorted(one.parent.name for one in site.glob("*/search")):
            pages = [
                (file, html.fromstring(file.read_bytes())) for file in sorted(site.glob(f"{folder}/*/*/index.html"))
            ]
            bodies = [(file, body[0].text_content()) for file, root in pages if (body := root.xpath(BODY))]
            if bodies:
                index = bm25s.BM25()
                index.index(self._tokens(folder, [text for _, text in bodies]), show_progress=False)
                self._indexes[folder] = (index, [f"/{file.parent.relative_to(site)}/" for file, _ in bodies])

    @staticmethod
    def _tokens(language: str, texts: list[str]) -> list[list[str]]:
        stemmer = Stemmer.Stemmer(STEMMERS[language]) if language in STEMMERS else None
        words = language if language in STOP_WORDS else []
        return bm25s.tokenize(texts, stopwords=words, stemmer=stemmer, return_ids=False, show_progress=False)  # type: ignore[no-any-return]

    def search(self, language: str, query: str) -> list[str]:
        """The pages with any of the words."""
        tokens = self._tokens(language, [query])
        if language not in self._indexes or not tokens[0]:
            return []
        index, paths = self._indexes[language]
        found, scores = index.retrieve(tokens, k=min(10, len(paths)), show_progress=False)
        return [paths[place] for place, score in zip(found[0], scores[0], strict=True) if score > 0]


BODY = "//*[@data-pagefind-body]"

if __name__ == "__main__":
    main(sys.argv[1:] or ["demo"])
