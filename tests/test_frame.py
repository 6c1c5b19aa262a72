"""What stands around the words of every page: language, notices, the county's office, ways to the other languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from lxml import html

from intsite.config import Config
from support.markup import parsed, strings
from support.scripts import foreign_texts
from support.sites import ROOT, THOROUGH, BuiltSite, SitePage, config_of

LANGUAGES = config_of(ROOT).languages
RIGHT_TO_LEFT = {"ar", "fa"}
APART = ("chooser", "redirect", "card", "bilingual")
"""Pages without a frame: they only lead on, or are sheets to show and print."""


def trees(demo: BuiltSite, language: str) -> Iterator[tuple[SitePage, html.HtmlElement]]:
    """The pages of a language but for narrowed lists, of which one stands for all."""
    of_each_sort = set(demo.one_of_each_sort(language))
    for page in demo.of(language):
        if page.sort != "facet" or page in of_each_sort:
            yield page, parsed(demo.read(page.path))


def in_order(demo: BuiltSite) -> list[SitePage]:
    """One page of each sort in each language, and the pages above the languages."""
    above = [page for page in demo.pages if not page.language]
    return above + [page for language in demo.config.languages for page in demo.one_of_each_sort(language)]


# --- language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_names_its_language_and_direction(demo: BuiltSite, language: str) -> None:
    for page, root in trees(demo, language):
        direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        assert (root.get("lang"), root.get("dir")) == (language, direction), page.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_in_another_writing_than_the_language_it_is_marked_as(demo: BuiltSite, language: str) -> None:
    found = {str(text): page.path for page, root in trees(demo, language) for text in foreign_texts(root)}
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_marked_as_another_language_also_has_a_direction_that_fits(demo: BuiltSite, language: str) -> None:
    for page, root in trees(demo, language):
        for element in root.iterfind(".//*[@lang]"):
            spoken = element.get("lang", "").partition("-")[0]
            direction = "rtl" if spoken in RIGHT_TO_LEFT else "ltr"
            around = next((one.get("dir") for one in element.iterancestors() if one.get("dir")), None)
            assert element.tag == "bdi" or direction == (element.get("dir") or around), (
                page.path,
                html.tostring(element)[:120],
            )


@pytest.mark.parametrize("language", THOROUGH)
def test_telephone_numbers_and_mail_addresses_are_kept_from_turning_round(demo: BuiltSite, language: str) -> None:
    for page, root in trees(demo, language):
        for link in root.xpath("//a[starts-with(@href, 'tel:') or starts-with(@href, 'mailto:')]"):
            outside = link.xpath(".//text()[normalize-space() and not(ancestor::bdi[@dir='ltr'])]")
            assert all(not re.search(r"[\d@]", text) for text in outside), (page.path, link.get("href"))


# --- pages that are not translated


def test_a_page_without_translation_says_so_and_marks_the_words_it_shows(demo: BuiltSite) -> None:
    seen = 0
    for folder, language, shown in untranslated(demo.config):
        root = parsed(demo.read(f"{language}/{folder}/index.html"))
        title = root.xpath("//main//h1")[0]
        assert (title.get("lang"), title.get("dir")) == (shown, "ltr"), (language, folder)
        assert root.xpath(f"//main//div[contains(@class, 'text')][@lang='{shown}']"), (language, folder)
        notice = root.xpath(f"//main//*[contains(@class, 'notice--untranslated')]//a[contains(@href, '/{shown}/')]")
        assert notice or shown != demo.config.source, (language, folder)
        assert root.xpath("//main//*[contains(@class, 'notice--untranslated')]"), (language, folder)
        assert not root.xpath("//*[@data-pagefind-body]"), (language, folder)
        seen += 1
    assert seen


def untranslated(config: Config) -> Iterator[tuple[str, str, str]]:
    """Folder of an entry, a language that it has no words in, and the language whose words serve there."""
    for facts in sorted((config.content).glob("*/*/facts.yaml")):
        folder: Path = facts.parent
        written = {file.stem for file in folder.glob("*.md")}
        for language in config.languages:
            if language not in written:
                shown = next(one for one in config.chain(language, config.source) if one in written)
                yield folder.relative_to(config.content).as_posix(), language, shown


# --- languages to choose from


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_itself_in_each_language_by_the_name_the_language_has_for_itself(
    demo: BuiltSite, language: str
) -> None:
    autonyms = [autonym(one) for one in LANGUAGES]
    for page, root in trees(demo, language):
        if page.sort in APART:
            continue
        links = root.xpath("//*[@id='site-languages']//a[@hreflang]")
        assert [link.get("hreflang") for link in links] == list(LANGUAGES), page.path
        assert [link.get("lang") for link in links] == list(LANGUAGES), page.path
        assert [link.text_content().strip() for link in links] == autonyms, page.path
        rest = page.address.removeprefix(f"{language}/")
        up = "../" * page.address.count("/")
        assert [link.get("href") for link in links] == [f"{up}{one}/{rest}" for one in LANGUAGES], page.path
        summary = root.xpath("//*[@id='site-languages']/summary")[0]
        assert summary.xpath(".//*[@lang='en'][.='Languages']") or "Languages" in summary.text_content(), page.path


def autonym(language: str) -> str:
    """CLDR's name of a language in itself; the registered variant of easy language has none there."""
    if language == "de-simple":
        return "Leichte Sprache"
    return str(Locale.parse(language).get_display_name())


