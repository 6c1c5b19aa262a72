"""Saved pages, tables, calendars and folders of the API become content that the check accepts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from intsite.cli import main

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//DE
BEGIN:VEVENT
UID:1@musterland.example
SUMMARY:Language café
DTSTART;TZID=Europe/Berlin:20261201T170000
DTEND;TZID=Europe/Berlin:20261201T190000
RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270629T150000Z
EXDATE;TZID=Europe/Berlin:20261229T170000
LOCATION:Bücherei Musterstadt
DESCRIPTION:Bring a friend.
END:VEVENT
BEGIN:VEVENT
UID:1@musterland.example
RECURRENCE-ID;TZID=Europe/Berlin:20261208T170000
SUMMARY:Language café
DTSTART:20261209T160000Z
LOCATION:Rathaus
END:VEVENT
BEGIN:VEVENT
UID:2@musterland.example
SUMMARY:Festival
STATUS:CANCELLED
DTSTART;VALUE=DATE:20270501
DTEND;VALUE=DATE:20270503
END:VEVENT
END:VCALENDAR
"""


def county(root: Path) -> Path:
    (root / "site.toml").write_text('[site]\nname = "Musterland"\nlanguages = ["de"]\n', encoding="utf-8")
    return root


def run(*arguments: object) -> str:
    done = CliRunner().invoke(main, ["import", *map(str, arguments)], env={"INTSITE_LANGUAGE": "en"})
    assert done.exit_code == 0, done.output
    return done.output


def refused(*arguments: object) -> str:
    done = CliRunner().invoke(main, ["import", *map(str, arguments)], env={"INTSITE_LANGUAGE": "en"})
    assert done.exit_code == 1, done.output
    assert not isinstance(done.exception, Exception) or isinstance(done.exception, SystemExit)
    return done.output


def errors(root: Path) -> list[str]:
    """What keeps the county from being published."""
    done = CliRunner().invoke(main, ["--root", str(root), "check", "--format", "json"])
    return [f"{one['path']}: {one['message']}" for one in json.loads(done.stdout) if one["severity"] == "error"]


def test_a_calendar_becomes_events_with_their_exceptions(tmp_path: Path) -> None:
    (tmp_path / "events.ics").write_text(CALENDAR, encoding="utf-8")
    run("ics", tmp_path / "events.ics", "--into", county(tmp_path))
    facts = {
        file.parent.name: file.read_text(encoding="utf-8") for file in tmp_path.glob("content/events/*/facts.yaml")
    }
    assert facts == {
        "language-cafe": (
            'start: "2026-12-01 17:00"\nend: "2026-12-01 19:00"\nall-day: false\n'
            'recurrence: {rule: "FREQ=WEEKLY;UNTIL=20270629;BYDAY=TU", except: ["2026-12-08", "2026-12-29"]}\n'
            "place: {name: Bücherei Musterstadt}\n"
        ),
        "language-cafe-2": 'start: "2026-12-09 17:00"\nall-day: false\nplace: {name: Rathaus}\n',
        "festival": (
            'status: cancelled\nstart: "2027-05-01 00:00"\nend: "2027-05-02 00:00"\nall-day: true\n'
            "place: {name: events}\n"
        ),
    }
    assert errors(tmp_path) == []


def test_a_table_becomes_offices_by_its_columns(tmp_path: Path) -> None:
    file = tmp_path / "offices.csv"
    file.write_text(
        "Name;Telefon;Zeiten;address.street;address.postcode;address.city;Intern\n"
        "Jobcenter;030 23125 100;Montag bis Freitag von 8 bis 12 Uhr;Hauptstr. 1;12345;Musterstadt;x\n"
        "Café;030 23125 200;ab und zu;;;;\n",
        encoding="utf-8",
    )
    maps = ("--map", "Name=title", "--map", "Telefon=phones", "--map", "Zeiten=hours", "--map", "Intern=")
    told = run("csv", "office", file, "--into", county(tmp_path), *maps)
    assert (tmp_path / "content/offices/jobcenter/facts.yaml").read_text(encoding="utf-8") == (
        'address: {street: "Hauptstr. 1", postcode: "12345", city: Musterstadt}\n'
        'phones:\n  - "+493023125100"\nhours: "Mo-Fr 08:00-12:00"\n'
    )
    assert "ab und zu" in (tmp_path / "content/offices/cafe/de.md").read_text(encoding="utf-8")
    assert "hours-unread" in told
    assert errors(tmp_path) == []


