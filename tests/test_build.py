"""The sequence as a whole: what it publishes, and what it does not."""

import datetime as dt
import shutil
import weakref
from functools import partial
from pathlib import Path

import pytest

from intsite import entries, lookups, render, write
from intsite.build import build
from intsite.load import check
from intsite.pages import context
from intsite.workers import forked
from support.counties import SITE, TODAY, County, county, words

IMPRINT = "content/pages/imprint/de.md"
BROKEN = words("Impressum", "[](office:nowhere)")


@pytest.fixture
def small(tmp_path: Path) -> County:
    return county(tmp_path / "county", {IMPRINT: words("Impressum", "Der Landkreis.")})


def test_nothing_is_published_when_content_has_an_error(small: County) -> None:
    before = small.build().files()
    small.write({IMPRINT: BROKEN, "content/pages/privacy/de.md": words("Datenschutz")})
    report = build(small.config(), small.root / "public", today=TODAY)
    assert report.has_errors
    assert report.changes is None
    assert {file: (small.root / "public" / file).read_bytes() for file in before} == before
    assert not (small.root / "public/de/pages/privacy").exists()


def test_nothing_is_published_when_a_template_has_an_error(small: County) -> None:
    small.write({"templates/pages/search.html": "{{ nobody.knows }}"})
    report = build(small.config(), small.root / "public", today=TODAY)
    errors = [found for found in report.problems if found.is_error]
    assert [(found.code, found.span.path, found.span.line) for found in errors] == [
        ("template-error", "templates/pages/search.html", 1)
    ]
    assert not (small.root / "public").exists()


def test_warnings_do_not_keep_a_site_from_being_published(small: County) -> None:
    small.write({IMPRINT: words("Impressum", "[hier](https://www.musterland.example/)")})
    assert [found.code for found in small.build().report.problems] == ["statement-missing", "vague-link-text"]


def test_building_again_writes_nothing(small: County) -> None:
    small.build()
    changes = small.build().report.changes
    assert changes is not None
    assert (changes.written, changes.removed) == ((), ())
    assert changes.unchanged > 0


def test_changing_one_sentence_writes_only_that_page_and_the_search(small: County) -> None:
    small.build()
    small.write({IMPRINT: words("Impressum", "Der ganze Landkreis.")})
    changes = small.build().report.changes
    assert changes is not None
    pages = [path for path in changes.written if not path.startswith("pagefind/")]
    # What readers may save for reading without internet names the version of every page.
    pages = [path for path in pages if not path.endswith("/offline/files.json")]
    assert pages == ["de/pages/imprint/index.html", "en/pages/imprint/index.html"]


def test_the_pages_of_a_deleted_entry_are_removed(small: County) -> None:
    small.write({"content/pages/privacy/de.md": words("Datenschutz")})
    small.build()
    shutil.rmtree(small.root / "content/pages/privacy")
    built = small.build()
    assert built.report.changes is not None
    assert "de/pages/privacy/index.html" in built.report.changes.removed
    assert not (built.folder / "de/pages/privacy").exists()


def test_all_problems_are_reported_at_once_in_the_order_of_their_places(small: County) -> None:
    small.write(
        {
            IMPRINT: BROKEN + "\n#### Zu tief\n",
            "content/guides/arriving/facts.yaml": "order: first\nparent: gone\n",
            "content/guides/arriving/de.md": words("Ankommen", front="sumary: Doppelt\n"),
            "content/notes.txt": "",
        }
    )
    problems = small.check().problems
    assert [(found.span.path.removeprefix("content/"), found.span.line, found.code) for found in problems] == [
        ("guides/arriving/de.md", 4, "unknown-field"),
        ("guides/arriving/facts.yaml", 1, "bad-integer"),
        ("guides/arriving/facts.yaml", 2, "unknown-reference"),
        ("notes.txt", 0, "no-such-kind"),
        ("pages/imprint/de.md", 6, "unknown-reference"),
        ("pages/imprint/de.md", 8, "skipped-heading-level"),
    ]


def test_a_countys_own_template_wins_and_the_others_stay(small: County) -> None:
    small.write({"templates/kinds/page/page.html": "<p>{{ content.title.text }} of the county</p>\n"})
    built = small.build()
    assert built.text("de/pages/imprint/index.html") == "<p>Impressum of the county</p>\n"
    assert "<nav" in built.text("de/index.html")


def test_a_countys_own_component_style_and_icon_win(small: County) -> None:
    small.write(
        {
            "templates/components/footer/footer.html": (
                "{% macro footer(page, shell) %}<footer>Ours</footer>{% endmacro %}"
            ),
            "assets/css/tokens.css": ":root { --ours: 1; }\n",
            "assets/images/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>Ours</title></svg>\n',
        }
    )
    built = small.build()
    assert built.page("de/pages/imprint/").one("//footer") == "Ours"
    style = next((built.folder / "assets/css").glob("site.*.css")).read_text(encoding="utf-8")
    assert "--ours: 1" in style
    assert "@layer" in style
    assert "<title>Ours" in next((built.folder / "assets/images").glob("logo.*.svg")).read_text(encoding="utf-8")


