"""What the program prints about every problem: the cases of `fixtures/problems/*.md`.

After a change of messages, REWRITE=1 puts what is printed now into the documents; read the difference.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from intsite.outside_links import Reason
from intsite.problems import codes
from support.counties import County, county, without_summary
from support.problem_cases import Case, cases, rewrite

CASES = cases()
ELSEWHERE = {
    *("unknown-kind", "entry-exists", "no-site-toml", "symbolic-link", "link-to-shown-draft"),
    *("no-git", "no-repository", "unknown-revision", "shallow-history"),
    *("translation-service-failed", "too-many-brackets"),
    *(code for code in codes() if code.startswith(("exchange-", "machine-")) or code in {*Reason}),
}
"""Problems of commands (test_scaffold.py, test_cli.py, test_since.py, test_exchange.py, test_machine_translation.py),
of the preview (test_preview.py), of a file that no text describes (test_read.py), of other websites
(test_outside_links.py), and of a text that nobody wants to read (test_markdown.py)."""

_printed: dict[Path, dict[tuple[int, int], str]] = defaultdict(dict)


@pytest.fixture(scope="module", autouse=True)
def _rewriting() -> Iterator[None]:
    yield
    if os.environ.get("REWRITE"):
        for file, blocks in _printed.items():
            rewrite(file, blocks)


def _print(made: County, command: str) -> str:
    """What a command such as `INTSITE_LANGUAGE=de intsite check` prints."""
    settings, _, arguments = command.partition("intsite ")
    language = settings.strip().removeprefix("INTSITE_LANGUAGE=") or "en"
    result = made.run(*arguments.split(), language=language)
    printed = result.stdout + result.stderr
    assert result.exit_code == (1 if _names_an_error(printed) else 0), printed
    return without_summary(printed)


def _names_an_error(printed: str) -> bool:
    named = re.findall(r"^\S.* \[([a-z-]+)\]$", printed, re.MULTILINE)
    return any(codes()[code] == "error" for code in named)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.file.stem}: {case.title}") for case in CASES])
def test_what_is_wrong_is_said_as_written_in(case: Case, tmp_path: Path) -> None:
    made = county(tmp_path, case.files)
    assert case.expected, f"{case.place}: no command"
    for expected in case.expected:
        printed = _print(made, expected.command)
        _printed[case.file][expected.lines] = printed
        if not os.environ.get("REWRITE"):
            assert printed == expected.text, f"{case.file.name}:{expected.lines[0]}: {case.title}"


def test_every_problem_is_shown_in_a_fixture() -> None:
    shown = {
        code for case in CASES for expected in case.expected for code in re.findall(r"\[([a-z-]+)\]\n", expected.text)
    }
    assert set(codes()) - shown == ELSEWHERE
