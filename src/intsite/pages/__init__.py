"""The site to its pages: address, template and view of every output that a template makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from intsite import qr_codes
from intsite.addresses import absolute
from intsite.assets import Medium
from intsite.connections import Key
from intsite.kinds import Kind
from intsite.lookups import Lookups, noted
from intsite.pages import entries, glossary, index, listings, purposes, sheets, ways_in
from intsite.pages.context import Context
from intsite.pages.explanations import explain
from intsite.pages.shell import listing_links, shell
from intsite.problems import Problem, Span, problem
from intsite.resolve import Site
from intsite.views import Alternate, HomeView, IndexView, LinkView, ListingView, Phrase, RedirectView, Shell, View

NOT_FOUND = "404.html"
CHOOSER = "index.html"
_ON_HOME = 3
"""Events and news on the first page."""


class Place(NamedTuple):
    """Where a page stands and where it comes from."""

    path: str
    """POSIX path from the site's root: `de/offices/jobcenter/index.html`."""
    template: str
    """Below `templates/`."""
    origin: str
    """The folder of the entry it comes from, for messages; empty for pages of the whole site."""


class Page(Struct, frozen=True, kw_only=True):
    """A file that a template makes: its place and its view."""

    path: str
    template: str
    view: View
    origin: str = ""

    @property
    def place(self) -> Place:
        """Where it stands, without all that it shows."""
        return Place(self.path, self.template, self.origin)


ABOVE = ""
"""Stands for the pages above the languages, where a language is asked for."""


_HOME, ALL = ("", "home"), ("", "above")
"""Stand for pages that belong to no entry, where the key of one is asked for; the lists of a kind have `_LIST`."""
_LIST = "list of"
_WAYS = tuple(("", name) for name in ("a-z", "offline", "search", "glossary", "sitemap"))
"""Likewise."""


def keys(site: Site, language: str) -> tuple[Key, ...]:
    """What a language, or the site `ABOVE`, has pages of, in their order."""
    if language == ABOVE:
        return (ALL,)
    listed = (kind.name for kind in site.kinds.values() if not kind.listing.hidden and site.keys_of_kind(kind.name))
    return (_HOME, *site.entries, *((_LIST, kind) for kind in listed), *_WAYS)


def plan(site: Site, media: Mapping[tuple[str, str], Medium], language: str) -> Iterator[Page]:
    """The pages of a language, or those `ABOVE`, one after the other."""
    planner = Planner(site, media, language)
    for key in keys(site, language):
        yield from planner.pages(key)


def taken(places: Iterable[Place]) -> Iterator[Problem]:
    """Pages at the address of another one, that came before."""
    first: dict[str, Place] = {}
    for place in places:
        other = first.setdefault(place.path, place)
        if other is not place:
            here, there = (place, other) if place.origin else (other, place)
            span = Span(path=here.origin or "site.toml")
            yield problem("address-taken", span, address=place.path, other=there.origin or there.template)


class _Draft(Struct, frozen=True, kw_only=True):
    """A page of one language, before it knows its siblings in the others."""

    rest: str
    """Path below the language: `offices/jobcenter/`."""
    template: str
    title: str
    content: object
    description: str = ""
    trail: tuple[LinkView, ...] = ()
    is_searchable: bool = False
    key: Key | None = None
    sheet: str = ""
    """What a page that only repeats an entry adds to that one's address."""


