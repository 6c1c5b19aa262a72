"""What services for Git get to see."""

import json

from msgspec.structs import replace

from intsite.annotations import as_forgejo, as_github, as_gitlab
from intsite.problems import Problem, Span, codes, problem

FOUND = problem(
    "bad-email", Span(path="content/offices/jobcenter/facts.yaml", line=12, column=4), value="x", example="y"
)
WHOLE = problem("entry-without-words", Span(path="content/offices/jobcenter"), language="de")
ADVICE = problem("doubtful-phone", Span(path="facts.yaml", line=3), value="1")

_ONE_OF_EACH = [
    next(code for code, found in codes().items() if found == wanted) for wanted in ("error", "warning", "advice")
]


def test_github_gets_one_command_on_one_line_for_each_problem() -> None:
    assert [line.split(" ")[0] for line in as_github([FOUND, WHOLE, ADVICE], "en").split("\n")] == [
        "::error",
        "::error",
        "::warning",
    ]
    assert as_github([], "en") == ""


def test_github_commands_escape_what_would_end_them() -> None:
    found = problem("bad-email", Span(path="a,b:c.yaml", line=2, column=4), value="100%", example="y")
    written = as_github([found], "en")
    assert written.startswith("::error file=a%2Cb%3Ac.yaml,title=bad-email,line=2,col=4::“100%25”")
    assert "\n" not in written


def test_gitlab_gets_every_problem_at_a_line_with_what_to_do() -> None:
    first, second, third = json.loads(as_gitlab([FOUND, WHOLE, ADVICE], "en"))
    assert first["location"] == {"path": "content/offices/jobcenter/facts.yaml", "lines": {"begin": 12}}
    assert second["location"]["lines"] == {"begin": 1}
    assert [row["severity"] for row in (first, second, third)] == ["critical", "critical", "minor"]
    assert first["check_name"] == "bad-email"
    assert first["description"].startswith("“x” ")
    assert json.loads(as_gitlab([], "en")) == []


def test_gitlab_knows_a_problem_again_when_lines_move_and_tells_two_of_a_kind_apart() -> None:
    def prints(*problems: object) -> list[str]:
        return [row["fingerprint"] for row in json.loads(as_gitlab(problems, "en"))]  # type: ignore[arg-type]

    moved = replace(FOUND, span=replace(FOUND.span, line=40))
    assert prints(FOUND) == prints(moved)
    assert len({*prints(FOUND, moved, WHOLE)}) == 3


def test_forgejo_gets_a_review_with_a_comment_on_each_line_and_the_rest_in_its_text() -> None:
    review = json.loads(as_forgejo([FOUND, WHOLE], "de"))
    assert review["event"] == "COMMENT"
    (comment,) = review["comments"]
    assert (comment["path"], comment["new_position"]) == ("content/offices/jobcenter/facts.yaml", 12)
    assert comment["body"].endswith("[bad-email]")
    assert "`content/offices/jobcenter`" in review["body"]
    assert "[entry-without-words]" in review["body"]
    assert as_forgejo([], "de") == ""


def test_every_severity_has_a_name_at_every_service() -> None:
    spans = [Problem(span=Span(path="a", line=1), code=code) for code in _ONE_OF_EACH]
    assert [line.split(" ")[0] for line in as_github(spans, "en").split("\n")] == ["::error", "::warning", "::notice"]
    assert [row["severity"] for row in json.loads(as_gitlab(spans, "en"))] == ["critical", "minor", "info"]
