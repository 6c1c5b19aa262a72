"""Ways in: the first page, everything from A to Z, the site as a tree."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from intsite import catalogs
from intsite.connections import Key
from intsite.pages import entries, listings, turns, values, ways_in
from intsite.pages.context import Context
from intsite.pages.shell import office
from intsite.views import (
    CardView,
    GroupView,
    HomeView,
    ImageView,
    IndexView,
    LinkView,
    OfflineView,
    Phrase,
    SearchView,
)

SHORT = 150
"""Entries that the search page can list beside all else that it has: in long letters 14 KB, packed."""


def home(context: Context, greeting: Key | None, links: list[LinkView], limit: int) -> HomeView:
    """The first page of a language; `limit` events and news at most."""
    folder = f"{context.language}/"
    return HomeView(
        greeting=entries.entry_view(context, context.site.entries[greeting], folder) if greeting else None,
        themes=_cards(context, "theme") or _top(context),
        topics=_cards(context, "topic"),
        events=_cards(context, "event")[:limit],
        news=_cards(context, "news")[:limit],
        contacts=entries.cards(context, ways_in.contacts(context)),
        needs=ways_in.needs(context),
        emergency=ways_in.emergency(context),
        kinds=tuple(links),
        picture=_picture(context),
    )


def _picture(context: Context) -> ImageView | None:
    chosen = context.site.config.design.picture
    found = context.media.get(("", chosen.file)) if chosen else None
    if not chosen or not found:
        return None
    alternative = context.labels(chosen.alternative) or Phrase(text="")
    return values.image_view(found, alternative=alternative, credit=chosen.credit)


def _cards(context: Context, kind: str) -> tuple[CardView, ...]:
    known = context.site.kinds.get(kind)
    return entries.cards(context, listings.current_keys(context, known)) if known else ()


def _top(context: Context) -> tuple[CardView, ...]:
    """The top of the trees that have a list of their own."""
    site = context.site
    listed = [kind for kind in site.kinds.values() if kind.tree and kind.listing.menu]
    return entries.cards(
        context, (key for kind in listed for key in site.connections.roots.get(kind.name, ()) if key[0] == kind.name)
    )


def offline(context: Context) -> OfflineView:
    """The page for readers without internet."""
    home = f"{context.language}/"
    emergency = ways_in.page_of_purpose(context, "emergency")
    first = LinkView(title=Phrase(text=context.catalog.text("title-home")), url=home, icon="home")
    return OfflineView(
        links=(first, *((replace(context.link(emergency), icon="bell"),) if emergency else ())),
        home_url=home,
        list_url=f"{home}offline/files.json",
        language=context.language,
        language_name=context.catalog.language_name(context.language),
    )


def a_to_z(context: Context) -> Iterator[tuple[str, IndexView]]:
    """All entries by the first letter of their title, with the addresses of the pages.

    Those without a translation come last, in their language.
    """
    groups = _letters(context)
    pages = list(turns.turns(context, f"{context.language}/a-z/", turns.in_groups(groups, turns.TITLES)))
    # A letter on several pages begins on the first of them.
    stands = {group.id: f"{address}#{group.id}" for address, _, here in reversed(pages) for group in here}
    for address, turn, here in pages:
        own = {group.id: group for group in here}
        letters = tuple(own.get(one.id) or replace(one, cards=(), url=stands[one.id]) for one in groups)
        yield address, IndexView(title=context.catalog.text("title-a-z"), letters=letters, turn=turn)


def _letters(context: Context) -> list[GroupView]:
    letters: dict[str, list[Key]] = {}
    others: list[Key] = []
    for key in sorted(context.site.entries, key=context.sort_key):
        phrase = context.title(key)
        if phrase.language:
            others.append(key)
        else:
            letters.setdefault(letter_of(context, phrase.text), []).append(key)
    groups = [
        GroupView(heading=letter, id=f"letter-{number}", cards=_plain_cards(context, keys))
        for number, (letter, keys) in enumerate(letters.items(), start=1)
    ]
    if others:
        heading = context.catalog.text("other-languages")
        groups.append(GroupView(heading=heading, id="other-languages", cards=_plain_cards(context, others)))
    return groups


def search(context: Context) -> SearchView:
    """The search page, with everything from A to Z as long as that is not much."""
    config = context.site.config
    address, whole = next(a_to_z(context))
    letters, is_long = whole.letters, len(context.site.entries) > SHORT
    if is_long:
        letters = tuple(replace(one, cards=(), url=one.url or f"{address}#{one.id}") for one in letters)
    tags = [tag for tag in config.chain(context.language, config.source) if tag in context.site.catalogs]
    contact = ways_in.page_of_purpose(context, "contact")
    return SearchView(
        title=context.catalog.text("title-search"),
        letters=letters,
        topics=tuple(_topics(context, with_cards=not is_long)),
        languages=tuple((tag, context.catalog.language_name(tag), catalogs.direction_of(tag)) for tag in tags),
        contact=context.link(contact) if contact else None,
        office=office(context, config.helpdesk) or office(context, config.office),
    )


def _topics(context: Context, *, with_cards: bool) -> Iterator[GroupView]:
    """What is filed under themes and topics, and the top pages of trees with those below them."""
    site = context.site
    for name, kind in site.kinds.items():
        if kind.gathers:
            found = [(key, _filed(context, key, kind.gathers)) for key in site.keys_of_kind(name)]
        else:
            found = [
                (key, list(site.connections.children.get(key, ()))) for key in site.connections.roots.get(name, ())
            ]
        for key, keys in found:
            title = context.title(key)
            if keys:
                yield GroupView(
                    heading=title.text,
                    id=f"topic-{name}-{key[1]}",
                    cards=_plain_cards(context, entries.sort(context, keys)) if with_cards else (),
                    url=context.url(key),
                    language=title.language,
                    direction=title.direction,
                )


def _filed(context: Context, key: Key, field: str) -> list[Key]:
    keys = dict.fromkeys(one.source for one in context.site.connections.back.get(key, ()) if one.field == field)
    return [one for one in keys if not entries.is_past(context, one)]


def letter_of(context: Context, title: str) -> str:
    """The letter under which a title stands; `#` for what begins with none."""
    first = context.catalog.sort_key(title)[:1].upper()
    return first if first.isalpha() else "#"


def _plain_cards(context: Context, keys: list[Key]) -> tuple[CardView, ...]:
    """Cards with no more than a title, for long lists."""
    return tuple(
        CardView(
            title=context.title(key),
            url=context.url(key),
            kind=context.kind(context.site.kinds[key[0]]),
            summary=None,
            facts=(),
        )
        for key in keys
    )


def sitemap(context: Context) -> Iterator[tuple[str, IndexView]]:
    """All entries by kind, with the addresses of the pages."""
    groups = []
    for kind in context.site.kinds.values():
        keys = context.site.keys_of_kind(kind.name)
        if keys:
            view = context.kind(kind)
            ordered = list(entries.reading_order(context, kind.name)) if kind.tree else entries.sort(context, keys)
            cards = _plain_cards(context, ordered)
            groups.append(GroupView(heading=view.many, id=f"kind-{kind.name}", cards=cards, url=view.url))
    pages = turns.in_groups(groups, turns.TITLES)
    for address, turn, here in turns.turns(context, f"{context.language}/sitemap/", pages):
        yield address, IndexView(title=context.catalog.text("title-sitemap"), tree=tuple(here), turn=turn)
