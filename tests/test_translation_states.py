"""What editors learn about their translations: state, what has changed since, a way to begin and to record."""

import json
import re
import subprocess
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from intsite.translations import State, states
from intsite.translations.changes import differences
from support.counties import County, county, words

OFFICE = "content/offices/town-hall"
GERMAN = "Bringen Sie Ihren Pass mit.\n\n## Gebühren {#fees}\n\nEs kostet 10 Euro.\n\n## Anfahrt {#way}\n\nBus 1.\n"
ENGLISH = "Bring your passport.\n\n## Fees {#fees}\n\nIt costs 10 euros.\n\n## Directions {#way}\n\nBus 1.\n"


@pytest.fixture
def office(tmp_path: Path) -> County:
    """An office in two languages in a repository; the translation is recorded as up to date."""
    made = county(
        tmp_path / "county",
        {
            f"{OFFICE}/facts.yaml": "organisation: county\nphones: [030 23125 100]\nreviewed-on: 2026-11-01\n",
            f"{OFFICE}/de.md": words("Rathaus", GERMAN),
            f"{OFFICE}/en.md": words("Town hall", ENGLISH, summary="A sentence."),
            "content/organisations/county/facts.yaml": "website: https://county.example/\nreviewed-on: 2026-11-01\n",
            "content/organisations/county/de.md": words("Landkreis", ""),
        },
    )
    accepted = made.run("translations", "accept", "--new")
    assert accepted.exit_code == 0, accepted.stderr
    git(made, "init", "-q")
    commit(made)
    return made


