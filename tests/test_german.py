"""The command line in German, for editors: every command with its options, and what is wrong with how it was called."""

import gettext
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from intsite.cli import german, main
from support.commands import commands
from support.counties import county, words

GERMAN = {"INTSITE_LANGUAGE": "de"}
ENGLISH = {"INTSITE_LANGUAGE": "en"}


PATHS = [path for path, _ in commands()]


def helped(path: str, language: dict[str, str]) -> str:
    result = CliRunner().invoke(main, [*path.split()[1:], "--help"], env={**language, "COLUMNS": "100"})
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize("path", PATHS)
def test_all_help_is_in_german(path: str) -> None:
    own, english = helped(path, GERMAN), helped(path, ENGLISH)
    assert own.startswith("Aufruf: ")
    above = [texts for name, texts in german.texts().items() if f"{path} ".startswith(f"{name} ")]
    assert options(english) - {"--help"} <= {name for texts in above for name in texts}
    same = {line.strip() for line in own.splitlines()} & {line.strip() for line in english.splitlines()}
    assert not [line for line in same if " " in line and not line.startswith(("intsite", "-", "["))], "left in English"
    assert options(own) == options(english)
    assert examples(own) == examples(english)


def options(text: str) -> set[str]:
    return set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", text, re.MULTILINE))


def examples(text: str) -> list[str]:
    """Commands to type, without what is said of them."""
    return [re.split(r" {2,}", line.strip())[0] for line in text.splitlines() if line.startswith("    intsite ")]


def test_what_click_says_of_options_is_in_german_as_well() -> None:
    environment = {**os.environ, "INTSITE_LANGUAGE": "", "LANGUAGE": "", "LC_ALL": "de_DE.UTF-8"}
    command = [sys.executable, "-m", "intsite", "serve", "--help"]
    said = subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout
    assert "intsite serve [OPTIONEN]" in said.splitlines()[0]
    assert "Port der Vorschau.  [sonst: 8000; 1<=x<=65535]" in said
    assert "Diese Hilfe zeigen." in said


def test_no_help_is_left_of_what_has_gone() -> None:
    known = {path: options(helped(path, ENGLISH)) for path in PATHS}
    for path, texts in german.texts().items():
        below = set().union(*(names for name, names in known.items() if name.startswith(path)))
        assert path in known
        assert set(texts) - {"help"} <= below


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "Fehler: Den Befehl 'bild' gibt es nicht. Meinten Sie 'build'?"),
        (["build", "--uotput", "x"], "Fehler: Die Option '--uotput' gibt es nicht. Meinten Sie '--output'?"),
        (["new", "course"], "Fehler: Es fehlt das Argument 'ID'."),
        (["confirm"], "Fehler: Es fehlt das Argument"),
        (["serve", "--port", "99999"], "99999 liegt nicht im Bereich 1<=x<=65535."),
        (["check", "--format", "yaml"], "'yaml' ist keines von 'text', "),
        (["check", "all"], "Fehler: Ein Argument ist zu viel (all)"),
        (["import", "csv", "office", "gone.csv", "--into", "x"], "'gone.csv' gibt es nicht."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_is_answered_in_german(arguments: list[str], said: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--root", str(tmp_path), *arguments], env=GERMAN)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Hilfe gibt „" in result.stderr


def test_whoever_speaks_english_is_answered_in_english_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    helped("intsite", GERMAN)
    assert (gettext.textdomain(), os.environ["LANGUAGE"]) == ("messages", "fr")
    assert helped("intsite build", ENGLISH).startswith("Usage: ")


def test_a_folder_that_cannot_take_the_site_is_named_in_german(tmp_path: Path) -> None:
    made = county(tmp_path / "county", {"content/pages/imprint/de.md": words("Impressum", "Der Landkreis.")})
    before = sorted((made.root / "content").rglob("*"))
    refused = made.run("build", "-o", str(made.root / "content"), language="de")
    assert refused.exit_code == 2
    assert "Er ist nicht leer, und darin ist keine Website von intsite; nichts wurde geändert." in refused.stderr
    assert sorted((made.root / "content").rglob("*")) == before


def test_a_process_that_is_ended_from_outside_is_told_in_german(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = county(tmp_path, {"content/pages/imprint/de.md": words("Impressum", "Der Landkreis.")})

    def ended(*_: object, **__: object) -> None:
        raise ChildProcessError

    monkeypatch.setattr("intsite.load.check", ended)
    result = made.run("check", language="de")
    assert result.exit_code == 2
    assert "Ein Prozess, der mitgearbeitet hat, wurde von außen beendet." in result.stderr