def test_saved_pages_become_guides_that_link_to_each_other(tmp_path: Path) -> None:
    pages = tmp_path / "saved"
    pages.mkdir()
    (pages / "housing.html").write_text(
        "<html><body><nav>menu</nav><main><h1>Housing</h1><p>See <a href='money.html'>money</a> and "
        "<a href='gone.html'>that</a>.</p><p><b>Tenants club</b><br><img src='call.svg'> 030 23125 100</p></main>",
        encoding="utf-8",
    )
    (pages / "money.html").write_text("<title>Money</title><body><p>All about money.</p></body>", encoding="utf-8")
    told = run("html", pages, "--into", county(tmp_path))
    assert (tmp_path / "content/guides/housing/de.md").read_text(encoding="utf-8").split("\n---\n")[1] == (
        "\nSee [money](guide:money) and that.\n\n**[](office:tenants-club)**\\\n{office:tenants-club.phones.0}\n"
    )
    assert "link-dead" in told
    assert errors(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "name", "content", "message"),
    [
        (("ics",), "a.ics", b"no calendar", "a.ics: The file is no calendar"),
        (("ics",), "a.ics", b"", "a.ics"),
        (("ics",), "a.ics", b"\xff\xfe\x00", "a.ics"),
        (("csv", "office"), "a.csv", b"\xff;\xfe", "not saved as UTF-8"),
        (("csv", "office"), "a.csv", b"title;phnes\nx;1\n", "(phnes): There is no field of that name (phones?)"),
        (("csv", "office"), "a.csv", b"phones\n1\n", "“title” is missing"),
        (("csv", "office"), "a.csv", b"title;phones\n;1\n", "(row 2): The row has no title"),
        (("html",), "a.html", b"", "a.html: The file holds no text"),
        (("integreat",), "a.json", b"{", "a.json: This is not valid JSON"),
    ],
)
def test_bad_input_is_a_located_message(
    arguments: tuple[str, ...], name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    assert message in refused(*arguments, tmp_path / name, "--into", tmp_path / "county")


def api(root: Path) -> Path:
    """A small copy of api/v3."""
    folder = root / "api" / "v3"

    def put(path: str, value: object) -> None:
        file = folder / path / "index.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value), encoding="utf-8")

    page: dict[str, object] = {
        "content": "<p>Text.</p>",
        "available_languages": {},
        "modified_gmt": "2026-01-01T10:00:00Z",
    }
    place = {
        "name": "Haus",
        "address": "Hauptstr. 1",
        "town": "Musterstadt",
        "postcode": "12345",
        "latitude": 50.1,
        "longitude": 10.2,
    }
    closed: dict[str, object] = {"allDay": False, "closed": True, "appointmentOnly": False, "timeSlots": []}
    opened: dict[str, object] = closed | {"closed": False, "timeSlots": [{"start": "08:00", "end": "12:00"}]}
    put("regions", [{"id": 1, "name": "Landkreis Musterland", "path": "musterland", "bounding_box": None}])
    put("musterland/languages", [{"id": 1, "code": "de", "native_name": "Deutsch", "dir": "ltr"}])
    guide: dict[str, object] = page | {
        "path": "/musterland/de/wohnen/",
        "title": "Wohnen",
        "parent": {"path": None},
        "order": 1,
    }
    put(
        "musterland/de/pages",
        [guide | {"content": '<a href="https://integreat.app/musterland/de/locations/haus/">Haus</a>'}],
    )
    haus: dict[str, object] = {
        "path": "/musterland/de/locations/haus/",
        "title": "Haus",
        "location": place,
        "opening_hours": [opened] * 5 + [closed] * 2,
    }
    haus |= {
        "contacts": [{"phone_number": "030 23125 100", "email": "haus@musterland.example", "website": ""}],
        "barrier_free": True,
    }
    put("musterland/de/locations", [page | haus])
    event: dict[str, object] = {
        "id": 1,
        "start": "2026-12-01T17:00:00+01:00",
        "end": "2026-12-01T19:00:00+01:00",
        "all_day": False,
    }
    rule = "DTSTART:20261201T160000\nRRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270629T215959"
    treff = {
        "path": "/musterland/de/events/treff/",
        "title": "Treff",
        "event": event,
        "location": place,
        "recurrence_rule": rule,
    }
    put("musterland/de/events", [page | treff])
    news = {"id": 7, "title": "Neu", "message": "<p>Neues.</p>", "display_date": "2026-11-02T10:00:00+01:00"}
    put("musterland/de/news", [news | {"available_languages": {}}])
    imprint = {"url": "https://integreat.app/musterland/de/disclaimer/", "title": "Impressum"}
    put("musterland/de/imprint", page | imprint)
    return root / "api"


def test_a_folder_of_the_api_becomes_content_of_every_kind(tmp_path: Path) -> None:
    told = run("integreat", api(tmp_path), "--into", tmp_path / "county", "--report", tmp_path / "report.json")
    facts = {
        "/".join(file.parts[-3:-1]): file.read_text(encoding="utf-8")
        for file in (tmp_path / "county").glob("content/*/*/facts.yaml")
    }
    assert facts == {
        "guides/wohnen": "order: 1\n",
        "offices/haus": (
            'address: {street: "Hauptstr. 1", postcode: "12345", city: Musterstadt}\n'
            "coordinates: {latitude: 50.1, longitude: 10.2}\n"
            'phones:\n  - "+493023125100"\nemail: "haus@musterland.example"\nhours: "Mo-Fr 08:00-12:00"\n'
            'wheelchair: "yes"\n'
        ),
        "events/treff": (
            'start: "2026-12-01 17:00"\nend: "2026-12-01 19:00"\n'
            'recurrence: {rule: "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270629"}\n'
            'place: {name: Haus, address: {street: "Hauptstr. 1", postcode: "12345", city: Musterstadt}}\n'
        ),
        "news/news-7": 'date: "2026-11-02"\n',
        "pages/disclaimer": "purpose: imprint\n",
    }
    assert "[Haus](office:haus)" in (tmp_path / "county/content/guides/wohnen/de.md").read_text(encoding="utf-8")
    assert 'name = "Landkreis Musterland"' in (tmp_path / "county/site.toml").read_text(encoding="utf-8")
    assert "1 pages de" in told
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["became"] == {"guide": 1, "office": 1, "event": 1, "news": 1, "page": 1}
    assert errors(tmp_path / "county") == []


def test_the_report_is_told_as_text_and_written_as_a_page_and_as_json(tmp_path: Path) -> None:
    source = api(tmp_path)
    pages = [tmp_path / name for name in ("report.html", "report.json", "report.txt")]
    told = run(
        "integreat", source, "--into", tmp_path / "county", *(part for one in pages for part in ("--report", one))
    )
    html, as_json, text = (page.read_text(encoding="utf-8") for page in pages)
    assert told.startswith(text)
    assert "<h1>Report of the import</h1>" in html
    assert 'lang="en"' in html
    assert "http://" not in html
    assert "<script" not in html
    entries = json.loads(as_json)["entries"]
    assert {"source": "/musterland/de/wohnen/", "entry": "guide:wohnen"} in entries
    assert "/musterland/de/wohnen/" in html


def saved(folder: Path, **pages: str) -> Path:
    """Files of a saved site; `__` in a name is a folder."""
    for name, html in pages.items():
        file = folder / "saved" / f"{name.replace('__', '/')}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
    return folder / "saved"


def facts(root: Path) -> dict[str, str]:
    return {file.parent.name: file.read_text(encoding="utf-8") for file in root.glob("content/guides/*/facts.yaml")}


def multilingual(root: Path) -> Path:
    (root / "site.toml").write_text('[site]\nname = "M"\nlanguages = ["de", "en", "ar"]\n', encoding="utf-8")
    return root


def test_saved_pages_say_their_languages_and_which_of_them_is_the_same_page(tmp_path: Path) -> None:
    pages = saved(
        tmp_path,
        wohnen='<html lang="de-DE"><link rel="alternate" hreflang="en" href="housing.html"><main><h1>Wohnen</h1>Text',
        housing='<html lang="en"><main><h1>Housing</h1><a href="geld.html">Money</a>',
        sakan='<html lang="ar"><link rel="alternate" hreflang="de" href="wohnen.html"><main><h1>السكن</h1>نص',
        geld="<main><h1>Geld</h1>Text",
    )
    told = run("html", pages, "--into", multilingual(tmp_path))
    assert "Read: 1 pages ar, 2 pages de, 1 pages en." in told
    assert {
        file.relative_to(tmp_path / "content/guides").as_posix() for file in tmp_path.glob("content/guides/*/*.md")
    } == {
        "wohnen/de.md",
        "wohnen/en.md",
        "wohnen/ar.md",
        "geld/de.md",
    }
    assert "[Money](guide:geld)" in (tmp_path / "content/guides/wohnen/en.md").read_text(encoding="utf-8")
    assert errors(tmp_path) == []


def test_saved_pages_are_paired_by_the_addresses_at_which_they_stood(tmp_path: Path) -> None:
    def page(language: str, name: str, other: str) -> str:
        here = f"https://www.amt.example/{language}/{name}/"
        return (
            f'<html lang="{language}"><link rel="canonical" href="{here}"><main><h1>{name}</h1>x'
            f'<a hreflang="xx" href="https://amt.example/{other}/">other</a>'
        )

    pages = saved(tmp_path, one=page("de", "wohnen", "en/housing"), two=page("en", "housing", "de/wohnen"))
    run("html", pages, "--into", multilingual(tmp_path))
    (folder,) = tmp_path.glob("content/guides/*")
    assert {file.name for file in folder.glob("*.md")} == {"de.md", "en.md"}
    assert "aliases:\n  - /en/housing\n" in (folder / "en.md").read_text(encoding="utf-8")
    assert errors(tmp_path) == []


def test_the_tree_of_saved_pages_comes_from_their_folders(tmp_path: Path) -> None:
    pages = saved(
        tmp_path,
        index="<main><h1>Home</h1>Hello",
        de__wohnen__index='<html lang="de"><main><h1>Wohnen</h1>x',
        de__wohnen__miete='<html lang="de"><main><h1>Miete</h1>x',
        de__wohnen__tief__kaution='<html lang="de"><main><h1>Kaution</h1>x',
    )
    run("html", pages, "--into", multilingual(tmp_path))
    above = {name: text.partition("\n")[0] for name, text in facts(tmp_path).items() if text.startswith("parent")}
    assert above == {"miete": "parent: wohnen", "kaution": "parent: wohnen"}
    assert errors(tmp_path) == []


@pytest.mark.parametrize(
    "trail",
    [
        '<nav aria-label="Breadcrumb"><a href="index.html">Home</a> <a href="wohnen.html">Wohnen</a> Miete</nav>',
        '<ol class="breadcrumbs"><li><a href="index.html">Home</a><li><a href="wohnen.html">Wohnen</a></ol>',
        """<script type="application/ld+json">{"@graph": [{"@type": "BreadcrumbList", "itemListElement":
        [{"item": {"@id": "index.html"}}, {"item": "wohnen.html"}]}]}</script>""",
    ],
)
def test_the_tree_of_saved_pages_comes_from_their_breadcrumbs(trail: str, tmp_path: Path) -> None:
    pages = saved(
        tmp_path,
        index="<main><h1>Home</h1>x",
        wohnen="<main><h1>Wohnen</h1>x",
        miete=f"<main>{trail}<h1>Miete</h1><p>Mieten kostet.</p>",
    )
    run("html", pages, "--into", county(tmp_path))
    assert facts(tmp_path)["miete"].startswith("parent: wohnen\n")
    assert "Home" not in (tmp_path / "content/guides/miete/de.md").read_text(encoding="utf-8")


def test_saved_pages_stand_in_the_order_of_the_menu(tmp_path: Path) -> None:
    menu = "<nav><a href='c.html'>C</a><a href='a.html'>A</a></nav><main>"
    run("html", saved(tmp_path, a=f"{menu}A", b=f"{menu}B", c=f"{menu}C"), "--into", county(tmp_path))
    assert facts(tmp_path) == {"c": "order: 1\n", "a": "order: 2\n", "b": "order: 3\n"}


@pytest.mark.parametrize(
    "html",
    [
        "<html lang='x-klingon!'><main><h1>Ort</h1>x",
        "<html lang><main><h1>Ort</h1>x<a href='http://[broken'>y</a>",
        "<main><h1>Ort</h1>" + "<div>" * 2000 + "tief",
        "<main><h1>Ort</h1><a href='ort.html'>ich</a><a href=''>nichts</a><a href='javascript:x()'>tu</a>",
        "<script type='application/ld+json'>{</script><main><h1>Ort</h1>x",
        "<link rel=canonical href='http://[x'><link rel=alternate hreflang=en href='//'><main><h1>Ort</h1>x",
        "<main><h1>Ort</h1><nav class=breadcrumb><a href='ort.html'>Ort</a></nav>x",
    ],
)
def test_odd_saved_pages_are_read_without_harm(html: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["import", "html", str(saved(tmp_path, ort=html)), "--into", str(county(tmp_path))])
    assert isinstance(done.exception, SystemExit | None), done.exception
    assert (tmp_path / "content/guides/ort/de.md").is_file()
    assert errors(tmp_path) == []


def calendar(*events: str) -> str:
    inner = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}@x.example\r\n{event}\r\nEND:VEVENT\r\n" for number, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\n{inner}END:VCALENDAR\r\n"