def test_a_countys_own_interface_texts_win(small: County) -> None:
    small.write({"templates/locales/de.yaml": "messages:\n  title-home: Anfang\n"})
    page = small.build().page("de/pages/imprint/")
    assert "Anfang" in page.all("//nav//a")
    assert page.words.startswith("Impressum")


def test_a_kind_of_the_countys_own_takes_one_file(small: County) -> None:
    small.write(
        {
            "templates/kinds/club/kind.yaml": """\
labels: {one: {de: Verein, en: Club}, many: {de: Vereine, en: Clubs}}
folder: clubs
facts:
  founded: {type: year, labels: {de: Gegründet, en: Founded}}
""",
            "content/clubs/chess/facts.yaml": "founded: 1921\n",
            "content/clubs/chess/de.md": words("Schachverein"),
        }
    )
    built = small.build()
    assert "Gegründet 1921" in built.page("de/clubs/chess/").words
    assert built.page("de/clubs/").one("//h1") == "Vereine"
    assert "Schachverein" in built.page("de/a-z/").words


def test_every_stage_is_named_as_it_begins(small: County) -> None:
    stages: list[str] = []
    build(small.config(), small.root / "public", today=TODAY, progress=stages.append)
    assert stages == ["read", "parse", "resolve", "plan", "render", "index", "publish"]
    stages.clear()
    report = check(small.config(), today=TODAY, progress=stages.append)
    assert stages == ["read", "parse", "resolve"]
    assert (report.entries, report.pages, report.changes) == (1, 0, None)


def test_several_processes_can_do_the_work(tmp_path: Path) -> None:
    sites = Path(__file__).parent / "sites"
    made = County(root=sites / "multilingual")
    report = build(made.config(), tmp_path / "pool", today=TODAY, map=partial(forked, processes=2))
    assert not report.has_errors
    assert set(made.check().problems) <= set(report.problems)
    here = made.build(tmp_path / "here")
    assert {path: (tmp_path / "pool" / path).read_bytes() for path in here.files()} == here.files()


def test_a_site_of_more_entries_than_are_kept_at_a_time_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = County(root=Path(__file__).parent / "sites/multilingual")
    usual = made.build(tmp_path / "usual")
    monkeypatch.setattr(entries, "_AT_ONCE", 2)
    monkeypatch.setattr(lookups, "_AT_ONCE", 2)
    monkeypatch.setattr(write, "_AT_ONCE", 2)
    monkeypatch.setattr(context, "_VIEWS", 2)
    monkeypatch.setattr(render, "_PARTS", 2)
    assert made.build(tmp_path / "letting-go").files() == usual.files()


def test_of_values_made_on_demand_some_are_kept_and_all_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "_AT_ONCE", 3)
    there = weakref.WeakSet[_Value]()

    def make(number: int) -> _Value:
        there.add(value := _Value(number))
        return value

    values = entries.OnDemand(range(10), make)
    assert values[0] is values[0]
    assert [values[number].number for number in values] == list(range(10))
    assert len(there) <= 3
    assert [values[number].number for number in values] == list(range(10))


class _Value:
    def __init__(self, number: int) -> None:
        self.number = number


def test_a_site_without_content_says_so(tmp_path: Path) -> None:
    made = county(tmp_path, {"site.toml": SITE})
    assert made.codes() == ["no-content"]


def test_an_empty_content_folder_is_a_site_without_entries(tmp_path: Path) -> None:
    made = county(tmp_path, {"content/.gitkeep": ""})
    built = made.build()
    assert built.report.entries == 0
    assert built.page("de/").one("//h1").endswith("Landkreis Musterland")


def test_the_day_of_the_build_decides_what_is_past(tmp_path: Path) -> None:
    made = county(
        tmp_path,
        {
            "content/events/party/facts.yaml": "start: 2026-11-22 18:00\nonline: https://party.example/\n",
            "content/events/party/de.md": words("Sommerfest"),
        },
    )
    on_the_day = made.build(today=dt.date(2026, 11, 22))
    assert on_the_day.page("de/events/").all("//ul[@class='cards']//h3") == ["Sommerfest"]
    assert on_the_day.page("de/events/").all("//details[.//h3]//h3") == []
    day_after = made.build(today=dt.date(2026, 11, 23))
    assert day_after.page("de/events/").all("//details[@class='details']//h3") == ["Sommerfest"]
    assert "Sommerfest" not in day_after.page("de/").words
