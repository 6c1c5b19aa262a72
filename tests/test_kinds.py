"""Kinds are folders: discovered, joined with what every kind has, and described to editors."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from intsite.fields import Labels
from intsite.kinds import Kind, Listing, discover, json_schema
from intsite.problems import Problem
from intsite.resources import shipped

ROOT = Path(__file__).parents[1]
CLUB = """\
labels: {one: {de: Verein, en: Club}, many: {de: Vereine, en: Clubs}}
folder: clubs
icon: people
facts:
  members: {type: integer, minimum: 1, required: true, labels: {de: Mitglieder}, help: {de: Wie viele., en: How many.}}
  level: {type: choice, values: {low: {de: unten}, high: {de: oben}}}
  related: {type: reference, kinds: [office], labels: Eigenes}
words:
  history: {type: prose}
at-least-one: [[members, level]]
order: [[members, members]]
listing: {menu: 5, sort: [-members], facets: [level], card: [members], feed: true}
"""
COMMON = """\
facts:
  related: {type: reference, list: true}
  draft: {type: boolean, show: false}
words:
  title: {type: text, required: true}
"""


def write(folder: Path, **kinds: str) -> Path:
    """A folder of templates."""
    for name, text in kinds.items():
        path = "kinds/_common.yaml" if name == "common" else f"kinds/{name}/kind.yaml"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def kinds_of(root: Path, *folders: Path) -> tuple[dict[str, Kind], list[Problem]]:
    found, problems = discover(folders, root)
    return dict(found), list(problems)


def test_a_kind_is_read_as_it_is_written(tmp_path: Path) -> None:
    found, problems = kinds_of(tmp_path, write(tmp_path, club=CLUB, common=COMMON))
    assert problems == []
    kind = found["club"]
    assert (kind.name, kind.folder, kind.icon) == ("club", "clubs", "people")
    assert kind.many == Labels(texts=(("de", "Vereine"), ("en", "Clubs")))
    assert [field.name for field in kind.facts] == ["members", "level", "related", "draft"], "its own, then the common"
    assert [field.name for field in kind.words] == ["title", "history"]
    assert kind.listing == Listing(sort=("-members",), facets=("level",), card=("members",), feed=True, menu=5)
    assert (kind.at_least_one, kind.order) == ((("members", "level"),), (("members", "members"),))
    members = kind.field("members")
    assert members
    assert (members.type, members.required, members.minimum, members.listed) == ("integer", True, 1, False)
    draft = kind.field("draft")
    assert draft
    assert not draft.shown


def test_a_kinds_own_field_takes_the_place_of_the_common_one(tmp_path: Path) -> None:
    found, _ = kinds_of(tmp_path, write(tmp_path, club=CLUB, common=COMMON))
    related = found["club"].field("related")
    assert related
    assert (related.kinds, related.listed) == (("office",), False)
    found, _ = kinds_of(tmp_path, write(tmp_path, club="words: {title: {type: prose}}\n"))
    assert [(field.name, field.type) for field in found["club"].words] == [("title", "prose")]


def test_nothing_but_a_file_is_needed(tmp_path: Path) -> None:
    found, problems = kinds_of(tmp_path, write(tmp_path, club=""))
    assert problems == []
    assert (found["club"].folder, found["club"].one.get("de"), found["club"].listing) == ("club", "club", Listing())


def test_a_countys_kind_wins_over_the_shipped_one_of_the_same_name(tmp_path: Path) -> None:
    ours = write(tmp_path / "ours", office="folder: aemter\n")
    found, problems = kinds_of(tmp_path, ours, shipped("templates"))
    assert problems == []
    assert found["office"].folder == "aemter"
    assert found["office"].field("address") is None
    assert found["office"].field("title"), "what every kind has stays"
    assert found["course"].folder == "courses"


def test_kinds_are_in_the_order_of_the_menu_then_by_name(tmp_path: Path) -> None:
    texts = {"a": "", "b": "listing: {menu: 20}", "c": "listing: {menu: 10}", "d": ""}
    found, _ = kinds_of(tmp_path, write(tmp_path, **texts))
    assert list(found) == ["c", "b", "a", "d"]


def test_a_damaged_kind_is_told_at_its_line_and_the_others_stay(tmp_path: Path) -> None:
    found, problems = kinds_of(tmp_path, write(tmp_path / "templates", club="labels: [\n", other=""))
    assert [(one.code, one.span.path) for one in problems] == [("yaml-syntax", "templates/kinds/club/kind.yaml")]
    assert set(found) == {"club", "other"}


@pytest.mark.parametrize(
    ("option", "mentioned"),
    [
        ("listing: {sort: [-gone]}", "gone"),
        ("listing: {facets: [gone]}", "gone"),
        ("listing: {card: [gone]}", "gone"),
        ("tree: gone", "gone"),
        ("expires: gone", "gone"),
        ("order: [[title, gone]]", "gone"),
        ("at-least-one: [[gone]]", "gone"),
    ],
)
def test_every_field_that_a_kind_mentions_has_to_be_one_of_it(tmp_path: Path, option: str, mentioned: str) -> None:
    _, problems = kinds_of(tmp_path, write(tmp_path, club=f"{option}\n", common=COMMON))
    assert [(one.code, dict(one.arguments)) for one in problems] == [
        ("kind-mentions-unknown-field", {"field": mentioned})
    ]


def test_the_shipped_kinds_have_no_problems_and_speak_german_and_english() -> None:
    found, problems = discover([shipped("templates")], ROOT)
    assert problems == ()
    for kind in found.values():
        for labels in (kind.one, kind.many, kind.description, *(field.labels for field in (*kind.facts, *kind.words))):
            assert labels.get("de"), kind.name
            assert labels.get("en"), kind.name


# --- completion in editors


def is_valid(schema: dict[str, object], value: Any) -> bool:  # noqa: ANN401  any JSON
    Draft202012Validator.check_schema(schema)
    return bool(Draft202012Validator(schema).is_valid(value))


def test_a_schema_knows_the_fields_and_what_is_needed(tmp_path: Path) -> None:
    found, _ = kinds_of(tmp_path, write(tmp_path, club=CLUB, common=COMMON))
    facts, front = json_schema(found["club"])
    assert facts["title"] == "Club: facts"
    assert is_valid(facts, {"members": 3, "level": "low"})
    assert not is_valid(facts, {"level": "low"})
    assert not is_valid(facts, {"members": 0})
    assert not is_valid(facts, {"members": 3, "level": "middle"})
    assert not is_valid(facts, {"members": 3, "memers": 3})
    assert is_valid(front, {"title": "Schachverein"})
    assert not is_valid(front, {"history": "Lang."})


def test_a_schema_explains_a_field_while_people_type(tmp_path: Path) -> None:
    found, _ = kinds_of(tmp_path, write(tmp_path, club=CLUB))
    properties = json_schema(found["club"])[0]["properties"]
    assert isinstance(properties, dict)
    assert properties["members"]["description"] == "Mitglieder · Wie viele. · How many."
