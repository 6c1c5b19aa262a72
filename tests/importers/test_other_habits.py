"""Counties that write otherwise than the one we know: other icons, labels, telephone numbers, cards and fields."""

import json
from pathlib import Path
from typing import Any

import pytest

from importers.test_nasty_counties import imported, page
from intsite.fields import phone
from intsite.importers.integreat import Import, convert, read
from intsite.source import parse_yaml

CARD = (
    '<div><div contenteditable="false" class="contact-card notranslate" dir="ltr" translate="no">'
    '<a href="/musterland/contact/3/?details=name" style="display: none">Contact</a><h4>Integrationsstelle</h4>'
    '<p><img src="https://cms.example/static/svg/pin.svg" alt="Address: " width="15" height="15">'
    '<a href="https://maps.example/?q=x">Lindenstraße 12 12345 Musterstadt</a></p>'
    '<p><img src="https://cms.example/static/svg/call.svg" alt="Phone Number: "><a href="tel:+493023125300">'
    "+49 (0) 30 23125 300</a></p></div></div>"
)
WRITTEN = {
    "labels": (
        "<p>Beratungsstelle<br>Lindenstraße 12<br>12345 Musterstadt<br>Tel.: 030 23125 300<br>"
        "<b>E-Mail:</b> post@stelle.example<br>Öffnungszeiten: Mo-Fr 8-12 Uhr</p>"
    ),
    "labels of another language": (
        "<p>Beratungsstelle<br>العنوان: Lindenstraße 12, 12345 Musterstadt<br>الهاتف: 030 23125 300<br>"
        "البريد الإلكتروني: post@stelle.example<br>Sprechzeiten: Mo-Fr 8-12 Uhr</p>"
    ),
    "emoji": (
        "<h3>Beratungsstelle</h3><p>📍 Lindenstraße 12, 12345 Musterstadt<br>📞 030 23125 300<br>✉️ post@stelle.example"
        "<br>🕐 Mo-Fr 8-12 Uhr</p>"
    ),
    "an icon font": (
        '<h3>Beratungsstelle</h3><p><i class="fa fa-map-marker"></i> Lindenstraße 12, 12345 Musterstadt</p>'
        '<p><i class="fas fa-phone"></i> 030 23125 300</p><p><span class="icon-mail"></span> post@stelle.example</p>'
        '<p><i class="bi bi-clock"></i> Mo-Fr 8-12 Uhr</p>'
    ),
    "drawings": (
        '<h3>Beratungsstelle</h3><p><svg><use href="#pin"></use></svg> Lindenstraße 12, 12345 Musterstadt</p>'
        '<p><svg aria-label="Telefon"><path d="M0 0"/></svg> 030 23125 300</p>'
        "<p><svg><title>E-Mail</title></svg> post@stelle.example</p><p><svg class='icon-clock'/> Mo-Fr 8-12 Uhr</p>"
    ),
    "pictures with German names": (
        "<h3>Beratungsstelle</h3><ul><li><img src='x/standort.svg'> Lindenstraße 12, 12345 Musterstadt</li>"
        "<li><img src='x/icon_telefon.png'> 030 23125 300</li><li><img src='x/1.png' alt='E-Mail' width='20'> "
        "post@stelle.example</li><li><img src='x/uhr_icon.png'> Mo-Fr 8-12 Uhr</li></ul>"
    ),
}


def office(found: Import) -> dict[str, Any]:
    """The facts of the only office, as YAML reads them."""
    (only,) = found.book.offices
    node, problems = parse_yaml(str(found.files[f"content/offices/{only.id}/facts.yaml"]), "")
    assert problems == ()
    return {name: node.get(name) for name in ("address", "phones", "fax", "email", "hours") if node.get(name)}


def kinds(found: Import) -> dict[str, list[str]]:
    noted: dict[str, list[str]] = {}
    for note in found.notes:
        noted.setdefault(note.kind, []).append(f"{note.text} {note.address}".strip())
    return noted


@pytest.mark.parametrize("name", WRITTEN)
def test_a_contact_is_found_however_it_is_announced(name: str, tmp_path: Path) -> None:
    found = imported([page("de/a", content=WRITTEN[name])], tmp_path)
    assert [one.titles[0][1] for one in found.book.offices] == ["Beratungsstelle"]
    assert set(office(found)) == {"address", "phones", "email", "hours"}


@pytest.mark.parametrize(
    "text",
    [
        "Telefon haben alle. Tel. ist kurz.",
        "Internet: überall",
        "Adresse: unbekannt",
        "Fax",
        "Mail an uns",
        "📞 Rufen Sie an!",
        "Web 2.0 und mehr",
    ],
)
def test_words_that_announce_nothing_are_words(text: str, tmp_path: Path) -> None:
    found = imported([page("de/a", content=f"<h3>Beratungsstelle</h3><p>{text}</p>")], tmp_path)
    assert found.book.contacts == ()
    assert text in str(found.files["content/guides/a/de.md"])


