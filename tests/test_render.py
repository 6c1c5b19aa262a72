"""Templates to bytes: what they may call, what is escaped, and how their mistakes are told."""

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from intsite import catalogs, pages
from intsite.assets import Assets
from intsite.pages import Page
from intsite.problems import Problem
from intsite.render import Renderer, each_once
from intsite.resources import shipped
from intsite.views import Phrase
from support.counties import County

SITES = Path(__file__).parent / "sites"
ASSETS = Assets(
    urls={"css/site.css": "assets/css/site.1.css"}, icons={"book": '<svg viewBox="0 0 1 1"></svg>'}, outputs=()
)
PAGE = list(pages.plan(County(root=SITES / "minimal").site(), {}, "de"))[1]
"""The page of an entry: de/pages/imprint/."""


def render(root: Path, template: str, *, page: Page = PAGE, **files: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Render a page with a template of one's own; further files by name without their ending."""
    folder = root / "templates"
    folder.mkdir(exist_ok=True)
    for name, text in {"own": template, **files}.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    known, _ = catalogs.load(["de", "ar"], [shipped("templates")], root)
    renderer = Renderer([folder], known, ASSETS, root, base_url="https://host.example/a/")
    return renderer.render(replace(page, template="own.html"))


def text(root: Path, template: str, *, page: Page = PAGE) -> str:
    html, problems = render(root, template, page=page)
    assert html is not None, problems
    return html


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ t('title-search') }}", "Suche"),
        ("{{ t('listing-count', count=2) }}", "2 Einträge"),
        ("{{ numbering() }}", "latn"),
        ("{{ has_text('title-search') }} {{ has_text('gone') }}", "True False"),
        ("{{ 'de/a-z/'|url }}", "../../../de/a-z/"),
        ("{{ asset('css/site.css') }}", "../../../assets/css/site.1.css"),
        ("{{ icon('book') }}", '<svg class="icon" aria-hidden="true" viewBox="0 0 1 1"></svg>'),
        ("{{ icon('gone') }}", ""),
        ("{{ 1200|number }} {{ 1500|filesize }} {{ 2500000|filesize }}", "1.200 2 kB 2,5 MB"),
        ("{{ 'uk'|language_name }}", "Ukrainisch"),
        ("{{ ['a', 'b']|list }}", "a und b"),
    ],
)
def test_templates_can_call(tmp_path: Path, template: str, expected: str) -> None:
    assert text(tmp_path, template) == expected


def test_indents_of_templates_are_not_published_those_of_texts_are(tmp_path: Path) -> None:
    view = replace(PAGE.view, keywords=("one\n    two",))
    template = "<ul>\n  {% for word in page.keywords %}\n    <li>{{ word }}</li>\n  {% endfor %}\n</ul>"
    assert text(tmp_path, template, page=replace(PAGE, view=view)) == "<ul>\n<li>one\n    two</li>\n</ul>"


def test_templates_write_dates_in_the_language_of_the_page(tmp_path: Path) -> None:
    template = "{% set day = page.keywords[0] %}{{ day|date }}, {{ day|month }}, {{ day|weekday }}"
    view = replace(PAGE.view, keywords=(dt.date(2026, 11, 22),))
    assert text(tmp_path, template, page=replace(PAGE, view=view)) == ("22. November 2026, November 2026, Sonntag")


def test_a_template_speaks_the_language_of_each_page_it_makes(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    template = "{{ 'uk'|language_name }} {{ 1234.5|number }} {{ 'de/'|url }} {{ t('title-search') }}"
    (tmp_path / "templates/own.html").write_text(template, encoding="utf-8")
    known, _ = catalogs.load(["de", "ar"], [shipped("templates")], tmp_path)
    renderer = Renderer([tmp_path / "templates"], known, ASSETS, tmp_path)
    view = replace(PAGE.view, language="ar", path="ar/")
    both = [replace(PAGE, template="own.html", view=made) for made in (PAGE.view, view)]
    german, arabic = (html for html, _ in map(renderer.render, both) if html)
    assert german == "Ukrainisch 1.234,5 ../../../de/ Suche"
    assert arabic.startswith("الأوكرانية ")
    assert " ../de/ " in arabic
    assert "Suche" not in arabic


def test_a_macro_writes_once_what_is_the_same_on_all_pages(tmp_path: Path) -> None:
    part = (
        "{% set calls = [] %}"
        "{% macro alone() %}{% do calls.append(1) %}{{ calls|length }}{% endmacro %}"
        "{% macro of(page, level) %}{% do calls.append(1) %}{{ level }}.{{ calls|length }}{% endmacro %}"
    )
    template = (
        "{% from 'part.html' import alone, of %}"
        "{{ once(alone) }} {{ once(alone) }} {{ once(of, page, 7) }} {{ once(of, page, 8) }} {{ once(of, page, 7) }}"
    )
    html, problems = render(tmp_path, template, part=part)
    assert html == "1 1 7.2 8.3 7.2", problems


def test_what_people_wrote_is_escaped(tmp_path: Path) -> None:
    view = replace(PAGE.view, title='<script>"x"&</script>')
    page = replace(PAGE, view=view)
    assert text(tmp_path, "{{ page.title }}", page=page) == "&lt;script&gt;&#34;x&#34;&amp;&lt;/script&gt;"


def test_a_text_in_another_language_is_marked_and_one_in_the_pages_own_is_not(tmp_path: Path) -> None:
    arabic, own = Phrase(text="<a>", language="ar", direction="rtl"), Phrase(text="<b>")
    view = replace(PAGE.view, keywords=(arabic, own))
    page = replace(PAGE, view=view)
    shown = text(
        tmp_path, "{% for word in page.keywords %}{{ phrase(word) }}<p{{ attributes(word) }}>{% endfor %}", page=page
    )
    assert shown == '<span lang="ar" dir="rtl">&lt;a&gt;</span><p lang="ar" dir="rtl">&lt;b&gt;<p>'


@pytest.mark.parametrize(
    ("template", "code", "line"),
    [
        ("a\n{% if %}\n", "template-syntax", 2),
        ("a\n\n{{ content.gone }}\n", "template-error", 3),
        ("a\n{{ t('gone') }}\n", "template-error", 2),
        ("a\n{{ asset('gone.css') }}\n", "template-error", 2),
        ("a\n{{ 1 / 0 }}\n", "template-error", 2),
        ("a\n{% include 'gone.html' %}\n", "template-missing", 2),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(tmp_path: Path, template: str, code: str, line: int) -> None:
    html, (found,) = render(tmp_path, template)
    assert html is None
    assert (found.code, found.span.path, found.span.line) == (code, "templates/own.html", line)


def test_a_mistake_in_a_macro_is_told_where_it_is_made(tmp_path: Path) -> None:
    macro = "{% macro broken() %}\n\n{{ gone }}\n{% endmacro %}"
    _, (found,) = render(tmp_path, "{% from 'macro.html' import broken %}{{ broken() }}", macro=macro)
    assert (found.span.path, found.span.line) == ("templates/macro.html", 3)


def test_a_mistake_that_breaks_many_pages_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/own.html").write_text("{{ gone }}", encoding="utf-8")
    known, _ = catalogs.load(["de"], [shipped("templates")], tmp_path)
    renderer = Renderer([tmp_path / "templates"], known, ASSETS, tmp_path)
    broken = [replace(PAGE, template="own.html", path=path) for path in ("a/index.html", "b/index.html")]
    rendered = [renderer.render(page) for page in broken]
    assert [output for output, _ in rendered] == [None, None]
    assert [found.code for found in each_once(one for _, found in rendered for one in found)] == ["template-error"]