def facts_of_event(root: Path, identifier: str) -> str:
    return (root / f"content/events/{identifier}/facts.yaml").read_text(encoding="utf-8")


def test_a_broken_line_of_a_calendar_is_named_and_harms_no_other_event(tmp_path: Path) -> None:
    file = tmp_path / "broken.ics"
    broken = ("SUMMARY:Day\r\nDTSTART:2026-13-45", "SUMMARY:Line\r\nDTSTART:20261201T170000\r\nno colon here")
    file.write_text(calendar(*broken, "SUMMARY:Good\r\nDTSTART:20261201T170000\r\nRRULE:FREQ=NEVER"), encoding="utf-8")
    told = refused("ics", file, "--into", county(tmp_path))
    assert "broken.ics (event 1): A line cannot be understood" in told
    assert "broken.ics (event 2): A line cannot be understood" in told
    assert "broken.ics (event 3): A line cannot be understood" in told
    assert 'start: "2026-12-01 17:00"' in facts_of_event(tmp_path, "good")
    assert errors(tmp_path) == []


def test_an_event_ends_after_its_duration_and_mixed_ends_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "ends.ics"
    start = "DTSTART:20261201T170000"
    file.write_text(
        calendar(
            f"SUMMARY:Long\r\n{start}\r\nDURATION:PT90M",
            f"SUMMARY:Mixed\r\n{start}\r\nDTEND;VALUE=DATE:20261203",
            f"SUMMARY:Twice\r\n{start}\r\nRDATE:20261205T170000",
            "SUMMARY:Where\r\nDTSTART;TZID=Mars/Base:20261201T170000",
            f"SUMMARY:Rules\r\n{start}\r\nRRULE:FREQ=WEEKLY\r\nRRULE:FREQ=DAILY",
        ),
        encoding="utf-8",
    )
    told = run("ics", file, "--into", county(tmp_path))
    assert 'end: "2026-12-01 18:30"' in facts_of_event(tmp_path, "long")
    assert "end:" not in facts_of_event(tmp_path, "mixed")
    assert "2026-12-05" in facts_of_event(tmp_path, "twice")
    assert "Mars/Base" in told
    assert "FREQ=WEEKLY FREQ=DAILY" in told
    assert "recurrence" not in facts_of_event(tmp_path, "rules")
    assert errors(tmp_path) == []


