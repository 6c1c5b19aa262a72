"""What readers find on the pages of a small county in five languages: `sites/multilingual`."""

import datetime as dt
from pathlib import Path

import pytest

from support.counties import Built, County, county, words

ROOT = Path(__file__).parent / "sites" / "multilingual"
LANGUAGES = ["de", "en", "ru", "uk", "ar"]
CARDS = "//ul[contains(@class, 'cards')]"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return County(root=ROOT).build(tmp_path_factory.mktemp("site") / "public")


def group(title: str) -> str:
    """XPath of the titles in the part of a page under a heading."""
    return f"//section[h2[normalize-space() = '{title}']]//h3"


# --- languages


def test_a_missing_translation_is_said_and_shown_in_the_next_best_language(site: Built) -> None:
    page = site.page("uk/offices/jobcenter/")
    assert page.one("/html/@lang") == "uk"
    assert page.one("//h1") == "Центр занятости"
    assert (page.one("//h1/@lang"), page.one("//h1/@dir")) == ("ru", "ltr")
    assert "російська" in page.one("//div[contains(@class, 'notice--untranslated')]/p")
    assert page.all("//div[contains(@class, 'notice--untranslated')]//a/@href") == ["../../../ru/offices/jobcenter/"]


def test_a_page_in_its_own_language_has_no_such_notice(site: Built) -> None:
    page = site.page("ru/offices/jobcenter/")
    assert page.all("//div[contains(@class, 'notice--untranslated')]") == []
    assert page.all("//h1/@lang") == []


def test_search_engines_are_sent_to_the_page_whose_text_is_shown(site: Built) -> None:
    base = site.county.config().base_url
    assert site.page("uk/offices/jobcenter/").one("//link[@rel='canonical']/@href") == f"{base}ru/offices/jobcenter/"
    assert site.page("ru/offices/jobcenter/").one("//link[@rel='canonical']/@href") == f"{base}ru/offices/jobcenter/"
    assert site.page("ar/projects/welcome/").one("//link[@rel='canonical']/@href") == f"{base}en/projects/welcome/"


def test_only_a_page_with_words_of_its_own_is_searchable(site: Built) -> None:
    assert site.page("ru/offices/jobcenter/").all("//@data-pagefind-body")
    assert site.page("uk/offices/jobcenter/").all("//@data-pagefind-body") == []


@pytest.mark.parametrize(
    ("path", "notices"),
    [
        ("de/offices/district-office/", set()),
        ("en/offices/district-office/", set()),
        ("ar/offices/district-office/", {"machine"}),
        ("ru/offices/jobcenter/", {"unreviewed"}),
        ("en/guides/arriving/", set()),
    ],
)
def test_the_state_of_a_translation_is_said(site: Built, path: str, notices: set[str]) -> None:
    classes = site.page(path).all("//div[starts-with(@class, 'notice notice--')]/@class")
    assert {name.removeprefix("notice notice--") for name in classes} == notices


def test_the_language_list_leads_to_the_same_page_in_each_language_by_its_own_name(site: Built) -> None:
    page = site.page("en/guides/registering/")
    names = page.all("//details[@id='site-languages']//nav//a")
    assert names == ["Deutsch", "English", "русский", "українська", "العربية"]
    assert page.all("//details[@id='site-languages']//nav//a/@href") == [
        f"../../../{language}/guides/registering/" for language in LANGUAGES
    ]
    assert page.one("//details[@id='site-languages']//nav//a[@aria-current]") == "English"


def test_an_entry_that_another_language_leads_is_complete_in_that_language(site: Built) -> None:
    assert site.page("en/projects/welcome/").all("//div[contains(@class, 'notice--')]") == []
    page = site.page("de/projects/welcome/")
    assert (page.one("//h1"), page.one("//h1/@lang")) == ("Welcome project", "en")


# --- texts


def test_a_link_without_a_text_says_the_title_in_the_language_of_the_page(site: Built) -> None:
    link = "//div[@class='text']//a[contains(@href, 'offices/district-office/')]"
    assert site.page("de/guides/registering/").all(link) == ["Landratsamt", "Unterlagen"]
    assert site.page("en/guides/registering/").all(link) == ["District office"]
    untranslated = "//div[@class='text']//a[contains(@href, 'offices/jobcenter/')]//*[@lang]"
    assert site.page("en/guides/registering/").one(untranslated) == "Jobcenter"
    assert site.page("en/guides/registering/").one(f"{untranslated}/@lang") == "de"


