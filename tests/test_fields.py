"""Each field type by the lines of `fields/cases/<type>.txt`: what is read, and what is reported where."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import astuple, replace

from intsite import fields, opening_hours
from intsite.fields import Field, Labels, Record
from intsite.fields.address import Address
from intsite.fields.phone import Phone
from intsite.problems import Problem, Span
from intsite.source import Mapping, Node, Scalar, Sequence, parse_yaml

CASES = Path(__file__).parent / "fields" / "cases"
CASE = re.compile(r"(ok|bad) +(.+?) +-> ?(.*)")
OPTIONS: dict[str, dict[str, Any]] = {
    "text": {"minimum": 2, "maximum": 20},
    "integer": {"minimum": 1, "maximum": 500},
    "number": {"minimum": 0, "maximum": 1000},
    "reference": {"kinds": ("office", "course")},
    "term": {"vocabulary": "course-types"},
    "choice": {"values": tuple((value, Labels()) for value in ("planned", "running", "done"))},
    "record": {"fields": (Field(name="total", type="integer", required=True), Field(name="as-of", type="date"))},
}
TYPES = sorted(fields.types())
WITHOUT_EXAMPLE = {"choice", "record", "reference"}
"""Types whose examples depend on the field."""


def field_of(name: str) -> Field:
    return replace(Field(name="x", type=name, required=True), **OPTIONS.get(name, {}))


def cases(outcome: str) -> list[object]:
    found: list[object] = []
    for file in sorted(CASES.glob("*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            case = CASE.fullmatch(line)
            assert case or not line or line.startswith("#"), f"{file.name}:{number} is no case"
            if case and case[1] == outcome:
                found.append(pytest.param(file.stem, case[2], case[3], id=f"{file.name}:{number}"))
    return found


def read(name: str, written: str) -> tuple[object, tuple[Problem, ...]]:
    mapping, problems = parse_yaml(f"x: {written}", "facts.yaml")
    assert not problems
    node = mapping.get("x")
    assert node is not None
    return fields.read(node, field_of(name))


def shown(value: object) -> str:
    """A value on one line, without spans."""
    if isinstance(value, opening_hours.Hours):
        return opening_hours.to_osm(value)
    if isinstance(value, Record | Labels):
        return str(value.items if isinstance(value, Record) else value.texts)
    if isinstance(value, Address):
        return " | ".join(astuple(value)).strip().replace("|  |", "| |")
    if isinstance(value, Phone):
        return value.e164 + (f" {value.label.id}" if value.label else "")
    if isinstance(value, Struct):
        left_out = {"span", "vocabulary", "allowed"}
        names = [name for name in value.__struct_fields__ if name not in left_out]
        return " ".join(str(getattr(value, name)) for name in names).strip().replace("\n", "\\n")
    return str(value)


@pytest.mark.parametrize(("name", "written", "expected"), cases("ok"))
def test_a_valid_value_is_read_without_a_problem(name: str, written: str, expected: str) -> None:
    value, problems = read(name, written)
    assert problems == ()
    assert shown(value) == expected


@pytest.mark.parametrize(("name", "written", "expected"), cases("bad"))
def test_a_wrong_value_is_reported_at_its_place(name: str, written: str, expected: str) -> None:
    _, problems = read(name, written)
    wanted = []
    for problem in problems:
        meant = f", meant {problem.suggestion}" if problem.suggestion else ""
        wanted.append(f"{problem.code} at {problem.span.column - len('x: ')}{meant}")
    if expected not in wanted:
        assert "; ".join(wanted) == expected


@pytest.mark.parametrize("name", TYPES)
def test_every_type_has_cases(name: str) -> None:
    assert (CASES / f"{name}.txt").exists()


@pytest.mark.parametrize("name", sorted(set(TYPES) - WITHOUT_EXAMPLE))
def test_the_example_of_a_type_is_valid(name: str) -> None:
    mapping, _ = parse_yaml(f"x: {fields.types()[name].EXAMPLE}", "facts.yaml")
    node = mapping.get("x")
    assert node is not None
    value, problems = fields.read(node, Field(name="x", type=name))
    assert value is not None
    assert problems == ()


@pytest.mark.parametrize("name", TYPES)
def test_every_type_says_in_one_line_what_may_be_written(name: str) -> None:
    first = (fields.types()[name].__doc__ or "").splitlines()[0]
    assert first.endswith(".")


@pytest.mark.parametrize("name", TYPES)
def test_every_schema_is_json(name: str) -> None:
    assert json.dumps(fields.schema(replace(field_of(name), listed=True)))


@pytest.mark.parametrize(("name", "written", "expected"), cases("ok"))
def test_values_can_be_hashed_and_pickled(name: str, written: str, expected: str) -> None:
    value, _ = read(name, written)
    assert hash(pickle.loads(pickle.dumps(value))) == hash(value)  # noqa: S301  our own bytes
    assert expected


@pytest.mark.parametrize("written", ["Mo-Fr 08:00-12:00; Di off", '"Mo-Fr 08:00-12:00; Di off"'])
def test_a_problem_within_a_value_underlines_the_word(written: str) -> None:
    _, problems = read("hours", written)
    line = f"x: {written}"
    start = problems[0].span.column - 1
    assert line[start : start + problems[0].span.length] == "Di"


def test_a_problem_within_escaped_text_underlines_the_whole_value() -> None:
    _, problems = read("hours", r'"Mo-Fr\x20\x20Di"')
    assert (problems[0].span.column, problems[0].span.length) == (4, 17)


def test_a_list_reports_each_wrong_item_and_keeps_the_others() -> None:
    mapping, _ = parse_yaml("x: [2026-11-08, 9.11.2026, ~, 2026-11-10]", "facts.yaml")
    node = mapping.get("x")
    assert node is not None
    value, problems = fields.read(node, Field(name="x", type="date", listed=True))
    assert value == (dt.date(2026, 11, 8), dt.date(2026, 11, 10))
    assert [problem.code for problem in problems] == ["bad-date", "missing-value"]


def test_a_listed_field_takes_a_single_value() -> None:
    mapping, _ = parse_yaml("x: 2026-11-08", "facts.yaml")
    node = mapping.get("x")
    assert node is not None
    assert fields.read(node, Field(name="x", type="date", listed=True)) == ((dt.date(2026, 11, 8),), ())


SPAN = Span(path="facts.yaml", line=1, column=1, length=5)
WORDS = st.sampled_from(
    [
        "Mo-Fr",
        "08:00-12:00",
        "days",
        "times",
        "rule",
        "except",
        "number",
        "label",
        "latitude",
        "longitude",
        "street",
        "postcode",
        "city",
        "language",
        "closed",
        "note",
        "interpreter",
        "dates",
        "true",
        "2026-12-24",
        "de",
        "Dec 24",
        "Mo[1]",
        '"',
        "off",
        "FREQ=WEEKLY",
        "FREQ=DAILY;COUNT=3",
        ";",
        ",",
        "-",
        "https://",
        "@",
        "[",
        "x",
        " ",
        "~",
        "",
        "2026 Aug 03",
        "PH",
        "030 23125 100",
        "by appointment",
        "12345",
    ]
)
TEXTS = st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=6).map(" ".join), WORDS)
SCALARS = st.builds(Scalar, span=st.just(SPAN), text=TEXTS, quoted=st.booleans())


def _mapping(pairs: dict[str, Node]) -> Mapping:
    return Mapping(span=SPAN, items=tuple((Scalar(span=SPAN, text=key), value) for key, value in pairs.items()))


NODES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: Sequence(span=SPAN, items=tuple(items))),
        st.dictionaries(TEXTS, inner, max_size=5).map(_mapping),
    ),
    max_leaves=12,
)


@given(node=NODES, name=st.sampled_from(TYPES), listed=st.booleans())
def test_no_node_makes_a_field_type_raise(node: Node, name: str, listed: bool) -> None:  # noqa: FBT001
    value, problems = fields.read(node, replace(field_of(name), listed=listed))
    assert value is not None or problems
    hash(value)
