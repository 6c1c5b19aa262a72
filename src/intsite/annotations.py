"""Problems in the forms in which services for Git show them at the lines of a change."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from intsite.problems import Problem, remark

_GITHUB = {"advice": "notice"}
"""What GitHub calls a severity that it knows by another name."""
_GITLAB = {"error": "critical", "warning": "minor", "advice": "info"}


def as_github(problems: Sequence[Problem], language: str) -> str:
    """A workflow command for each problem, which GitHub shows on the line.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(_command(found, language) for found in problems)


def _command(found: Problem, language: str) -> str:
    fields = {"file": found.span.path, "title": found.code}
    if found.span.line:
        fields["line"] = str(found.span.line)
        fields["col"] = str(max(found.span.column, 1))
    listed = ",".join(f"{name}={_escape(value, also=':,')}" for name, value in fields.items())
    return f"::{_GITHUB.get(found.severity, found.severity)} {listed}::{_escape(remark(found, language))}"


def _escape(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def as_gitlab(problems: Sequence[Problem], language: str) -> str:
    """A code quality report, which GitLab compares with that of the branch that the change goes to.

    So the fingerprints must not depend on lines, which move. A place without a line is shown at the first.
    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """
    seen: Counter[tuple[object, ...]] = Counter()
    rows = []
    for found in problems:
        essence = (found.code, found.span.path, found.arguments)
        seen[essence] += 1
        rows.append(
            {
                "description": remark(found, language),
                "check_name": found.code,
                "fingerprint": hashlib.sha256(repr((*essence, seen[essence])).encode()).hexdigest(),
                "severity": _GITLAB[found.severity],
                "location": {"path": found.span.path, "lines": {"begin": max(found.span.line, 1)}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_forgejo(problems: Sequence[Problem], language: str) -> str:
    """What creates a review with Forgejo's or Gitea's API, which know no annotations: a comment on each line.

    Places without a line stand in the review itself. Empty where nothing is wrong: then nobody needs a review.
    https://codeberg.org/api/swagger#/repository/repoCreatePullReview
    """
    if not problems:
        return ""
    comments = [
        {"path": found.span.path, "new_position": found.span.line, "body": f"{remark(found, language)} [{found.code}]"}
        for found in problems
        if found.span.line
    ]
    whole = [
        f"- `{found.span.path}`: {remark(found, language)} [{found.code}]" for found in problems if not found.span.line
    ]
    body = "\n".join(("**intsite check**", *([""] if whole else []), *whole))
    return json.dumps({"event": "COMMENT", "body": body, "comments": comments}, ensure_ascii=False, indent=2)
