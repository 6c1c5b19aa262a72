"""What pages show of other entries is made again when it changes: one case for each way of looking."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from intsite.build import build
from intsite.lookups import Lookups
from intsite.memo import NO_MEMO
from intsite.pages import Planner, keys
from support.counties import TODAY, County, words
from support.edits import contents

_TOWNS = {
    f"content/municipalities/{name}/facts.yaml": f"coordinates: {{latitude: {50 + number / 10}, longitude: 10.1}}\n"
    for number, name in enumerate(("eschtal", "buchtal", "lindtal", "tanntal"))
}


COUNTY: Mapping[str, str | bytes] = {
    "content/guides/arriving/facts.yaml": "related: [office:town-hall, guide:school]\n",
    "content/guides/arriving/de.md": words("Ankommen", "Zum [](office:town-hall), {office:town-hall.phones.0}."),
    "content/guides/arriving/en.md": words("Arriving", "To the [](office:town-hall)."),
    "content/guides/school/de.md": words("Schule"),
    "content/guides/exams/facts.yaml": "parent: school\n",
    "content/guides/exams/de.md": words("Prüfungen"),
    "content/offices/town-hall/facts.yaml": "phones: ['030 23125 100']\ncoordinates: {latitude: 50, longitude: 10}\n",
    "content/offices/town-hall/de.md": words("Rathaus"),
    "content/events/party/facts.yaml": "start: 2026-12-01 18:00\nthemes: [leisure]\nplace: {office: town-hall}\n",
    "content/events/party/de.md": words("Fest"),
    "content/themes/leisure/de.md": words("Freizeit"),
    "content/pages/welcome/facts.yaml": "purpose: greeting\n",
    "content/pages/welcome/de.md": words("Willkommen", "Wo [hier](office:town-hall) ist."),
    **_TOWNS,
    **{file.replace("facts.yaml", "de.md"): words(file.split("/")[2].title()) for file in _TOWNS},
}

EDITS: Mapping[str, tuple[Mapping[str, str | bytes], str]] = {
    "a page below": (
        {"content/guides/tests/facts.yaml": "parent: school\n", "content/guides/tests/de.md": words("Tests")},
        "de/guides/school",
    ),
    "the title of a page below": ({"content/guides/exams/de.md": words("Klausuren")}, "de/guides/school"),
    "a number that is quoted": (
        {"content/offices/town-hall/facts.yaml": "phones: ['030 23125 101']\n"},
        "de/guides/arriving",
    ),
    "a translation of what is linked": (
        {"content/offices/town-hall/en.md": words("Town hall")},
        "en/guides/arriving",
    ),
    "an entry that refers to another": (
        {
            "content/services/passport/facts.yaml": "provider: town-hall\n",
            "content/services/passport/de.md": words("Pass"),
        },
        "de/offices/town-hall",
    ),
    "what is filed under a theme": (
        {"content/events/party/facts.yaml": "start: 2026-12-02 18:00\nthemes: [leisure]\nplace: {office: town-hall}\n"},
        "de/themes/leisure",
    ),
    "what is over": (
        {"content/events/party/facts.yaml": "start: 2026-10-02 18:00\nthemes: [leisure]\nplace: {office: town-hall}\n"},
        "de/themes/leisure",
    ),
    "where a link leads in the text of the page that greets": (
        {"content/pages/welcome/de.md": words("Willkommen", "Wo [hier](guide:school) ist.")},
        "de",
    ),
    "the page that greets no longer": ({"content/pages/welcome/facts.yaml": "purpose: about\n"}, "de"),
    "where a town lies": (
        {"content/municipalities/buchtal/facts.yaml": "coordinates: {latitude: 50.05, longitude: 10.1}\n"},
        "de/offices/town-hall",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_page_follows_what_it_shows_of_others(name: str, tmp_path: Path) -> None:
    county = County(root=tmp_path / "county")
    county.write(COUNTY)
    county.write({"site.toml": '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "en"]\n'})
    public, clean = county.root / "public", tmp_path / "clean"
    county.build()
    before = contents(public)
    edit, page = EDITS[name]
    county.write(edit)
    changes = county.build().report.changes
    assert changes
    assert f"{page}/index.html" in changes.written
    assert contents(public) != before
    build(county.config(), clean, today=TODAY, memo=NO_MEMO)
    assert contents(public) == contents(clean)


def test_no_page_shows_the_text_of_another_but_that_of_the_page_that_greets(tmp_path: Path) -> None:
    county = County(root=tmp_path)
    county.write(COUNTY)
    county.write({"site.toml": '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "en"]\n'})
    site = county.site()
    shown = set()
    for language in site.config.languages:
        planner = Planner(site, {}, language)
        for key in keys(site, language):
            list(planner.pages(key))
            found = (asked for door, asked in planner.lookups.take(own=key) if door == "entry")
            shown |= {other for other, parts in found if "text" in dict(parts)}
    assert shown == {("page", "welcome")}


def test_what_a_view_made_of_others_counts_for_each_page_that_shows_it() -> None:
    lookups = Lookups()
    lookups.found.add(("back", ("office", "a")))
    made, within = lookups.during(lambda: lookups.found.add(("facts", (("office", "b"), "phones"))))
    assert made is None
    assert set(within) == {("facts", (("office", "b"), "phones"))}
    assert lookups.found == {("back", ("office", "a"))}, "who asks for the view adds what it looked up"
    lookups.found.update(within)
    assert set(lookups.take(own=("office", "b"))) == {
        ("back", ("office", "a")),
        ("entry", (("office", "b"), (("entries", ""),))),
    }
    assert lookups.take() == ()