def test_a_contact_card_of_the_cms_is_an_office_without_its_hidden_link(tmp_path: Path) -> None:
    found = imported([page("de/a", content=CARD)], tmp_path)
    assert set(office(found)) == {"address", "phones"}
    assert "Contact" not in str(found.files["content/guides/a/de.md"])
    assert kinds(found)["hidden-removed"] == ["Contact /musterland/contact/3/?details=name"]
    assert "link-dead" not in kinds(found)


def test_a_hidden_block_may_be_a_fold_and_stays(tmp_path: Path) -> None:
    found = imported([page("de/a", content='<p>Da</p><div style="display:none"><p>Mehr dazu</p></div>')], tmp_path)
    assert "Mehr dazu" in str(found.files["content/guides/a/de.md"])


NUMBERS = {
    "030/23125-300": ["+493023125300"],
    "+49 (0) 30 23125-300": ["+493023125300"],
    "030 23125 - 0 / -111": ["+4930231250"],
    "030 23125 300 / -301": ["+493023125300"],
    "030 23125 300/301": ["+493023125300"],
    "030 23125 300 / 030 23125 301": ["+493023125300", "+493023125301"],
    "0221 4710 200 -201": ["+492214710200"],
    "0221 4710 -200": ["+492214710200"],
    "0221 47100-40410": ["+492214710040410"],
    "08 21 / 31 02 - 27 14": ["+4982131022714"],
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_telephone_number_never_takes_in_the_extension_of_another(text: str) -> None:
    assert [number.e164 for _, _, number in phone.find(text)] == NUMBERS[text]


def test_a_fax_number_on_the_line_of_a_telephone_is_no_telephone(tmp_path: Path) -> None:
    content = "<h3>Beratungsstelle</h3><p>Tel.: 030 23125 300, Fax: 030 23125 301</p>"
    facts = office(imported([page("de/a", content=content)], tmp_path))
    assert [item.text for item in facts["phones"].items] == ["+493023125300"]
    assert facts["fax"].text == "+493023125301"


def test_an_imprint_that_says_it_has_no_parent_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "api/v3/musterland/de"
    for name, value in {
        "pages": [page("de/a")],
        "imprint": page("de/disclaimer", title="Impressum", parent=None),
    }.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "index.json").write_text(json.dumps(value), encoding="utf-8")
    found = convert(read([tmp_path / "api"]))
    assert found.problems == ()
    assert "content/pages/disclaimer/de.md" in found.files


def at_a_place(tmp_path: Path, **fields: object) -> tuple[Import, str]:
    """A county with one place, and that place's words."""
    folder = tmp_path / "api/v3/musterland/de"
    place = page("de/locations/amt", title="Amt", contacts=[], category=None, opening_hours=None) | {
        "location": {"id": 7, "name": "Amt", "address": "Ring 1", "town": "Musterstadt", "postcode": "12345"}
    }
    for name, value in {"pages": [page("de/a")], "locations": [place | fields]}.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "index.json").write_text(json.dumps(value), encoding="utf-8")
    found = convert(read([tmp_path / "api"]))
    return found, str(found.files["content/offices/amt/de.md"])


def test_people_at_a_place_and_second_addresses_are_in_its_text(tmp_path: Path) -> None:
    first = {"name": None, "email": "post@amt.example", "phone_number": "030 23125 100", "website": ""}
    second = {"point_of_contact_for": "Kasse", "email": "kasse@amt.example", "phone_number": "030 23125 101"}
    third = {"name": "", "email": "spende@amt.example", "mobile_phone_number": None}
    _, words = at_a_place(tmp_path, contacts=[first, second, third, None, 5])
    assert words.endswith("\nKasse\\\n030 23125 101\\\nkasse@amt.example\n\nspende@amt.example\n")


def test_a_place_closed_for_now_has_no_open_hours(tmp_path: Path) -> None:
    open_ = {
        "allDay": False,
        "closed": False,
        "appointmentOnly": False,
        "timeSlots": [{"start": "08:00", "end": "12:00"}],
    }
    found, _ = at_a_place(tmp_path, opening_hours=[open_] * 7, temporarily_closed=True)
    assert "hours: Mo-Su off" in str(found.files["content/offices/amt/facts.yaml"])
    assert kinds(found)["closed-for-now"] == ["Mo-Su 08:00-12:00"]


def test_fields_that_nothing_here_holds_are_in_the_report(tmp_path: Path) -> None:
    fields = {
        "organization": {"id": 1, "name": "Verein", "website": "https://verein.example/"},
        "thumbnail": "https://cms.example/bild.png",
        "embedded_offers": [{"alias": "wohnen", "title": "Wohnungen", "url": "https://offers.example/"}],
    }
    told = kinds(imported([page("de/a", **fields), page("de/b", organization=None, thumbnail=None)], tmp_path))
    assert told["field-left"] == [
        "organization: Verein https://verein.example/",
        "thumbnail https://cms.example/bild.png",
        "offer: Wohnungen https://offers.example/",
    ]


