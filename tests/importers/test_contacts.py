"""Contacts out of the prose: one entry each, references in the texts, and nothing guessed."""

import json
from pathlib import Path

import pytest

from intsite.importers.contacts.postal import find, key
from intsite.importers.identifiers import slug as identifier
from intsite.importers.integreat import Import, convert, read

PIN, CALL, MAIL, WWW, CLOCK = (
    f'<img src="https://admin.example/static/svg/{name}.svg">' for name in ("pin", "call", "email", "www", "clock")
)
ADDRESS = f"{PIN} Hauptstraße 1, 12345 Musterstadt"
PHONE = f'{CALL} <a href="tel:03023125100">030 23125 100</a>'
HOURS = f"{CLOCK} Montag bis Freitag von 8 bis 12 Uhr"
JOBCENTER = f"<p><strong>Jobcenter</strong><br>{ADDRESS}<br>{PHONE}<br>{HOURS}</p>"


def county(folder: Path, **pages: str) -> Import:
    """Pages by their names; `name_en` is the English version of `name`."""
    by_language: dict[str, list[dict[str, object]]] = {"de": [], "en": []}
    for name, content in pages.items():
        language = "en" if name.endswith("_en") else "de"
        slug = name.removesuffix("_en")
        other = {"de": "en", "en": "de"}[language]
        by_language[language].append({
            "path": f"/musterland/{language}/{slug}/",
            "title": f"Page {slug}",
            "content": content,
            "parent": {"path": None},
            "order": 1,
            "available_languages": {other: {"id": 1, "path": f"/musterland/{other}/{slug}/"}},
        })  # fmt: skip
    files = []
    for language, items in by_language.items():
        files.append(folder / f"{language}.json")
        files[-1].write_text(json.dumps(items), encoding="utf-8")
    return convert(read([file for file, items in zip(files, by_language.values(), strict=True) if items]))


def body(imported: Import, page: str, language: str = "de") -> str:
    return str(imported.files[f"content/guides/{page}/{language}.md"]).split("\n---\n", 1)[1].strip()


def offices(imported: Import) -> dict[str, str]:
    return {
        path.split("/")[2]: str(text)
        for path, text in imported.files.items()
        if path.startswith("content/offices/") and path.endswith("facts.yaml")
    }


def told(imported: Import, kind: str) -> list[tuple[str, str]]:
    return [(note.text, note.address) for note in imported.notes if note.kind == kind]


def test_a_contact_becomes_an_office_and_the_text_refers_to_it(tmp_path: Path) -> None:
    imported = county(tmp_path, work=JOBCENTER)
    assert offices(imported) == {
        "jobcenter": (
            'address: {street: Hauptstraße 1, postcode: "12345", city: Musterstadt}\n'
            'phones:\n  - "+493023125100"\nhours: "Mo-Fr 08:00-12:00"\n'
        )
    }
    assert body(imported, "work") == (
        "**[](office:jobcenter)**\\\n{office:jobcenter.address}\\\n{office:jobcenter.phones.0}\\\n"
        "{office:jobcenter.hours}"
    )


def test_one_contact_on_several_pages_and_in_two_languages_is_one_office(tmp_path: Path) -> None:
    english = JOBCENTER.replace("Jobcenter", "Job centre").replace(
        "Montag bis Freitag von 8 bis 12 Uhr", "Monday to Friday from 8 a.m. to noon"
    )
    again = f"<p><b>Jobcenter</b><br>{PHONE}</p>"
    imported = county(tmp_path, work=JOBCENTER, work_en=english, money=again)
    assert list(offices(imported)) == ["jobcenter"]
    assert "title: Job centre" in str(imported.files["content/offices/jobcenter/en.md"])
    assert body(imported, "work", "en") == body(imported, "work")
    assert body(imported, "money") == "**[](office:jobcenter)**\\\n{office:jobcenter.phones.0}"


