"""Pages with a purpose: the accessibility statement, the contact form, easy language, sign language."""

import datetime as dt
import struct
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser

from intsite.accessibility_law import law_of
from intsite.public_holidays import LANDS
from intsite.render import policy
from intsite.videos import Film, measure
from support.axe import Axe
from support.counties import SITE, TODAY, County, county, words
from support.folder_server import FolderServer
from support.html_checker import HtmlChecker
from support.sites import ROOT

STATEMENT = "content/pages/accessibility/facts.yaml"
GAPS = "not-accessible: Alte Dateien.\nreasons: Sie sind von anderen.\nalternatives: Wir schicken Ihnen den Text.\n"


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def film(seconds: int = 125, width: int = 640, height: int = 360) -> bytes:
    """The head of a video, which is all that the program reads."""
    header = struct.pack(">IIIII", 0, 0, 0, 600, seconds * 600) + bytes(80)
    track = bytes(76) + struct.pack(">II", width << 16, height << 16)
    return box(b"ftyp", b"isomiso2") + box(b"moov", box(b"mvhd", header) + box(b"trak", box(b"tkhd", track)))


def files(land: str = "BY", endpoint: str = "", assessed: dt.date = TODAY) -> dict[str, str | bytes]:
    contact = f'\n[contact]\nendpoint = "{endpoint}"\n' if endpoint else ""
    facts = "address: {street: Kreisplatz 1, postcode: '99990', city: Musterstadt}\nemail: hilfe@musterland.example\n"
    return {
        "site.toml": f'{SITE}land = "{land}"\noffice = "help-desk"\n{contact}',
        "content/offices/help-desk/facts.yaml": f'{facts}phones: [{{number: "030 23125 100"}}]\n',
        "content/offices/help-desk/de.md": words("Bürgerservice"),
        "content/pages/contact/facts.yaml": "purpose: contact\n",
        "content/pages/contact/de.md": words("Kontakt"),
        "content/pages/privacy/facts.yaml": "purpose: privacy\n",
        "content/pages/privacy/de.md": words("Datenschutz"),
        STATEMENT: f"purpose: accessibility\nconformance: partial\nmethod: self\nassessed-on: {assessed}\n"
        "feedback: help-desk\n",
        "content/pages/accessibility/de.md": words("Erklärung zur Barrierefreiheit", front=GAPS),
        "content/pages/easy/facts.yaml": "purpose: easy-language\n",
        "content/pages/easy/de.md": words("Leichte Sprache"),
        "content/pages/signs/facts.yaml": "purpose: sign-language\nvideo: welcome.mp4\n",
        "content/pages/signs/de.md": words("Gebärdensprache", front="transcript: Guten Tag.\n"),
        "content/pages/signs/welcome.mp4": film(),
    }


def problems(made: County) -> list[str]:
    return [found.code for found in made.build().report.problems]


# The accessibility statement


def test_the_statement_says_everything_that_the_law_asks_for(tmp_path: Path) -> None:
    page = county(tmp_path, files()).build().page("de/pages/accessibility/")
    for expected in (
        "Bayerisches Behindertengleichstellungsgesetz (BayBGG)", "noch nicht alle", "Alte Dateien.",
        "Sie sind von anderen.", "Wir schicken Ihnen den Text.", "Selbstbewertung", "22. November 2026",
        "Durchsetzungs- und Überwachungsstelle", "Kontaktformular", "hilfe@musterland.example", "030 23125",
    ):  # fmt: skip
        assert expected in page.words, expected
    assert "../../../de/pages/easy/" in page.all("//main//li/a/@href")
    ids = page.all("//main//h2/@id")
    assert len(ids) == len(set(ids))


def test_every_page_links_to_the_statement(tmp_path: Path) -> None:
    built = county(tmp_path, files()).build()
    for file in sorted((built.folder / "de").rglob("index.html")):
        page = built.page(file.parent.relative_to(built.folder).as_posix() + "/")
        assert any(link.endswith("pages/accessibility/") for link in page.all("//footer//a/@href")), page.path


