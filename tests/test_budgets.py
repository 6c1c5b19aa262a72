"""What a page may weigh, and properties that style sheets leave alone. `make budget` prints what they weigh."""

import re
from collections import Counter
from pathlib import Path

import pytest

from support.budgets import REQUESTS, budgets_for, packed
from support.markup import Markup, file_of, markup
from support.sites import ROOT, BuiltSite, SitePage, config_of

SORTS = {".css": "CSS", ".js": "JS", ".mjs": "JS"}

PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:(?:margin|padding|border|inset)-)?(?:left|right|top|bottom)(?:-[a-z]+)*\s*:"
    r"|(?:^|[\s;{])(?:min-|max-)?(?:width|height)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
"""They do not turn round in a language that is written from right to left."""

SHEETS = sorted([*(ROOT / "assets").rglob("*.css"), *(ROOT / "templates").rglob("*.css")])


def first_loaded(page: SitePage, found: Markup) -> set[str]:
    """The files that a browser fetches with the page; pictures in the text come when they are scrolled to."""
    return {file_of(page.path, address) for address in found.loaded if not address.startswith("data:")}


@pytest.mark.parametrize("language", config_of(ROOT).languages)
def test_pages_with_all_they_load_are_small(demo: BuiltSite, language: str) -> None:
    """Of narrowed lists there are thousands; the search loads on its page what it is used with."""
    for page in demo.of(language):
        if page.sort == "facet":
            continue
        content = demo.read(page.path)
        loaded = set() if page.sort == "search" else first_loaded(page, markup(page.path, content))
        sizes = Counter({"HTML": packed(content)})
        for path in loaded:
            sizes[SORTS.get(Path(path).suffix, "other")] += packed(demo.read(path))
        budgets = budgets_for(language)
        assert all(sizes[sort] <= budgets[sort] for sort in budgets), (page.path, sizes)
        pictures = [path for path in loaded if path.startswith("media/")]
        assert 1 + len(loaded) - len(pictures) <= REQUESTS, (page.path, loaded)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheets_have_no_left_and_no_right(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    declarations = re.sub(r"@[a-z-]+[^{;]*", "", text)
    assert PHYSICAL.findall(declarations) == []
