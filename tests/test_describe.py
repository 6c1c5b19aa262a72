"""What `intsite kinds` says about the kinds, and the schemas it gives to editors."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
import yaml

from intsite import describe, kinds
from intsite.kinds import Kind
from intsite.resources import shipped

KINDS, _ = kinds.discover([shipped("templates")], Path(__file__).parents[1])


class _AsEditorsReadIt(yaml.SafeLoader):
    """YAML 1.2, as the schemas' users read it: a date is a text, `yes` is a text."""


_AsEditorsReadIt.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in {"int", "float", "null"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_AsEditorsReadIt.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def _examples(kind: Kind) -> list[tuple[str, Mapping[str, object]]]:
    file = shipped("templates") / "kinds" / kind.name / "kind.yaml"
    written = yaml.load(file.read_text(encoding="utf-8"), _AsEditorsReadIt)  # noqa: S506  a safe loader
    return [(one["id"], one) for one in written["examples"]]


def _refusals(schema: Mapping[str, object], value: object) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(value)]


def test_every_kind_has_a_row_with_its_folder_and_meaning() -> None:
    table = describe.kinds_table(KINDS, "de")
    assert table.headings == ("Art", "", "Ordner", "Bedeutung")
    assert [row[0] for row in table.rows] == list(KINDS)
    assert ("course", "Kurs", "content/courses/") in [row[:3] for row in table.rows]
    assert all(all(row) for row in table.rows)


def test_tables_speak_the_editors_language() -> None:
    german, english = (describe.fields_table(KINDS["course"], language) for language in ("de", "en"))
    assert german.headings != english.headings
    assert "Kursart" in german.rows[0][5]
    assert "Type of course" in english.rows[0][5]


@pytest.mark.parametrize("name", KINDS)
def test_every_field_of_a_kind_says_what_it_means_and_shows_an_example(name: str) -> None:
    for field, type_, _, _, _, meaning, example in describe.fields_table(KINDS[name], "de").rows:
        assert meaning, field
        assert example or type_ == "record", field
        assert "…" not in example, field


def test_the_table_says_what_is_required_and_where_it_stands() -> None:
    rows = {row[0]: row for row in describe.fields_table(KINDS["course"], "en").rows}
    assert rows["course-type"][1:5] == ("term of course-types", "yes", "", "facts.yaml")
    assert rows["place"][2] == "place or website"
    assert rows["target-groups"][3] == "yes"
    assert rows["place.office"][1] == "reference to office"
    assert rows["level-from"][1].startswith("one of: alpha, a1")
    assert rows["cost"][4] == "en.md …"


@pytest.mark.parametrize("name", KINDS)
def test_the_schemas_of_a_kind_are_valid_and_accept_its_examples(name: str) -> None:
    files = describe.schemas(KINDS, ".vscode/schemas")
    facts, words = (json.loads(files[f"{name}.{part}.json"]) for part in ("facts", "words"))
    for schema in (facts, words):
        jsonschema.Draft202012Validator.check_schema(schema)
    for identifier, example in _examples(KINDS[name]):
        assert not _refusals(facts, example["facts"]), identifier
        assert isinstance(example["words"], Mapping)
        for text in example["words"].values():
            front = yaml.load(text.split("---\n")[1], _AsEditorsReadIt)  # noqa: S506  a safe loader
            assert not _refusals(words, front), identifier


def test_a_schema_refuses_a_mistyped_field_and_a_missing_required_one() -> None:
    schema = json.loads(describe.schemas(KINDS, "schemas")["course.facts.json"])
    messages = _refusals(schema, {"cuorse-type": "x"})
    assert any("cuorse-type" in message for message in messages)
    assert any("'course-type' is a required property" in message for message in messages)


def test_a_words_schema_knows_pictures_and_the_state_of_a_translation() -> None:
    schema = json.loads(describe.schemas(KINDS, "schemas")["office.words.json"])
    front = {
        "title": "Jobcenter",
        "images": {"entrance.jpg": {"alt": "Tür"}},
        "translation": {"by": "machine", "reviewed": False},
    }
    assert not _refusals(schema, front)
    assert _refusals(schema, {**front, "translation": {"by": "robot"}})


def test_the_settings_bind_each_schema_to_the_facts_of_its_kind() -> None:
    files = describe.schemas(KINDS, ".vscode/schemas")
    bound = json.loads(files[describe.SETTINGS])["yaml.schemas"]
    assert bound["./.vscode/schemas/office.facts.json"] == "content/offices/*/facts.yaml"
    assert {Path(path).name for path in bound} <= set(files)
    assert len(bound) == len(KINDS)