def test_links_to_entries_lead_to_the_page_in_the_same_language(site: Built) -> None:
    for language in LANGUAGES:
        links = site.page(f"{language}/guides/registering/").all(
            "//div[@class='text']//a[contains(@href, '/offices/')]/@href"
        )
        assert links
        assert all(link.startswith(f"../../../{language}/") for link in links)


def test_a_quoted_fact_is_the_same_in_all_languages_and_can_be_dialled(site: Built) -> None:
    for language in LANGUAGES:
        page = site.page(f"{language}/guides/registering/")
        assert page.one("//div[@class='text']//a[starts-with(@href, 'tel:')]/@href") == "tel:+493023125100"
        assert page.one("//div[@class='text']//a[starts-with(@href, 'tel:')]") == "030 23125 100"


def test_a_box_is_labelled_in_the_language_of_its_text(site: Built) -> None:
    assert site.page("de/guides/registering/").one("//p[@class='box__label']") == "Wichtig"
    arabic = site.page("ar/guides/registering/")
    assert arabic.one("//div[@class='text']/@lang") == "en", "the English text has no box"
    assert arabic.all("//p[@class='box__label']") == []


def test_hours_phones_and_addresses_are_in_the_words_of_the_page(site: Built) -> None:
    german, english = (site.page(f"{language}/offices/district-office/").words for language in ("de", "en"))
    assert "Montag bis Mittwoch 08:00–12:00" in german
    assert "Samstag und Sonntag geschlossen" in german
    assert "Zentrale: 030 23125 100" in german
    assert "Monday to Wednesday 08:00–12:00" in english
    assert "Switchboard: 030 23125 100" in english
    address = "//main//bdi[@lang='de'][contains(., 'Musterstraße 1')]"
    for language in LANGUAGES:
        assert "12345 Musterstadt" in site.page(f"{language}/offices/district-office/").one(address)


def test_a_picture_is_described_in_the_language_of_the_text(site: Built) -> None:
    image = "//main//figure[@class='picture']//img/@alt"
    assert site.page("de/offices/district-office/").one(image) == "Der Eingang mit einer Rampe."
    assert site.page("en/offices/district-office/").one(image) == "The entrance with a ramp."
    assert "Landkreis Musterland" in site.page("en/offices/district-office/").one(
        "//main//figure[@class='picture']/figcaption"
    )


def test_the_main_office_stands_on_every_page(site: Built) -> None:
    for path in ("de/", "ar/guides/school/", "en/search/", "404.html"):
        assert "+493023125100" in site.text(f"{path}index.html" if path.endswith("/") else path), path


# --- connections


def test_an_entry_lists_what_refers_to_it(site: Built) -> None:
    page = site.page("de/offices/district-office/")
    assert page.all(group("Dazu gehören")) == ["Jobcenter"]
    assert page.all(group("Kurse hier")) == ["Abendkurs"]
    assert page.all(group("Veranstaltungen hier")) == ["Sprachcafé"]
    assert site.page("en/offices/district-office/").all(group("Courses here")) == ["Abendkurs"]


def test_a_theme_gathers_entries_of_all_kinds(site: Built) -> None:
    page = site.page("de/themes/work/")
    assert page.all(group("Ämter und Stellen")) == ["Jobcenter"]
    assert page.all(group("Veranstaltungen")) == ["Konferenz; mit Komma, und mehr"]
    links = {name: page.one(f"//h2/a[normalize-space() = '{name}']/@href") for name in ("Veranstaltungen", "Aktuelles")}
    assert links == {"Veranstaltungen": "../../../de/events/by-themes/work/", "Aktuelles": "../../../de/news/"}


def test_the_title_of_a_page_without_translation_says_its_language(site: Built) -> None:
    assert site.page("en/offices/jobcenter/").one("//title/@lang") == "de"
    assert site.page("de/offices/jobcenter/").all("//title/@lang") == []


