"""Pages that plainly are an office, a service or a course; everything less plain stays a guide."""

import datetime as dt
import json
from pathlib import Path

import pytest

from intsite.config import load as load_config
from intsite.importers.integreat import Import, convert, read, write
from intsite.load import check, load

PIN, CALL, CLOCK = (f'<img src="https://admin.example/static/svg/{name}.svg">' for name in ("pin", "call", "clock"))
HERE = f"{PIN} Hauptstraße 1, 12345 Musterstadt<br>{CALL} Tel.: 030 23125 100"
ADVICE = "Migrationsberatung in Musterdorf"
OFFICE = f"<p>Hier beantragen Sie Ihren Pass.</p><p><b>Bürgeramt Musterstadt</b><br>{HERE}</p>"


def county(folder: Path, title: str, content: str, *, slug: str = "page", with_child: bool = False) -> Import:
    """A page below another one."""

    def page(slug: str, title: str, content: str, parent: str | None, order: int) -> dict[str, object]:
        return {
            "path": f"/musterland/de/{slug}/",
            "title": title,
            "content": content,
            "parent": {"path": parent and f"/musterland/de/{parent}/"},
            "order": order,
            "available_languages": {},
        }

    pages = [
        page("top", "Ämter", "<p>Wer hilft?</p>", None, 1),
        page("first", "Zuerst", "<p>Eins</p>", "top", 1),
        page(slug, title, content, "top", 2),
        page("last", "Zuletzt", "<p>Drei</p>", "top", 3),
    ]
    if with_child:
        pages.append(page("child", "Kind", "<p>Vier</p>", slug, 1))
    file = folder / "pages.json"
    file.write_text(json.dumps(pages), encoding="utf-8")
    return convert(read([file]))


def kinds(imported: Import) -> dict[str, str]:
    return {guide.leading.title: guide.key for guide in imported.guides if guide.kind != "guide"}


def test_a_page_that_is_called_like_its_only_contact_is_that_office(tmp_path: Path) -> None:
    imported = county(tmp_path, "Das Bürgeramt Musterstadt", OFFICE)
    assert kinds(imported) == {"Das Bürgeramt Musterstadt": "office:page"}
    assert imported.files["content/offices/page/facts.yaml"] == (
        'guide: top\norder: 2\naddress: {street: Hauptstraße 1, postcode: "12345", city: Musterstadt}\n'
        'phones:\n  - "+493023125100"\n'
    )
    words = str(imported.files["content/offices/page/de.md"])
    assert words.startswith("---\ntitle: Das Bürgeramt Musterstadt\n")
    assert "  - /musterland/de/page/\n" in words
    assert words.split("\n---\n")[1].strip() == "Hier beantragen Sie Ihren Pass."
    (told,) = (note for note in imported.notes if note.kind == "page-made-office")
    assert (told.text, told.address) == ("Bürgeramt Musterstadt; phones, address; 40", "/musterland/de/page/")


def test_an_office_made_of_a_page_keeps_its_place_among_the_pages(tmp_path: Path) -> None:
    write(county(tmp_path, "Bürgeramt Musterstadt", OFFICE), tmp_path)
    config, _ = load_config(tmp_path)
    assert config
    site, _ = load(config, today=dt.date(2026, 11, 22), progress=lambda _: None)
    assert site.connections.children["guide", "top"] == (("guide", "first"), ("office", "page"), ("guide", "last"))
    assert [found for found in check(config, today=dt.date(2026, 11, 22)).problems if found.is_error] == []


def test_other_pages_refer_to_the_office_that_a_page_has_become(tmp_path: Path) -> None:
    imported = county(tmp_path, "Bürgeramt Musterstadt", OFFICE + f"<p>Fragen? {CALL} 030 23125 100 auch abends</p>")
    assert "Fragen? {office:page.phones.0} auch abends" in str(imported.files["content/offices/page/de.md"])


