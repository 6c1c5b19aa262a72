"""What shows only between entries, beyond the cases of `fixtures/problems/connections.md`: what is allowed."""

from pathlib import Path

import pytest

from support.counties import County, county, words

OFFICE = "content/offices/jobcenter"
GUIDE = "content/guides/working/de.md"


@pytest.fixture
def made(tmp_path: Path) -> County:
    return county(
        tmp_path,
        {
            f"{OFFICE}/facts.yaml": (
                "address: {street: Musterstraße 1, postcode: '12345', city: Musterstadt}\n"
                "phones: [030 23125 100]\nhours: Mo-Fr 08:00-12:00\n"
            ),
            f"{OFFICE}/de.md": words("Jobcenter", "## Unterlagen {#documents}\n\n## Über uns\n"),
        },
    )


@pytest.mark.parametrize(
    "body",
    [
        "[](office:jobcenter)",
        "[Unterlagen](office:jobcenter#documents)",
        "[Wer wir sind](office:jobcenter#über-uns)",
        "[Wer wir sind](office:jobcenter#%C3%BCber-uns)",
        "{office:jobcenter.phones}, {office:jobcenter.phones.0}, {office:jobcenter.hours}",
        "{office:jobcenter.address} oder {office:jobcenter.address.city}",
        "[Nach unten](#unten)\n\n## Unten",
        "[E-Mail](mailto:a@x.example) [Anruf](tel:110) [Seite](https://x.example/)",
        "[hierher](https://x.example/) führt der Weg",
    ],
)
def test_what_is_right_is_not_told(made: County, body: str) -> None:
    made.write({GUIDE: words("Arbeiten", body)})
    assert made.codes() == []


def test_an_anchor_is_looked_for_in_the_text_that_the_link_leads_to(made: County) -> None:
    made.write(
        {
            GUIDE: words("Arbeiten", "[Unterlagen](office:jobcenter#documents)"),
            GUIDE.replace("de.md", "en.md"): words("Working", "[Documents](office:jobcenter#documents)"),
        }
    )
    assert made.codes() == [], "the English page of the office shows the German text"
    made.write({f"{OFFICE}/en.md": words("Job centre", "## Documents {#papers}")})
    assert [found.span.path for found in made.check().problems] == [GUIDE.replace("de.md", "en.md")]


@pytest.mark.parametrize(
    ("language", "text", "is_vague"),
    [
        ("de", "hier", True),
        ("de", " Hier! ", True),
        ("de", "Antrag auf Wohngeld", False),
        ("en", "click here", True),
        ("en", "hier", False),
    ],
)
def test_vague_links_are_told_in_the_language_of_the_text(
    made: County,
    language: str,
    text: str,
    is_vague: bool,  # noqa: FBT001  a case
) -> None:
    made.write({GUIDE: words("Arbeiten")})
    made.write({GUIDE.replace("de.md", f"{language}.md"): words("A", f"[{text}](https://x.example/)")})
    assert ("vague-link-text" in made.codes()) == is_vague


@pytest.mark.parametrize(
    ("language", "text", "is_foreign"),
    [
        ("de", "Das heißt школа.", True),
        ("de", "Das heißt [школа]{lang=uk}.", False),
        ("uk", "Школа heißt Schule.", False),
        ("uk", "Школа: مدرسة", True),
        ("ar", "المدرسة Schule", False),
        ("fa", "مدرسه", False),
        ("sr-Latn", "Škola је školа", True),
        ("ja", "学校がっこう", False),
        ("zh-TW", "學校", False),
        ("de", "Σ und Ω", True),
        ("de", "100 € – 5 µm ½ ☎", False),
    ],
)
def test_words_in_another_script_are_told_unless_they_are_marked(
    tmp_path: Path,
    language: str,
    text: str,
    is_foreign: bool,  # noqa: FBT001  a case
) -> None:
    site = f'[site]\nname = "M"\nlanguages = ["{language}"]\n'
    made = county(tmp_path, {"site.toml": site, f"content/pages/a/{language}.md": words("A", text)})
    assert ("foreign-script" in made.codes()) == is_foreign


def test_a_decorative_picture_needs_no_words_and_any_other_needs_them_in_every_language(made: County) -> None:
    made.write(
        {
            f"{OFFICE}/facts.yaml": "email: a@x.example\nimages: [{file: a.svg}, {file: b.svg, decorative: true}]\n",
            f"{OFFICE}/a.svg": "<svg/>",
            f"{OFFICE}/b.svg": "<svg/>",
            f"{OFFICE}/de.md": words("Jobcenter", "![](b.svg)", front="images: {a.svg: {alt: Eingang}}\n"),
            f"{OFFICE}/en.md": words("Job centre"),
        }
    )
    (found,) = made.check().problems
    assert (found.code, found.span.path, dict(found.arguments)) == (
        "missing-alternative-text",
        f"{OFFICE}/en.md",
        {"file": "a.svg"},
    )


def test_drafts_are_left_in_peace(made: County) -> None:
    made.write(
        {
            "content/guides/draft/facts.yaml": "draft: true\n",
            "content/guides/draft/de.md": words("Entwurf", "[](office:gone) {gone} [x](#gone)", summary=""),
        }
    )
    assert made.codes() == []
