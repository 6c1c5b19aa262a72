"""What `intsite new` and `intsite init` write."""

import datetime as dt
import json
import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from intsite import __version__, kinds, scaffold
from intsite.cli import main
from intsite.config import Config, load
from intsite.load import check
from intsite.markdown import render
from intsite.problems import Problem
from intsite.resources import shipped
from intsite.source import parse_words, parse_yaml

TODAY = dt.date(2026, 11, 22)
KINDS, _ = kinds.discover([shipped("templates")], Path(__file__).parents[1])


@pytest.fixture
def county(tmp_path: Path) -> Config:
    """A new county's repository in German, English and Arabic."""
    files = scaffold.init(tmp_path, name="Landkreis Musterland", languages=("de", "en", "ar"), land="BY")
    scaffold.write(tmp_path, files)
    config, problems = load(tmp_path)
    assert config is not None, problems
    return config


def _new(config: Config, kind: str, identifier: str, *languages: str, editor: str = "de") -> dict[str, str]:
    files, problems = scaffold.new(
        kind, identifier, languages=languages, config=config, kinds=KINDS, today=TODAY, editor=editor
    )
    assert not problems
    return files


def _refused(config: Config, kind: str, identifier: str, *languages: str) -> Problem:
    files, problems = scaffold.new(kind, identifier, languages=languages, config=config, kinds=KINDS, today=TODAY)
    assert not files
    return problems[0]


def _problems(config: Config, folder: str) -> Sequence[Problem]:
    report = check(config, today=TODAY)
    return [found for found in report.problems if found.span.path.startswith(folder)]


def _live(text: str) -> str:
    """A skeleton whose commented-out fields all came to life."""
    return re.sub(r"^#(?! \S)", "", text, flags=re.MULTILINE)


# --- intsite new


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_entry_only_lacks_what_a_person_has_to_say_and_each_is_named(county: Config, kind: str) -> None:
    scaffold.write(county.root, _new(county, kind, "something"))
    expected = {("missing-value", "title"), ("missing-summary", "")}
    expected |= {("missing-value", field.name) for field in KINDS[kind].facts if field.required}
    expected |= {("missing-one-of", ", ".join(group)) for group in KINDS[kind].at_least_one}
    found = _problems(county, f"content/{KINDS[kind].folder}/something")
    assert {(one.code, next(iter(dict(one.arguments).values()), "")) for one in found} == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_has_every_field_and_its_examples_are_valid(county: Config, kind: str) -> None:
    files = _new(county, kind, "something")
    node, problems = parse_yaml(_live(files[f"content/{KINDS[kind].folder}/something/facts.yaml"]), "facts.yaml")
    assert not problems
    assert {key.text for key, _ in node} == {field.name for field in KINDS[kind].facts}
    files = {path: _live(text) for path, text in files.items()}
    scaffold.write(county.root, files)
    allowed = {"missing-value", "unknown-reference", "no-such-file", "missing-alternative-text", "missing-summary"}
    found = _problems(county, f"content/{KINDS[kind].folder}/something/facts.yaml")
    assert {one.code for one in found} <= allowed


@pytest.mark.parametrize("kind", KINDS)
def test_the_comments_explain_every_field_in_the_editors_language(county: Config, kind: str) -> None:
    for editor in ("de", "en"):
        files = _new(county, kind, "something", editor=editor)
        text = "\n".join(files.values())
        unfolded = re.sub(r"\n# (?=\S)", " ", text)
        for field in (*KINDS[kind].facts, *KINDS[kind].words):
            assert (field.help.get(editor) or field.name) in unfolded, field.name


def test_the_skeleton_says_what_is_needed_and_which_terms_there_are(county: Config) -> None:
    facts = _new(county, "course", "evening")["content/courses/evening/facts.yaml"]
    assert "# Nötig: course-type; place oder website\n" in facts
    assert "Allgemeiner Integrationskurs" in facts
    assert "\ncourse-type:\n" in facts
    assert "\nreviewed-on: 2026-11-22\n" in facts
    assert "\n#responsible: " in facts


