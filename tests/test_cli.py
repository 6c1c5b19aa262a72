"""The command line: what it prints where, in which language, and how it ends."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from intsite import __version__
from support.counties import County, county, words

IMPRINT = "content/pages/imprint/de.md"
VAGUE = words("Impressum", "[hier](https://www.musterland.example/)")
BROKEN = words("Impressum", "[](office:nowhere)")
LOCALE = ("INTSITE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")


@pytest.fixture
def small(tmp_path: Path) -> County:
    return county(tmp_path / "county", {IMPRINT: words("Impressum", "Der Landkreis.")})


# --- how commands end


def test_a_check_without_errors_ends_with_0(small: County) -> None:
    result = small.run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert re.fullmatch(r"1 entry checked: 0 errors, 0 warnings\. \(\d+\.\d s\)\n", result.stderr)


def test_a_check_with_warnings_only_ends_with_0(small: County) -> None:
    small.write({IMPRINT: VAGUE})
    result = small.run("check")
    assert result.exit_code == 0
    assert "[vague-link-text]" in result.stderr
    assert "0 errors, 1 warning." in result.stderr


@pytest.mark.parametrize("command", ["check", "build"])
def test_errors_in_content_end_with_1(small: County, command: str) -> None:
    small.write({IMPRINT: BROKEN})
    result = small.run(command)
    assert result.exit_code == 1
    assert f"{IMPRINT}:6:4: There is no entry “office:nowhere”." in result.stderr


def test_a_build_with_errors_publishes_nothing_and_says_so(small: County) -> None:
    small.write({IMPRINT: BROKEN})
    assert "Nothing published: 1 error, 0 warnings." in small.run("build").stderr
    assert not (small.root / "public").exists()


def test_a_mistake_in_site_toml_ends_with_1_at_its_line(small: County) -> None:
    small.write({"site.toml": '[site]\nname = "Musterland"\nlanguags = ["de"]\n'})
    result = small.run("check")
    assert result.exit_code == 1
    assert result.stderr.startswith("site.toml:3:1: There is no setting “languags”. Did you mean “languages”?")


def test_a_folder_that_is_no_county_ends_with_2_and_names_the_way_out(tmp_path: Path) -> None:
    result = County(root=tmp_path).run("check")
    assert result.exit_code == 2
    assert f"There is no site.toml in {tmp_path}" in result.stderr
    assert "intsite init" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek",), "No such command 'chek'"),
        (("check", "--format", "xml"), "'xml' is not one of"),
        (("build", "--base-url", "portal.example"), "“portal.example” is no address of a website"),
        (("build", "--base-url", "https://portal.example/?page=1"), "is no address of a website"),
        (("serve", "--port", "0"), "0 is not in the range"),
        (("kinds", "cuorse"), "There is no kind “cuorse”. Did you mean “course”?"),
        (("new", "cuorse", "evening"), "Did you mean “course”?"),
    ],
)
def test_wrong_usage_ends_with_2(small: County, arguments: tuple[str, ...], said: str) -> None:
    result = small.run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_folder_with_other_things_in_it_is_refused_with_2(small: County) -> None:
    small.write({"public/letter.txt": "Dear county"})
    result = small.run("build")
    assert result.exit_code == 2
    assert "The site cannot go there" in result.stderr
    assert sorted(file.name for file in (small.root / "public").iterdir()) == ["letter.txt"]


def test_a_search_index_that_cannot_be_built_ends_with_2(small: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: str(small.root / "gone"))
    result = small.run("build")
    assert result.exit_code == 2
    assert "The search index could not be built" in result.stderr
    assert not (small.root / "public").exists()


# --- building


def test_a_build_goes_to_public_beside_site_toml_and_says_what_it_did(small: County) -> None:
    first = small.run("build")
    assert first.exit_code == 0
    assert re.search(r"from 1 entry in \S+/county/public: \d+ files written, 0 removed, 0 unchanged", first.stdout)
    assert (small.root / "public/de/pages/imprint/index.html").exists()
    assert re.search(r": 0 files written, 0 removed, \d+ unchanged, 1 warning\.", small.run("build").stdout)


def test_a_build_goes_where_it_is_told(small: County, tmp_path: Path) -> None:
    assert small.run("build", "--output", str(tmp_path / "elsewhere")).exit_code == 0
    assert (tmp_path / "elsewhere/index.html").exists()
    assert not (small.root / "public").exists()


def test_the_command_runs_from_the_folder_of_the_county(small: County) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "intsite", "check"],
        cwd=small.root,
        env={**os.environ, "INTSITE_LANGUAGE": "de"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1 Eintrag geprüft: 0 Fehler, 0 Hinweise." in done.stderr


def test_a_build_without_search_leaves_out_its_files_and_nothing_else(small: County) -> None:
    small.run("build")
    whole = {path for path in (small.root / "public").rglob("*") if path.is_file()}
    small.run("build", "--no-search")
    gone = whole - {path for path in (small.root / "public").rglob("*") if path.is_file()}
    assert gone
    assert all("search" in path.as_posix() or "pagefind" in path.as_posix() for path in gone)


def test_a_build_says_on_demand_how_long_each_stage_took(small: County) -> None:
    stages = re.findall(r"^(\w+) +\d+\.\d\d s +\d+\.\d\d s$", small.run("build", "--timings").stderr, re.MULTILINE)
    assert stages == ["start", "read", "parse", "resolve", "plan", "render", "index", "publish"]


def test_the_day_can_be_set_for_repeatable_builds(small: County) -> None:
    small.write(
        {
            "content/events/party/facts.yaml": "start: 2027-07-01 18:00\nonline: https://party.example/\n",
            "content/events/party/de.md": words("Sommerfest"),
        }
    )
    for epoch, is_past in (("1782900000", False), ("1814500000", True)):
        small.run("build", SOURCE_DATE_EPOCH=epoch)
        assert ("Sommerfest" not in (small.root / "public/de/index.html").read_text(encoding="utf-8")) == is_past


# --- languages of the editor


def test_everything_is_said_in_german_on_request(small: County) -> None:
    small.write({IMPRINT: BROKEN})
    result = small.run("check", language="de")
    assert "Einen Eintrag „office:nowhere“ gibt es nicht." in result.stderr
    assert "1 Eintrag geprüft: 1 Fehler, 0 Hinweise." in result.stderr


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:en"}, "de"),
        ({"LANG": "de_DE.UTF-8", "INTSITE_LANGUAGE": "en"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "de"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_locale_of_the_terminal_chooses_the_language(
    small: County, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)
    result = small.run("check", **{"language": "", **variables})
    assert ("Eintrag geprüft" in result.stderr) == (language == "de")


# --- problems for other programs


def test_problems_as_json_stand_alone_on_the_output(small: County) -> None:
    small.write({IMPRINT: BROKEN})
    result = small.run("check", "--format", "json")
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)
    assert found == {
        "path": IMPRINT,
        "line": 6,
        "column": 4,
        "length": 14,
        "severity": "error",
        "code": "unknown-reference",
        "message": "There is no entry “office:nowhere”.",
        "suggestion": "",
        "hint": "Check the spelling of the folder's name; the entry may have been renamed or deleted.",
    }


def test_no_problems_as_json_are_an_empty_list(small: County) -> None:
    assert json.loads(small.run("check", "--format", "json").stdout) == []


def test_problems_for_github_are_one_annotation_a_line(small: County) -> None:
    small.write({IMPRINT: VAGUE, "content/pages/imprint/facts.yaml": "related: [100 %]\n"})
    first, second = small.run("check", "--format", "github").stdout.splitlines()
    assert first.startswith(f"::warning file={IMPRINT},title=vague-link-text,line=6,col=8::“hier” does not say")
    place = "file=content/pages/imprint/facts.yaml,title=bad-reference,line=1,col=11"
    assert second.startswith(f"::error {place}::“100 %25” is not the address of an entry.")


def test_a_broken_site_toml_is_told_in_the_same_forms(small: County) -> None:
    small.write({"site.toml": "[site\n"})
    (found,) = json.loads(small.run("check", "--format", "json").stdout)
    assert (found["path"], found["line"], found["code"]) == ("site.toml", 1, "toml-syntax")
    assert small.run("check", "--format", "github").stdout.startswith("::error file=site.toml,title=toml-syntax,line=1")


# --- help, and what authors start with


def test_the_help_names_the_commands_in_the_order_of_the_work(small: County) -> None:
    listed = re.findall(r"^  ([a-z]+)  ", small.run("--help").stdout.partition("Commands:")[2], re.MULTILINE)
    assert listed[:6] == ["check", "serve", "build", "new", "kinds", "init"]


def test_the_version_is_told(small: County) -> None:
    assert small.run("--version").stdout == f"intsite, version {__version__}\n"


def test_a_new_county_can_be_started_filled_and_built(tmp_path: Path) -> None:
    made = County(root=tmp_path / "county")
    assert made.run("init", str(made.root), "--name", "Landkreis Neu", "--lang", "de", "--land", "NI").exit_code == 0
    result = made.run("new", "page", "about-us")
    assert (result.exit_code, result.stdout) == (0, "content/pages/about-us/facts.yaml\ncontent/pages/about-us/de.md\n")
    assert made.run("check").exit_code == 1, "the new page has no title yet"
    made.write({"content/pages/about-us/de.md": words("Über uns")})
    assert made.run("build").exit_code == 0
    assert "Landkreis Neu" in (made.root / "public/de/index.html").read_text(encoding="utf-8")


def test_a_county_is_not_started_where_something_lies(small: County) -> None:
    result = small.run("init", str(small.root))
    assert result.exit_code == 2
    assert "There is something in" in result.stderr


def test_a_new_entry_that_exists_ends_with_1(small: County) -> None:
    result = small.run("new", "page", "imprint")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[entry-exists]" in result.stderr


def test_kinds_and_fields_are_listed_for_people_and_programs(small: County) -> None:
    kinds = small.run("kinds", language="de").stdout.splitlines()
    assert any(line.startswith("course\t") for line in kinds)
    assert any(line.startswith("course-type\t") for line in small.run("kinds", "course").stdout.splitlines())


def test_kinds_are_listed_outside_a_county_too(tmp_path: Path) -> None:
    assert "course\t" in County(root=tmp_path).run("kinds").stdout


def test_a_countys_own_kind_is_listed(small: County) -> None:
    small.write({"templates/kinds/club/kind.yaml": "labels: {one: {en: Club}, many: {en: Clubs}}\n"})
    assert "club\t" in small.run("kinds").stdout


def test_schemas_for_editors_are_written(small: County, tmp_path: Path) -> None:
    assert small.run("kinds", "--json-schema", str(tmp_path / "schemas")).exit_code == 0
    schema = json.loads(next((tmp_path / "schemas").glob("*course*")).read_text(encoding="utf-8"))
    assert schema["type"] == "object"


def test_the_settings_of_editors_find_schemas_inside_and_outside_of_the_county(small: County, tmp_path: Path) -> None:
    for folder, expected in (
        (small.root / ".vscode/schemas", "./.vscode/schemas/"),
        (tmp_path / "schemas", f"{tmp_path.as_uri()}/schemas/"),
    ):
        small.run("kinds", "--json-schema", str(folder))
        bound = json.loads((folder / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
        assert f"{expected}office.facts.json" in bound
