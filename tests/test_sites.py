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


def links(page: Page) -> Iterator[str]:
    """Links within the site, as addresses below http://site/."""
    for link in page.all("//a/@href | //link/@href | //img/@src | //script/@src"):
        target = urljoin(f"http://site/{page.path.removesuffix('index.html')}", link)
        if target.startswith("http://site/"):
            yield target


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
            file = built.folder / unquote(urlsplit(address).path).lstrip("/")
            file = file / "index.html" if link.endswith("/") or file.is_dir() else file
            assert file.is_file(), (page.path, link)
            if fragment:
                known = ids.get(address) or set(built.page(file.relative_to(built.folder).as_posix()).all("//@id"))
                ids[address] = known
                assert unquote(fragment) in known, (page.path, link)


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
            assert marked.get("dir") == expected, (page.path, marked.text_content())


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
    assert alternates["de/"] == {language: f"{language}/" for language in languages} | {
        "x-default": f"{built.county.config().source}/"
    }
    for path, named in alternates.items():
        translations = {other for language, other in named.items() if language != "x-default"}
        assert named.get("x-default", path) in {*translations, path}, path
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
