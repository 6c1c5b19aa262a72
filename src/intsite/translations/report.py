"""The state of translations for other programs, and as a page for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from intsite.catalogs import Catalog
from intsite.connections import Key
from intsite.resolve import Site
from intsite.translations.states import State, TranslationState, titles


def as_json(site: Site, one: TranslationState, editor: str) -> dict[str, object]:
    """A state as plain values; titles of sections that are no headings in the editor's language."""
    return {
        "entry": ":".join(one.key),
        "language": one.language,
        "state": str(one.state),
        "sections": [{"id": name, "title": title} for name, title in titles(site, one, editor).items()],
        "machine": one.by_machine,
        "reviewed": one.is_reviewed,
        "path": one.path,
    }


class _Language(Struct, frozen=True, kw_only=True):
    """A column."""

    tag: str
    name: str
    counts: Counter[str]
    share: int
    """Of entries that are up to date, per cent."""
    concepts: int
    """Of the glossary that have a word and an explanation."""


class _Row(Struct, frozen=True, kw_only=True):
    key: Key
    title: str
    kind: str
    cells: tuple[TranslationState | None, ...]
    """One a language; None where nothing is to be translated, or nothing is missing of a concept."""


def page(site: Site, found: Sequence[TranslationState], lacking: Sequence[TranslationState], editor: str) -> str:
    """An HTML page that needs nothing else: what is done per language, and a map of entries and languages.

    `lacking` are the gaps of the glossary; `editor` is `de` or `en`: the language of the page.
    """
    tags = [tag for tag in site.config.languages if any(one.language == tag for one in (*found, *lacking))]
    cells = {(one.key, one.language): one for one in (*found, *lacking)}
    catalog = site.catalogs.get(editor) or site.catalogs[site.config.source]
    rows = [
        _Row(key=key, title=title, kind=kind, cells=tuple(cells.get((key, tag)) for tag in tags))
        for key in dict.fromkeys(one.key for one in (*found, *lacking))
        for title, kind in [_named(site, key, editor)]
    ]
    environment = Environment(
        loader=PackageLoader("intsite.translations", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html").render(
        editor=editor,
        county=next((text for tag, text in site.config.name if tag in {editor, ""}), site.config.name[0][1]),
        date=site.today.isoformat(),
        states=[str(state) for state in State],
        languages=[_language(site, tag, found, lacking, catalog) for tag in tags],
        concepts=len(site.glossary.concepts),
        titles={one: titles(site, one, editor).values() for one in cells.values()},
        rows=rows,
    )


def _named(site: Site, key: Key, editor: str) -> tuple[str, str]:
    """The title of an entry or a concept, and what it is."""
    if key not in site.entries:
        terms = {one.id: one.terms for one in site.glossary.concepts}[key[1]].get(site.config.source)
        return terms.preferred if terms else key[1], "Glossar" if editor == "de" else "Glossary"
    entry = site.entries[key]
    leading = entry.words_in(site.source_of(entry))
    return leading.title if leading else key[1], site.kinds[key[0]].many.get(editor) or key[0]


def _language(
    site: Site, tag: str, found: Sequence[TranslationState], lacking: Sequence[TranslationState], catalog: Catalog
) -> _Language:
    counts = Counter(str(one.state) for one in found if one.language == tag)
    total = sum(counts.values())
    return _Language(
        tag=tag,
        name=catalog.language_name(tag),
        counts=counts,
        share=round(100 * counts["current"] / total) if total else 0,
        concepts=len(site.glossary.concepts) - sum(one.language == tag for one in lacking),
    )
