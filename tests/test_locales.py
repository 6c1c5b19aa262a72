"""Every language of the interface says everything."""

import re

import pytest
from babel import Locale

from intsite import catalogs, kinds
from intsite.fields import Field
from support.sites import ROOT

TEMPLATES = ROOT / "templates"
LANGUAGES = catalogs.available([TEMPLATES])
ALL, PROBLEMS = catalogs.load(LANGUAGES, [TEMPLATES], ROOT)
KINDS, _ = kinds.discover([TEMPLATES], ROOT)
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def own(language: str) -> dict[str, catalogs.Message]:
    """What the language's own file says, by key."""
    return ALL[language]._chain[0].messages  # noqa: SLF001  what is asked is the file, not what it falls back to


def forms(message: catalogs.Message) -> dict[str, str]:
    return {"": message} if isinstance(message, str) else dict(message)


def test_the_files_are_free_of_problems() -> None:
    assert PROBLEMS == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_there(language: str) -> None:
    wanted = {key for key in own("de") if not key.startswith("kinds.")}
    assert wanted ^ {key for key in own(language) if not key.startswith("kinds.")} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_keep_their_placeholders(language: str) -> None:
    wrong = {}
    for key, message in own(language).items():
        if key.startswith("kinds."):
            continue
        # A plural form may do without the count: “two weeks” is one word in Arabic.
        written = {name for text in forms(message).values() for name in PLACEHOLDER.findall(text)}
        wanted = {name for text in forms(own("de")[key]).values() for name in PLACEHOLDER.findall(text)}
        if written != wanted:
            wrong[key] = written ^ wanted
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_every_form_of_the_language(language: str) -> None:
    locale: Locale = ALL[language].locale
    missing = {
        key: sorted({*locale.plural_form.tags, "other"} - forms(message).keys())
        for key, message in own(language).items()
        if not isinstance(message, str)
    }
    assert {key: tags for key, tags in missing.items() if tags} == {}


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"de", "en"}))
def test_everything_a_reader_sees_of_a_kind_has_a_name(language: str) -> None:
    said = own(language)
    missing = []
    for kind in KINDS.values():
        missing += [f"kinds.{kind.name}.{part}" for part in ("one", "many") if f"kinds.{kind.name}.{part}" not in said]
        for path in shown_fields((*kind.facts, *kind.words)):
            names = (f"kinds.{kind.name}.fields.{path}", f"kinds._common.fields.{path}")
            missing += [] if any(name in said for name in names) else [names[0]]
    assert missing == []


def shown_fields(fields: tuple[Field, ...], prefix: str = "") -> list[str]:
    found = []
    for field in fields:
        # Title, summary and the like stand on the page without a label.
        if field.shown and field.name not in {"title", "summary", "keywords", "aliases"}:
            found.append(prefix + field.name)
            found += shown_fields(field.fields, f"{prefix}{field.name}.")
    return found
