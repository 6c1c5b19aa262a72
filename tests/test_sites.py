"""Whole small counties: whatever they write, the sites hold together."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from support.counties import Built, County, Page

SITES = Path(__file__).parent / "sites"
OUTDATED = "content/offices/district-office/en.md"
RTL = {"ar", "fa"}


@pytest.fixture(scope="module", params=["minimal", "multilingual", "rtl"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return County(root=SITES / request.param).build(tmp_path_factory.mktemp(request.param) / "public")


@pytest.fixture(scope="module")
def minimal(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return County(root=SITES / "minimal").build(tmp_path_factory.mktemp("site") / "public")


@pytest.fixture(scope="module")
def rtl(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return County(root=SITES / "rtl").build(tmp_path_factory.mktemp("site") / "public")


def pages(built: Built) -> Iterator[Page]:
    for file in sorted(built.folder.rglob("*.html")):
        path = file.relative_to(built.folder).as_posix()
        yield built.page(path.removesuffix("index.html") or "index.html")


ANYWHERE = "http://host/some/deep/folder/"


def links(page: Page) -> Iterator[str]:
    """Links within the site, as paths from its root, wherever it stands."""
    for link in page.all("//a/@href | //link/@href | //img/@src | //script/@src"):
        target = urljoin(ANYWHERE + page.path.removesuffix("index.html"), link)
        if target.startswith("http://host/"):
            assert target.startswith(ANYWHERE), (page.path, link)
            yield target.removeprefix(ANYWHERE)


def test_a_small_site_has_no_problems_but_the_one_that_is_meant(built: Built) -> None:
    expected = {("outdated-translation", OUTDATED), ("statement-missing", "content/pages")}
    assert {(found.code, found.span.path) for found in built.report.problems} <= expected


def test_every_link_leads_to_a_file_and_every_anchor_to_an_element(built: Built) -> None:
    ids: dict[str, set[str]] = {}
    for page in pages(built):
        if page.path == "404.html":
            continue
        for link in links(page):
            address, fragment = urldefrag(link)
            path = unquote(urlsplit(address).path)
            assert (built.folder / path).exists(), (page.path, link)
            if fragment:
                ids[path] = ids.get(path) or set(built.page(path or "index.html").all("//@id"))
                assert unquote(fragment) in ids[path], (page.path, link)


def test_every_page_says_its_language_and_direction(built: Built) -> None:
    for page in pages(built):
        language = page.one("/html/@lang")
        assert page.one("/html/@dir") == ("rtl" if language in RTL else "ltr"), page.path
        if page.path.count("/") > 1:
            assert language == page.path.split("/")[0] or page.all("//meta[@http-equiv='refresh']"), page.path


def test_every_text_in_another_language_says_its_direction_too(built: Built) -> None:
    for page in pages(built):
        for marked in page.root.xpath("//body//*[@lang and not(self::bdi)][@dir]"):
            expected = "rtl" if marked.get("lang") in RTL else "ltr"
            assert marked.get("dir") in {expected, "auto"}, (page.path, marked.text_content())


def test_pages_name_each_other_as_translations(built: Built) -> None:
    base = built.county.config().base_url or "http://site/"
    alternates = {
        page.path: {
            link.get("hreflang"): urljoin(base + page.path, link.get("href")).removeprefix(base)
            for link in page.root.xpath("//link[@hreflang]")
        }
        for page in pages(built)
    }
    languages = built.county.config().languages
    assert alternates["de/"] == {language: f"{language}/" for language in languages} | {"x-default": ""}
    for path, named in alternates.items():
        translations = {other for language, other in named.items() if language != "x-default"}
        assert named.get("x-default", path) in {*translations, path, ""}, path
        for other in translations if path in translations else ():
            # A page that shows another language's text names the translations, and none of them names it.
            assert alternates[other] == named, (path, other)


def test_two_builds_in_different_folders_are_the_same_bytes(built: Built, tmp_path: Path) -> None:
    assert built.county.build(tmp_path / "a" / "longer" / "way").files() == built.files()


def test_a_site_needs_no_more_than_a_name_and_a_text(minimal: Built) -> None:
    assert [found.code for found in minimal.report.problems] == ["statement-missing"]
    assert "Wer für diese Seiten verantwortlich ist." in minimal.page("de/pages/imprint/").words
    assert minimal.page("index.html").one("//nav//a/@href") == "de/"


def test_without_an_address_of_its_own_a_site_claims_none(minimal: Built) -> None:
    assert not (minimal.folder / "sitemap.xml").exists()
    assert "Sitemap" not in minimal.text("robots.txt")
    for page in pages(minimal):
        assert page.all("//link[@rel='canonical']") == [], page.path


def test_a_site_can_be_led_by_a_language_from_right_to_left(rtl: Built) -> None:
    chooser = rtl.page("index.html")
    assert (chooser.one("/html/@lang"), chooser.one("/html/@dir")) == ("ar", "rtl")
    page = rtl.page("fa/offices/immigration/")
    assert page.one("//h1/@lang") == "ar"
    assert page.all("//h1/@dir") == ["rtl"]
    assert rtl.page("de/offices/immigration/").one("//h1") == "Ausländerbehörde"


def test_numbers_addresses_and_german_words_keep_their_direction_in_arabic(rtl: Built) -> None:
    page = rtl.page("ar/offices/immigration/")
    assert page.one("//div[@class='text']//a[starts-with(@href,'tel:')]/bdi/@dir") == "ltr"
    assert page.one("//div[@class='text']//a[starts-with(@href,'mailto:')]/bdi/@dir") == "ltr"
    assert page.one("//div[@class='text']//*[@lang='de']") == "Aufenthaltserlaubnis"


def test_a_german_text_on_an_arabic_page_runs_from_left_to_right(rtl: Built) -> None:
    page = rtl.page("ar/guides/arriving/")
    assert (page.one("//div[@class='text']/@lang"), page.one("//div[@class='text']/@dir")) == ("de", "ltr")
    assert page.all("//div[contains(@class,'notice--untranslated')]//a/@href") == ["../../../de/guides/arriving/"]


# --- below an address of one's own

BASE = "https://host.example/sub/folder/"


@pytest.fixture(scope="module")
def below_a_folder(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return County(root=SITES / "multilingual").build(tmp_path_factory.mktemp("site") / "public", base_url=BASE)


def test_every_page_knows_its_own_address(below_a_folder: Built) -> None:
    assert below_a_folder.page("de/offices/jobcenter/").one("//link[@rel='canonical']/@href") == (
        f"{BASE}de/offices/jobcenter/"
    )
    assert below_a_folder.page("index.html").one("//link[@rel='canonical']/@href") == BASE


def test_translations_are_named_by_whole_addresses(below_a_folder: Built) -> None:
    for page in pages(below_a_folder):
        for link in page.all("//link[@hreflang]/@href") if page.path != "index.html" else ():
            assert link.startswith(BASE), page.path


def test_exports_hold_whole_addresses(below_a_folder: Built) -> None:
    assert f"<loc>{BASE}de/offices/jobcenter/</loc>" in below_a_folder.text("sitemap.xml")
    assert f"Sitemap: {BASE}sitemap.xml\n" in below_a_folder.text("robots.txt")
    assert f"<link>{BASE}de/news/bus/</link>" in below_a_folder.text("de/news/feed.xml")
    assert f"URL:{BASE}de/events/conference/\n" in below_a_folder.text("de/events/conference/event.ics")


def test_links_stay_relative_so_that_the_site_runs_anywhere(below_a_folder: Built) -> None:
    for page in pages(below_a_folder):
        for link in page.all("//a/@href | //img/@src | //script/@src | //link[@rel='stylesheet']/@href"):
            if page.path != "404.html" and not urlsplit(link).scheme:
                assert not link.startswith("/"), (page.path, link)


def test_the_page_for_wrong_addresses_works_at_any_depth(below_a_folder: Built) -> None:
    page = below_a_folder.page("404.html")
    for link in page.all("//a/@href | //img/@src | //script/@src | //link[@rel='stylesheet']/@href"):
        if not link.startswith(("#", "tel:", "mailto:", "geo:", "https://www.openstreetmap.org/")):
            assert link.startswith("/sub/folder/"), link
            assert (below_a_folder.folder / unquote(link.removeprefix("/sub/folder/"))).exists(), link


def test_the_page_for_wrong_addresses_works_without_an_address_too(minimal: Built) -> None:
    assert minimal.page("404.html").one("//link[@rel='stylesheet']/@href").startswith("/assets/css/site.")