@pytest.mark.parametrize(
    ("text", "is_the_place"),
    [
        ("<h3>Das Amt zieht um</h3><p>Tel.: 030 23125 100<br>E-Mail: post@amt.example</p>", True),
        ("<p>Amt<br>Ring 1, 12345 Musterstadt<br>Tel.: 030 23125 100<br>Fax: 030 23125 199</p>", True),
        ("<h3>Amt</h3><p>Tel.: 030 23125 100, 030 23125 177</p>", True),
        ("<h3>Beratung im Amt</h3><p>Tel.: 030 23125 100, 030 23125 177</p>", False),
        ("<p>Amt<br>Weg 9, 12345 Musterstadt<br>Tel.: 030 23125 100</p>", False),
    ],
)
def test_a_contact_that_is_one_of_the_places_refers_to_it(text: str, is_the_place: bool, tmp_path: Path) -> None:  # noqa: FBT001
    one = {"email": "post@amt.example", "phone_number": "030 23125 100"}
    at_a_place(tmp_path, contacts=[one])
    pages = tmp_path / "api/v3/musterland/de/pages/index.json"
    pages.write_text(json.dumps([page("de/a", content=text)]), encoding="utf-8")
    found = convert(read([tmp_path / "api"]))
    assert len(found.book.offices) == (0 if is_the_place else 1)
    assert ("{office:amt.phones.0}" in str(found.files["content/guides/a/de.md"])) == is_the_place


def test_a_number_of_a_place_in_prose_is_quoted_from_it(tmp_path: Path) -> None:
    at_a_place(tmp_path, contacts=[{"phone_number": "030 23125 100"}])
    pages = tmp_path / "api/v3/musterland/de/pages/index.json"
    pages.write_text(json.dumps([page("de/a", content="<p>Rufen Sie 030 23125 100 an.</p>")]), encoding="utf-8")
    found = convert(read([tmp_path / "api"]))
    assert "Rufen Sie {office:amt.phones.0} an." in str(found.files["content/guides/a/de.md"])


def test_an_address_with_a_floor_that_the_office_has_not_stays_text(tmp_path: Path) -> None:
    at_a_place(tmp_path, contacts=[{"phone_number": "030 23125 100"}])
    pages = tmp_path / "api/v3/musterland/de/pages/index.json"
    text = "<p>Adresse: Ring 1, 2. Stock, 12345 Musterstadt<br>Tel.: 030 23125 100</p>"
    pages.write_text(json.dumps([page("de/a", content=text)]), encoding="utf-8")
    found = convert(read([tmp_path / "api"]))
    assert "Ring 1, 2. Stock, 12345 Musterstadt" in str(found.files["content/guides/a/de.md"])
    assert "contact-differs" in kinds(found)


PIN = "<img src='x/pin.svg'> Ring 1, 12345 Musterstadt"
CALL = "<img src='x/call.svg'> 030 23125 100"


def named(content: str, tmp_path: Path) -> list[str]:
    """What the contacts of a page are called."""
    return [contact.name for contact in imported([page("de/a", content=content)], tmp_path).book.contacts]


def test_the_last_item_of_a_list_does_not_name_the_contact_below_the_list(tmp_path: Path) -> None:
    items = "<ul><li>Chirurgie</li><li>Augenheilkunde</li></ul>"
    content = f"<h3>Klinik Nord</h3><p>Abteilungen:</p>{items}<p>{PIN}</p><p>{CALL}</p>"
    assert named(content, tmp_path) == ["Klinik Nord"]


def test_an_item_of_a_list_names_the_contact_in_the_items_below_it(tmp_path: Path) -> None:
    content = f"<ul><li>Tafel Nord<ul><li>{PIN}</li><li>{CALL}</li></ul></li></ul>"
    assert named(content, tmp_path) == ["Tafel Nord"]


def test_the_line_above_names_a_contact_whose_own_paragraph_begins_with_its_street(tmp_path: Path) -> None:
    content = f"<h3>Antrag stellen</h3><p>Behörde für Anträge</p><p>Ring 1<br>12345 Musterstadt<br>{CALL}</p>"
    assert named(content, tmp_path) == ["Behörde für Anträge"]


def test_a_website_below_another_bold_name_is_no_website_of_the_contact_above(tmp_path: Path) -> None:
    web = "<img src='x/www.svg'> <a href='https://zahn.example/'>www.zahn.example</a>"
    content = f"<p><b>Ärztlicher Dienst</b><br>{CALL}</p><p><b>Zahnärztlicher Dienst</b><br>am Wochenende<br>{web}</p>"
    assert named(content, tmp_path) == ["Ärztlicher Dienst", "Zahnärztlicher Dienst"]


def test_a_number_among_letters_of_another_direction_leaves_no_empty_link(tmp_path: Path) -> None:
    link = "<a href='tel:+493023125300'>\u200e030 23125 300\u200e</a>"
    text = f"<p>هاتف: 0221 4710 200</p><p><img src='x/call.svg'> {link}</p>"
    found = imported([page("ar/b", content=f"<h3>مكتب</h3>{text}")], tmp_path)
    assert [contact.name for contact in found.book.contacts] == ["مكتب"]
    words = str(found.files["content/guides/b/ar.md"])
    assert ".phones.0}" in words
    assert "tel:" not in words
