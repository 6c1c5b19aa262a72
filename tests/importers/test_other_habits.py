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