def test_a_complete_statement_gives_no_warning(tmp_path: Path) -> None:
    assert problems(county(tmp_path, files())) == []


@pytest.mark.parametrize(("age", "warned"), [(365, False), (367, True)])
def test_a_statement_older_than_twelve_months_is_warned_of(tmp_path: Path, age: int, *, warned: bool) -> None:
    made = county(tmp_path, files(assessed=TODAY - dt.timedelta(days=age)))
    assert problems(made) == (["statement-outdated"] if warned else [])


@pytest.mark.parametrize(("land", "law"), [("MV", "LBGG M-V"), ("SL", "SBGG")])
def test_a_land_whose_body_is_not_confirmed_needs_one_in_the_statement(tmp_path: Path, land: str, law: str) -> None:
    made = county(tmp_path, files(land=land))
    assert problems(made) == ["statement-incomplete"]
    made.write({STATEMENT: str(files()[STATEMENT]) + "enforcement-body: Schlichtungsstelle Musterland\n"})
    assert problems(made) == []
    page = made.build().page("de/pages/accessibility/")
    assert "Schlichtungsstelle Musterland" in page.words
    assert law in page.words


def test_the_handbook_names_the_laender_whose_body_is_confirmed() -> None:
    *confirmed, last = [land for land in LANDS if law_of(land).checked]
    handbook = (ROOT / "docs/counties.md").read_text(encoding="utf-8")
    assert f"for {', '.join(confirmed)} and {last};" in " ".join(handbook.split())
    assert all(law_of(land).body for land in (*confirmed, last))


def test_every_land_has_a_law() -> None:
    assert {land for land in LANDS if law_of(land).law != law_of("").law} == set(LANDS)
    assert [land for land in LANDS if not law_of(land).body] == ["MV"]


# The contact form


class Received(list[dict[str, list[str]]]):
    """The messages that the county's service got."""


@pytest.fixture
def service() -> Iterator[tuple[str, Received]]:
    """A county's own service, which takes what forms send."""
    received = Received()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            received.append(parse_qs(self.rfile.read(length).decode()))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Danke</title><h1>Danke</h1>")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/message", received
        server.shutdown()


@pytest.mark.browser
def test_the_form_sends_with_javascript_off(
    tmp_path: Path, browser: Browser, serve_folder: FolderServer, service: tuple[str, Received]
) -> None:
    endpoint, received = service
    address = serve_folder(county(tmp_path, files(endpoint=endpoint)).build().folder)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/de/pages/contact/")
        page.get_by_role("button", name="Nachricht senden").click()
        assert received == [], "a message without the required fields was sent"
        page.get_by_label("Ihr Name").fill("Ада")
        page.get_by_label("E-Mail-Adresse").fill("ada@musterland.example")
        page.get_by_label("Ihre Nachricht").fill("Wann ist offen?")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Nachricht senden").click()
        page.get_by_role("heading", name="Danke").wait_for()
    assert received == [
        {
            "language": ["de"],
            "name": ["Ада"],
            "email": ["ada@musterland.example"],
            "message": ["Wann ist offen?"],
            "consent": ["yes"],
        }
    ]


@pytest.mark.parametrize("endpoint", ["", "https://post.musterland.example/in"])
def test_a_form_page_offers_two_more_ways_whatever_the_form(tmp_path: Path, endpoint: str) -> None:
    page = county(tmp_path, files(endpoint=endpoint)).build().page("de/pages/contact/")
    assert "tel:+493023125100" in page.all("//main//a/@href")
    assert "mailto:hilfe@musterland.example" in page.all("//main//a/@href")
    assert "Kreisplatz 1, 99990 Musterstadt" in page.words


