"""What the bar above a page of the preview tells, and what only the preview shows."""

from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

from intsite.build import build
from intsite.config import load
from intsite.load import Report, check
from intsite.preview import Preview
from support.counties import TODAY, Built, County, county, words

OFFICE = "content/offices/jobcenter"
FORGE = '[preview]\nedit = "https://forge.example/county/edit/main/{path}#L{line}"\n'


@pytest.fixture
def made(tmp_path: Path) -> County:
    return county(
        tmp_path,
        {
            f"{OFFICE}/facts.yaml": "website: https://jobcenter.example/\n",
            f"{OFFICE}/de.md": words("Jobcenter", "Geld."),
            f"{OFFICE}/en.md": words(
                "Job centre", "## Money", front="translation: {by: machine, of: {.front: 0badcafe}}\n"
            ),
            "content/guides/working/de.md": words("Arbeiten", "Siehe [](office:jobcenter)."),
        },
    )


def _preview(made: County, folder: Path | None = None) -> Preview:
    """What is told after a check, or after a build into `folder`."""
    config = replace(made.config(), shows_drafts=True)
    report = build(config, folder, today=TODAY) if folder else check(config, today=TODAY)
    return Preview(report, config, "en", lambda _path, _line: None)


def _bar(made: County, address: str, folder: Path | None = None) -> html.HtmlElement:
    return html.fromstring(_preview(made, folder).bar(address))


def _text(bar: html.HtmlElement, path: str = ".") -> str:
    return " ".join(" ".join(found.text_content().split()) for found in bar.xpath(path))


def test_a_page_names_its_files_with_links_to_the_places_of_their_own_editor(made: County) -> None:
    bar = _bar(made, "/de/offices/jobcenter/")
    assert bar.xpath("//li/code/text()") == [f"{OFFICE}/de.md", f"{OFFICE}/facts.yaml"]
    assert bar.xpath("//li[code]/a/@href")[0] == f"vscode://file{made.root}/{OFFICE}/de.md:1"


def test_a_county_says_where_its_files_are_edited(made: County) -> None:
    made.write({"site.toml": (made.root / "site.toml").read_text() + FORGE})
    links = _bar(made, "/de/offices/jobcenter/").xpath("//a/@href")
    assert f"https://forge.example/county/edit/main/{OFFICE}/facts.yaml#L1" in links


def test_what_is_wrong_with_a_page_stands_above_it_and_above_no_other(made: County) -> None:
    outdated = f"{OFFICE}/en.md:1: The leading text has changed"
    own = _bar(made, "/en/offices/jobcenter/")
    assert outdated in _text(own, "./details/ol//pre")
    assert "1 warning" in _text(own, "./details/summary")
    assert not own.xpath("./details/@open"), "only errors open the bar"
    assert outdated not in _text(_bar(made, "/en/guides/working/"))
    other = _bar(made, "/de/offices/jobcenter/")
    assert "Nothing has to be mended on this page." in _text(other)
    assert outdated in _text(other, "./details/details"), "it is a file of the same entry"


def test_an_error_stands_on_its_page_which_all_others_lead_to(made: County) -> None:
    made.write({"content/guides/working/de.md": words("Arbeiten", "Siehe [](office:gone).")})
    own = _bar(made, "/de/guides/working/")
    assert "content/guides/working/de.md:6:10: There is no entry “office:gone”." in _text(own, "./details/ol")
    assert own.xpath("./details/@open")
    assert "last good state" in _text(own, "//summary")
    elsewhere = _bar(made, "/de/offices/jobcenter/")
    assert "Errors elsewhere (1)" in _text(elsewhere)
    assert "/de/guides/working/" in elsewhere.xpath("//li/a/@href")


