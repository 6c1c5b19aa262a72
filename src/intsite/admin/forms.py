"""Kinds to forms: the collections and fields of the configuration of Sveltia CMS.

A file is an entry of the CMS, so an entry of ours has several forms: one for its facts, one for the words of each
language. They find each other by the folder's name, which the CMS calls slug and asks for in each form. Where a type
takes a text or something with parts, the form asks for a text; `formats.mjs` shows parts as YAML there.
https://sveltiacms.app/en/docs/collections/entries, https://sveltiacms.app/en/docs/fields
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from intsite import fields
from intsite.describe import label
from intsite.fields import Field, Labels
from intsite.kinds import Kind
from intsite.vocabularies import Vocabulary

Form = dict[str, Any]
"""A part of the configuration, as JSON."""

_WIDGETS: Mapping[str, Form] = {
    "prose": {"widget": "text"},
    "image": {"widget": "image", "choose_url": False},
    "file": {"widget": "file", "choose_url": False},
    "date": {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"},
    "datetime": {"widget": "datetime", "type": "datetime-local", "format": "YYYY-MM-DD HH:mm"},
}
"""Types for which the CMS has a widget of its own."""
_PARTS = {
    "name": ("Name", "Name"),
    "street": ("Straße und Hausnummer", "Street and number"),
    "addition": ("Zusatz", "Addition"),
    "postcode": ("Postleitzahl", "Postcode"),
    "city": ("Ort", "Town"),
    "latitude": ("Breite", "Latitude"),
    "longitude": ("Länge", "Longitude"),
}
"""German and English names of the parts of values, which no kind.yaml names."""


class Asked(Struct, frozen=True, kw_only=True):
    """What the forms depend on."""

    kinds: Mapping[str, Kind]
    vocabularies: Mapping[str, Vocabulary]
    languages: tuple[str, ...]
    """Those that get forms for words; the site's own comes with the facts in any case."""
    source: str
    editor: str
    """`de`, or anything else for English."""


def collections(asked: Asked) -> list[Form]:
    """All collections, kind by kind."""
    maker = _Maker(asked)
    return [one for kind in asked.kinds.values() for one in maker.collections(kind)]


