"""Messages: complete in both languages, and shown as text, GitHub annotations and JSON."""

from __future__ import annotations

import ast
import json
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import intsite
from intsite.problems import Problem, Span, advice, as_json, as_text, nearest, problem, sentence

PACKAGE = Path(intsite.__file__).parent
MESSAGES = tomllib.loads((PACKAGE / "messages.toml").read_text(encoding="utf-8"))
GIVEN_BY_ALL = {"suggestion", "span"}
LANGUAGES = ("en", "de")
SHOWN_BRACES = {"unknown-fact": {"phones"}}
"""Braces that a message shows, since content is written with them."""


def calls() -> Iterator[tuple[str, str, frozenset[str], bool]]:
    """Place, code, names of arguments of each call that makes a problem, and whether all names are known."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in {"problem", "fail"} and node.args:
                names = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                complete = all(keyword.arg for keyword in node.keywords)
                for code in _codes(node.args[0]):
                    yield f"{file.relative_to(PACKAGE)}:{node.lineno}", code, names - GIVEN_BY_ALL, complete


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _codes(first: ast.expr) -> list[str]:
    """The code, both of `"a" if … else "b"`, or none when a variable holds it."""
    if isinstance(first, ast.IfExp):
        return _codes(first.body) + _codes(first.orelse)
    return [first.value] if isinstance(first, ast.Constant) and isinstance(first.value, str) else []


def placeholders(code: str) -> set[str]:
    texts = [str(text) for name, text in MESSAGES[code].items() if name != "severity"]
    return {name for text in texts for name in re.findall(r"\{([a-z_]+)\}", text)} - SHOWN_BRACES.get(code, set())


CALLS = sorted(set(calls()), key=lambda call: (call[0], call[1]))


def test_the_program_makes_problems() -> None:
    assert len(CALLS) > 100


@pytest.mark.parametrize(("place", "code", "names", "complete"), CALLS, ids=[f"{c[0]} {c[1]}" for c in CALLS])
def test_every_problem_has_a_message_that_its_arguments_fill(
    place: str,
    code: str,
    names: frozenset[str],
    complete: bool,  # noqa: FBT001
) -> None:
    assert code in MESSAGES, place
    if complete:
        assert placeholders(code) <= names, f"{place} does not give all placeholders of {code}"


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_message_speaks_german_and_english(code: str) -> None:
    entry = MESSAGES[code]
    assert entry["severity"] in {"error", "warning", "advice"}
    for language in LANGUAGES:
        assert entry[language].strip()
        assert entry[language].rstrip()[-1] in ".?!)“}"  # no full stop after an address, which people copy
    assert bool(entry.get("de-hint")) == bool(entry.get("en-hint"))
    own = set(entry) - {"severity", "en", "en-hint", "de", "de-hint"}
    assert {name[3:] for name in own if name.startswith("en-")} == {name[3:] for name in own if name.startswith("de-")}
    assert all(name.startswith(("en-", "de-")) and entry[name].strip() for name in own)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_codes_are_lower_case_words(code: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code)


def test_every_message_is_used() -> None:
    used = {code for _, code, _, _ in CALLS}
    written = "\n".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    assert [code for code in sorted(set(MESSAGES) - used) if f'"{code}"' not in written] == []


FOUND = problem("unknown-field", Span(path="facts.yaml", line=3, column=1, length=5), field="emial", suggestion="email")
LINES = ["kind: office", "", "emial: kontakt@landkreis.example"]


def line_of(_path: str, number: int) -> str | None:
    return LINES[number - 1] if number <= len(LINES) else None


def test_a_problem_is_shown_with_its_place_and_the_line() -> None:
    assert as_text(FOUND, "en", line_of).splitlines() == [
        "facts.yaml:3:1: Unknown field “emial”. Did you mean “email”? [unknown-field]",
        "    3 | emial: kontakt@landkreis.example",
        "        ^^^^^",
        "  → Correct the name or delete the line.",
    ]


def test_a_problem_is_shown_in_german() -> None:
    assert as_text(FOUND, "de-DE", line_of).splitlines()[0] == (
        "facts.yaml:3:1: Das Feld „emial“ gibt es nicht. Meinten Sie „email“? [unknown-field]"
    )


def test_a_problem_of_a_whole_file_has_no_excerpt() -> None:
    found = problem("file-too-large", Span(path="de.md"), limit=2)
    assert as_text(found, "en", line_of).splitlines()[0].startswith("de.md: ")
    assert "|" not in as_text(found, "en", line_of)


@pytest.mark.parametrize("column", [1, 60, 150, 290])
def test_the_caret_of_a_long_line_stands_below_the_place(column: int) -> None:
    line = "".join(string.ascii_letters[number % 52] for number in range(300))
    found = problem("bad-date", Span(path="a", line=1, column=column, length=3), value="x")
    _, excerpt, caret, _ = as_text(found, "en", lambda _path, _line: line).splitlines()
    assert excerpt[caret.index("^") : caret.index("^") + 3] == line[column - 1 : column + 2]
    assert len(excerpt) < 130


def test_braces_in_a_value_are_not_filled_again() -> None:
    found = problem("bad-email", Span(path="a"), value="{example}", example="a@b.example")
    assert sentence(found, "en") == "“{example}” is not an e-mail address."


def test_long_values_are_cut_and_stay_on_one_line() -> None:
    found = problem("bad-email", Span(path="a"), value="x\n" * 50_000, example="y")
    assert "\n" not in sentence(found, "de")
    assert len(sentence(found, "de")) < 300


def test_json_has_one_object_for_each_problem() -> None:
    (row,) = json.loads(as_json([FOUND], "en"))
    assert row["code"] == "unknown-field"
    assert (row["path"], row["line"], row["column"], row["length"]) == ("facts.yaml", 3, 1, 5)
    assert (row["severity"], row["suggestion"]) == ("error", "email")
    assert row["message"] == sentence(FOUND, "en")
    assert row["hint"] == advice(FOUND, "en")


def test_problems_sort_by_file_and_line() -> None:
    second = Problem(span=Span(path="a", line=10), code="bad-date")
    assert sorted([FOUND, second]) == [second, FOUND]


def test_an_unknown_code_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        problem("no-such-code", Span(path="a"))


def test_warnings_and_advice_do_not_keep_a_site_from_being_published() -> None:
    assert not problem("doubtful-phone", Span(path="a"), value="1").is_error
    assert not problem("passive-voice", Span(path="a"), written="wird geprüft").is_error
    assert FOUND.is_error


def test_the_nearest_word_is_suggested_only_when_it_is_near() -> None:
    assert nearest("emial", ["email", "phones"]) == "email"
    assert nearest("xyz", ["email", "phones"]) == ""