def test_an_entry_led_by_another_language_says_so(county: Config) -> None:
    files = _new(county, "event", "meeting", "en", "de")
    assert list(files) == [f"content/events/meeting/{name}" for name in ("facts.yaml", "en.md", "de.md")]
    assert "\nsource-language: en\n" in files["content/events/meeting/facts.yaml"]
    facts = _new(county, "event", "meeting", "de", "en")["content/events/meeting/facts.yaml"]
    assert "\n#source-language: " in facts


def test_a_translation_gets_only_its_words_with_the_original_and_the_same_heading_ids(county: Config) -> None:
    files = _new(county, "page", "imprint", "ar")
    assert list(files) == ["content/pages/imprint/ar.md"]
    split, problems = parse_words(files["content/pages/imprint/ar.md"], "ar.md")
    assert not problems
    assert [key.text for key, _ in split.front] == ["title", "summary", "translation"]
    assert "# de: Impressum\ntitle:\n" in files["content/pages/imprint/ar.md"]
    document, problems = render(split.body, path="ar.md", first_line=1, kinds=frozenset(KINDS))
    assert not problems
    assert [heading.id for heading in document.headings] == ["publisher", "responsible", "pictures"]


def test_a_translation_is_made_from_the_language_that_leads_the_entry(county: Config) -> None:
    folder = county.root / "content/news/bus"
    folder.mkdir(parents=True)
    folder.joinpath("facts.yaml").write_text("date: 2026-11-01\nsource-language: en\n", encoding="utf-8")
    for language, title in (("de", "Der Bus"), ("en", "The bus")):
        folder.joinpath(f"{language}.md").write_text(f"---\ntitle: {title}\n---\n", encoding="utf-8")
    assert "# en: The bus\n" in _new(county, "news", "bus", "ar")["content/news/bus/ar.md"]


def test_words_can_be_begun_beside_facts_that_exist(county: Config) -> None:
    folder = county.root / "content/measures/welcome"
    folder.mkdir(parents=True)
    folder.joinpath("facts.yaml").write_text("status: running\n", encoding="utf-8")
    assert list(_new(county, "measure", "welcome")) == ["content/measures/welcome/de.md"]


@pytest.mark.parametrize("written", ["cuorse", "courses", "Kurs", "Kurse"])
def test_a_kind_that_does_not_exist_is_answered_with_the_one_that_was_meant(county: Config, written: str) -> None:
    found = _refused(county, written, "evening")
    assert (found.code, found.suggestion) == ("unknown-kind", "course")


@pytest.mark.parametrize("written", ["Evening", "abendkurs_1", "kurs für frauen", "-x", "../x", ""])
def test_an_id_that_cannot_be_an_address_is_refused(county: Config, written: str) -> None:
    assert _refused(county, "course", written).code == "bad-entry-id"


def test_a_language_that_the_site_does_not_have_is_refused(county: Config) -> None:
    assert _refused(county, "course", "evening", "uk").code == "language-not-of-site"


def test_words_that_exist_are_never_written_anew(county: Config) -> None:
    found = _refused(county, "page", "imprint", "ar", "en")
    assert (found.code, found.span.path) == ("entry-exists", "content/pages/imprint/en.md")


def test_writing_replaces_nothing_and_stops_before_the_first_file(tmp_path: Path) -> None:
    tmp_path.joinpath("b.md").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        scaffold.write(tmp_path, {"a/a.md": "new", "b.md": "new"})
    assert tmp_path.joinpath("b.md").read_text(encoding="utf-8") == "mine"
    assert not tmp_path.joinpath("a").exists()


# --- intsite init


@pytest.mark.parametrize("languages", [("de",), ("de", "en", "ar", "de-simple"), ("en", "de")])
def test_a_new_repository_checks_without_errors(tmp_path: Path, languages: tuple[str, ...]) -> None:
    files = scaffold.init(tmp_path, name='Landkreis "Neu" & Alt', languages=languages, land="BY")
    scaffold.write(tmp_path, files)
    config, problems = load(tmp_path)
    assert config is not None
    report = check(config, today=TODAY)
    assert [found for found in (*problems, *report.problems) if found.is_error] == []
    assert report.entries == 12
    assert dict(config.name) == {"": 'Landkreis "Neu" & Alt'}
    assert (config.languages, config.source, config.land) == (languages, languages[0], "BY")


def test_a_new_repository_has_no_words_in_languages_it_does_not_speak(tmp_path: Path) -> None:
    files = scaffold.init(tmp_path, name="Musterland", languages=("de",))
    assert not [path for path in files if path.endswith("/en.md")]
    assert "content/pages/imprint/de.md" in files