def git(county: County, *arguments: str) -> str:
    identity = ("-c", "user.name=Editor", "-c", "user.email=editor@landkreis-musterland.example")
    command = ["git", "-C", str(county.root), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def commit(county: County) -> None:
    git(county, "add", "-A")
    git(county, "commit", "-qm", "Words")


def change(county: County, language: str, old: str, new: str) -> None:
    file = county.root / OFFICE / f"{language}.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def state(county: County) -> tuple[State, tuple[str, ...]]:
    (one,) = [one for one in states(county.site()) if one.key == ("office", "town-hall")]
    return one.state, one.sections


def test_a_recorded_translation_is_up_to_date(office: County) -> None:
    assert state(office) == (State.CURRENT, ())


def test_a_translation_is_outdated_where_the_leading_text_says_something_else(office: County) -> None:
    change(office, "de", "10 Euro", "12 Euro")
    assert state(office) == (State.OUTDATED, ("fees",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Es kostet 10 Euro.", "Es  kostet\n10 Euro."),
        ("Bringen Sie Ihren Pass mit.", "Bringen Sie Ihren [Pass](https://pass.example/) mit."),
        ("## Gebühren {#fees}\n\n", "## Gebühren {#fees}\n\n<!-- Stand: heute -->\n\n"),
        ("Bus 1.", "Bus **1**."),
    ],
)
def test_what_does_not_touch_the_meaning_does_not_outdate(office: County, old: str, new: str) -> None:
    change(office, "de", old, new)
    assert state(office) == (State.CURRENT, ())


def test_a_translation_without_a_record_is_not_called_up_to_date(office: County) -> None:
    office.write({f"{OFFICE}/en.md": words("Town hall", ENGLISH)})
    assert state(office) == (State.UNRECORDED, ())


def test_a_language_without_a_file_is_missing(office: County) -> None:
    (office.root / OFFICE / "en.md").unlink()
    assert state(office) == (State.MISSING, ())


def test_readers_do_not_see_a_translation_that_is_begun(office: County) -> None:
    (office.root / OFFICE / "en.md").unlink()
    assert office.run("translations", "new", "office:town-hall", "en").exit_code == 0
    assert state(office) == (State.IN_PROGRESS, ())
    begun = (office.root / OFFICE / "en.md").read_text(encoding="utf-8")
    assert "<!-- de:\nEs kostet 10 Euro.\n-->" in begun

    assert not [found for found in office.check().problems if found.is_error]
    assert office.run("build").exit_code == 0
    page = (office.root / "public/en/offices/town-hall/index.html").read_text(encoding="utf-8")
    assert "Bringen Sie Ihren Pass mit." in page.replace('<span class="s" id="s.2">', "")
    assert 'lang="de"' in page


def test_readers_learn_which_part_is_newer_and_get_there_with_one_click(office: County) -> None:
    change(office, "de", "10 Euro", "12 Euro")
    assert office.run("build").exit_code == 0

    page = html.parse(office.root / "public/en/offices/town-hall/index.html")

    assert page.xpath("//h2[@id='fees']/following-sibling::*[1][@class='newer']/a/@href") == [
        "../../../de/offices/town-hall/#fees"
    ]
    assert len(page.xpath("//*[@class='newer']")) == 1
    assert page.xpath("//*[contains(@class, 'notice--outdated')]") == []


def test_a_new_part_that_the_translation_lacks_is_told_above_the_text(office: County) -> None:
    change(office, "de", "## Anfahrt", "## Unterlagen {#papers}\n\nPass.\n\n## Anfahrt")
    assert office.run("build").exit_code == 0

    page = html.parse(office.root / "public/en/offices/town-hall/index.html")

    assert page.xpath("//*[contains(@class, 'notice--outdated')]//a/@href") == ["../../../de/offices/town-hall/"]
    assert page.xpath("//*[@class='newer']") == []


def test_notes_for_the_translator_do_not_reach_readers(office: County) -> None:
    change(office, "en", "It costs 10 euros.", "<!-- de:\nEs kostet 10 Euro.\n-->\n\nIt costs 10 euros.")
    assert office.run("build").exit_code == 0
    page = (office.root / "public/en/offices/town-hall/index.html").read_text(encoding="utf-8")
    assert "It costs 10 euros." in page
    assert "Es kostet 10 Euro." not in page


def test_the_difference_shows_only_the_sections_that_changed_with_both_texts(office: County) -> None:
    change(office, "de", "10 Euro", "12 Euro")
    change(office, "de", "Bus 1", "Bus 2")
    commit(office)
    change(office, "de", "12 Euro", "13 Euro")

    shown = office.run("translations", "diff", "office:town-hall", "en").stdout

    assert "Es kostet [-10-]{+13+} Euro." in shown
    assert "Bus [-1.-]{+2.+}" in shown
    assert "It costs 10 euros." in shown
    assert "Pass" not in shown


def test_the_difference_is_found_under_an_earlier_name_of_the_file(office: County) -> None:
    git(office, "mv", OFFICE, "content/offices/city-hall")
    commit(office)
    file = office.root / "content/offices/city-hall/de.md"
    file.write_text(file.read_text(encoding="utf-8").replace("10 Euro", "12 Euro"), encoding="utf-8")

    assert "[-10-]{+12+}" in office.run("translations", "diff", "office:city-hall", "en").stdout


def test_the_difference_is_honest_when_nobody_knows_the_older_text(office: County) -> None:
    change(office, "de", "10 Euro", "12 Euro")
    change(office, "en", "fees: ", "fees: 0")

    shown = office.run("translations", "diff", "office:town-hall", "en").stdout

    assert "Git does not know the older text" in shown
    assert "Es kostet 12 Euro." in shown


def test_a_mended_typing_error_outdates_nothing_that_was_up_to_date(office: County) -> None:
    change(office, "de", "Bus 1", "Bus 2")
    commit(office)
    change(office, "de", "10 Euro", "10 €")

    assert state(office) == (State.OUTDATED, ("fees", "way"))
    assert office.run("translations", "accept", "office:town-hall", "--minor").exit_code == 0
    assert state(office) == (State.OUTDATED, ("way",))


def test_accepting_records_the_new_state(office: County) -> None:
    change(office, "de", "10 Euro", "12 Euro")
    assert office.run("translations", "accept", "office:town-hall", "en").exit_code == 0
    assert state(office) == (State.CURRENT, ())


def test_what_cannot_be_accepted_is_named_with_the_reason_and_nothing_is_written(office: County) -> None:
    office.write({"content/organisations/county/en.md": "---\ntitle: \ntranslation: {in-progress: true}\n---\n"})
    before = {file: file.read_bytes() for file in (office.root / "content").rglob("*.md")}
    reasons = {
        ("organisation:county", "en"): "in progress",
        ("office:town-hall", "de"): "is led in this language",
        (): "Which entry?",
    }
    for arguments, reason in reasons.items():
        refused = office.run("translations", "accept", *arguments)
        assert (refused.exit_code, reason in refused.stderr) == (2, True), refused.stderr
    idle = office.run("translations", "accept", "--minor")
    assert (idle.exit_code, "nothing has changed" in idle.stdout) == (0, True)
    assert {file: file.read_bytes() for file in before} == before


def test_two_people_who_accept_neighbouring_sections_merge_without_a_conflict(office: County) -> None:
    main = git(office, "branch", "--show-current").strip()
    for branch, old, new in (("fees", "10 Euro", "12 Euro"), ("way", "Bus 1", "Bus 2")):
        git(office, "switch", "-qc", branch, main)
        change(office, "de", old, new)
        change(office, "en", old.replace("Euro", "euros"), new.replace("Euro", "euros"))
        assert office.run("translations", "accept", "office:town-hall", "en").exit_code == 0
        commit(office)

    git(office, "merge", "-q", "--no-edit", "fees")

    assert state(office) == (State.CURRENT, ())


def test_accepting_and_confirming_keep_the_line_ends_and_the_mark_of_windows(office: County) -> None:
    files = [office.root / OFFICE / name for name in ("en.md", "facts.yaml")]
    for file in files:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    commit(office)
    change(office, "de", "10 Euro", "12 Euro")

    assert office.run("translations", "accept", "office:town-hall", "en").exit_code == 0
    assert office.run("confirm", "office:town-hall").exit_code == 0

    assert state(office) == (State.CURRENT, ())
    for file in files:
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        assert git(office, "diff", "--numstat", "--", str(file)).startswith("1\t1\t"), "one line, not the whole file"


def test_other_programs_get_the_states_as_json(office: County) -> None:
    change(office, "de", "10 Euro", "12 Euro")
    (found,) = json.loads(office.run("translations", "--json", "--kind", "office").stdout)
    assert (found["entry"], found["language"], found["state"]) == ("office:town-hall", "en", "outdated")
    assert found["sections"] == [{"id": "fees", "title": "Gebühren"}]


@pytest.mark.parametrize(("language", "expected"), [("de", "Titel und kurze Texte"), ("en", "Title and short texts")])
def test_sections_without_a_heading_have_a_name_in_the_editors_language_everywhere(
    office: County, tmp_path: Path, language: str, expected: str
) -> None:
    change(office, "de", "title: Rathaus", "title: Neues Rathaus")
    run = partial(office.run, "translations", language=language)
    (found,) = json.loads(run("--json", "--kind", "office").stdout)
    assert found["sections"] == [{"id": ".front", "title": expected}]
    assert f"\n{expected}\n" in run("diff", "office:town-hall", "en").stdout
    run("--html", str(tmp_path / "page.html"))
    assert f"<small>{expected}</small>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_words_that_the_glossary_lacks_in_a_language_are_counted_and_listed(office: County) -> None:
    office.write(
        {
            "content/vocabularies/glossary.yaml": "whole:\n  de: {term: Eins, explanation: Text.}\n"
            "  en: {term: One, explanation: Text.}\n"
            "half:\n  de: {term: Zwei, explanation: Text.}\n  en: {term: Two}\n"
        }
    )
    listed = json.loads(office.run("translations", "--json").stdout)
    lacking = {(one["entry"], one["language"]): one["sections"] for one in listed if one["state"] == "missing"}
    assert lacking["glossary:half", "en"] == [{"id": "explanation", "title": "Explanation"}]
    assert ("glossary:whole", "en") not in lacking
    assert f"en {len([one for one in lacking if one[0].startswith('glossary:')])}" in office.run("translations").stderr


def test_the_page_of_the_whole_picture_shows_what_the_glossary_lacks(office: County, tmp_path: Path) -> None:
    office.write({"content/vocabularies/glossary.yaml": "pass:\n  de: {term: Ausweis, explanation: Text.}\n"})
    page = tmp_path / "page.html"
    office.run("translations", "--html", str(page), language="de")
    whole, gaps = html.parse(page).xpath("//table")
    assert re.fullmatch(r"\d+ von \d+", whole.xpath("string(.//td[last()])"))
    (row,) = gaps.xpath(".//tr[th[contains(., 'glossary:pass')]]")
    assert row.xpath("normalize-space(td)") == "– fehlt Wort, Erklärung"


def test_the_page_of_the_whole_picture_is_written_where_it_is_wanted_and_nowhere_else(
    office: County, tmp_path: Path
) -> None:
    before = set(office.root.rglob("*"))
    page = tmp_path / "report" / "translations.html"
    assert office.run("translations", "--html", str(page)).exit_code == 0
    assert "Rathaus" in page.read_text(encoding="utf-8")
    assert set(office.root.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "fr"),
        ("--kind", "ofice"),
        ("diff", "office:town-hal", "en"),
        ("diff", "office:town-hall", "fr"),
        ("accept", "office:nowhere"),
        ("accept", "office:town-hall", "fr"),
        ("accept", "organisation:county", "en"),
    ],
)
def test_a_wrong_name_ends_with_2_and_a_sentence(office: County, arguments: tuple[str, ...]) -> None:
    result = office.run("translations", *arguments)
    assert result.exit_code == 2
    assert "There is no" in result.stderr


@given(st.text(alphabet="ab \n"), st.text(alphabet="ab \n"))
def test_the_difference_of_two_texts_holds_both_of_them(before: str, now: str) -> None:
    found = list(differences(before, now))
    assert "".join(text for sign, text in found if sign != "+") == before
    assert "".join(text for sign, text in found if sign != "-") == now