class Planner:
    """Plans the pages of one language, or those `ABOVE`; their frame is made when it is not given."""

    def __init__(
        self, site: Site, media: Mapping[tuple[str, str], Medium], language: str, frame: Shell | None = None
    ) -> None:
        self.lookups = Lookups()
        """What was asked of the site."""
        self.site = noted(site, self.lookups)
        self.catalogs = site.catalogs
        source = site.config.source
        self.context = Context(site=self.site, language=language or source, media=media, lookups=self.lookups)
        self.language = self.context.language
        self.counter = Context(site=self.site, language=source, media=media, lookups=self.lookups)
        self.shell: Shell = frame or shell(self.context)

    def pages(self, key: Key) -> Iterator[Page]:
        """The pages of an entry, or of one of the `keys` that stand for others."""
        if key == ALL:
            yield from self._for_all()
        else:
            yield from map(self._page, self._drafts(key))

    def _drafts(self, key: Key) -> Iterator[_Draft]:
        context, text = self.context, self.context.catalog.text
        match key:
            case ("", "home"):
                content = self._home()
                words = (self.shell.tagline, *(card.title for card in content.themes))
                description = " · ".join(phrase.text for phrase in words if phrase)
                yield _Draft(rest="", template="pages/home.html", title="", content=content, description=description)
            case ("", "a-z"):
                yield from self._in_pages("pages/index.html", text("title-a-z"), index.a_to_z(context))
            case ("", "offline"):
                saved = index.offline(context)
                yield _Draft(rest="offline/", template="pages/offline.html", title=text("title-offline"), content=saved)
            case ("", "search"):
                found = index.search(context)
                yield _Draft(rest="search/", template="pages/search.html", title=text("title-search"), content=found)
            case ("", "glossary"):
                yield from self._glossary()
            case ("", "sitemap"):
                yield from self._in_pages("pages/sitemap.html", text("title-sitemap"), index.sitemap(context))
            case (kind, name) if kind == _LIST:
                yield from self._listings(self.site.kinds[name])
            case _:
                yield from self._entry(key)

    def _glossary(self) -> Iterator[_Draft]:
        title = self.context.catalog.text("title-glossary")
        for view in glossary.views(self.context):
            trail = () if view.is_whole else (LinkView(title=Phrase(text=title), url=f"{self.language}/glossary/"),)
            rest = view.path.removeprefix(f"{self.language}/")
            yield _Draft(rest=rest, template="pages/glossary.html", title=view.title, content=view, trail=trail)

    def _home(self) -> HomeView:
        greeting = ways_in.page_of_purpose(self.context, "greeting")
        return index.home(self.context, greeting, listing_links(self.context), limit=_ON_HOME)

    def _entry(self, key: Key) -> Iterator[_Draft]:
        context, site = self.context, self.site
        kind, entry = site.kinds[key[0]], site.entries[key]
        url = context.url(key)
        view = replace(
            explain(context, entry, purposes.complete(context, entry, entries.entry_view(context, entry))),
            card_url=sheets.card_url(context, key),
            bilingual_url=f"{url}{sheets.BILINGUAL}" if sheets.is_bilingual(context, key) else "",
            leading_language=context.catalog.language_name(site.config.source),
            needs=ways_in.needs(context, key) if kind.gathers else (),
        )
        above: list[Key] = []
        parent = site.parent(key)
        while parent and parent not in above:
            above.insert(0, parent)
            parent = site.parent(parent)
        top = context.kind(site.kinds[above[0][0]]) if above else view.kind
        trail = [] if kind.listing.hidden else [LinkView(title=Phrase(text=top.many), url=top.url)]
        draft = _Draft(
            rest=f"{kind.folder}/{key[1]}/",
            template=f"kinds/{kind.name}/page.html",
            title=view.title.text,
            description=view.summary.text if view.summary else "",
            content=view,
            trail=(*trail, *(context.link(one) for one in above)),
            is_searchable=not context.shown(key).is_fallback,
            key=key,
        )
        yield draft
        for name, content in sheets.sheets(context, self.counter, key, view.facts):
            yield self._sheet(draft, name, content)

    def _sheet(self, draft: _Draft, name: str, content: object) -> _Draft:
        """A page that repeats an entry, below its address."""
        return replace(
            draft,
            rest=f"{draft.rest}{name}",
            template=f"pages/{name.strip('/')}.html",
            content=content,
            is_searchable=False,
            sheet=name,
        )

    def _listings(self, kind: Kind) -> Iterator[_Draft]:
        context = self.context
        view = context.kind(kind)
        keys = listings.current_keys(context, kind)
        facets = listings.facets_of(context, kind, keys)
        trail = (LinkView(title=Phrase(text=view.many), url=view.url),)
        by_day = listings.events_by_day(context, kind)
        whole = listings.listing_view(context, kind, facets, keys, by_day)
        yield from self._list(whole, view.url)
        for name, value, narrowed in listings.facet_pages(facets):
            url = entries.facet_url(context, kind, name, value)
            yield from self._list(listings.narrowed_view(context, whole, url, narrowed), url, *trail)
        for month in listings.months(context, by_day):
            sheet = listings.month_view(context, kind, month, by_day)
            title = f"{view.many} – {sheet.title}"
            rest = f"{kind.folder}/{month:%Y-%m}/"
            yield _Draft(rest=rest, template="pages/month.html", title=title, content=sheet, trail=trail)

    def _list(self, whole: ListingView, url: str, *trail: LinkView) -> Iterator[_Draft]:
        title = " – ".join(filter(None, (whole.kind.many, whole.narrowed_by)))
        return self._in_pages("pages/listing.html", title, listings.in_pages(self.context, whole, url), *trail)

    def _in_pages(
        self, template: str, title: str, views: Iterable[tuple[str, ListingView | IndexView]], *trail: LinkView
    ) -> Iterator[_Draft]:
        """A list by the addresses of its pages, which stand below the first."""
        first: LinkView | None = None
        for address, view in views:
            draft = _Draft(
                rest=address.removeprefix(f"{self.language}/"),
                template=template,
                title=title,
                content=view,
                trail=trail,
            )
            if first and view.turn:
                draft = replace(draft, title=f"{title} – {view.turn.label}", trail=(*trail, first))
            first = first or LinkView(title=Phrase(text=title), url=address)
            yield draft

    def _page(self, draft: _Draft) -> Page:
        context, site = self.context, self.site
        path = f"{self.language}/{draft.rest}"
        home = LinkView(title=Phrase(text=context.catalog.text("title-home")), url=self.shell.home_url)
        words = context.shown(draft.key).words if draft.key and not draft.sheet else None
        canonical = self._canonical(draft, path.removesuffix(draft.sheet))
        keywords = words.fields.get("keywords") if words else None
        view = View(
            path=path,
            title=draft.title,
            description=draft.description,
            language=self.language,
            direction=context.catalog.direction,
            shell=self.shell,
            alternates=() if draft.sheet else self._alternates(draft),
            default=self._default(draft),
            breadcrumbs=(home, *draft.trail) if draft.rest else (),
            canonical=canonical,
            content=draft.content,  # type: ignore[arg-type]
            code=qr_codes.svg(canonical) if draft.key else Markup(),
            is_searchable=draft.is_searchable,
            search_kind=context.kind(site.kinds[draft.key[0]]).one if draft.key else "",
            keywords=tuple(str(word) for word in keywords) if isinstance(keywords, tuple) else (),
        )
        origin = site.entries[draft.key].path if draft.key else ""
        return Page(path=f"{path}index.html", template=draft.template, view=view, origin=origin)

    def _canonical(self, draft: _Draft, path: str) -> str:
        """Its own address; for a page without translation the page in the language that it shows."""
        if draft.key:
            shown = self.context.shown(draft.key)
            if shown.is_fallback and shown.language in self.site.config.languages:
                path = self.site.url(draft.key, shown.language)
        return absolute(self.site.config.base_url, path)

    def _alternates(self, draft: _Draft) -> tuple[Alternate, ...]:
        return tuple(
            Alternate(
                language=language,
                autonym=self.catalogs[language].autonym,
                direction=self.catalogs[language].direction,
                url=f"{language}/{draft.rest}",
                is_current=language == self.language,
                is_translated=draft.key is None or not self.site.shown[draft.key, language].is_fallback,
            )
            for language in self.site.config.languages
        )

    def _default(self, draft: _Draft) -> str | None:
        """The address for readers of languages that the site does not have."""
        if draft.sheet:
            return None
        leading = self.site.source_of(self.site.entries[draft.key]) if draft.key else self.site.config.source
        return f"{leading}/{draft.rest}" if draft.rest and leading in self.site.config.languages else ""

    def _for_all(self) -> Iterator[Page]:
        """Pages that stand above the languages: the language chooser, 404 and old addresses."""
        text = self.context.catalog.text
        chooser = _Draft(rest="", template="pages/chooser.html", title=str(self.shell.site_name), content=None)
        yield self._above(chooser, CHOOSER)
        not_found = _Draft(rest="", template="pages/not_found.html", title=text("title-not-found"), content=None)
        yield self._above(not_found, NOT_FOUND)
        for alias in self.site.connections.aliases:
            content = RedirectView(url=alias.target, title=text("title-moved"))
            draft = _Draft(rest="", template="pages/redirect.html", title=text("title-moved"), content=content)
            yield self._above(draft, alias.path, canonical=alias.target, origin=alias.origin)

    def _above(self, draft: _Draft, path: str, canonical: str = "", origin: str = "") -> Page:
        base_url = self.site.config.base_url
        folder = path.removesuffix("index.html")
        view = View(
            path=folder,
            title=draft.title,
            description="",
            language=self.language,
            direction=self.context.catalog.direction,
            shell=self.shell,
            alternates=self._alternates(draft),
            default="" if path == CHOOSER else None,
            breadcrumbs=(),
            canonical=absolute(base_url, canonical or folder),
            content=draft.content,  # type: ignore[arg-type]
            is_searchable=False,
            base=_base_path(base_url) if path == NOT_FOUND else "",
        )
        return Page(path=path, template=draft.template, view=view, origin=origin)


def _base_path(base_url: str) -> str:
    """The path of the site on its host, with slashes around; `/` when the address is not known."""
    host_and_path = base_url.partition("://")[2]
    return "/" + host_and_path.partition("/")[2] if base_url else "/"
