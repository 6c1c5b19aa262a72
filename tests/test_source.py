"""Files to nodes: places, damaged files, and that nothing can make the reader raise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intsite.problems import Problem
from intsite.source import (
    MAXIMUM_BYTES,
    MAXIMUM_DEPTH,
    Mapping,
    Node,
    Scalar,
    Sequence,
    decode,
    is_empty,
    parse_words,
    parse_yaml,
    read_text,
)


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.span.line, problem.span.column) for problem in problems]


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node}


def test_scalars_stay_the_text_that_was_written() -> None:
    mapping, problems = parse_yaml("a: no\nb: 12:30\nc: 0123456\nd: 1_000\ne: ~\nf: 2026-11-08\n", "facts.yaml")
    assert problems == ()
    assert plain(mapping) == {"a": "no", "b": "12:30", "c": "0123456", "d": "1_000", "e": "~", "f": "2026-11-08"}


def test_nodes_know_their_place() -> None:
    mapping, _ = parse_yaml("title: Amt\naddress:\n  city: Großmuster\n", "facts.yaml", first_line=5)
    address = mapping.get("address")
    assert isinstance(address, Mapping)
    key, value = address.items[0]
    assert (key.span.path, key.span.line, key.span.column, key.span.length) == ("facts.yaml", 7, 3, 4)
    assert (value.span.line, value.span.column, value.span.length) == (7, 9, 10)


@pytest.mark.parametrize("written", ["", " ", "~", "null", "[]", "{}"])
def test_a_value_that_was_left_out_is_empty(written: str) -> None:
    mapping, _ = parse_yaml(f"a: {written}\n", "facts.yaml")
    value = mapping.get("a")
    assert value is not None
    assert is_empty(value)


@pytest.mark.parametrize("written", ['""', "''", "'~'", "0", "no", "[~]"])
def test_a_value_that_was_written_is_not_empty(written: str) -> None:
    mapping, _ = parse_yaml(f"a: {written}\n", "facts.yaml")
    value = mapping.get("a")
    assert value is not None
    assert not is_empty(value)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ("duplicate-key", 3, 1)),
        ("a:\n\tb: 1\n", ("yaml-tab", 2, 1)),
        ("summary: Note: bring it\n", ("yaml-colon", 1, 14)),
        ('a: "open\nb: 1\n', ("yaml-quote", 1, 0)),
        ("a: &x 1\n", ("yaml-anchor", 1, 4)),
        ("a: *x\n", ("yaml-anchor", 1, 4)),
        ("a: !!python/object/apply:os.system [ls]\n", ("yaml-anchor", 1, 4)),
        ("a: 1\n---\nb: 2\n", ("yaml-second-document", 2, 1)),
        ("- a\n- b\n", ("yaml-not-a-mapping", 1, 1)),
        ("only text\n", ("yaml-not-a-mapping", 1, 1)),
        ("[a]: 1\n", ("yaml-key-not-a-word", 1, 1)),
        ("a: [1, 2\n", ("yaml-syntax", 2, 1)),
        ("a: @b\n", ("yaml-syntax", 1, 4)),
    ],
)
def test_what_cannot_be_read_is_reported_at_its_place(written: str, expected: tuple[str, int, int]) -> None:
    _, problems = parse_yaml(written, "facts.yaml")
    assert places(problems) == [expected]


def test_the_first_of_two_values_counts() -> None:
    mapping, _ = parse_yaml("a: 1\na: 2\n", "facts.yaml")
    assert plain(mapping) == {"a": "1"}


def test_words_have_front_matter_and_a_body() -> None:
    words, problems = parse_words("---\ntitle: Amt\n---\n\n## Öffnung\n", "de.md")
    assert problems == ()
    assert plain(words.front) == {"title": "Amt"}
    assert (words.body, words.body_line) == ("\n## Öffnung\n", 4)


def test_front_matter_counts_lines_of_the_file() -> None:
    words, problems = parse_words("---\ntitle: Amt\nsummary: a: b\n---\n", "de.md")
    assert places(problems) == [("yaml-colon", 3, 11)]
    assert words.front.items == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("## Text\n", "missing-front-matter"),
        ("", "missing-front-matter"),
        ("---\ntitle: Amt\n", "unclosed-front-matter"),
        ("---\ntitle: Amt\n---more\n", "unclosed-front-matter"),
    ],
)
def test_words_without_front_matter_are_reported(written: str, code: str) -> None:
    _, problems = parse_words(written, "de.md")
    assert [problem.code for problem in problems] == [code]


def test_empty_front_matter_is_an_empty_mapping() -> None:
    words, problems = parse_words("---\n---\nText", "de.md")
    assert (words.front.items, words.body, problems) == ((), "Text", ())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("title: Größe\n".encode("latin-1"), ("wrong-encoding", 1, 0)),
        (b"a: 1\n<<<<<<< HEAD\nb: 2\n", ("merge-conflict", 2, 1)),
        (b"a: 1\nb: x\x00y\n", ("control-character", 2, 5)),
        ("a: x\u2028y\n".encode(), ("control-character", 1, 5)),
    ],
)
def test_damaged_bytes_are_reported(content: bytes, expected: tuple[str, int, int]) -> None:
    text, problems = decode(content, "facts.yaml")
    assert (text, places(problems)) == ("", [expected])


def test_line_ends_and_byte_order_marks_of_windows_disappear() -> None:
    assert decode(b"\xef\xbb\xbfa: 1\r\nb: 2\r", "facts.yaml") == ("a: 1\nb: 2\n", ())


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_bytes(b"a" * (MAXIMUM_BYTES + 1))
    text, problems = read_text(file, "facts.yaml")
    assert (text, [problem.code for problem in problems]) == ("", ["file-too-large"])


@pytest.mark.parametrize("written", ["[" * 100_000, "a: " + "{a: " * 100_000, "- " * 50_000, "? " * 50_000])
def test_deep_nesting_ends_early(written: str) -> None:
    _, problems = parse_yaml(written, "facts.yaml")
    assert len(problems) == 1
    assert problems[0].code in {"yaml-too-deep", "yaml-syntax"}


def test_lists_may_be_nested_as_deep_as_people_do() -> None:
    written = "a: " + "[" * (MAXIMUM_DEPTH - 1) + "]" * (MAXIMUM_DEPTH - 1)
    assert parse_yaml(written, "facts.yaml")[1] == ()


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(content: bytes) -> None:
    text, problems = decode(content, "facts.yaml")
    assert text or problems or not content.strip(b"\xef\xbb\xbf")
    parse_yaml(text, "facts.yaml")
    parse_words(text, "de.md")


MARKS = st.lists(
    st.sampled_from([*"abc:-#'\"[]{}&*!|>%@?,\\\n\t ~äع", "---", "...", ": ", "- ", "\n  ", "? ", "\\ud800", "\u0085"]),
    max_size=30,
).map("".join)


@given(st.one_of(MARKS, st.text(max_size=60)))
def test_no_text_makes_the_parser_raise(text: str) -> None:
    for written in (text, f"---\n{text}\n---\n", f'a: "{text}"'):
        mapping, problems = parse_yaml(written, "facts.yaml", first_line=3)
        words, more = parse_words(written, "de.md")
        for problem in (*problems, *more):
            assert problem.span.line >= 0
            assert problem.span.length >= 1
        hash(mapping)
        hash(words)


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8), max_size=5, unique=True))
def test_quoted_texts_come_back_as_they_were(texts: list[str]) -> None:
    written = "".join("'{0}': '{0}'\n".format(text.replace("'", "''")) for text in texts)
    mapping, problems = parse_yaml(written, "facts.yaml")
    assert problems == ()
    assert plain(mapping) == {text: text for text in texts}