def test_what_a_page_says_otherwise_stays_text_and_is_told(tmp_path: Path) -> None:
    other = JOBCENTER.replace("8 bis 12", "9 bis 11")
    imported = county(tmp_path, work=JOBCENTER, money=JOBCENTER, old=other)
    assert body(imported, "old").endswith("Montag bis Freitag von 9 bis 11 Uhr")
    assert told(imported, "contact-differs") == [("Mo-Fr 09:00-11:00", "office:jobcenter.hours: Mo-Fr 08:00-12:00")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f"{CLOCK} Montags ab 18 Uhr", "hours-unread"),
        (f"{CALL} 12345", "phone-unread"),
        (f'{CALL} <a href="tel:03023125100">030 23125 999</a>', "phone-unread"),
        (f"{PIN} Dorfstraße 4", "address-unread"),
    ],
)
def test_what_is_not_understood_stays_text_and_is_told(line: str, kind: str, tmp_path: Path) -> None:
    imported = county(tmp_path, work=f"<p><b>Jobcenter</b><br>{MAIL} info@jobcenter.example<br>{line}</p>")
    words = line.rpartition(">")[2].strip() or "030 23125 999"
    assert words.strip() in body(imported, "work")
    assert [text for text, _ in told(imported, kind)] == [words.strip()]


def test_a_contact_that_nothing_names_stays_text_and_is_told(tmp_path: Path) -> None:
    imported = county(tmp_path, work=f"<h2>Kontakt?</h2><p>{PHONE}</p><p>Long ago. Text.</p><p>{MAIL} a@b.example</p>")
    assert offices(imported) == {}
    assert "[030 23125 100](tel:03023125100)" in body(imported, "work")
    assert len(told(imported, "contact-unnamed")) == 2


def test_no_person_becomes_an_office(tmp_path: Path) -> None:
    mail = f'{MAIL} <a href="mailto:vera.muster@musterland.example">vera.muster@musterland.example</a>'
    imported = county(tmp_path, work=f"<p>Bildungsberatung<br>Vera Muster<br>{mail}</p>")
    assert list(offices(imported)) == ["bildungsberatung"]
    assert "Vera Muster" in body(imported, "work")


def test_numbers_in_prose_refer_to_the_only_office_that_has_them(tmp_path: Path) -> None:
    imported = county(tmp_path, work=JOBCENTER, money="<p>Call 030 23125 100 or 030 23125 200.</p>")
    assert body(imported, "money") == "Call {office:jobcenter.phones.0} or 030 23125 200."


def test_hours_in_the_next_paragraph_belong_to_the_label_above(tmp_path: Path) -> None:
    imported = county(
        tmp_path,
        work=f"<p><b>Jobcenter</b><br>{PHONE}<br>{CLOCK} Sprechzeiten:</p><p>Montag 8 bis 12 Uhr</p><p>End</p>",
    )
    assert 'hours: "Mo 08:00-12:00"' in offices(imported)["jobcenter"]
    assert body(imported, "work").endswith("Sprechzeiten:\n\n{office:jobcenter.hours}\n\nEnd")


def test_a_link_that_a_translation_broke_apart_is_one_number_again(tmp_path: Path) -> None:
    broken = f'<p><b>Job centre</b><br>{CALL} 0 <a href="tel:03023125100">3023125</a> 100</p>'
    assert (
        body(county(tmp_path, work_en=broken), "work", "en")
        == "**[](office:job-centre)**\\\n{office:job-centre.phones.0}"
    )


def test_a_service_number_and_a_number_with_the_countrys_prefix_are_numbers(tmp_path: Path) -> None:
    both = f'{CALL} <a href="tel:116117">116 117</a><br>{CALL} <a href="tel:+493023125100">+49 (0)30 23125-100</a>'
    imported = county(tmp_path, work=f"<p><b>Notdienst</b><br>{both}</p>")
    assert body(imported, "work").endswith("{office:notdienst.phones.0}\\\n{office:notdienst.phones.1}")


def test_a_contact_card_is_a_contact(tmp_path: Path) -> None:
    card = f'<div class="contact-card"><h4>Jobcenter | Team A</h4><p>{ADDRESS}</p><p>{PHONE}</p></div>'
    imported = county(tmp_path, work=f"<p>Hello.</p>{card}")
    assert list(offices(imported)) == ["jobcenter-team-a"]
    assert "{office:jobcenter-team-a.phones.0}" in body(imported, "work")


