"""What is wrong with content, as data: a place, a permanent code and the arguments of its message.

Nothing here prints and nothing raises for content. Stages return `Problem` values beside their results; the
command line turns them into text or JSON with the functions at the end of this module, and `annotations` into what
services for Git show at the lines of a change.
The texts live in `messages.toml`, by code, in German and English.
"""

from __future__ import annotations

import difflib
import functools
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MAXIMUM_ARGUMENT = 200
_EXCERPT = 110
"""Characters of a line that are shown."""


class Span(Struct, frozen=True, kw_only=True, order=True):
    """A place in a file of the project."""

    path: str
    """POSIX path relative to the project's root."""
    line: int = 0
    """1-based; 0 means the whole file."""
    column: int = 0
    """1-based, counted in characters; 0 means the whole line."""
    length: int = 1
    """Characters to underline, at least 1."""


class Problem(Struct, frozen=True, kw_only=True, order=True):
    """One thing that is wrong, at one place."""

    span: Span
    code: str
    """A key of `messages.toml`; permanent, so that people can look it up and tools can filter by it."""
    arguments: tuple[tuple[str, str], ...] = ()
    """Names and values for the `{placeholders}` of the message."""
    suggestion: str = ""
    """The word that was probably meant; empty where there is none."""

    @property
    def severity(self) -> str:
        """`error` keeps a site from being published, `warning` does not; `advice` is only for those who ask for it."""
        return str(_messages()[self.code]["severity"])

    @property
    def is_error(self) -> bool:
        """Whether the site may not be published with this problem."""
        return self.severity == "error"


def problem(code: str, span: Span, *, suggestion: str = "", **arguments: object) -> Problem:
    """Make a `Problem`; an unknown code is a mistake in the program and raises `KeyError`."""
    if code not in _messages():
        raise KeyError(code)
    pairs = tuple((name, _one_line(str(value))) for name, value in arguments.items())
    return Problem(span=span, code=code, arguments=pairs, suggestion=suggestion)


def _one_line(value: str) -> str:
    """What an editor wrote, short enough for a message."""
    line = " ".join(value[:1000].split())
    return line if len(line) <= _MAXIMUM_ARGUMENT else f"{line[: _MAXIMUM_ARGUMENT - 1]}…"


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate that `word` is probably a mistyping of, or an empty string."""
    found = difflib.get_close_matches(word, list(candidates), n=1, cutoff=0.6)
    return found[0] if found else ""


def codes() -> dict[str, str]:
    """Every permanent code with its severity."""
    return {code: str(entry["severity"]) for code, entry in _messages().items()}


def sentence(found: Problem, language: str) -> str:
    """What happened and why, in one line; `language` is `de` or anything else for English."""
    filled = _fill(found, _text(found.code, language, ""))
    # Words among the arguments that the message itself has in its languages, such as {front}.
    return _PLACEHOLDER.sub(lambda match: _text(found.code, language, f"-{match[1]}") or match[0], filled)


def advice(found: Problem, language: str) -> str:
    """What to do about it; may be empty."""
    return _fill(found, _text(found.code, language, "-hint"))


def _fill(found: Problem, text: str) -> str:
    values = dict(found.arguments)
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


def _text(code: str, language: str, suffix: str) -> str:
    entry = _messages()[code]
    spoken = "de" if language.startswith("de") else "en"
    return str(entry.get(spoken + suffix, ""))


@functools.cache
def _messages() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("messages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def as_text(found: Problem, language: str, read_line: Callable[[str, int], str | None]) -> str:
    """The problem as a person reads it: place, sentence, excerpt with a caret, advice.

    `read_line(path, line)` gives a line of a file, without its end, or None.
    """
    german = language.startswith("de")
    head = f"{_place(found.span)}: {sentence(found, language)}"
    if found.suggestion:
        head += f" Meinten Sie „{found.suggestion}“?" if german else f" Did you mean “{found.suggestion}”?"
    lines = [f"{head} [{found.code}]"]
    excerpt = read_line(found.span.path, found.span.line) if found.span.line else None
    if excerpt:
        lines += _excerpt(found.span, excerpt)
    hint = advice(found, language)
    if hint:
        lines.append(f"  → {hint}")
    return "\n".join(lines)


def _place(span: Span) -> str:
    place = span.path
    if span.line:
        place += f":{span.line}"
    if span.line and span.column:
        place += f":{span.column}"
    return place


def _excerpt(span: Span, line: str) -> list[str]:
    """The line and a caret below it; a long line is cut around the caret."""
    line = _CONTROL.sub(" ", line)
    start = max(0, span.column - _EXCERPT // 2) if len(line) > _EXCERPT else 0
    shown = line[start : start + _EXCERPT]
    gutter = f"{span.line:>5} | "
    lines = [gutter + shown]
    if span.column:
        caret = "^" * max(1, min(span.length, len(shown) - (span.column - 1 - start)))
        lines.append(" " * (len(gutter) + span.column - 1 - start) + caret)
    return lines


def remark(found: Problem, language: str) -> str:
    """Sentence, suggestion and advice in one line, as other tools show it beside the place."""
    parts = (sentence(found, language), f"→ {found.suggestion}" if found.suggestion else "", advice(found, language))
    return " ".join(part for part in parts if part)


def as_json(problems: Sequence[Problem], language: str) -> str:
    """All problems as a JSON array of objects, one per problem, for other tools."""
    rows = [
        {
            "path": found.span.path,
            "line": found.span.line,
            "column": found.span.column,
            "length": found.span.length,
            "severity": found.severity,
            "code": found.code,
            "message": sentence(found, language),
            "suggestion": found.suggestion,
            "hint": advice(found, language),
        }
        for found in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
