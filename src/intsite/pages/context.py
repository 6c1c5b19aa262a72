"""What making views for one language needs at hand: texts, labels, addresses and links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from markupsafe import Markup

from intsite import catalogs
from intsite.assets import Medium
from intsite.catalogs import Catalog
from intsite.connections import Key
from intsite.fields import Field, Labels
from intsite.fields.icon import Icon
from intsite.kinds import Kind
from intsite.lookups import Lookup, Lookups
from intsite.resolve import Shown, Site
from intsite.views import KindView, LinkView, Phrase

_Value = TypeVar("_Value")
_View = TypeVar("_View")
_VIEWS = 6000
"""Views that are kept at a time: as with `entries.OnDemand`, a county has room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One language of a site."""

    site: Site
    language: str
    media: Mapping[tuple[str, str], Medium]
    """Published media by folder of the entry and name of the file."""
    catalog: Catalog = field(init=False, compare=False)
    """Interface texts of the language."""
    lookups: Lookups = field(default_factory=Lookups, compare=False)
    """What was asked of the site, where it is `noted`."""
    kinds: dict[str, KindView] = field(default_factory=dict, compare=False)
    """By name; made already."""
    views: dict[object, tuple[Any, Collection[Lookup]]] = field(default_factory=dict, compare=False)
    """Likewise, with what they looked up: the card of an entry is the same in every list, the phone of a department."""

    def __post_init__(self) -> None:
        """The catalog is at hand: it is asked for hundreds of times on a page."""
        object.__setattr__(self, "catalog", self.site.catalogs[self.language])

    def in_language(self, language: str) -> Context:
        """The same site in the language of a text; this very one where the site does not have that language."""
        if language == self.language or language not in self.site.catalogs:
            return self
        return Context(site=self.site, language=language, media=self.media, lookups=self.lookups)

    def once(self, make: Callable[[Context, _Value], _View], value: _Value) -> _View:
        """What `make` makes of a value in this language."""
        key = (make, value)
        known = self.views.get(key)
        if known is None:
            if len(self.views) >= _VIEWS:
                self.views.clear()
            known = self.views[key] = self.lookups.during(lambda: make(self, value))
        self.lookups.found.update(known[1])
        view: _View = known[0]
        return view

    @property
    def comma(self) -> Markup:
        """What the language puts between the parts of a list, with its space."""
        return Markup.escape(self.catalog.text("comma"))

    def phrase(self, text: str, language: str) -> Phrase:
        """A text of some language: marked when it is not the page's own."""
        if language in {self.language, ""}:
            return Phrase(text=text)
        return Phrase(text=text, language=language, direction=catalogs.direction_of(language))

    def labels(self, labels: Labels | tuple[tuple[str, str], ...]) -> Phrase | None:
        """The best text of labels for the page: its language, then the site's chain, then any there is."""
        pairs = labels.texts if isinstance(labels, Labels) else labels
        by_language = dict(pairs)
        config = self.site.config
        for language in (
            *config.chain(self.language, config.source),
            self.language.split("-")[0],
            "en",
            "de",
        ):
            if language in by_language:
                return self.phrase(by_language[language], language)
        if "" in by_language:
            return self.phrase(by_language[""], config.source)
        return self.phrase(pairs[0][1], pairs[0][0]) if pairs else None

    def interface(self, key: str, labels: Labels) -> str:
        """A label of a kind: the language's catalog, then kind.yaml in this language, English or German."""
        catalog = self.catalog
        base = self.language.split("-")[0]
        own = labels.get(self.language) or catalog.optional(key, "") or labels.get(base)
        if own:
            return own
        return catalog.text(key) if catalog.has(key) else str(labels.get("en") or labels.get("de") or key)

    def field_label(self, kind: str, path: str) -> str:
        """The label of a field; `path` is dotted inside records."""
        return self.once(_field_label, (kind, path))

    def choice_label(self, kind: str, path: str, field: Field, value: str) -> str:
        """The label of a chosen value."""
        labels = dict(field.values).get(value, Labels())
        return self.interface(f"kinds.{kind}.values.{path}.{value}", labels)

    def kind(self, kind: Kind) -> KindView:
        """A kind in this language."""
        return self.kinds.get(kind.name) or self.kinds.setdefault(kind.name, self._kind(kind))

    def _kind(self, kind: Kind) -> KindView:
        return KindView(
            name=kind.name,
            one=self.interface(f"kinds.{kind.name}.one", kind.one),
            many=self.interface(f"kinds.{kind.name}.many", kind.many),
            url="" if kind.listing.hidden else f"{self.language}/{kind.folder}/",
            icon=kind.icon,
        )

    def shown(self, key: Key) -> Shown:
        """The words this language's page of an entry shows."""
        return self.site.shown[key, self.language]

    def title(self, key: Key) -> Phrase:
        """An entry's title."""
        words = self.shown(key).words
        return self.phrase(words.title, words.language)

    def summary(self, key: Key) -> Phrase | None:
        """An entry's summary, unless it only says the title again, as of imported entries."""
        words = self.shown(key).words
        return self.phrase(words.summary, words.language) if words.summary not in {"", words.title} else None

    def url(self, key: Key) -> str:
        """An entry's address in this language."""
        return self.site.url(key, self.language)

    def link(self, key: Key, *, current: Key | None = None) -> LinkView:
        """A link to an entry."""
        icon = self.site.entries[key].facts.get("icon")
        return LinkView(
            title=self.title(key),
            url=self.url(key),
            summary=self.summary(key),
            kind=key[0],
            icon=icon.name if isinstance(icon, Icon) else self.site.kinds[key[0]].icon,
            is_current=key == current,
        )

    def sort_key(self, key: Key) -> str:
        """For sorting entries by title."""
        return self.catalog.sort_key(self.title(key).text)


def _field_label(context: Context, of: tuple[str, str]) -> str:
    kind, path = of
    common = f"kinds._common.fields.{path}"
    own = f"kinds.{kind}.fields.{path}"
    key = common if not context.catalog.has(own) and context.catalog.has(common) else own
    fields = (*context.site.kinds[kind].facts, *context.site.kinds[kind].words)
    for name in path.split("."):
        field = next(field for field in fields if field.name == name)
        fields = field.fields
    return context.interface(key, field.labels)


def as_date(value: object) -> dt.date | None:
    """The day of a date or a date with time."""
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None
