"""What all pages of a language share: header, menus, footer."""

from __future__ import annotations

from msgspec.structs import replace

from intsite.fields.address import Address
from intsite.fields.coordinates import Coordinates
from intsite.fields.phone import Phone, national
from intsite.opening_hours import Hours
from intsite.pages import hours, listings, values
from intsite.pages.context import Context
from intsite.pages.ways_in import page_of_purpose
from intsite.views import LinkView, Office, Phrase, Shell

AUXILIARY_PURPOSES = (
    "contact", "imprint", "privacy", "accessibility", "read-aloud", "easy-language", "sign-language",
)  # fmt: skip
"""Values of the field `purpose` whose pages are linked from every page."""

HELP_PURPOSES = ("easy-language", "sign-language")
"""Those that stand in the head of every page; each has an icon of its name."""


def shell(context: Context) -> Shell:
    """The frame of a language's pages."""
    config, catalog, language = context.site.config, context.catalog, context.language
    purposes = {purpose: link for purpose in AUXILIARY_PURPOSES if (link := _of_purpose(context, purpose))}
    names = ["offline", "a-z", *(["glossary"] if context.site.glossary.concepts else []), "sitemap"]
    fixed = [LinkView(title=Phrase(text=catalog.text(f"title-{name}")), url=f"{language}/{name}/") for name in names]
    return Shell(
        language=language,
        direction=catalog.direction,
        site_name=context.labels(config.name) or Phrase(text=""),
        tagline=context.labels(config.tagline),
        notice=context.labels(config.notice),
        office=office(context, config.office),
        home_url=f"{language}/",
        search_url=f"{language}/search/",
        read_aloud_url=context.url(help_page) if (help_page := page_of_purpose(context, "read-aloud")) else "",
        menu=tuple(link for link in listing_links(context) if context.site.kinds[link.kind].listing.menu),
        help=tuple(replace(purposes[purpose], icon=purpose) for purpose in HELP_PURPOSES if purpose in purposes),
        auxiliary=(*purposes.values(), *fixed),
        feeds=tuple(_feeds(context)),
    )


def _of_purpose(context: Context, purpose: str) -> LinkView | None:
    """The way to a page of the frame: as it is called, or for what it is there where its title is not translated."""
    key = page_of_purpose(context, purpose)
    if key is None:
        return None
    link = context.link(key)
    field = context.site.kinds[key[0]].field("purpose")
    if not link.title.language or field is None:
        return link
    return replace(link, title=Phrase(text=context.choice_label(key[0], field.name, field, purpose)))


def listing_links(context: Context) -> list[LinkView]:
    """The listings that have entries, those of the menu first."""
    links = []
    for kind in context.site.kinds.values():
        count = listings.count(context, kind)
        if count and not kind.listing.hidden:
            view = context.kind(kind)
            links.append(
                LinkView(title=Phrase(text=view.many), url=view.url, kind=kind.name, icon=kind.icon, count=count)
            )
    return links


def _feeds(context: Context) -> list[LinkView]:
    return [
        LinkView(
            title=Phrase(text=context.catalog.text("feed-of", kind=context.kind(kind).many)),
            url=f"{context.language}/{kind.folder}/{listings.FEED_FILE}",
        )
        for kind in context.site.kinds.values()
        if kind.listing.feed and context.site.keys_of_kind(kind.name)
    ]


def office(context: Context, identifier: str) -> Office | None:
    """How to reach an office; None when there is none of that name."""
    key = ("office", identifier)
    entry = context.site.entries.get(key)
    if entry is None:
        return None
    facts = entry.facts
    address, phones, fax = facts.get("address"), facts.get("phones"), facts.get("fax")
    opening, coordinates = facts.get("hours"), facts.get("coordinates")
    first = phones[0] if isinstance(phones, tuple) and phones else None
    place = coordinates if isinstance(coordinates, Coordinates) else None
    return Office(
        name=context.title(key),
        url=context.url(key),
        address=values.address_view(address, place) if isinstance(address, Address) else None,
        phone=context.once(values.phone_view, first) if isinstance(first, Phone) else None,
        fax=national(fax) if isinstance(fax, Phone) else "",
        email=str(facts.get("email") or ""),
        hours=context.once(hours.view, opening) if isinstance(opening, Hours) else None,
    )