def test_a_tree_can_be_read_from_front_to_back(site: Built) -> None:
    page = site.page("de/guides/registering/")
    assert page.all("//nav[@aria-labelledby or @aria-label][contains(@class, 'breadcrumbs')]//a")[-1] == "Ankommen"
    assert site.page("de/guides/arriving/").all("//section[h2[@id='part-children']]//h3") == ["Wohnung anmelden"]
    pager = "//nav[contains(@class, 'pager')]//a/@href"
    assert site.page("de/guides/arriving/").all(pager) == ["../../../de/guides/registering/"]
    assert page.all(pager) == ["../../../de/guides/arriving/", "../../../de/guides/school/"]


def test_related_entries_are_linked(site: Built) -> None:
    assert site.page("de/guides/registering/").all("//section[h2[@id='part-related']]//h3") == ["Landratsamt"]


def test_an_entry_is_listed_once_below_the_text_and_kinds_come_as_in_the_menu(tmp_path: Path) -> None:
    made = county(
        tmp_path,
        {
            "content/offices/hall/facts.yaml": "address: {street: Platz 1, postcode: '12345', city: Ort}\n"
            "hours: We 13:00-16:00 'by appointment'\nrelated: [service:advice, news:bus]\n".replace(
                "'by", '"by'
            ).replace("ment'", 'ment"'),
            "content/offices/hall/de.md": words("Rathaus"),
            "content/services/advice/facts.yaml": "provider: office:hall\nplaces: [{office: hall}]\n",
            "content/services/advice/de.md": words("Beratung"),
            "content/measures/plan/facts.yaml": "status: running\n"
            "carried-out-by: [office:hall]\npartners: [office:hall]\n",
            "content/measures/plan/de.md": words("Plan"),
            "content/news/bus/facts.yaml": "date: 2026-11-01\n",
            "content/news/bus/de.md": words("Bus"),
        },
    )
    page = made.build().page("de/offices/hall/")
    assert page.all("//section[contains(@class, 'group')]//h3") == ["Beratung", "Plan", "Bus"]


def test_a_draft_is_nowhere(site: Built) -> None:
    assert not (site.folder / "de/pages/unfinished").exists()
    assert b"Noch nicht fertig" not in b"".join(site.files().values())


# --- lists


def test_lists_are_in_the_order_of_their_kind(site: Built) -> None:
    assert site.page("de/courses/").all(f"{CARDS}//h3") == ["Morgenkurs", "Abendkurs"], "by beginning"
    assert site.page("de/news/").all(f"({CARDS})[1]//h3") == ["Der Bus fährt wieder & pünktlich"]


def test_what_is_past_leaves_the_lists_but_can_be_found(site: Built) -> None:
    events = site.page("de/events/")
    assert events.all(f"({CARDS})[1]//h3") == ["Sprachcafé", "Winterwanderung", "Konferenz; mit Komma, und mehr"]
    assert events.all("//details[summary[contains(., 'Frühere')]]//h3") == ["Sommerfest"]
    assert site.page("de/news/").all("//details[summary[contains(., 'Frühere')]]//h3") == ["Eröffnung"]
    home = site.page("de/").words
    assert "Sprachcafé" in home
    assert "Der Bus fährt wieder" in home
    assert "Sommerfest" not in home
    assert "Eröffnung" not in home


def test_the_page_of_what_is_past_stays_and_says_so(site: Built) -> None:
    assert "schon vorbei" in site.page("de/events/summer-party/").words
    assert "schon vorbei" not in site.page("de/events/conference/").words


def test_a_list_can_be_narrowed_by_plain_links(site: Built) -> None:
    page = site.page("de/courses/")
    links = "//nav[contains(@class, 'facets')]//a/@href"
    assert {link.removeprefix("../../de/courses/") for link in page.all(links)} == {
        "by-course-type/integration-course/",
        "by-course-type/literacy-course/",
        "by-level-from/a1/",
        "by-level-from/b1/",
        "by-childcare/yes/",
    }
    narrowed = site.page("de/courses/by-level-from/b1/")
    assert narrowed.one("//h1").split() == ["Kurse", "Einstieg", "ab:", "B1"]
    assert narrowed.all(f"{CARDS}//h3") == ["Abendkurs"]
    assert narrowed.one("//nav[contains(@class, 'facets')]//a[@aria-current='page']").startswith("B1")
    assert narrowed.all("//main//a[@href='../../../../de/courses/']") == ["Alle anzeigen: Kurse"]


