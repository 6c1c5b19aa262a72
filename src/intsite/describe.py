"""What editors may write, as tables for people and as JSON Schemas for their editors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from msgspec import Struct

from intsite import fields
from intsite.fields import Field, Labels
from intsite.kinds import Kind, json_schema

SETTINGS = "settings.json"
"""What belongs into `.vscode/settings.json`, so that Visual Studio Code uses the schemas."""

_ENGLISH = {
    "Art": "Kind",
    "Ordner": "Folder",
    "Bedeutung": "Meaning",
    "Feld": "Field",
    "Typ": "Type",
    "Pflicht": "Required",
    "Liste": "List",
    "Datei": "File",
    "Beispiel": "Example",
    "ja": "yes",
    "oder": "or",
    "Begriff aus": "term of",
    "Verweis auf": "reference to",
    "jede Art": "any kind",
    "eines von": "one of",
}
_TEXT: dict[str, object] = {"type": "string"}
_BEYOND_FIELDS: dict[str, object] = {
    "images": {
        "description": "Was die Bilder zeigen · What the pictures show: entrance.jpg: {alt: …, caption: …}",
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "properties": {"alt": _TEXT, "caption": _TEXT},
            "additionalProperties": False,
        },
    },
    "translation": {
        "description": "Wie die Übersetzung entstand · How the translation was made",
        "type": "object",
        "properties": {
            "by": {"enum": ["human", "machine"]},
            "reviewed": {"type": "boolean"},
            "in-progress": {"type": "boolean"},
            "of": {"type": "object", "additionalProperties": _TEXT},
            "made": {"type": "object", "additionalProperties": _TEXT},
        },
        "additionalProperties": False,
    },
}
"""Names in the front matter of every kind that are maps and not fields."""


class Table(Struct, frozen=True, kw_only=True):
    """Rows of texts below headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def kinds_table(kinds: Mapping[str, Kind], language: str) -> Table:
    """One row for each kind: name, what people call it, folder, meaning.

    `language` is `de` or anything else for English.
    """
    return Table(
        headings=tuple(_word(word, language) for word in ("Art", "", "Ordner", "Bedeutung")),
        rows=tuple(
            (
                kind.name,
                label(kind.one, language),
                f"content/{kind.folder}/",
                label(kind.description, language),
            )
            for kind in kinds.values()
        ),
    )


def fields_table(kind: Kind, language: str) -> Table:
    """One row for each field of a kind, fields of records as `place.office`.

    The columns: name, type, whether it is required (or which of several fields are), whether it is a list, in
    which file it stands, meaning, example.
    """
    words = ("Feld", "Typ", "Pflicht", "Liste", "Datei", "Bedeutung", "Beispiel")
    rows = [
        *_rows(kind.facts, "facts.yaml", language, kind.at_least_one),
        *_rows(kind.words, f"{'de' if _is_german(language) else 'en'}.md …", language, ()),
    ]
    return Table(headings=tuple(_word(word, language) for word in words), rows=tuple(rows))


def _rows(
    declared: tuple[Field, ...],
    file: str,
    language: str,
    at_least_one: tuple[tuple[str, ...], ...],
    prefix: str = "",
) -> Iterator[tuple[str, ...]]:
    yes, either = _word("ja", language), f" {_word('oder', language)} "
    for field in declared:
        group = next((group for group in at_least_one if field.name in group), ())
        yield (
            prefix + field.name,
            type_text(field, language),
            yes if field.required else either.join(group),
            yes if field.listed else "",
            file,
            meaning(field, language),
            "" if field.fields and not field.example else example(field),
        )
        yield from _rows(field.fields, file, language, (), f"{prefix}{field.name}.")


def type_text(field: Field, language: str) -> str:
    """The type, and what it chooses from: `choice: full, partial`, `reference to office`."""
    if field.type == "choice":
        return f"{_word('eines von', language)}: {', '.join(name for name, _ in field.values)}"
    if field.type == "reference":
        return f"{_word('Verweis auf', language)} {', '.join(field.kinds) or _word('jede Art', language)}"
    if field.type == "term":
        return f"{_word('Begriff aus', language)} {field.vocabulary}"
    return field.type


def meaning(field: Field, language: str) -> str:
    """What people call the field and what belongs into it."""
    parts = (label(field.labels, language), label(field.help, language))
    return ": ".join(dict.fromkeys(part for part in parts if part))


def example(field: Field) -> str:
    """A value as YAML on one line; of a choice, the first there is."""
    if field.type == "choice" and not field.example and field.values:
        return field.values[0][0]
    return fields.example(field)


def label(labels: Labels, language: str) -> str:
    """The text in the editor's language, or in the one there is."""
    wanted = ("de", "en") if _is_german(language) else ("en", "de")
    found = (labels.get(tag) for tag in wanted)
    return next((text for text in found if text), "")


def schemas(kinds: Mapping[str, Kind], folder: str) -> dict[str, str]:
    """JSON Schemas of each kind's facts and words by file name, and the settings that bind them to content.

    `folder` is where they will lie, relative to the project's root, `.vscode/schemas`, or an address with `file://`.
    """
    files: dict[str, str] = {}
    for kind in kinds.values():
        facts, words = json_schema(kind)
        properties = words["properties"]
        if isinstance(properties, dict):
            words = {**words, "properties": {**properties, **_BEYOND_FIELDS}}
        files[f"{kind.name}.facts.json"] = _json(facts)
        files[f"{kind.name}.words.json"] = _json(words)
    files[SETTINGS] = _json(editor_settings(kinds, folder))
    return files


def editor_settings(kinds: Mapping[str, Kind], folder: str) -> dict[str, object]:
    """Settings of Visual Studio Code, whose extension redhat.vscode-yaml takes each schema to its files."""
    place = folder if "://" in folder else f"./{folder.strip('/')}"
    bound = {f"{place}/{kind.name}.facts.json": f"content/{kind.folder}/*/facts.yaml" for kind in kinds.values()}
    return {"yaml.schemas": bound, "files.eol": "\n", "[markdown]": {"editor.wordWrap": "on"}}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _word(german: str, language: str) -> str:
    return german if _is_german(language) else _ENGLISH.get(german, german)


def _is_german(language: str) -> bool:
    return language.startswith("de")