def test_what_no_field_of_an_event_holds_is_told_and_its_page_linked(tmp_path: Path) -> None:
    file = tmp_path / "more.ics"
    said = "LOCATION:Rathaus\r\nURL:https://more.example/x\r\nORGANIZER;CN=Amt:mailto:a@amt.example\r\nCATEGORIES:Treff"
    file.write_text(calendar(f"SUMMARY:Fest\r\nDTSTART:20261201T170000\r\n{said}"), encoding="utf-8")
    run("ics", file, "--into", county(tmp_path), "--report", tmp_path / "report.json")
    assert "<https://more.example/x>" in (tmp_path / "content/events/fest/de.md").read_text(encoding="utf-8")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    (left,) = [found for found in report["findings"] if found["kind"] == "field-left"]
    assert [place["text"] for place in left["places"]] == ["CATEGORIES: Treff", "ORGANIZER: mailto:a@amt.example"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_files_of_windows_are_read_with_their_umlauts(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes("title;phones\r\nBürgeramt Süd;030 23125 100\r\n".encode(encoding))
    told = run("csv", "office", tmp_path / "table.csv", "--into", county(tmp_path))
    assert "title: Bürgeramt Süd" in (tmp_path / "content/offices/buergeramt-sued/de.md").read_text(encoding="utf-8")
    assert ("are the umlauts right?" in told) == (encoding == "cp1252")


def test_a_table_loses_no_cell(tmp_path: Path) -> None:
    rows = (
        "sep=;\ntitle;phones;phones;email\n"
        "Zwei;030 23125 100;030 23125 101;a@amt.example\n"
        "Durchwahl;030 23125 100 / -102;;a@amt.example\n"
    )
    (tmp_path / "table.csv").write_text(rows, encoding="utf-8")
    run("csv", "office", tmp_path / "table.csv", "--into", county(tmp_path))
    two = (tmp_path / "content/offices/zwei/facts.yaml").read_text(encoding="utf-8")
    assert "+493023125100" in two
    assert "+493023125101" in two
    assert "/ -102" in (tmp_path / "content/offices/durchwahl/de.md").read_text(encoding="utf-8")
    assert errors(tmp_path) == []


def test_cells_beyond_the_last_column_are_named_and_kept_as_text(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("title,email\nAmt,a@amt.example,zu,viel\n", encoding="utf-8")
    told = refused("csv", "office", tmp_path / "table.csv", "--into", county(tmp_path))
    assert "table.csv (row 2): The row has more cells" in told
    assert "zu\n\nviel" in (tmp_path / "content/offices/amt/de.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b'title\nA;"' + b"x" * 200_000, b"\x00\x01\x81\xff" * 9, b""])
def test_no_table_at_all_is_a_message_and_nothing_is_written(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(content)
    assert "table.csv" in refused("csv", "office", tmp_path / "table.csv", "--into", county(tmp_path))
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize(
    "said",
    [
        '<meta property="article:modified_time" content="{0}T10:00:00+01:00">',
        '<meta name="DCTERMS.modified" content="{0}">',
        '<time itemprop="dateModified" datetime="{0}">',
    ],
)
def test_a_saved_translation_that_is_older_than_its_source_is_outdated(said: str, tmp_path: Path) -> None:
    for language, day, other in (("de", "2026-05-01", "en"), ("en", "2026-04-30", "de")):
        (tmp_path / "saved" / language).mkdir(parents=True)
        (tmp_path / "saved" / language / "a.html").write_text(
            f'<html lang="{language}"><head><link rel="alternate" hreflang="{other}" href="../{other}/a.html"></head>'
            f"<body>{said.format(day)}<main><h1>A</h1><p>Text.</p></main></body></html>",
            encoding="utf-8",
        )
    told = run("html", tmp_path / "saved", "--into", county(tmp_path))
    assert "translation-outdated" in told
    assert "older" in (tmp_path / "content/guides/a/en.md").read_text(encoding="utf-8")