def test_fields_say_what_they_are_and_which_are_required(tmp_path: Path) -> None:
    page = county(tmp_path, files(endpoint="https://post.musterland.example/in")).build().page("de/pages/contact/")
    form = "//main//form"
    assert page.all(f"{form}//@autocomplete") == ["name", "email", "tel", "off"]
    for identifier in page.all(f"{form}//*[@id][@name]/@id"):
        assert page.one(f"{form}//label[@for='{identifier}']")
    for label in page.all(f"{form}//*[@required]/@id"):
        assert "Pflichtangabe" in page.one(f"{form}//label[@for='{label}']")
    assert "../../../de/pages/privacy/" in page.all(f"{form}//a/@href")


def test_without_an_endpoint_readers_copy_a_text_or_write_an_email(tmp_path: Path) -> None:
    page = county(tmp_path, files()).build().page("de/pages/contact/")
    assert page.all("//main//form") == []
    assert "Ihre Nachricht:" in page.one("//main//textarea[@readonly]")
    assert any(link.startswith("mailto:hilfe@musterland.example?subject=") for link in page.all("//main//a/@href"))


def test_the_security_policy_lets_the_form_go_to_the_endpoint_only() -> None:
    assert "form-action 'self' mailto:; " in policy()
    assert "form-action 'self' mailto: https://post.example:8443; " in policy("https://post.example:8443/in?a=b")


# Easy language and sign language


def test_easy_language_and_sign_language_are_in_the_head_of_every_page(tmp_path: Path) -> None:
    built = county(tmp_path, files()).build()
    for file in sorted((built.folder / "de").rglob("index.html")):
        page = built.page(file.parent.relative_to(built.folder).as_posix() + "/")
        links = page.all("//header//nav[@class='helplinks']//a")
        assert not page.all("//header[@class='header']") or links == ["Leichte Sprache", "Gebärdensprache"], page.path


def test_a_video_says_its_size_and_length_and_can_be_downloaded_and_read(tmp_path: Path) -> None:
    built = county(tmp_path, files()).build()
    page = built.page("de/pages/signs/")
    assert page.one("//video/@preload") == "none"
    assert (page.one("//video/@width"), page.one("//video/@height")) == ("640", "360")
    assert page.one("//figcaption//a[@download]/@href") == page.one("//video/@src")
    assert "2:05" in page.one("//figcaption")
    assert "MP4, 1 kB" in page.one("//figcaption")
    assert "Guten Tag." in page.one("//div[@class='video']/details")
    assert (built.folder / "media/pages/signs/welcome.mp4").read_bytes() == film()


@pytest.mark.parametrize("content", [b"", b"no video at all", film()[:40], box(b"moov", box(b"mvhd", b""))])
def test_a_damaged_video_has_no_length(content: bytes) -> None:
    assert measure(content) == Film()


@pytest.mark.browser
def test_the_pages_are_accessible_and_valid(
    tmp_path: Path, browser: Browser, serve_folder: FolderServer, axe: Axe, html_checker: HtmlChecker
) -> None:
    with_form = county(tmp_path / "form", files(endpoint="https://post.musterland.example/in")).build()
    without = county(tmp_path / "mail", files()).build()
    paths = [
        with_form.folder / "de/pages/contact",
        *(without.folder / f"de/pages/{name}" for name in ("contact", "accessibility", "signs")),
    ]
    report = html_checker([path / "index.html" for path in paths])
    # A file has no origin, so the checker thinks that the policy keeps out the site's own files.
    warnings = [message for message in report.warnings if "Content Security Policy" not in message.text]
    assert [str(message) for message in (*report.errors, *warnings)] == []
    for built, name in ((with_form, "contact"), (without, "contact"), (without, "accessibility"), (without, "signs")):
        address = serve_folder(built.folder)
        for scheme in ("light", "dark"):
            with browser.new_context(viewport={"width": 320, "height": 800}) as context:
                page = context.new_page()
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                page.goto(f"{address}/de/pages/{name}/")
                assert axe(page) == [], (name, scheme)
                assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