def test_a_new_repository_says_on_every_unfinished_page_what_is_missing(county: Config) -> None:
    for page in ("imprint", "privacy", "accessibility", "greeting"):
        text = (county.content / "pages" / page / "de.md").read_text(encoding="utf-8")
        assert "Bitte ergänzen" in text, page
    assert dict(county.notice)["de"]


def test_a_new_repository_leaves_no_placeholder_of_the_program(county: Config) -> None:
    for file in county.root.rglob("*"):
        if file.is_file():
            assert not re.search(r"@[a-z-]+@", file.read_text(encoding="utf-8")), file


def test_a_new_repository_pins_the_program_and_holds_none_of_its_code(county: Config) -> None:
    files = [file.relative_to(county.root).as_posix() for file in county.root.rglob("*") if file.is_file()]
    assert (county.root / "requirements.txt").read_text(encoding="utf-8") == f"intsite=={__version__}\n"
    assert not [path for path in files if path.endswith((".py", ".html", ".css", ".mjs"))]
    assert {"README.md", ".gitignore", ".github/workflows/site.yml", "site.toml"} <= set(files)


def test_a_new_repository_has_all_shipped_vocabularies(county: Config) -> None:
    own = {file.name: file.read_bytes() for file in (county.content / "vocabularies").iterdir()}
    all_shipped = {file.name: file.read_bytes() for file in shipped("vocabularies").iterdir()}
    # The glossary holds for every county as it comes with the program; a county only writes what is its own.
    del all_shipped["glossary.yaml"]
    assert own == all_shipped
    assert "course-types.yaml" in own


def test_a_new_repository_completes_facts_in_visual_studio_code(county: Config) -> None:
    settings = json.loads((county.root / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        assert (county.root / schema).is_file()
        assert pattern.startswith("content/")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            ".github/workflows/site.yml",
            ["check --since HEAD^1 --format github", "check --format github", "path: public"],
        ),
        (".gitlab-ci.yml", ["check --format gitlab", "codequality: gl-code-quality-report.json", "paths: [public]"]),
        (".forgejo/workflows/site.yml", ['check --since "$BASE" --format forgejo', "fetch-depth: 0"]),
    ],
)
def test_each_service_for_git_checks_changes_and_is_told_in_its_form(
    county: Config, path: str, expected: Sequence[str]
) -> None:
    workflow = (county.root / path).read_text(encoding="utf-8")
    assert parse_yaml(workflow, path)[1] == ()
    assert [part for part in expected if part not in workflow] == []


def _command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None, name
    return found


def test_every_command_in_the_files_for_services_exists(county: Config) -> None:
    files = (".github/workflows/site.yml", ".gitlab-ci.yml", ".forgejo/workflows/site.yml", ".githooks/pre-commit")
    for path in files:
        text = (county.root / path).read_text(encoding="utf-8")
        for name, options in re.findall(r"intsite (check|build|serve)\b([^|>&#\n]*)", text):
            known = {option for parameter in _command(name).params for option in parameter.opts}
            assert set(re.findall(r"--[a-z-]+", options)) <= known, (path, name)


def test_a_program_can_be_run_as_it_was_written(county: Config) -> None:
    assert os.access(county.root / ".githooks/pre-commit", os.X_OK)
    assert not os.access(county.root / "site.toml", os.X_OK)


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear county", encoding="utf-8")
    with pytest.raises(scaffold.FolderNotEmptyError):
        scaffold.init(tmp_path, name="Musterland")


def test_a_folder_that_is_new_or_only_an_empty_clone_is_welcome(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert scaffold.init(tmp_path, name="Musterland")
    assert scaffold.init(tmp_path / "new", name="Musterland")


def test_the_configuration_shows_every_setting(county: Config) -> None:
    text = (county.root / "site.toml").read_text(encoding="utf-8")
    every = tomllib.loads(re.sub(r"^# (?=\[|[a-z-]+ = )", "", text, flags=re.MULTILINE))
    assert set(every["design"]) == {"primary", "logo", "picture"}
    assert set(every["site"]) == {
        "name", "tagline", "notice", "base-url", "land", "languages", "source", "office", "helpdesk",
    }  # fmt: skip
