"""Words of the glossary on pages: which of them become buttons, and what these open."""

from pathlib import Path

import pytest

from intsite.pages.inflections import stem
from intsite.spoken import sentences
from support.counties import Built, Page, county, words

GLOSSARY = """\
jobcenter:
  de: {term: Jobcenter, official: [gemeinsame Einrichtung], short: [JC], explanation: Ein Amt.}
  tr: {term: iş merkezi, explanation: Bir daire.}
fee:
  de: {term: Gebühr, everyday: [Geld], forms: [Gebührchen], explanation: Was das Amt kostet.}
fee-notice:
  de: {term: Gebühr für den Bescheid, explanation: Kostet zehn Euro.}
notice:
  de: {term: Bescheid, explanation: Ein Brief vom Amt.}
deadline:
  explain: false
  de: {term: Frist, explanation: Der letzte Tag.}
transfer:
  de: {term: Überweisung, forms: [Überweisungsschein], unexplained: [Überweisung], explanation: Vom Arzt.}
"""
SITE = '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "de-simple", "tr"]\n'


def built(root: Path, body: str, **files: str) -> Built:
    """A county with one guide of that text; names of further files stand for `content/guides/guide/<name>`."""
    made = county(
        root,
        {
            "site.toml": SITE,
            "content/vocabularies/glossary.yaml": GLOSSARY,
            "content/guides/guide/de.md": words("Ratgeber", body),
            **{f"content/guides/guide/{name.replace('_', '.')}": text for name, text in files.items()},
        },
    )
    return made.build()


def guide(root: Path, body: str, language: str = "de", **files: str) -> Page:
    return built(root, body, **files).page(f"{language}/guides/guide/")


def buttons(page: Page) -> list[str]:
    return page.all("//dfn/button")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gehen Sie zum Jobcenter.", ["Jobcenter"]),
        ("Die Leitung des Jobcenters und die JC-Leitung: JC, Jc.", ["Jobcenters"]),
        ("Briefe vom JC, nicht vom jc.", ["JC"]),
        ("Die gemeinsamen Einrichtungen.", ["gemeinsamen Einrichtungen"]),
        ("Ein Jobcentermitarbeiter im jobcenter.", []),
        ("Die Gebühr für den Bescheid und die Gebühren.", ["Gebühr für den Bescheid", "Gebühren"]),
        ("Ein Gebührchen kostet Geld.", ["Gebührchen"]),
        ("Geld", []),
        ("Die Frist", []),
        ("Überweisung mit Überweisungsschein", ["Überweisungsschein"]),
        ("Das **Jobcenter** und das Jobcenter.", ["Jobcenter"]),
        ("## Jobcenter\n\n[Jobcenter](https://www.jobcenter.example/) und [Jobcenter]{lang=de}", []),
        ("`Jobcenter`", []),
    ],
)
def test_the_first_time_that_a_text_says_a_word_explains_it(tmp_path: Path, text: str, found: list[str]) -> None:
    assert buttons(guide(tmp_path, text)) == found


def test_a_button_opens_the_explanation_of_its_word(tmp_path: Path) -> None:
    page = guide(tmp_path, "Die Gebühr im Jobcenter.")
    targets = page.all("//dfn/button/@popovertarget")
    assert targets == ["word-fee", "word-jobcenter"]
    said = [page.one(f"//div[@popover and @id='{target}']/p") for target in targets]
    assert said == ["Gebühr: Was das Amt kostet.", "Jobcenter (gemeinsame Einrichtung, JC): Ein Amt."]
    assert page.one("//div[@id='word-fee']/@aria-labelledby") == page.one("//div[@id='word-fee']/p/@id")


def test_a_page_about_a_concept_does_not_explain_it(tmp_path: Path) -> None:
    page = guide(tmp_path, "", de_md=words("Das Jobcenter", "Beim Jobcenter gibt es Gebühren."))
    assert buttons(page) == ["Gebühren"]


def test_an_entry_can_do_without_explanations(tmp_path: Path) -> None:
    page = guide(tmp_path, "Die Gebühr", facts_yaml="explain-words: false\n")
    assert buttons(page) == []
    assert page.all("//div[@popover]") == []


def test_eight_explanations_are_enough(tmp_path: Path) -> None:
    many = "Jobcenter Gebühr Kita Elterngeld Visum Wohngeld Kindergeld Sozialamt Jugendamt Standesamt"
    assert buttons(guide(tmp_path, many)) == many.split()[:8]


def test_a_reader_without_german_learns_the_german_word(tmp_path: Path) -> None:
    page = guide(tmp_path, "Jobcenter", "tr", tr_md=words("Rehber", "İş merkezine gidin. İş merkezinde sorun."))
    assert buttons(page) == ["İş merkezine"]
    assert page.one("//div[@popover]/p") == "iş merkezi (Jobcenter, gemeinsame Einrichtung, JC): Bir daire."
    assert page.one("//div[@popover]//bdi/@lang") == "de"


def test_german_words_are_explained_in_the_readers_language_where_a_translation_is_missing(tmp_path: Path) -> None:
    page = guide(tmp_path, "Fragen Sie das Jobcenter.", "tr")
    assert buttons(page) == ["Jobcenter"]
    assert page.one("//div[@popover]/p") == "iş merkezi (Jobcenter, gemeinsame Einrichtung, JC): Bir daire."


