"""Ways in: the first page, everything from A to Z, the site as a tree."""

from __future__ import annotations

from dataclasses import replace

from intsite.pages import entries, listings, values
from intsite.pages.context import Context
from intsite.resolve import Key
from intsite.views import CardView, GroupView, HomeView, ImageView, IndexView, LinkView, OfflineView, Phrase


def home(context: Context, greeting: Key | None, links: list[LinkView], limit: int) -> HomeView:
    """The first page of a language; `limit` events and news at most."""
    folder = f"{context.language}/"
    return HomeView(
        greeting=entries.entry_view(context, context.site.entries[greeting], folder) if greeting else None,
        themes=_cards(context, "theme"),
        topics=_cards(context, "topic"),
        events=_cards(context, "event")[:limit],
        news=_cards(context, "news")[:limit],
        contacts=_contacts(context),
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


def _contacts(context: Context) -> tuple[CardView, ...]:
    """The help desk and the main office, as site.toml names them, and where to turn in an emergency."""
    config = context.site.config
    offices = [("office", identifier) for identifier in (config.helpdesk, config.office) if identifier]
    emergency = [entry.key for entry in context.site.of_kind("page") if entry.facts.get("purpose") == "emergency"]
    keys = dict.fromkeys(key for key in (*offices, *emergency) if key in context.site.entries)
    return entries.cards(context, keys)


def offline(context: Context) -> OfflineView:
    """The page for readers without internet."""
    home = f"{context.language}/"
    emergency = [entry.key for entry in context.site.of_kind("page") if entry.facts.get("purpose") == "emergency"]
    first = LinkView(title=Phrase(text=context.catalog.text("title-home")), url=home, icon="home")
    return OfflineView(
        links=(first, *(replace(context.link(key), icon="bell") for key in emergency)),
        home_url=home,
        list_url=f"{home}offline/files.json",
        language=context.language,
        language_name=context.catalog.language_name(context.language),
    )


def a_to_z(context: Context) -> IndexView:
    """All entries by the first letter of their title; those without a translation come last, in their language."""
    letters: dict[str, list[Key]] = {}
    others: list[Key] = []
    for key in sorted(context.site.entries, key=context.sort_key):
        phrase = context.title(key)
        if phrase.language:
            others.append(key)
        else:
            letters.setdefault(_letter(context, phrase.text), []).append(key)
    groups = [
        GroupView(heading=letter, id=f"letter-{number}", cards=_plain_cards(context, keys))
        for number, (letter, keys) in enumerate(letters.items(), start=1)
    ]
    if others:
        heading = context.catalog.text("other-languages")
        groups.append(GroupView(heading=heading, id="other-languages", cards=_plain_cards(context, others)))
    return IndexView(title=context.catalog.text("title-a-z"), letters=tuple(groups))


def _letter(context: Context, title: str) -> str:
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


def sitemap(context: Context) -> IndexView:
    """All entries by kind."""
    groups = []
    for kind in context.site.kinds.values():
        keys = [entry.key for entry in context.site.of_kind(kind.name)]
        if keys:
            view = context.kind(kind)
            ordered = list(entries.reading_order(context, kind.name)) if kind.tree else entries.sort(context, keys)
            cards = _plain_cards(context, ordered)
            groups.append(GroupView(heading=view.many, id=f"kind-{kind.name}", cards=cards, url=view.url))
    return IndexView(title=context.catalog.text("title-sitemap"), tree=tuple(groups))
