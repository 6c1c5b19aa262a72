"""The state of translations for other programs, and as a page for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from intsite.catalogs import Catalog
from intsite.connections import Key
from intsite.resolve import Site
from intsite.translations.states import State, TranslationState


def as_json(one: TranslationState) -> dict[str, object]:
    """A state as plain values."""
    return {
        "entry": ":".join(one.key),
        "language": one.language,
        "state": str(one.state),
        "sections": list(one.sections),
        "machine": one.by_machine,
        "reviewed": one.is_reviewed,
        "path": one.path,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """A column."""

    tag: str
    name: str
    counts: Counter[str]
    share: int
    """Of entries that are up to date, per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    key: Key
    title: str
    kind: str
    cells: tuple[TranslationState | None, ...]


def page(site: Site, found: Sequence[TranslationState], editor: str) -> str:
    """An HTML page that needs nothing else: what is done per language, and a map of entries and languages.

    `editor` is `de` or `en`: the language of the page.
    """
    tags = [tag for tag in site.config.languages if any(one.language == tag for one in found)]
    cells = {(one.key, one.language): one for one in found}
    catalog = site.catalogs.get(editor) or site.catalogs[site.config.source]
    rows = []
    for key in dict.fromkeys(one.key for one in found):
        entry = site.entries[key]
        leading = entry.words_in(site.source_of(entry))
        rows.append(
            _Row(
                key=key,
                title=leading.title if leading else key[1],
                kind=site.kinds[key[0]].many.get(editor) or key[0],
                cells=tuple(cells.get((key, tag)) for tag in tags),
            )
        )
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
        languages=[_language(tag, found, catalog) for tag in tags],
        rows=rows,
    )


def _language(tag: str, found: Sequence[TranslationState], catalog: Catalog) -> _Language:
    counts = Counter(str(one.state) for one in found if one.language == tag)
    total = sum(counts.values())
    return _Language(
        tag=tag,
        name=catalog.language_name(tag),
        counts=counts,
        share=round(100 * counts["current"] / total) if total else 0,
    )