def test_what_is_left_of_a_line_keeps_the_fact_in_it(tmp_path: Path) -> None:
    content = OFFICE.replace("12345 Musterstadt", "12345 Musterstadt, 2. Stock")
    imported = county(tmp_path, "Bürgeramt Musterstadt", content)
    assert "{office:page.address}, 2. Stock" in str(imported.files["content/offices/page/de.md"])


def test_facts_below_a_heading_stay_so_that_it_heads_something(tmp_path: Path) -> None:
    imported = county(tmp_path, "Bürgeramt Musterstadt", OFFICE.replace("<p><b>", "<h2>Kontakt</h2><p><b>"))
    assert "## Kontakt\n\n**Bürgeramt Musterstadt**\\\n{office:page.address}" in str(
        imported.files["content/offices/page/de.md"]
    )


def test_a_counselling_page_is_a_service_of_its_contact(tmp_path: Path) -> None:
    imported = county(tmp_path, ADVICE, f"<p>Wir beraten kostenlos.</p><p><b>Verein Ankommen</b><br>{HERE}</p>")
    assert kinds(imported) == {ADVICE: "service:page"}
    assert imported.files["content/services/page/facts.yaml"] == (
        'guide: top\norder: 2\nprovider: "office:verein-ankommen"\n'
    )
    assert "**[](office:verein-ankommen)**" in str(imported.files["content/services/page/de.md"])


def test_a_page_of_a_type_of_course_with_times_and_place_is_a_course(tmp_path: Path) -> None:
    content = f"<p>Mo und Mi von 9 bis 12 Uhr.</p><p><b>Volkshochschule Musterstadt</b><br>{HERE}</p>"
    imported = county(tmp_path, "Alphabetisierungskurs am Vormittag", content)
    assert kinds(imported) == {"Alphabetisierungskurs am Vormittag": "course:page"}
    assert imported.files["content/courses/page/facts.yaml"] == (
        "guide: top\norder: 2\ncourse-type: literacy\nplace: {office: volkshochschule-musterstadt}\n"
    )
    write(imported, tmp_path)
    config, _ = load_config(tmp_path)
    assert config
    assert [found for found in check(config, today=dt.date(2026, 11, 22)).problems if found.is_error] == []


@pytest.mark.parametrize(
    ("title", "content"),
    [
        pytest.param("Ausweis", OFFICE, id="another title"),
        pytest.param("Bürgeramt Musterstadt und Ausweise", OFFICE, id="more than the office"),
        pytest.param("Bürgeramt Musterstadt", OFFICE + f"<p>{'Wort ' * 400}</p>", id="much to read"),
        pytest.param(
            "Bürgeramt Musterstadt", f"<p><b>Bürgeramt Musterstadt</b><br>{CALL} 030 23125 100</p>", id="no place"
        ),
        pytest.param(
            "Bürgeramt Musterstadt",
            OFFICE + f"<p><b>Standesamt</b><br>{PIN} Ring 2, 12345 Musterstadt<br>{CALL} 030 23125 101</p>",
            id="two contacts",
        ),
        pytest.param("Schule", f"<p><b>Schule am Markt</b><br>{HERE}</p>", id="a word for many"),
        pytest.param("Recht und Beratung", f"<p><b>Verein Ankommen</b><br>{HERE}</p>", id="more than counselling"),
        pytest.param(
            ADVICE, f"<p>{'Wort ' * 300}</p><p><b>Verein Ankommen</b><br>{HERE}</p>", id="reading on counselling"
        ),
        pytest.param(ADVICE, "<p>Wir beraten kostenlos.</p>", id="counselling without a contact"),
        pytest.param("Alphabetisierungskurs", f"<p>Was ist das?</p><p><b>Verein</b><br>{HERE}</p>", id="about courses"),
    ],
)
def test_what_is_not_plain_stays_a_guide(title: str, content: str, tmp_path: Path) -> None:
    assert kinds(county(tmp_path, title, content)) == {}


def test_a_page_with_pages_below_it_stays_a_guide(tmp_path: Path) -> None:
    assert kinds(county(tmp_path, "Bürgeramt Musterstadt", OFFICE, with_child=True)) == {}
