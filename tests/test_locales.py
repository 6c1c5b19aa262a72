"""Every language of the interface says everything that German says, in all forms that the language has."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml
from babel import Locale

from intsite import kinds
from intsite.fields import Field
from support.sites import ROOT, config_of

FILES = sorted((ROOT / "templates" / "locales").glob("*.yaml"))
KINDS, _ = kinds.discover([ROOT / "templates"], ROOT)
TRANSLATED = [file for file in FILES if file.stem not in {"de", "en"}]
"""German and English names of kinds stand in kind.yaml."""

Texts: TypeAlias = Mapping[str, Any]
Place: TypeAlias = tuple[str, ...]
"""Keys from the outside in."""

each_language = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
each_translation = pytest.mark.parametrize("file", TRANSLATED, ids=lambda file: file.stem)


def read(file: Path) -> Texts:
    texts: Texts = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  plain texts
    return texts


def messages(file: Path) -> Texts:
    found: Texts = read(file)["messages"]
    return found


GERMAN = messages(ROOT / "templates" / "locales" / "de.yaml")


def test_every_language_of_the_invented_county_has_a_file() -> None:
    assert {file.stem for file in FILES} >= set(config_of(ROOT).languages)


@each_language
def test_a_language_has_the_messages_that_german_has(file: Path) -> None:
    assert sorted(messages(file).keys() ^ GERMAN.keys()) == []


@each_language
def test_no_message_is_empty(file: Path) -> None:
    assert [key for key, message in messages(file).items() if not all(forms(message))] == []


@each_language
def test_the_placeholders_of_a_message_are_those_of_the_german_one(file: Path) -> None:
    """A form for one or two things may say the number in words."""
    found = messages(file)
    for key, german in GERMAN.items():
        expected = placeholders(german)
        assert placeholders(found[key]) == expected, key
        for category, form in found[key].items() if isinstance(found[key], dict) else ():
            assert placeholders(form) | {"count"} == expected | {"count"}, (key, category)


@each_language
def test_a_message_that_counts_has_all_plural_forms_of_the_language(file: Path) -> None:
    rules = Locale.parse(file.stem.partition("-")[0]).plural_form
    categories = set(rules.rules) | {"other"}
    for key, message in messages(file).items():
        if isinstance(message, dict):
            assert set(message) == categories, key
        assert isinstance(message, dict) or not isinstance(GERMAN[key], dict), key


@each_translation
def test_a_language_names_every_kind_and_every_field_that_readers_see(file: Path) -> None:
    named = set(leaves(read(file)["kinds"]))
    assert [place for place in places(only_shown=True) if not {place, shared(place)} & named] == []


@each_translation
def test_a_language_names_no_kind_and_no_field_that_does_not_exist(file: Path) -> None:
    known = set(places(only_shown=False))
    assert sorted(set(leaves(read(file)["kinds"])) - known - {shared(place) for place in known}) == []


@each_language
def test_a_language_says_whether_a_native_speaker_has_read_it(file: Path) -> None:
    assert read(file)["reviewed"] in {"true", "false"}


def forms(message: object) -> Iterator[str]:
    """All forms of a message, or its one text."""
    if isinstance(message, dict):
        for form in message.values():
            yield from forms(form)
    elif isinstance(message, list):
        yield from message
    else:
        yield str(message)


def placeholders(message: object) -> set[str]:
    return {name for form in forms(message) for name in re.findall(r"\{(\w+)\}", form)}


def places(*, only_shown: bool) -> Iterator[Place]:
    """Where a locale file may name something: kinds, fields, values of a choice, headings of back-links."""
    for kind in KINDS.values():
        yield kind.name, "one"
        yield kind.name, "many"
        for field in (*kind.facts, *kind.words):
            yield from ((kind.name, *rest) for rest in _of_field(field, "", only_shown=only_shown))


def _of_field(field: Field, above: str, *, only_shown: bool) -> Iterator[Place]:
    path = f"{above}{field.name}"
    if field.shown or not only_shown:
        yield "fields", path
        for value, _ in field.values:
            yield "values", path, value
        if field.back.texts:
            yield "back", path
        for inner in field.fields:
            yield from _of_field(inner, f"{path}.", only_shown=only_shown)


def shared(place: Place) -> Place:
    """The place of the same name for all kinds."""
    return "_common", *place[1:]


def leaves(texts: Texts, above: Place = ()) -> Iterator[Place]:
    """The places of all texts that are not empty."""
    for key, text in texts.items():
        if isinstance(text, dict):
            yield from leaves(text, (*above, key))
        elif text:
            yield (*above, key)