def test_easy_language_has_the_words_of_its_language(tmp_path: Path) -> None:
    easy = words("Ratgeber", "Das ist das Jobcenter.")
    page = built(tmp_path, "Text", **{"de-simple_md": easy}).page("de-simple/guides/guide/")
    assert buttons(page) == ["Jobcenter"]
    assert page.one("//div[@popover]/p").endswith("Ein Amt.")


def test_words_that_become_buttons_are_still_part_of_what_is_read_aloud(tmp_path: Path) -> None:
    page = guide(tmp_path, "Gehen Sie zum Jobcenter in der Stadt.")
    begin = "span[@class='s'][starts-with(., 'Gehen')]"
    rest = f"span[@class='s'][not(@id)][preceding::span[@id][1][self::{begin}]]"
    assert page.all(f"//{begin} | //{rest}") == ["Gehen Sie zum", "Jobcenter", "in der Stadt."]
    assert page.all("//button[@popovertargetaction]//span") == []


def test_all_words_stand_from_a_to_z_with_the_german_one_beside(tmp_path: Path) -> None:
    site = built(tmp_path, "Text")
    german, turkish = site.page("de/glossary/"), site.page("tr/glossary/")
    assert german.one("//li[@id='word-jobcenter']") == "Jobcenter gemeinsame Einrichtung, JC"
    assert turkish.one("//li[@id='word-jobcenter']") == "iş merkezi Jobcenter, gemeinsame Einrichtung, JC"
    letters = german.all("//main//section/h2")
    assert letters == sorted(letters)
    assert len(german.all("//main//li[@id]")) == len(turkish.all("//main//li[@id]")) > 120


def test_the_glossary_says_where_no_native_speaker_has_read_it(tmp_path: Path) -> None:
    site = built(tmp_path, "Text")
    assert site.page("de/glossary/").all("//main//*[contains(@class, 'notice--unreviewed')]") == []
    assert len(site.page("tr/glossary/").all("//main//*[contains(@class, 'notice--unreviewed')]")) == 1


def test_every_word_leads_to_its_explanation(tmp_path: Path) -> None:
    site = built(tmp_path, "Text")
    index = site.page("tr/glossary/")
    listed = dict(zip(index.all("//main//li[@id]/@id"), index.all("//main//li[@id]/a/@href"), strict=True))
    assert listed["word-jobcenter"].endswith("#word-jobcenter")
    pages = {address.partition("#")[0] for address in listed.values()}
    found = [word for page in pages for word in site.page(f"tr/glossary/{page}").all("//main//dl/div/@id")]
    assert sorted(found) == sorted(listed)


def test_explanations_are_on_the_same_page_in_every_language(tmp_path: Path) -> None:
    site = built(tmp_path, "Text")
    german, turkish = (
        {word.rpartition("/glossary/")[2] for word in site.page(f"{language}/glossary/").all("//main//li[@id]/a/@href")}
        for language in ("de", "tr")
    )
    assert german == turkish


def test_a_german_word_in_another_writing_is_marked_as_german(tmp_path: Path) -> None:
    made = county(
        tmp_path,
        {
            "site.toml": SITE.replace("tr", "uk"),
            "content/guides/guide/de.md": words("Ratgeber", "Text"),
            "content/guides/guide/uk.md": words("Порада", "Запитайте в Jobcenter."),
        },
    )
    page = made.build().page("uk/guides/guide/")
    assert (page.one("//dfn"), page.one("//dfn/@lang")) == ("Jobcenter", "de")


def test_the_footer_leads_to_the_glossary(tmp_path: Path) -> None:
    links = guide(tmp_path, "Text").all("//footer//a/@href")
    assert "../../../de/glossary/" in links


@pytest.mark.parametrize(
    ("language", "term", "written"),
    [
        ("de", "Ausländerbehörde", "Ausländerbehörden"),
        ("fr", "service", "services"),
        ("tr", "merkezi", "merkezimizden"),
        ("tr", "Jobcenter", "Jobcenter’ın"),
        ("ru", "разрешение", "разрешением"),
        ("uk", "посвідка", "посвідку"),
        ("ar", "الإقامة", "إقامتك"),
        ("ar", "الاندماج", "والاندماج"),
        ("fa", "اجازهٔ", "اجازه"),
        ("fa", "ادارهٔ", "اداره‌های"),
    ],
)
def test_inflected_words_are_the_same(language: str, term: str, written: str) -> None:
    assert stem(term, language) == stem(written, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("de", "Kita", "Kind"), ("tr", "izin", "iz"), ("ru", "суд", "сад"), ("ar", "لاجئ", "لجنة"), ("en", "visa", "vis")],
)
def test_other_words_stay_others(language: str, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


def test_a_recording_leaves_out_what_readers_may_open(tmp_path: Path) -> None:
    site = built(tmp_path, "Gehen Sie zum Jobcenter. Ende.")
    said = [sentence.text for sentence in sentences(site.text("de/guides/guide/index.html"))]
    assert "Gehen Sie zum Jobcenter." in said
    assert not [text for text in said if "Ein Amt" in text]