class _Maker:
    """Makes forms."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def say(self, german: str, english: str) -> str:
        return german if self.asked.editor == "de" else english

    def label(self, labels: Labels) -> str:
        return label(labels, self.asked.editor)

    def collections(self, kind: Kind) -> Iterator[Form]:
        for language in dict.fromkeys((self.asked.source, *self.asked.languages)):
            yield self._words(kind, language)
        yield self._facts(kind)

    def _facts(self, kind: Kind) -> Form:
        hint = self.say("Genau wie beim Text desselben Eintrags.", "Exactly as for the text of the same entry.")
        slug = {"hint": hint}
        return {
            **self._collection(kind, f"{kind.name}-facts", "facts", self.say("Angaben", "Facts"), slug),
            "summary": "{{slug}}",
            "fields": list(self._fields(kind.facts)),
        }

    def _words(self, kind: Kind, language: str) -> Form:
        body = {"name": "body", "label": self.say("Text in Markdown", "Text in Markdown")}
        called = f"Text {language}"
        hint = self.say(
            "Adresse der Seite, in allen Sprachen und bei den Angaben gleich: Kleinbuchstaben, Ziffern, Bindestriche.",
            "Address of the page, the same in all languages and for the facts: lower case letters, digits, hyphens.",
        )
        slug = {"hint": hint, **({"template": "{{title}}"} if language == self.asked.source else {})}
        return {
            **self._collection(kind, _words_of(kind.name, language), language, called, slug),
            "identifier_field": "title",
            "fields": [
                *self._fields(kind.words),
                {**body, "widget": "text", "required": False},
            ],
        }

    def _collection(self, kind: Kind, name: str, file: str, called: str, slug: Form) -> Form:
        return {
            "name": name,
            # `start.mjs` makes it, and says how its files end.
            "format": name,
            "label": f"{called}: {self.label(kind.many)}",
            "label_singular": f"{called}: {self.label(kind.one)}",
            "description": self.label(kind.description),
            "folder": f"content/{kind.folder}",
            "path": f"{{{{slug}}}}/{file}",
            # Changed later, the two would lose each other, and old addresses their page.
            "slug": {**slug, "editable": ["create"]},
            "create": True,
            # Pictures and documents lie beside the entry.
            "media_folder": "",
            "public_folder": "",
        }

    def _fields(self, declared: Iterable[Field]) -> list[Form]:
        """Required fields first, as in the skeletons of `intsite new`."""
        return [
            {
                "name": one.name,
                "label": self.label(one.labels) or one.name,
                **({"hint": hint} if (hint := self._hint(one)) else {}),
                "required": one.required,
                **self._widget(one),
            }
            for one in sorted(declared, key=lambda one: not one.required)
        ]

    def _hint(self, one: Field) -> str:
        hint = self.label(one.help)
        each = self.say("Oder je Sprache: {de: …, en: …}", "Or for each language: {de: …, en: …}")
        return f"{hint} {each}".strip() if one.type == "labels" else hint

    def _widget(self, one: Field) -> Form:
        """How a field is asked for."""
        several = {"multiple": True} if one.listed else {}
        options = self._options(one)
        if options:
            return {"widget": "select", "options": options, **several}
        if one.type == "reference" and len(one.kinds) == 1:
            chosen = {"collection": _words_of(one.kinds[0], self.asked.source), "value_field": "{{slug}}"}
            return {"widget": "relation", **chosen, "search_fields": ["title"], "display_fields": ["title"], **several}
        single = self._single(one)
        return _list_of(single, self.label(one.labels) or one.name) if one.listed else single

    def _options(self, one: Field) -> list[Form]:
        """What there is to choose from; empty where people write."""
        if one.type == "boolean":
            return self._yes_or_no()
        vocabulary = self.asked.vocabularies.get(one.vocabulary)
        terms = [(term.id, term.labels) for term in vocabulary.terms] if vocabulary else []
        return [{"value": name, "label": self.label(texts) or name} for name, texts in (*one.values, *terms)]

    def _yes_or_no(self) -> list[Form]:
        """Three answers with the empty one: a switch would say no for those who said nothing."""
        return [{"value": "true", "label": self.say("ja", "yes")}, {"value": "false", "label": self.say("nein", "no")}]

    def _single(self, one: Field) -> Form:
        """One value of a field."""
        if one.type == "record":
            return {"widget": "object", "fields": self._fields(one.fields)}
        if one.type in _WIDGETS:
            return dict(_WIDGETS[one.type])
        alone = Field(name=one.name, type=one.type, minimum=one.minimum, maximum=one.maximum)
        return self._of_schema(fields.schema(alone), fields.example(one))

    def _of_schema(self, schema: Mapping[str, Any], example: str = "") -> Form:
        """A widget for what a type takes; of several possibilities a text."""
        if "anyOf" in schema:
            return {"widget": "string"}
        return self._of_parts(schema) if schema["type"] == "object" else self._of_text(schema, example)

    def _of_text(self, schema: Mapping[str, Any], example: str) -> Form:
        if schema["type"] in ("integer", "number"):
            bounds = {"min": schema.get("minimum"), "max": schema.get("maximum")}
            value = {"widget": "number", "value_type": "int" if schema["type"] == "integer" else "float"}
            return {**value, **{name: bound for name, bound in bounds.items() if bound is not None}}
        if "pattern" not in schema:
            return {"widget": "string"}
        return {
            "widget": "string",
            "pattern": [schema["pattern"], self.say(f"Beispiel: {example}", f"Example: {example}")],
        }

    def _of_parts(self, schema: Mapping[str, Any]) -> Form:
        parts = [
            {
                "name": name,
                "label": self.say(*_PARTS.get(name, (name, name))),
                "required": name in schema["required"],
                **self._of_schema(part),
            }
            for name, part in schema["properties"].items()
        ]
        return {"widget": "object", "fields": parts}


def _words_of(kind: str, language: str) -> str:
    """Name of the collection of a kind's words in a language."""
    return f"{kind}-{language}"


def _list_of(single: Form, called: str) -> Form:
    if single["widget"] == "object":
        return {"widget": "list", "fields": single["fields"]}
    return {"widget": "list", "field": {"name": "item", "label": called, **single}}