def test_choices_of_a_facet_are_in_their_own_order_and_terms_by_their_names(site: Built) -> None:
    links = "//nav[contains(@class, 'facets')]//details[{}]//a/span[1]"
    page = site.page("de/courses/")
    assert page.all(links.format(1)) == ["Alphabetisierungskurs", "Integrationskurs"]
    assert page.all(links.format(2)) == ["A1", "B1"]
    assert site.page("en/courses/").all(links.format(1)) == ["Alphabetisierungskurs", "Integration course"]


def test_a_facet_that_leaves_nothing_out_is_not_offered(site: Built) -> None:
    assert not (site.folder / "de/news/by-themes").exists()
    assert site.page("de/news/").all("//nav[contains(@class, 'facets')]") == []


def test_everything_is_found_by_letter_and_other_languages_come_last(site: Built) -> None:
    german = site.page("de/a-z/")
    headings = german.all("//main//h2")
    assert headings[:3] == ["A", "D", "E"]
    assert headings[-1] == "Noch nicht auf Deutsch"
    assert "Welcome project" in german.words
    arabic = site.page("ar/a-z/")
    assert arabic.all("//main//h2")[0] == "د"
    assert set(arabic.all("//main//li//a/@dir")) == {"ltr"}


def test_the_overview_names_every_entry_once(site: Built) -> None:
    for language in LANGUAGES:
        links = site.page(f"{language}/sitemap/").all("//main//li/a/@href")
        assert len(links) == len(set(links)) == site.report.entries


def test_the_first_page_greets_and_counts(site: Built) -> None:
    page = site.page("de/")
    assert "Beginnen Sie mit dem Ankommen." in page.words
    assert page.one("//main//a[. = 'Ankommen']/@href") == "../de/guides/arriving/"
    counts = dict(
        zip(page.all("//ul[@class='kinds']//a/@href"), page.all("//span[@class='kinds__count']"), strict=True)
    )
    assert counts["../de/courses/"].endswith(" 2")
    assert counts["../de/events/"].endswith(" 3")
    assert "../de/pages/" not in counts


# --- events


def days(site: Built, month: str, title: str) -> list[str]:
    cell = f"//table[@class='month']//td[.//a[. = '{title}']]/time/@datetime"
    return [day[-2:] for day in site.page(f"de/events/{month}/").all(cell)]


def test_without_themes_the_first_page_leads_to_the_top_of_the_guides(tmp_path: Path) -> None:
    made = county(
        tmp_path,
        {
            "content/guides/work/de.md": words("Arbeit", summary="Arbeit"),
            "content/guides/job/facts.yaml": "parent: work\n",
            "content/guides/job/de.md": words("Arbeit suchen"),
        },
    )
    page = made.build().page("de/")
    assert page.all(group("Leben hier")) == ["Arbeit"]
    assert page.all(f"{CARDS}//p") == [], "a summary that says the title again"


def test_a_month_shows_what_comes_back_on_each_of_its_days(site: Built) -> None:
    assert days(site, "2026-12", "Sprachcafé") == ["01", "10", "15", "22"], "not on the 8th, but on the 10th instead"
    assert days(site, "2026-11", "Sprachcafé") == ["24"]


def test_the_list_of_a_month_has_the_dates_of_that_month(site: Built) -> None:
    card = "//li[@class='card'][.//h3[normalize-space() = 'Sprachcafé']]"
    december, november = site.page("de/events/2026-12/"), site.page("de/events/2026-11/")
    assert december.one(f"({card}//time/@datetime)[1]") == "2026-12-01T17:00:00"
    assert december.one(f"{card}//p[@class='card__dates']").endswith("10. Dezember, 15. Dezember und 22. Dezember")
    assert november.one(f"({card}//time/@datetime)[1]") == "2026-11-24T17:00:00"
    assert november.all(f"{card}//p[@class='card__dates']") == []


def test_an_event_over_the_end_of_a_month_is_in_both(site: Built) -> None:
    assert days(site, "2026-11", "Winterwanderung") == ["29", "30"]
    assert days(site, "2026-12", "Winterwanderung") == ["01"]


def test_months_with_events_lead_to_each_other(site: Built) -> None:
    assert sorted(path.parent.name for path in site.folder.glob("de/events/20*/index.html")) == ["2026-11", "2026-12"]
    november = site.page("de/events/2026-11/")
    assert november.all("//nav[contains(@class, 'pager')]//a/@href") == ["../../../de/events/2026-12/"]
    assert november.one("//h1") == "November 2026"
    assert site.page("ar/events/2026-12/").one("//h1/ancestor::html/@dir") == "rtl"