# --- the county's office


def test_every_page_says_who_speaks_and_how_to_reach_them(demo: BuiltSite) -> None:
    for page in in_order(demo):
        if page.sort in APART:
            continue
        root = parsed(demo.read(page.path))
        header = root.xpath("/html/body/header")[0]
        texts = " ".join(header.text_content().split())
        for expected in ("Landkreis Musterland", "Kreisplatz 1, 99990 Musterstadt", "030 23125-100", "030 23125-199"):
            assert expected in texts or expected.replace("-", " ") in texts, (page.path, expected)
        assert header.xpath(".//a[@href='tel:+493023125100']"), page.path
        assert header.xpath(".//table[caption]//time | .//table[caption]//td"), page.path


def test_every_page_leads_to_contact_imprint_and_the_other_pages_the_law_asks_for(demo: BuiltSite) -> None:
    pages = ("contact", "imprint", "privacy", "accessibility", "read-aloud", "leichte-sprache", "sign-language")
    for page in in_order(demo):
        if page.sort in APART:
            continue
        links = strings(parsed(demo.read(page.path)), "/html/body/header//a/@href")
        for name in pages:
            assert any(link.endswith(f"/pages/{name}/") for link in links), (page.path, name)
        for feed in ("news", "events"):
            assert any(link.endswith(f"/{feed}/feed.xml") for link in links), (page.path, feed)


def test_pages_of_the_frame_are_named_in_the_language_of_the_page_even_where_they_are_not_translated(
    demo: BuiltSite,
) -> None:
    named = {"ar": "لغة الإشارة", "fa": "زبان اشاره", "ti": "ቋንቋ ምልክት", "fr": "Langue des signes"}
    for language, name in named.items():
        root = parsed(demo.read(f"{language}/index.html"))
        links = root.xpath("//a[contains(@href, '/pages/sign-language/') or contains(@href, 'pages/sign-language/')]")
        assert links, language
        assert {" ".join(link.text_content().split()) for link in links} == {name}
        assert not any(link.xpath(".//*[@lang]") for link in links)


def test_every_page_has_one_main_heading_and_every_navigation_another_name(demo: BuiltSite) -> None:
    for page in in_order(demo):
        root = parsed(demo.read(page.path))
        assert len(root.xpath("//h1")) == len(root.xpath("//main")) == 1, page.path
        names = [name(root, nav) for nav in root.xpath("//nav")]
        assert all(names), page.path
        assert len(set(names)) == len(names), (page.path, names)


def name(root: html.HtmlElement, element: html.HtmlElement) -> str:
    labelled = element.get("aria-labelledby")
    found = root.get_element_by_id(labelled).text_content() if labelled else element.get("aria-label", "")
    return " ".join(found.split())


def test_every_entry_says_when_it_was_last_checked_and_which_office_answers_for_it(demo: BuiltSite) -> None:
    for page, root in trees(demo, demo.config.source):
        if page.path.count("/") == 3 and page.sort not in {"month", "facet", "glossary"}:
            assert root.xpath("//main//*[contains(@class, 'origin')]//time[@datetime]"), page.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_search_engines_are_told_what_the_site_is_about(demo: BuiltSite, language: str) -> None:
    home = parsed(demo.read(f"{language}/index.html"))
    described = home.xpath("string(/html/head/meta[@name='description']/@content)")
    themes = [link.text_content().strip() for link in home.xpath("//section[@aria-labelledby='part-themes']//h3//a")]

    assert len(themes) > 3
    assert [theme for theme in themes if theme not in described] == []
