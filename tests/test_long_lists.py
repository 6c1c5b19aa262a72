"""What a large county's readers find where a list is too long for one page."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from support.budgets import budgets_for, packed
from support.counties import Built, county, words
from support.large_county import CLUBS, FREE, GUIDES, NEWS, PAST, SERVICES, large_county

CARDS = "//div[@class='listing__entries']/ul[contains(@class, 'cards')]//h3"
PAGES = "//nav[contains(@class, 'pager')]"
TITLES = "//section[contains(@class, 'group')]//ul[@class='titles']//a"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return large_county(tmp_path_factory.mktemp("large"))


def chain(site: Built, first: str, xpath: str) -> list[list[str]]:
    """What stands on each page of a list, from one to the next by its link."""
    found, path = [], first
    while path:
        page = site.page(path)
        found.append(page.all(xpath))
        following = page.all(f"{PAGES}//a[@rel='next']/@href")
        path = urljoin(f"http://host/{path}", following[0]).removeprefix("http://host/") if following else ""
    return found


def test_the_pages_of_a_list_have_each_entry_once_in_the_order_of_the_whole(site: Built) -> None:
    pages = chain(site, "de/services/", CARDS)
    assert len(pages) > 1
    assert [title for page in pages for title in page] == [f"Angebot {number:03}" for number in range(SERVICES)]


def test_each_page_says_which_it_is_and_leads_to_all_others(site: Built) -> None:
    first, last = site.page("de/services/"), site.page("de/services/page-3/")
    numbers = f"{PAGES}//li/a"
    assert first.all(numbers) == last.all(numbers) == ["1", "2", "3"]
    assert last.all(f"{numbers}/@href") == [f"../../../de/services/{page}" for page in ("", "page-2/", "page-3/")]
    assert last.all(f"{numbers}[@aria-current='page']") == ["3"]
    assert first.one("//h1") == "Beratung und Hilfe"
    assert last.one("//h1") == "Beratung und Hilfe Seite 3 von 3"
    assert last.one("//title").startswith("Beratung und Hilfe – Seite 3 von 3")
    assert all(f"{SERVICES} Einträge" in page.words for page in (first, last))


def test_of_many_pages_the_first_the_last_and_those_near_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intsite.pages.turns.CARDS", 2)
    files = {f"content/guides/guide-{number:02}/de.md": words(f"Ratgeber {number:02}") for number in range(20)}
    site = county(tmp_path, files).build(tmp_path / "public")
    named = {
        place: " ".join(site.page(f"de/guides/page-{place}/").all(f"{PAGES}//ol/li")) for place in (2, 4, 5, 6, 10)
    }
    assert named == {
        2: "1 2 3 4 … 10",
        4: "1 2 3 4 5 6 … 10",
        5: "1 2 3 4 5 6 7 … 10",  # a gap for one page alone would save nothing
        6: "1 … 4 5 6 7 8 9 10",
        10: "1 … 8 9 10",
    }


def test_a_narrowed_list_is_cut_as_well(site: Built) -> None:
    pages = chain(site, "de/services/by-free/yes/", CARDS)
    assert [len(page) for page in pages] == [36, 4]
    assert [title for page in pages for title in page] == [f"Angebot {number:03}" for number in range(FREE)]
    assert site.page("de/services/by-free/yes/page-2/").all(
        "//nav[contains(@class, 'facets')]//a[@aria-current='page']/span[1]"
    )


def test_a_branch_goes_on_under_its_heading(site: Built) -> None:
    pages = chain(site, "de/guides/", "//section[h2[normalize-space() = 'Oben']]//h3")
    assert [title for page in pages for title in page] == [f"Ratgeber {number:03}" for number in range(GUIDES)]
    assert len(pages) == 2


def test_only_the_first_page_offers_to_subscribe(site: Built) -> None:
    feed = "//main//a[contains(@href, 'feed.xml')]"
    assert site.page("de/news/").all(feed)
    assert not site.page("de/news/page-2/").all(feed)
    assert site.text("de/news/feed.xml").count("<item>") == NEWS


def test_of_what_is_past_the_latest_is_listed(site: Built) -> None:
    past = site.page("de/events/").all("//main//details//h3")
    assert past[0] == f"Treffen {PAST - 1:03}"
    assert len(past) == 36


def test_the_theme_shows_some_and_leads_to_the_list_of_all(site: Built) -> None:
    page = site.page("de/themes/work/")
    under = "//section[h2[normalize-space() = 'Beratung und Hilfe']]"
    assert page.all(f"{under}//h3") == [f"Angebot {number:03}" for number in range(6)]
    assert page.one(f"{under}/p/a") == f"Alle anzeigen: Beratung und Hilfe ({SERVICES})"
    assert page.all(f"{under}/p/a/@href") == ["../../../de/services/"]


def test_the_theme_names_all_of_a_kind_whose_list_is_not_narrowed_to_it(site: Built) -> None:
    page = site.page("de/themes/work/")
    under = "//section[h2[normalize-space() = 'Vereine']]"
    titles = page.all(f"{under}//ul[@class='titles']//a")
    assert len(titles) == CLUBS - 6
    assert page.all(f"{under}//h3") + titles == [f"Verein {number:03}" for number in range(CLUBS)]


def test_the_page_of_an_office_names_all_that_refer_to_it(site: Built) -> None:
    page = site.page("de/offices/hall/")
    under = "//section[h2[normalize-space() = 'Beratung und Hilfe']]"
    titles = page.all(f"{under}//ul[@class='titles']//a")
    assert len(titles) == SERVICES - 12
    assert page.all(f"{under}//h3") + titles == [f"Angebot {number:03}" for number in range(SERVICES)]


def test_the_letters_lead_to_the_pages_on_which_they_stand(site: Built) -> None:
    pages = chain(site, "de/a-z/", TITLES)
    assert len(pages) > 1
    assert len({title for page in pages for title in page}) == site.report.entries
    for path in ("de/a-z/", "de/search/"):
        for letter in site.page(path).root.xpath("//nav[@class='alphabet']//a"):
            where, _, place = urljoin(f"http://host/{path}", letter.get("href")).partition("#")
            target = site.page(where.removeprefix("http://host/"))
            assert target.one(f"//h2[@id='{place}']") == letter.text_content()


def test_the_search_page_leads_to_the_lists_without_having_them(site: Built) -> None:
    page = site.page("de/search/")
    assert page.all("//*[@data-search-otherwise]//ul[@class='titles']//a") == ["Arbeit", "Oben"]
    assert "Angebot 001" not in page.words


def test_the_overview_is_cut_and_complete(site: Built) -> None:
    pages = chain(site, "de/sitemap/", "//main//section//li/a")
    assert len(pages) > 1
    assert sum(map(len, pages)) == site.report.entries


def test_an_entry_at_the_address_of_a_page_of_a_list_is_told_so(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"content/offices/page-2/de.md": words("Zwei")}
    files |= {f"content/offices/office-{number}/de.md": words(f"Stelle {number}") for number in range(40)}
    address = "address: {street: Platz 1, postcode: '12345', city: Ort}\n"
    files |= {path.replace("de.md", "facts.yaml"): address for path in files}
    printed = county(tmp_path, files).run("build", "--no-search").output
    assert re.search(r"content/offices/page-2: .*de/offices/page-2/.* comes from pages/listing\.html", printed), printed


def test_no_page_is_too_heavy_for_a_slow_line(site: Built) -> None:
    most = budgets_for("de")["HTML"]
    sizes = {file: packed(file.read_bytes()) for file in Path(site.folder).rglob("*.html")}
    assert not {file: size for file, size in sizes.items() if size > most}
