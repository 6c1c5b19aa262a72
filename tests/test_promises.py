"""What the README and the handbooks promise."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.counties import Built, County, county, words
from support.sites import BuiltSite

SPORTS = """\
labels:
  one: {de: Sportangebot, en: Sports offer}
  many: {de: Sportangebote, en: Sports offers}
folder: sports
facts:
  times: {type: hours, labels: {de: Wann, en: When}}
  free: {type: boolean, labels: {de: Kostenlos, en: Free of charge}}
words:
  cost: {type: prose, labels: {de: Kosten, en: Cost}}
listing: {sort: [title], facets: [free], card: [times], menu: 55}
"""
PAGE = """\
{% extends "layouts/entry.html" %}
{% block title %}Sport: {{ page.title }}{% endblock %}
"""
DANISH = """\
reviewed: false
messages:
  title-home: Forside
  menu: Menu
kinds:
  guide: {one: Vejledning, many: Vejledninger}
"""


@pytest.fixture
def home(tmp_path: Path) -> County:
    return county(
        tmp_path,
        {
            "content/guides/first-steps/de.md": words("Erste Schritte", "## Zuerst {#first}\n\nWillkommen."),
            "content/guides/first-steps/en.md": words("First steps", "## First {#first}\n\nWelcome."),
        },
    )


def test_adding_a_kind_takes_two_files(home: County) -> None:
    home.write({"templates/kinds/sport/kind.yaml": SPORTS, "templates/kinds/sport/page.html": PAGE})
    home.write(
        {
            "content/sports/volleyball/facts.yaml": 'times: "Mo 19:00-21:00"\nfree: true\n',
            "content/sports/volleyball/de.md": words("Volleyball", front="cost: Es kostet **nichts**.\n"),
            "content/sports/chess/de.md": words("Schach"),
        }
    )
    built = home.build()
    page = built.page("de/sports/volleyball/")
    assert page.one("//title") == "Sport: Volleyball"
    assert "Montag 19:00–21:00" in page.words
    assert "Es kostet nichts." in page.words
    assert built.page("de/sports/by-free/yes/").all("//main//li//h2 | //main//li//h3") == ["Volleyball"]
    assert "Sports offers" in built.page("en/").all("//header//nav//a")


def test_a_mistake_in_a_field_of_a_new_kind_is_told_like_any_other(home: County) -> None:
    home.write({"templates/kinds/sport/kind.yaml": SPORTS})
    home.write({"content/sports/chess/facts.yaml": 'tmes: "Mo 19:00"\n', "content/sports/chess/de.md": words("Schach")})
    printed = home.run("check").output
    assert "content/sports/chess/facts.yaml:1:1" in printed
    assert "Did you mean “times”?" in printed


def test_a_new_language_takes_one_file(home: County) -> None:
    settings = '[site]\nname = "Landkreis Musterland"\nlanguages = ["de", "en", "da"]\n'
    home.write({"templates/locales/da.yaml": DANISH, "site.toml": settings})
    home.write({"content/guides/first-steps/da.md": words("Første skridt")})
    built = home.build()
    page = built.page("da/guides/first-steps/")
    assert page.one("/html/@lang") == "da"
    assert page.one("//h1") == "Første skridt"
    assert "Vejledninger" in page.all("//nav//a")
    assert "dansk" in built.page("de/guides/first-steps/").all("//header//a[@hreflang='da']")


def test_a_county_overrides_one_template(home: County) -> None:
    home.write({"templates/pages/not_found.html": "<title>Hier ist nichts</title>"})
    built = home.build()
    assert built.text("404.html") == "<title>Hier ist nichts</title>"
    assert "Erste Schritte" in built.page("de/guides/first-steps/").words


def test_building_twice_writes_nothing(home: County) -> None:
    home.build()
    assert home.build().report.changes is not None
    changes = home.build().report.changes
    assert changes is not None
    assert (changes.written, changes.removed) == ((), ())


def test_two_builds_are_byte_identical(home: County, tmp_path: Path) -> None:
    assert home.build(tmp_path / "one").files() == home.build(tmp_path / "two").files()


def test_two_machines_build_the_same_bytes(home: County, tmp_path: Path) -> None:
    """Python orders its sets differently in each process, unless a seed is given."""
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "intsite", "--root", str(home.root), "build", "-o", str(tmp_path / seed)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    one, two = (Built(folder=tmp_path / seed, county=home, report=home.check()).files() for seed in ("1", "2"))
    assert one == two


def test_nothing_is_published_when_there_are_errors(home: County) -> None:
    before = home.build().files()
    home.write({"content/guides/first-steps/de.md": words("Neu", "[](office:nowhere)")})
    result = home.run("build")
    assert result.exit_code == 1
    assert before == {
        file.relative_to(home.root / "public").as_posix(): file.read_bytes()
        for file in (home.root / "public").rglob("*")
        if file.is_file() and file.name != ".intsite.json"
    }


def test_a_telephone_number_changes_once_for_all_pages(home: County) -> None:
    office = 'phones: ["030 23125 100"]\n'
    home.write({"content/offices/jobcenter/facts.yaml": office, "content/offices/jobcenter/de.md": words("Jobcenter")})
    quote = "Rufen Sie an: {office:jobcenter.phones}."
    home.write({"content/guides/first-steps/de.md": words("Erste Schritte", quote)})
    assert "Rufen Sie an: 030 23125 100." in home.build().page("de/guides/first-steps/").words
    home.write({"content/offices/jobcenter/facts.yaml": office.replace("100", "111")})
    assert "Rufen Sie an: 030 23125 111." in home.build().page("de/guides/first-steps/").words


def test_no_page_needs_javascript(demo: BuiltSite) -> None:
    """Whatever a script does is an addition: without it every page has its words, links and forms that lead on."""
    for page in demo.of("de"):
        text = demo.read(page.path).decode()
        assert not re.search(r'href="(#|javascript:)"', text), page.path
        assert re.search(r"<main.*?</main>", text, re.DOTALL), page.path


def test_no_page_asks_anything_of_others(demo: BuiltSite) -> None:
    loading = re.compile(
        rb"""<(?:script|img|iframe|source|video|audio|link rel="(?!alternate|canonical)[^"]*")[^>]*(?:src|href)="https?:"""
    )
    assert [page.path for page in demo.pages if loading.search(demo.read(page.path))] == []