def test_a_translated_page_says_how_it_stands(made: County) -> None:
    outdated = _text(_bar(made, "/en/offices/jobcenter/"))
    state = "outdated (Title and short texts, Introduction)"
    assert f"Translation (en): {state}; made by a program; not reviewed by a native speaker." in outdated
    assert "intsite translations diff office:jobcenter en" in outdated
    missing = _text(_bar(made, "/en/guides/working/"))
    assert "Translation (en): missing. intsite translations new guide:working en" in missing
    assert "Translation" not in _text(_bar(made, "/de/guides/working/"))


@pytest.mark.parametrize("address", ["/de/offices/jobcenter/index.html", "/de/offices/jobcenter/card/"])
def test_a_page_below_an_entry_is_of_that_entry(made: County, address: str) -> None:
    assert "office:jobcenter" in _text(_bar(made, address), "//summary")


@pytest.mark.parametrize(
    "address", ["/", "/de/", "/de/offices/", "/404.html", "/de/offices/%22%3E/", "/xx/offices/jobcenter/"]
)
def test_pages_of_no_entry_have_a_bar_that_says_only_preview(made: County, address: str) -> None:
    bar = _bar(made, address)
    assert _text(bar) == "Preview"
    assert not bar.xpath("//a")


def test_damage_in_site_toml_is_told_everywhere(made: County) -> None:
    made.write({"site.toml": "[site]\nname = Landkreis\n"})
    config, problems = load(made.root)
    bar = html.fromstring(Preview(Report(problems=problems), config, "de", lambda *_: None).bar("/de/"))
    assert "site.toml:2:8:" in _text(bar, "//pre")


def test_what_a_file_holds_is_text_in_the_bar(made: County) -> None:
    made.write({"content/guides/working/de.md": words("Arbeiten", "<b>fett</b> [](office:gone)")})
    assert not _bar(made, "/de/guides/working/").xpath("//b[text()='fett']")


def _with_draft(made: County) -> None:
    made.write(
        {
            "content/guides/applying/facts.yaml": "draft: true\nparent: working\n",
            "content/guides/applying/de.md": words("Bewerben", "Mit [](guide:interview)."),
            "content/guides/interview/facts.yaml": "draft: true\n",
            "content/guides/interview/de.md": words("Gespräch"),
        }
    )


def test_a_draft_is_in_the_preview_with_a_word_about_it_and_nowhere_in_the_site(made: County, tmp_path: Path) -> None:
    _with_draft(made)
    shown = tmp_path / "shown"
    assert "draft" in _text(_bar(made, "/de/guides/applying/", shown), "//summary")
    report = build(replace(made.config(), shows_drafts=True), shown, today=TODAY)
    preview = Built(county=made, folder=shown, report=report)
    assert "Gespräch" in preview.page("de/guides/applying/").words
    assert "Bewerben" in preview.page("de/guides/working/").words, "it stands in its tree"
    public = made.build().files()
    assert not [path for path, content in public.items() if b"Bewerben" in content or "applying" in path]
    assert not [path for path, content in public.items() if b"preview-bar" in content]


def test_a_text_that_leads_to_a_draft_is_shown_with_a_warning_that_it_cannot_be_published(made: County) -> None:
    _with_draft(made)
    made.write({"content/guides/working/de.md": words("Arbeiten", "Siehe [](guide:applying).")})
    shown = made.root / "preview"
    bar = _text(_bar(made, "/de/guides/working/", shown), "//pre")
    assert "content/guides/working/de.md:6:10: “guide:applying” is a draft: the preview shows it" in bar
    assert (shown / "de/guides/applying/index.html").exists()
    assert "link-to-draft" in made.codes()


def test_a_page_says_how_easily_it_is_read_and_what_could_be_plainer(made: County) -> None:
    made.write({"content/guides/working/de.md": words("Arbeiten", "Der Antrag wird geprüft.")})
    bar = _bar(made, "/de/guides/working/")
    assert "Plainer words (1)" in _text(bar, "//details/details/summary")
    assert "content/guides/working/de.md:6:12: “wird geprüft” does not say who acts" in _text(bar, "//details/details")
    assert "wird geprüft" not in _text(bar, "./details/ol"), "it is no problem"