def test_public_holidays_of_the_state_are_named(site: Built) -> None:
    holidays = site.page("de/events/2026-12/").all("//td[normalize-space(@class) = 'month__holiday']/time/@datetime")
    assert holidays == ["2026-12-25", "2026-12-26"]


def test_a_card_says_when_an_event_takes_place_next(site: Built) -> None:
    card = "(//li[@class='card'][.//h3[normalize-space() = '{}']])[1]"
    events = site.page("de/events/")
    times = f"{card}//time/@datetime"
    assert events.all(times.format("Sprachcafé")) == ["2026-11-24T17:00:00", "2026-11-24T19:00:00"]
    assert "Dienstag, 24. November 2026" in events.one(card.format("Sprachcafé"))


def test_an_event_of_whole_days_names_no_time(site: Built) -> None:
    page = site.page("de/events/winter-walk/")
    assert page.all("//main//dl//time/@datetime") == ["2026-11-29", "2026-12-01"]
    assert "00:00" not in page.words
    assert "00:00" not in site.page("de/events/").words


def test_a_repetition_is_said_in_words_with_its_next_dates(site: Built) -> None:
    page = site.page("en/events/language-cafe/")
    assert "every week on Tuesday" in page.words
    next_dates = "//dd[.//details]//li/time/@datetime"
    assert [day[:10] for day in page.all(next_dates)] == [
        "2026-11-24",
        "2026-12-01",
        "2026-12-10",
        "2026-12-15",
        "2026-12-22",
    ]


def test_a_repetition_is_past_after_its_last_time(site: Built, tmp_path: Path) -> None:
    later = site.county.build(tmp_path / "later", today=dt.date(2026, 12, 23))
    assert "Sprachcafé" not in later.page("de/").words
    assert "schon vorbei" in later.page("de/events/language-cafe/").words


# --- old addresses


@pytest.mark.parametrize(
    ("old", "target"),
    [
        ("alt/landratsamt.html", "../de/offices/district-office/"),
        ("alt/amt/index.html", "../../de/offices/district-office/"),
        ("ar/offices/county-office/index.html", "../../../ar/offices/district-office/"),
    ],
)
def test_an_old_address_leads_on_at_once_and_without_scripts(site: Built, old: str, target: str) -> None:
    page = site.page(old)
    assert page.one("//meta[@http-equiv='refresh']/@content") == f"0; url={target}"
    assert page.one("//a/@href") == target
    assert page.one("//meta[@name='robots']/@content") == "noindex"
    assert page.one("//link[@rel='canonical']/@href") == site.county.config().base_url + target.replace("../", "")


# --- what a county may leave out


def test_a_county_without_an_office_or_texts_of_its_own_still_has_whole_pages(tmp_path: Path) -> None:
    made = county(
        tmp_path, {"content/news/bus/facts.yaml": "date: 2026-11-01\n", "content/news/bus/de.md": words("Bus")}
    )
    built = made.build()
    assert "Bus" in built.page("de/").words
    assert built.page("en/news/").one("//h1") == "News"


def test_two_entries_of_one_purpose_do_not_break_the_menu(tmp_path: Path) -> None:
    made = county(
        tmp_path,
        {
            f"content/pages/{name}/{file}": text
            for name in ("a", "b")
            for file, text in (
                ("facts.yaml", "purpose: imprint\n"),
                ("de.md", words(f"Impressum {name}")),
            )
        },
    )
    assert made.build().page("de/pages/b/").one("//h1") == "Impressum b"


def test_a_link_to_a_document_says_type_and_size(tmp_path: Path) -> None:
    text = "Lesen Sie das [Merkblatt](leaflet.pdf)."
    made = county(
        tmp_path,
        {
            "content/guides/arriving/de.md": words("Ankommen", text),
            "content/guides/arriving/leaflet.pdf": b"%PDF" + b"x" * 123_400,
        },
    )
    built = made.build()
    page = built.page("de/guides/arriving/")
    assert page.one("//main//a[starts-with(., 'Merkblatt')]") == "Merkblatt (PDF, 123 kB)"
    link = page.one("//main//a[starts-with(., 'Merkblatt')]/@href")
    assert (built.folder / "de/guides/arriving" / link).read_bytes().startswith(b"%PDF")
