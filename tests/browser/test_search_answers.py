"""What people type finds what they need: misspelt, asked, compound, in their own language."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.axe import Axe
from support.counties import County, words
from support.folder_server import FolderServer

pytestmark = pytest.mark.browser

DONE = "[data-search-state=done]"
TITLES = "[data-search-results] h2 a"
FILES = {
    "site.toml": '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "ar"]\noffice = "housing"\n',
    "content/themes/living/facts.yaml": "icon: house\n",
    "content/themes/living/de.md": words("Wohnen"),
    "content/guides/flat/facts.yaml": "themes: [living]\n",
    "content/guides/flat/de.md": words(
        "Wohnung finden",
        "Viele Wege.\n\n## Kaution {#deposit}\n\nDie Kaution sind drei Monatsmieten.\n\n## Anzeigen {#ads}\n\nLesen.",
        front="keywords: [Miete]\n",
    ),
    "content/guides/flat/ar.md": words("العثور على شقة", "هنا تجد كيف تبحث عن سكن.", summary="جملة."),
    "content/guides/care/de.md": words("Kinder", "Es gibt viele Kinderbetreuungsmöglichkeiten."),
    "content/guides/licence/de.md": words("Führerschein", "So tauschen Sie ihn um."),
    "content/offices/housing/facts.yaml": "themes: [living]\nlanguages: [de, ar]\nemail: wohnen@musterland.example\n"
    'phones: [{number: "030 23125 190"}]\n',
    "content/offices/housing/de.md": words("Wohnungsamt", "Fragen zur Wohnung und zum Mietvertrag."),
}

Ask = Callable[..., list[str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, serve_folder: FolderServer) -> str:
    county = County(root=tmp_path_factory.mktemp("searched"))
    county.write(FILES)
    return serve_folder(county.build().folder)


@pytest.fixture
def ask(home: str, page: Page) -> Ask:
    """Opens the search page with words and gives the titles of what it finds."""

    def titles(query: str, language: str = "de") -> list[str]:
        page.goto(f"{home}/{language}/search/?q={query}")
        page.locator(DONE).wait_for()
        return page.locator(TITLES).all_inner_texts()

    return titles


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("betreuung", "Kinder"),
        ("Kindrebetreuung", "Kinder"),
        ("FUEHRERSCHEIN", "Führerschein"),
        ("Fuhrerschein", "Führerschein"),
        ("Führerscheine Quarkstrudel", "Führerschein"),
        ("Wo kann ich hier meinen Führerschein umtauschen lassen?", "Führerschein"),
        ("Wonung", "Wohnung finden"),
        ("Mietwohnung", "Wohnung finden"),
        ("apartment", "Wohnung finden"),
        ("Où trouver un appartement ?", "Wohnung finden"),
        ("водійські права", "Führerschein"),
        ("رخصة القيادة", "Führerschein"),
    ],
)
def test_words_as_people_write_them_find_the_page_first(ask: Ask, query: str, title: str) -> None:
    assert ask(query)[:1] == [title]


def test_whole_words_come_before_words_that_only_begin_so(ask: Ask) -> None:
    assert ask("Wohnung")[:2] == ["Wohnung finden", "Wohnungsamt"]


def test_pages_without_a_version_in_the_readers_language_come_below_and_say_their_language(
    ask: Ask, page: Page
) -> None:
    titles = ask("سكن", "ar")

    assert titles[:2] == ["العثور على شقة", "Wohnungsamt"]
    own, other = page.locator(TITLES).all()[:2]
    assert (own.get_attribute("lang"), other.get_attribute("lang"), other.get_attribute("dir")) == (None, "de", "ltr")
    item = page.locator("[data-search-results] li", has_text="Wohnungsamt")
    expect(item.locator(".card__kind")).to_contain_text("الألمانية")
    assert str(other.get_attribute("href")).endswith("/ar/offices/housing/")


def test_german_words_find_the_arabic_page_of_the_entry(ask: Ask) -> None:
    assert ask("Wohnung finden", "ar")[0] == "العثور على شقة"


@pytest.mark.parametrize(
    ("query", "language", "term"),
    [
        ("Was ist ein Aufenthaltstitel?", "de", "Aufenthaltstitel"),
        ("Was bedeutet Kaution?", "de", "Kaution"),
        ("What does deposit mean?", "de", "Kaution"),
        ("ما معنى سند الإقامة؟", "ar", "سند الإقامة"),
    ],
)
def test_who_asks_for_a_word_is_told_what_it_means_above_the_pages(
    ask: Ask, page: Page, query: str, language: str, term: str
) -> None:
    ask(query, language)
    meaning = page.locator("main aside p")
    expect(meaning).to_have_count(1)
    expect(meaning).to_contain_text(term)
    meaning.locator("a").click()
    expect(page).to_have_url(re.compile(rf"/{language}/glossary/\d+/#word-"))
    expect(page.locator(":target")).to_contain_text(term)


def test_who_asks_for_more_than_a_word_is_shown_pages_alone(ask: Ask, page: Page) -> None:
    assert ask("Kaution für die Wohnung in Raten zahlen")
    expect(page.locator("main aside")).to_be_hidden()


def test_results_show_kind_theme_and_the_words_that_were_found(ask: Ask, page: Page) -> None:
    ask("Mietvertrag")

    item = page.locator("[data-search-results] li").first
    expect(item.locator(".card__kind")).to_have_text("Stelle · Wohnen")
    assert item.locator("mark").all_inner_texts() == ["Mietvertrag."]


def test_a_result_leads_to_the_part_of_the_page(ask: Ask, page: Page, home: str) -> None:
    ask("Kaution")
    assert page.locator("[data-search-results] li li a").count() == 0
    page.locator("[data-search-results] summary").first.click()
    page.locator("[data-search-results] li li a", has_text="Kaution").click()

    expect(page).to_have_url(f"{home}/de/guides/flat/#deposit")


def test_results_are_narrowed_by_what_they_have_and_the_address_says_so(ask: Ask, page: Page) -> None:
    assert len(ask("Wohnung")) > 1
    page.get_by_label("Gesprochene Sprache").select_option("ar")
    page.locator(DONE).wait_for()

    expect(page.locator(TITLES)).to_have_text(["Wohnungsamt"])
    assert "language=ar" in page.url
    page.reload()
    expect(page.locator(TITLES)).to_have_text(["Wohnungsamt"])
    expect(page.get_by_label("Gesprochene Sprache")).to_have_value("ar")


def test_a_choice_that_leaves_nothing_can_be_taken_back(ask: Ask, page: Page) -> None:
    ask("Wohnung")
    page.get_by_label("Gesprochene Sprache").select_option("ar")
    page.locator("#site-search").fill("Führerschein")
    page.locator("#site-search").press("Enter")
    expect(page.locator(TITLES)).to_have_count(0)
    page.get_by_label("Gesprochene Sprache").select_option("")

    expect(page.locator(TITLES)).to_have_text(["Führerschein"])


def test_results_appear_while_typing_and_back_leads_to_those_before(ask: Ask, page: Page) -> None:
    ask("Kaution")
    page.locator("#site-search").fill("Führersch")
    expect(page.locator(TITLES)).to_have_text(["Führerschein"])
    page.locator("#site-search").fill("Wohnungsamt")
    page.locator("#site-search").press("Enter")
    expect(page.locator(TITLES).first).to_have_text("Wohnungsamt")
    page.go_back()

    expect(page.locator(TITLES)).to_have_text(["Führerschein"])


def test_words_in_quotation_marks_stand_together(ask: Ask) -> None:
    assert ask('"drei Monatsmieten"') == ["Wohnung finden"]
    assert ask('"Monatsmieten drei"') == []


def test_where_nothing_is_found_words_and_people_that_help_are_named(ask: Ask, page: Page) -> None:
    assert ask("Führxexrscxhein") == []

    help_ = page.locator("[data-search-nothing]")
    expect(help_.get_by_role("link", name="Führerschein", exact=True)).to_be_visible()
    expect(help_.get_by_role("link", name="Wohnungsamt")).to_be_visible()
    report = help_.locator("[data-search-report]").get_attribute("href")
    assert str(report).startswith("mailto:wohnen@musterland.example?subject=Nicht%20gefunden")
    help_.get_by_role("link", name="Führerschein", exact=True).click()
    expect(page.locator(TITLES)).to_have_text(["Führerschein"])


def test_without_the_index_pagefind_answers(ask: Ask, page: Page) -> None:
    page.route("**/pagefind/search/**", lambda route: route.abort())

    assert ask("Führerschein") == ["Führerschein"]


@pytest.mark.parametrize(("query", "language"), [("Wohnung", "de"), ("سكن", "ar"), ("Führxexrscxhein", "de")])
def test_axe_finds_nothing_wrong_with_results(ask: Ask, page: Page, axe: Axe, query: str, language: str) -> None:
    ask(query, language)

    assert axe(page) == []


def test_the_first_result_costs_less_than_pagefind_alone(ask: Ask, page: Page, home: str) -> None:
    """Of this small county; benchmarks/search measures a real one."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    ask("Wohnung")

    assert not [url for url in loaded if "wasm" in url or url.endswith("pagefind.js")]
    assert [url for url in loaded if not url.startswith(home)] == []


def test_nothing_keeps_what_was_searched_for(ask: Ask, page: Page) -> None:
    ask("Wohnung")

    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_the_search_page_is_whole_without_scripts(home: str, page: Page) -> None:
    with page.context.browser.new_context(java_script_enabled=False) as context:  # type: ignore[union-attr]
        plain = context.new_page()
        plain.goto(f"{home}/de/")
        plain.locator("#site-search").fill("Wohnung")
        plain.locator("#site-search").press("Enter")
        expect(plain.get_by_role("link", name="Führerschein").first).to_be_visible()
        assert plain.locator("[data-search-nothing]").is_hidden()
