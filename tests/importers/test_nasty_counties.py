"""A county as nobody would wish it: whatever was delivered, nothing breaks, and what was readable is in the content."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from importers.linting import loaded
from importers.visible import bare, parsed
from intsite.importers.integreat import Import, convert, read, write

Item = dict[str, Any]
DEEP = 100


def page(path: str, **fields: object) -> Item:
    """`de/housing/flat` as an item of the list of pages."""
    language = path.partition("/")[0]
    parent = path.rpartition("/")[0] if path.count("/") > 1 else ""
    return {
        "path": f"/musterland/{path}/",
        "title": path.rpartition("/")[2],
        "content": f"<p>Text von {language}.</p>",
        "parent": {"path": f"/musterland/{parent}/" if parent else None},
        "order": 1,
        "available_languages": {},
    } | fields


def html(content: str) -> list[Item]:
    return [page("de/a", content=content)]


SCRIPTS = {
    "ar": "<p dir='rtl' style='direction: rtl'>مكتب <b>العمل</b>: &#x200f;030 23125 100&nbsp;<em>مفتوح</em></p>",
    "fa": "<h2>مسکن</h2><p>می‌خواهم خانه اجاره کنم؛ <a href='/musterland/fa/خانه/'>خانه</a></p>",
    "ti": "<p>ሓገዝ፡ ቤት ጽሕፈት።</p>",
    "uk": "<ul><li>Житло<ul><li>Оренда</li></ul></li></ul>",
    "zh-CN": "<p>住房。</p>",
}
CASES: dict[str, list[Item]] = {
    "fields missing": [
        {"path": "/musterland/de/a/"},
        {"path": "/musterland/de/b/", "title": "B", "content": "<p>Da</p>"},
    ],
    "nulls everywhere": [dict.fromkeys(page("de/a")) | {"path": "/musterland/de/a/"}, page("de/b", parent=None)],
    "fields of other types": [
        page(
            "de/a", title=5, content=["x"], parent="top", order="first", available_languages=[1], slug_history={"a": 1}
        )
    ],
    "unclosed and crossed elements": html("<p>Eins <b>zwei <i>drei</b> vier</i><div><p>fünf</div><li>sechs<td>sieben"),
    "broken entities and comments": html("<p>A &amp B &nbsp;&unknown; &#0; &#xD800; C<!-- weg --><![CDATA[ D ]]></p>"),
    "scripts and styles": html(
        "<style>p{}</style><script>alert(1)</script><p onclick='x()'>Da</p><svg><text>x</text></svg>"
    ),
    "nested tables": html("<table><tr><td>A<table><tr><td>B</td><td>C</td></tr></table></td><td>D</td></tr></table>"),
    "spans in tables": html(
        "<table><tr><td rowspan=99 colspan=99>A</td></tr><tr><td>B</td><td rowspan=x>C</td></tr></table>"
    ),
    "a table without cells": html("<table></table><table><tr></tr></table><p>Da</p>"),
    "lists in lists": html("<ul>" + "<li>Punkt<ul>" * 40 + "<li>unten" + "</ul>" * 41),
    "lists without items": html("<ul>Text<p>mehr</p><li></li></ul><ol start=x><li value=-5>eins</ol>"),
    "folds": html(
        "<details>ohne<summary></summary></details><details open><summary>Titel</summary><p>Text</p></details>"
    ),
    "unknown icons": html(
        "<p><img src='/static/svg/unicorn.svg'> Hauptstr. 1<br><img src='x.svg' alt=''> 030 23125 100<br><img> ohne</p>"
    ),
    "markdown in the text": html(
        "<p># kein Titel</p><p>* kein **Punkt** {office:x} [](office:y) ::: warning</p><p>1. eins</p>"
    ),
    "links to anywhere": html(
        "<a href='http://[::1'>A</a> <a href='javascript:x()'>B</a> <a href='//'>C</a> <a href='#x'>D</a> <a>E</a>"
        "<a href='https://integreat.app/'>F</a> <a href='/musterland/de/a/#x'>G</a> <a href='mailto:'>H</a>"
    ),
    "headings only": html("<h6></h6><h1>Eins</h1><h6>Sechs</h6><h3><br></h3>"),
    "half a surrogate and controls": [
        page("de/a", title="T\ud800\x00\x07itel", content="<p>ein \ud800 Text \x0b da \ufffe</p>")
    ],
    "front matter in the title": [page("de/a", title='--- "x": [1] # {y} \n---', content="<p>---</p><p>Da</p>")],
    "an endless title": [page("de/a", title="Wort " * 100)],
    "an endless word": [page("de/a", title="x" * 500, content=f"<p>{'y' * 5000}</p>")],
    "paths without latin letters": [page("ar/السكن"), page("ar/السكن/إيجار"), page("ti/ገዛ"), page("zh-CN/住房")],
    "paths in other spellings": [page("de/%C3%BCbersicht"), page("de/U\u0308bung/"), page("de//doppelt//schräg")],
    "one path twice": [page("de/a", content="<p>Erste</p>"), page("de/a", content="<p>Zweite</p>"), page("de/a")],
    "paths that differ in case": [page("de/Haus", content="<p>Groß</p>"), page("de/haus", content="<p>Klein</p>")],
    "its own parent": [page("de/a", parent={"path": "/musterland/de/a/"})],
    "parents in a circle": [
        page("de/a", parent={"path": "/musterland/de/c/"}),
        page("de/b", parent={"path": "/musterland/de/a/"}),
        page("de/c", parent={"path": "/musterland/de/b/"}),
    ],
    "a parent that is not there": [page("de/weg/a")],
    "a parent in another language": [page("de/a"), page("en/b", parent={"path": "/musterland/de/a/"})],
    "a tree a hundred deep": [page("de/" + "/".join(f"s{n}" for n in range(depth + 1))) for depth in range(DEEP)],
    "several regions": [page("de/a"), page("de/b"), page("de/c") | {"path": "/elsewhere/de/c/"}],
    "two that translate one": [
        page("de/a", available_languages={"en": {"id": 1, "path": "/musterland/en/x/"}}),
        page("de/b", available_languages={"en": {"id": 1, "path": "/musterland/en/x/"}}),
        page("en/x"),
    ],
    "translations that are not there": [
        page("de/a", available_languages={"xx": {"id": None}, "en": None, "fr": {"id": 2}})
    ],
    "scripts from right to left and others": [page(f"{tag}/seite", content=text) for tag, text in SCRIPTS.items()],
    "a huge page": html("<h2>Teil</h2>" + "<p>Ein Absatz mit <b>Wörtern</b> und 030 23125 100.</p>" * 3000),
    "nothing but spaces": [page("de/a", title=" \u200b ", content="&nbsp;\u200b\u00ad<p> </p>")],
    "a thousand elements deep": html("<div>" * 1500 + "unten" + "</div>" * 1500),
}


def imported(items: list[Item], folder: Path) -> Import:
    """From one file for each language."""
    by_language: dict[str, list[Item]] = {}
    for item in items:
        by_language.setdefault(item["path"].split("/")[2], []).append(item)
    for language, listed in by_language.items():
        (folder / f"pages.{language}.json").write_text(json.dumps(listed), encoding="utf-8")
    return convert(read(sorted(folder.glob("pages.*.json"))))


def spoken(text: str) -> set[str]:
    """Every word with a letter or a digit."""
    return set(re.findall(r"[^\W_]+", bare(text)))


@pytest.mark.parametrize("name", CASES)
def test_nothing_readable_of_a_nasty_county_is_lost(name: str, tmp_path: Path) -> None:
    found = imported(CASES[name], tmp_path)
    left_out = {problem.file for problem in found.problems if problem.code in {"duplicate-page", "other-region"}}
    left_out |= {problem.place for problem in found.problems if problem.code == "duplicate-page"}
    written = spoken("\n".join(str(text) for text in found.files.values()))
    noted = spoken(" ".join(f"{note.text} {note.address}" for note in found.notes))
    for item in CASES[name]:
        content = item["content"] if isinstance(item.get("content"), str) else ""
        soup = parsed(content.encode("utf-8", "ignore").decode())
        for unseen in soup.find_all(["script", "style", "svg"]):
            unseen.decompose()
        title = item["title"] if isinstance(item.get("title"), str) else ""
        kept = spoken(soup.get_text(" ")) | spoken(title.encode("utf-8", "ignore").decode())
        if item["path"] not in left_out:
            assert kept - written - noted == set()


@pytest.mark.parametrize("name", CASES)
def test_a_nasty_county_is_a_site_without_errors_and_with_all_pages(name: str, tmp_path: Path) -> None:
    found = imported(CASES[name], tmp_path)
    pages = {page.path for guide in found.guides for page in guide.pages}
    other = {problem.file for problem in found.problems if problem.code == "other-region"}
    assert len(pages | other) == len({re.sub("/+", "/", item["path"]) for item in CASES[name]})
    site = loaded(found, tmp_path / "county")
    assert len(site.entries) == len(found.guides) + len(found.book.offices)


@pytest.mark.parametrize("name", ["a tree a hundred deep", "parents in a circle"])
def test_a_nasty_tree_is_a_tree(name: str, tmp_path: Path) -> None:
    site = loaded(imported(CASES[name], tmp_path), tmp_path / "county")
    placed = (*site.connections.children.values(), *site.connections.roots.values())
    assert sum(map(len, placed)) == len(site.entries)


@pytest.mark.parametrize("name", CASES)
def test_importing_a_nasty_county_again_changes_nothing(name: str, tmp_path: Path) -> None:
    write(imported(CASES[name], tmp_path), tmp_path / "county")
    again = write(imported(CASES[name], tmp_path), tmp_path / "county")
    assert (again.written, again.merged, again.conflicts, again.notes) == ((), (), (), ())


def test_a_language_without_pages_is_told_and_harms_nobody(tmp_path: Path) -> None:
    (tmp_path / "pages.en.json").write_text("[]", encoding="utf-8")
    found = imported([page("de/a")], tmp_path)
    assert (found.languages, len(found.guides)) == (("de",), 1)


WHOLE = {
    "locations": page("de/locations/amt")
    | {
        "icon": None,
        "contacts": [{"email": "post@amt.example", "phone_number": "030 23125 100", "website": "https://amt.example/"}],
        "category": {"id": 1, "name": "Amt", "color": "", "icon": ""},
        "temporarily_closed": False,
        "opening_hours": [
            {
                "allDay": False,
                "closed": False,
                "appointmentOnly": False,
                "timeSlots": [{"start": "08:00", "end": "12:00"}],
            }
        ]
        * 7,
        "appointment_url": "https://amt.example/termin",
        "location": {"id": 7, "name": "Amt", "address": "Ring 1", "town": "Musterstadt", "postcode": "12345"}
        | {"latitude": 50.1, "longitude": 11.1, "country": "DE"},
        "barrier_free": True,
    },
    "events": page("de/events/fest")
    | {
        "location": {"id": 7, "name": "Platz", "address": "Ring 1", "town": "Musterstadt", "postcode": "12345"},
        "event": {"id": 1, "start": "2026-12-01T17:00:00+01:00", "end": "2026-12-01T19:00:00+01:00", "all_day": False},
        "recurrence_rule": "DTSTART:20261201T160000\nRRULE:FREQ=WEEKLY;BYDAY=TU",
    },
    "news": {
        "id": 3,
        "title": "Neu",
        "message": "<p>Etwas ist neu.</p>",
        "timestamp": "2026-11-01T10:00:00+01:00",
        "last_updated": "2026-11-01T10:00:00+01:00",
        "channel": "news",
        "available_languages": {"en": {"id": 4}},
    },
    "imprint": page("de/disclaimer") | {"url": "https://integreat.app/musterland/de/disclaimer/"},
}
WRONG: tuple[object, ...] = (None, "", "x", -5, True, [], [None], {}, {"id": None}, [{"start": "x"}] * 7)


def damaged(item: Item) -> list[Item]:
    """The item without each of its fields, and with each of them wrong in several ways, one level down as well."""
    made = [{name: value for name, value in item.items() if name != left} for left in item]
    made += [item | {name: wrong} for name in item for wrong in WRONG]
    inner = [(name, value) for name, value in item.items() if isinstance(value, dict)]
    return made + [item | {name: value | {part: wrong}} for name, value in inner for part in value for wrong in WRONG]


@pytest.mark.parametrize("name", WHOLE)
def test_items_of_the_other_lists_may_be_damaged_in_any_field(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "api" / "v3" / "musterland" / "de"
    (folder / name).mkdir(parents=True)
    (folder / "pages").mkdir()
    (folder / "pages" / "index.json").write_text(json.dumps([page("de/a")]), encoding="utf-8")
    for number, item in enumerate(damaged(WHOLE[name])):
        content = item if name == "imprint" else [item]
        (folder / name / "index.json").write_text(json.dumps(content), encoding="utf-8")
        found = convert(read([tmp_path / "api"]))
        assert found.guides, item
        if number % 10 == 0:
            (tmp_path / "county").mkdir(exist_ok=True)
            loaded(found, tmp_path / "county" / str(number))