@pytest.mark.parametrize(
    ("text", "street", "addition", "name", "city"),
    [
        ("Hauptstr. 1, 12345 Musterstadt (2. Stock)", "Hauptstr. 1", "", "", "Musterstadt"),
        ("Marktplatz 3 a\n12345 Bad Muster am See", "Marktplatz 3 a", "", "", "Bad Muster am See"),
        ("Weg 2, Rückgebäude, 12345 Ort", "Weg 2", "Rückgebäude", "", "Ort"),
        ("Haus der Begegnung, Am Tor 5, D-12345 Ort, Germany", "Am Tor 5", "", "Haus der Begegnung", "Ort"),
        ("Standort Nord: C 3, 16, 68159 Mannheim", "C 3, 16", "", "", "Mannheim"),
    ],
)
def test_addresses_are_found_in_their_parts(text: str, street: str, addition: str, name: str, city: str) -> None:
    found = find(text)
    assert found
    address = found[2]
    assert (address.street, address.addition, address.name, address.city) == (street, addition, name, city)


@pytest.mark.parametrize("text", ["Dorfstraße 4", "12345 Musterstadt", "Postfach 12, 12345 Ort", "Tel. 12345 Ort"])
def test_half_an_address_is_none(text: str) -> None:
    assert find(text) is None


def test_addresses_are_equal_however_street_is_written() -> None:
    keys = {
        key(found[2])
        for text in ("Hauptstr. 1", "Hauptstraße 1", "Hauptstrasse 1")
        if (found := find(f"{text}, 12345 Ort"))
    }
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("heading", "mail", "expected"),
    [
        pytest.param("Frauenhaus Musterstadt", "post@mail.example", [], id="a word that names an institution"),
        pytest.param("pro vita Musterstadt", "musterstadt@provita.example", [], id="a mail address that says the same"),
        pytest.param("2. abz Musterdorf", "kurse@abz.example", [], id="an acronym after a number"),
        pytest.param("Wohngeld", "post@mail.example", [("Wohngeld (1 ×)", "office:wohngeld")], id="only a subject"),
    ],
)
def test_a_heading_is_a_name_when_a_word_or_an_address_confirms_it(
    heading: str, mail: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    imported = county(tmp_path, work=f"<h2>{heading}</h2><p>{PHONE}<br>{MAIL} <a href='mailto:{mail}'>{mail}</a></p>")
    assert told(imported, "contact-named-above") == expected
    (office,) = offices(imported)
    assert office == identifier(heading.removeprefix("2. "))


def test_the_name_of_a_picture_is_no_name(tmp_path: Path) -> None:
    imported = county(
        tmp_path, work=f"<p><img src='https://a.example/Logo.png'><br>{PHONE}<br>{PIN} Ring 2, 12345 Ort</p>"
    )
    assert not any("png" in office for office in offices(imported))


def test_a_contact_without_any_name_is_called_like_its_website(tmp_path: Path) -> None:
    one = f"<p>{PHONE}<br>{WWW} <a href='https://www.laden.example/'>www.laden.example</a></p>"
    other = f"<p>{CALL} 030 23125 101<br>{PIN} Ring 2, 12345 Ort</p>"
    imported = county(
        tmp_path, work=f"<h2>Einkaufen</h2>{one}<p>Oder hier, das ist auch ein guter Ort zum Kaufen:</p>{other}"
    )
    assert list(offices(imported)) == ["laden-example"]
    assert told(imported, "contact-named-above") == [("laden.example (1 ×)", "office:laden-example")]


def test_offices_that_need_a_name_are_told_in_the_order_of_use(tmp_path: Path) -> None:
    rare = f"<h2>Wohngeld</h2><p>{CALL} 030 23125 101<br>{MAIL} a@mail.example</p>"
    common = f"<h2>Elterngeld</h2><p>{CALL} 030 23125 102<br>{MAIL} b@mail.example</p>"
    imported = county(tmp_path, a=rare, b=common, c=common)
    assert [text for text, _ in told(imported, "contact-named-above")] == ["Elterngeld (2 ×)", "Wohngeld (1 ×)"]
